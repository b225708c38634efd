// Revising one's own answer: begun, kept as a draft, and handed to the outbox.
import { ActiveClock, watch } from "../../kit/clock";
import { beginRevision, dealtOf, ownOf, type RevisionDraft, revisionOf } from "./revision";
import type { Talk } from "./talk";

const RECORDED = "Your answer is recorded.";
const KEPT = "Your revision is recorded. Your answer from before the reveal is kept too.";
const REFUSED = "The kernel refused this revision; what you wrote is still here.";

export class Revising {
  private readonly talk: Talk;
  private readonly clock = new ActiveClock();
  private startedAt = "";

  constructor(talk: Talk) {
    this.talk = talk;
  }

  watch(root: HTMLElement, signal: AbortSignal): void {
    watch(this.clock, root, signal);
  }

  private get key(): string {
    const { opened } = this.talk.state;
    return opened ? `revision ${dealtOf(opened).token}` : "";
  }

  get canBegin(): boolean {
    const { opened } = this.talk.state;
    return !!opened && this.talk.isOpen && !this.isUnderWay;
  }

  /** A revision of this item is in the outbox: after a reload as well. */
  get isUnderWay(): boolean {
    const { opened } = this.talk.state;
    return !!opened && this.talk.host.waiting(dealtOf(opened).token) !== null;
  }

  /** Something of it was written before. */
  get isBegun(): boolean {
    return this.talk.begunOf(this.key) !== null;
  }

  begin(): void {
    const { talk } = this;
    const { opened } = talk.state;
    if (!opened || !this.canBegin) return;
    const begun = talk.begunOf<RevisionDraft>(this.key);
    this.startedAt = new Date().toISOString();
    this.clock.restart();
    talk.set({ revision: begun ?? beginRevision(opened, talk.host), complaint: null });
  }

  write(change: Partial<RevisionDraft>): void {
    const { revision } = this.talk.state;
    if (!revision) return;
    const next = { ...revision, ...change };
    this.talk.keep(this.key, next);
    this.talk.set({ revision: next, complaint: null });
  }

  /** Closes the form; what was written is there when it opens again. */
  leave(): void {
    this.talk.host.drafts?.flush();
    this.talk.set({ revision: null, complaint: null });
  }

  /** Closes the form, and forgets what was written. */
  discard(): void {
    this.talk.drop(this.key);
    this.talk.set({ revision: null, complaint: null });
  }

  async send(): Promise<void> {
    const { talk, key } = this;
    const { opened, revision } = talk.state;
    if (!opened || !revision || !this.canBegin) return;
    const isRevision = ownOf(opened, talk.host)?.before != null;
    const times = { started_at: this.startedAt, active_ms: this.clock.milliseconds };
    const made = revisionOf(revision, opened, talk.host, times);
    if ("problem" in made) return talk.complain(made.problem);
    talk.keep(key, revision);
    talk.set({ revision: null, complaint: null });
    const isStored = await talk.host.deliver(made);
    if (talk.host.signal.aborted) return;
    if (!isStored) return talk.complain(REFUSED);
    talk.drop(key);
    talk.host.announce(isRevision ? KEPT : RECORDED);
    talk.refresh();
  }
}
