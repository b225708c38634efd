// Sends what is in the outbox, in order, until each submission has its receipt.
import type { Owner } from "./browser_store";
import type { Outbox, Posted } from "./outbox";
import type { Problem } from "./protocol";
import { Refusal } from "./transport";

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

interface DeliveryHooks<S extends Posted, R> {
  send(submission: S): Promise<R>;
  /** What it is about, and the events it builds on: one that fails holds up all of the same. */
  about(submission: S): readonly (string | null)[];
  /** The kernel no longer knows this view: say hello again. */
  reseat(): Promise<void>;
  received(receipt: R, submission: S): void;
  refused(submission: S, problem: Problem): void;
  /** Nothing is under way any more; a problem says why something is left. */
  settled(problem: Problem | null): void;
}

type Outcome = "received" | "refused" | "sent elsewhere" | Problem | "no reply";

/** Two tabs of one person share one outbox: only one of them sends at a time. */
async function alone<R>(name: string, signal: AbortSignal, task: () => Promise<R>): Promise<R> {
  if (!navigator.locks) return task();
  return (await navigator.locks.request(name, { signal }, task)) as R;
}

export class Delivery<S extends Posted, R> {
  /** Set while the kernel is gone: nothing can be sent from this view. */
  halted = false;
  private readonly outbox: Outbox<S>;
  private readonly hooks: DeliveryHooks<S, R>;
  private readonly lock: string;
  private readonly signal: AbortSignal;
  private readonly waiting = new Map<string, (arrived: boolean) => void>();
  private running = false;
  private again = false;
  private pause = FIRST_PAUSE;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(outbox: Outbox<S>, owner: Owner, hooks: DeliveryHooks<S, R>, signal: AbortSignal) {
    this.outbox = outbox;
    this.hooks = hooks;
    this.lock = `tw:flush:${owner.who}:${owner.project}`;
    this.signal = signal;
    signal.addEventListener("abort", () => clearTimeout(this.timer), { once: true });
  }

  get busy(): boolean {
    return this.running;
  }

  /** Resolves when the submission got its receipt (true) or was refused (false). */
  arrival(eventId: string): Promise<boolean> {
    return new Promise((resolve) => this.waiting.set(eventId, resolve));
  }

  /** Nobody need wait any more: what was to be sent is forgotten. */
  forget(): void {
    for (const eventId of this.waiting.keys()) this.arrived(eventId, false);
  }

  /** Send now: something new is there, or the line seems to be back. */
  wake(): void {
    clearTimeout(this.timer);
    this.pause = FIRST_PAUSE;
    void this.run();
  }

  private async run(): Promise<void> {
    this.again = this.running;
    if (this.running || this.halted || this.signal.aborted) return;
    this.running = true;
    let left: Outcome = "received";
    try {
      left = await this.sendAll();
    } catch {
      left = "no reply";
    }
    this.running = false;
    if (this.signal.aborted) return;
    this.hooks.settled(typeof left === "object" ? left : null);
    if (typeof left === "object" || left === "no reply") this.tryLater();
    else if (this.again) void this.run();
  }

  /** Oldest first. One that fails on its own holds up only what is about the same item. */
  private async sendAll(): Promise<Outcome> {
    const stuck = new Set<string | null>();
    let left: Outcome = "received";
    for (;;) {
      const next = this.outbox.entries().find(({ submission: one }) => {
        const waits = this.hooks.about(one).some((id) => id !== null && stuck.has(id));
        if (waits) stuck.add(one.event_id);
        return !waits;
      })?.submission;
      if (!next || this.halted || this.signal.aborted) return left;
      const outcome = await alone(this.lock, this.signal, () => this.attempt(next.event_id));
      if (typeof outcome === "object" && outcome.code === "failed") {
        for (const id of this.hooks.about(next)) stuck.add(id);
        stuck.add(next.event_id);
        left = outcome;
      } else if (typeof outcome === "object" || outcome === "no reply") return outcome;
      else if (!stuck.size) this.pause = FIRST_PAUSE;
    }
  }

  private async attempt(eventId: string, seated = false): Promise<Outcome> {
    const submission = this.outbox.find(eventId);
    if (!submission) return "sent elsewhere";
    try {
      const receipt = await this.hooks.send(submission);
      this.outbox.drop(eventId);
      this.hooks.received(receipt, submission);
      this.arrived(eventId, true);
      return "received";
    } catch (error) {
      if (!(error instanceof Refusal)) return "no reply";
      const { problem } = error;
      if (problem.code === "unknown_seat" && !seated) {
        await this.hooks.reseat();
        return this.attempt(eventId, true);
      }
      if (!problem.final) return problem;
      this.outbox.refuse(submission, problem);
      this.hooks.refused(submission, problem);
      this.arrived(eventId, false);
      return "refused";
    }
  }

  private arrived(eventId: string, stored: boolean): void {
    this.waiting.get(eventId)?.(stored);
    this.waiting.delete(eventId);
  }

  private tryLater(): void {
    if (this.halted) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }
}
