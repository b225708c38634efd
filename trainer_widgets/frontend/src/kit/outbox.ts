// What was decided and is not yet known to be stored. One key a submission, oldest first.
import { type BrowserStore, keyPrefix, type Owner } from "./browser_store";
import type { Problem } from "./protocol";

/** What is sent until it has its receipt; the same id makes sending it again harmless. */
export interface Posted {
  event_id: string;
}

interface Kept<S extends Posted> {
  kept_at: number;
  submission: S;
}

export interface Refused<S extends Posted> extends Kept<S> {
  problem: Problem;
}

function parse<R>(text: string | null): R | null {
  try {
    return text === null ? null : (JSON.parse(text) as R);
  } catch {
    return null;
  }
}

export class Outbox<S extends Posted> {
  private readonly store: BrowserStore;
  private readonly prefix: string;
  private readonly refusedPrefix: string;
  private readonly memory = new Map<string, Kept<S>>();
  private readonly refusedInMemory = new Map<string, Refused<S>>();
  private last = 0;

  constructor(store: BrowserStore, owner: Owner) {
    this.store = store;
    this.prefix = keyPrefix("outbox", owner);
    this.refusedPrefix = keyPrefix("refused", owner);
  }

  /** Whether the submission is safe in this browser; if not, it is only in memory. */
  keep(submission: S): boolean {
    // Two submissions in one millisecond, or a clock set back, must stay in order.
    this.last = Math.max(Date.now(), this.last + 1);
    const kept = { kept_at: this.last, submission };
    if (this.store.write(this.prefix + submission.event_id, JSON.stringify(kept))) return true;
    this.memory.set(submission.event_id, kept);
    return false;
  }

  entries(): Kept<S>[] {
    const stored = this.store
      .keys(this.prefix)
      .map((key) => parse<Kept<S>>(this.store.read(key)))
      .filter((kept) => kept?.submission?.event_id);
    const all = [...stored, ...this.memory.values()] as Kept<S>[];
    return all.sort((one, other) => one.kept_at - other.kept_at);
  }

  find(eventId: string): S | null {
    const text = this.store.read(this.prefix + eventId);
    const kept = parse<Kept<S>>(text) ?? this.memory.get(eventId);
    return kept?.submission ?? null;
  }

  drop(eventId: string): void {
    this.store.remove(this.prefix + eventId);
    this.memory.delete(eventId);
  }

  /** Takes a submission out of the queue that sending again cannot help. */
  refuse(submission: S, problem: Problem): void {
    const refused = { kept_at: Date.now(), submission, problem };
    const key = this.refusedPrefix + submission.event_id;
    if (!this.store.write(key, JSON.stringify(refused))) {
      this.refusedInMemory.set(submission.event_id, refused);
    }
    this.drop(submission.event_id);
  }

  refused(): Refused<S>[] {
    const stored = this.store
      .keys(this.refusedPrefix)
      .map((key) => parse<Refused<S>>(this.store.read(key)))
      .filter((refused) => refused?.submission && refused.problem);
    const all = [...stored, ...this.refusedInMemory.values()] as Refused<S>[];
    return all.sort((one, other) => one.kept_at - other.kept_at);
  }

  dismiss(eventId: string): void {
    this.store.remove(this.refusedPrefix + eventId);
    this.refusedInMemory.delete(eventId);
  }

  clear(): void {
    for (const prefix of [this.prefix, this.refusedPrefix]) {
      for (const key of this.store.keys(prefix)) this.store.remove(key);
    }
    this.memory.clear();
    this.refusedInMemory.clear();
  }
}
