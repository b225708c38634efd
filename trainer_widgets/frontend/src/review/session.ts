// A reviewer at the queue: judges one label after another, and each review arrives.
import type { LabelLooked, Reviewed, ReviewQueue } from "../contract";
import type { Source } from "../custom/source";
import { handOver } from "../kit/hand_over";
import { newId } from "../kit/ids";
import { isIncomplete } from "../kit/state";
import type { Transport } from "../kit/transport";
import { openAfter } from "../worklist/order";
import {
  type PostedKinds,
  type PostingState,
  PostingWorklist,
  startOfPosting,
} from "../worklist/posting";
import {
  isOpen,
  type Review,
  type ReviewDecision,
  textsOf,
  type UnderReview,
  withPosted,
} from "./labels";
import { DECIDED } from "./words";

export interface ReviewDraft {
  /** What is being written; passing needs no words. */
  decision: Exclude<ReviewDecision, "pass"> | null;
  reason: string;
  /** The task's own draft of the right answer; null is the annotator's. */
  task: unknown;
}

interface Reviewing extends PostedKinds {
  welcome: ReviewQueue;
  entry: UnderReview;
  looked: LabelLooked;
  draft: ReviewDraft;
  sent: Review;
  receipt: Reviewed;
}

interface Past {
  label: string;
  draft: ReviewDraft;
}

export interface ReviewState extends PostingState<Reviewing> {
  /** The key is on screen: only once somebody asks, so that they judge first. */
  showsKey: boolean;
  /** What was reviewed in this sitting, the newest last. */
  past: Past[];
}

const EMPTY: ReviewDraft = { decision: null, reason: "", task: null };
const REMEMBERED = 200;
const WHY_TOLD = {
  return: "Write why: the annotator reads it above the item.",
  correct: "Write what was wrong (r): its annotator and others learn from it.",
};

export class ReviewSession extends PostingWorklist<Reviewing, ReviewState> {
  readonly asks = { who: "Who is reviewing?", whose: "Your reviews" };
  protected override readonly place = " review";
  protected override readonly carrier = "review";

  constructor(source: Source | null, transport: Transport, signal: AbortSignal) {
    const start: ReviewState = { ...startOfPosting(EMPTY), showsKey: false, past: [] };
    super(start, source, transport, signal);
  }

  protected override withPosted(welcome: ReviewQueue, posted: readonly Review[]): UnderReview[] {
    return withPosted(welcome, posted);
  }
  protected override idOf({ label }: UnderReview): string {
    return label;
  }
  protected override isOpen(entry: UnderReview): boolean {
    return isOpen(entry);
  }
  protected override textsOf(entry: UnderReview): (string | null)[] {
    return textsOf(entry);
  }

  protected override lookAt(label: string): object {
    return { label };
  }

  protected override emptyDraft(): ReviewDraft {
    return EMPTY;
  }

  override get canDecide(): boolean {
    const { gone, holding, reopened } = this.state;
    const { entry } = this;
    return !!entry && !gone && !holding && (isOpen(entry) || reopened);
  }

  get isCorrecting(): boolean {
    return this.canDecide && this.state.draft.decision === "correct";
  }

  override choose(chosen: string | null): void {
    this.set({ showsKey: false });
    super.choose(chosen);
  }

  /** The task's draft on screen: the annotator's answer, or the right one. */
  taskDraft(looked: LabelLooked): unknown {
    const isDone = !this.canDecide && looked.corrected !== null;
    const given = isDone ? looked.corrected : looked.answer;
    return this.screenDraft(looked.item, this.isCorrecting ? this.state.draft.task : null, given);
  }

  /** Begins to send back or to correct; the same again leaves it. */
  turnTo(decision: NonNullable<ReviewDraft["decision"]>): boolean {
    const isSame = this.state.draft.decision === decision;
    this.write({ decision: isSame ? null : decision });
    return !isSame && this.canDecide;
  }

  async pass(): Promise<void> {
    const problem = this.unseen(this.item);
    if (!this.canDecide) return;
    if (problem !== null) return this.complain({ problem });
    await this.decide("pass", "", null);
  }

  /** Sends what was begun. */
  async send(): Promise<void> {
    const { decision, reason } = this.state.draft;
    if (!this.canDecide) return;
    if (!decision) {
      return this.complain({ problem: "Pass it (p), send it back (b) or correct it (c)." });
    }
    const made = decision === "correct" ? this.corrected() : null;
    if (made && isIncomplete(made)) return this.complain(made);
    const unseen = this.unseen(this.item);
    if (unseen !== null) return this.complain({ problem: unseen });
    if (!reason.trim()) return this.complain({ problem: WHY_TOLD[decision] });
    await this.decide(decision, reason.trim(), made);
  }

  private corrected(): { type: string } | { problem: string } {
    const { looked } = this.state;
    if (!looked) return { problem: "The item is not here yet." };
    const made = this.answerIn(this.taskDraft(looked), looked.item);
    const theirs = this.answerIn(this.screenDraft(looked.item, null, looked.answer), looked.item);
    const isSame = JSON.stringify(made) === JSON.stringify(theirs);
    return isSame && !isIncomplete(made) ? { problem: "This is their answer: pass it (p)." } : made;
  }

  private async decide(decision: ReviewDecision, reason: string, answer: unknown): Promise<void> {
    const { chosen, draft, past } = this.state;
    if (!chosen) return;
    const { ids } = this;
    const review = { event_id: newId(), label: chosen, decision, reason, answer, ...this.timed() };
    if (!(await handOver(this, review))) return;
    this.begun.drop(chosen);
    const one = { label: chosen, draft: decision === "pass" ? EMPTY : draft };
    this.set({ past: [...past, one].slice(-REMEMBERED) });
    if (this.state.chosen === chosen) this.choose(openAfter(ids, chosen, this.open) ?? chosen);
    const left = this.open.length;
    const rest = left ? `${left} open.` : "Nothing else waits.";
    const did = DECIDED[decision];
    this.set({ announcement: `${did.charAt(0).toUpperCase()}${did.slice(1)}. ${rest}` });
  }

  /** Goes back to what was reviewed last, to review it again. */
  undo(): void {
    const last = this.state.past.at(-1);
    if (!last || this.state.gone || this.state.holding) return;
    this.set({ past: this.state.past.slice(0, -1) });
    this.choose(last.label);
    this.reopen();
    this.write(last.draft);
    this.set({ announcement: "Review it again: the newest review counts." });
  }

  protected override subjectOf({ label }: Review): string {
    return label;
  }

  protected override received({ entry }: Reviewed, { label }: Review): void {
    const { welcome } = this.state;
    this.looks.drop(label);
    if (!welcome) return;
    const labels = welcome.labels.map((one) => (one.label === label ? entry : one));
    this.set({ welcome: { ...welcome, labels } });
    if (this.state.chosen === label) void this.look(label);
  }

  /** What was refused is there as it was written. */
  protected override restore({ decision, label, reason, answer }: Review): void {
    if (decision === "pass") return;
    const looked = this.looks.known(label);
    const task = looked && answer ? this.screenDraft(looked.item, null, answer) : null;
    this.begun.keep(label, { decision, reason, task });
  }
}
