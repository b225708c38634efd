// An adjudicator at the list: chooses by themselves, and only then hears what most people said.
import type { Adjudicated, Contested, ContestedItem, Docket } from "../contract";
import type { Source } from "../custom/source";
import { handOver } from "../kit/hand_over";
import { newId } from "../kit/ids";
import { isIncomplete } from "../kit/state";
import type { Transport } from "../kit/transport";
import { draftOf } from "../looking/task_views";
import { openAfter } from "../worklist/order";
import {
  type PostedKinds,
  type PostingState,
  PostingWorklist,
  startOfPosting,
} from "../worklist/posting";
import { type Choice, isOpen, withPosted } from "./docket";
import { type Merge, merged } from "./merging";
import { itemOf } from "./words";

export interface ChoiceDraft {
  /** The answer that is right, or from which one's own begins. */
  picked: string | null;
  /** One's own answer is written. */
  isOwn: boolean;
  /** The task's own draft of it. */
  task: unknown;
  reason: string;
}

interface Adjudicating extends PostedKinds {
  welcome: Docket;
  entry: Contested;
  looked: ContestedItem;
  draft: ChoiceDraft;
  sent: Choice;
  receipt: Adjudicated;
}

export type AdjudicationState = PostingState<Adjudicating>;
type Made = Pick<Choice, "picked" | "answer">;

const EMPTY: ChoiceDraft = { picked: null, isOwn: false, task: null, reason: "" };

export class AdjudicationSession extends PostingWorklist<Adjudicating, AdjudicationState> {
  readonly asks = { who: "Who is adjudicating?", whose: "Your choices" };
  protected override readonly place = " adjudication";
  protected override readonly carrier = "adjudicate";

  constructor(source: Source | null, transport: Transport, signal: AbortSignal) {
    super(startOfPosting(EMPTY), source, transport, signal);
  }

  protected override withPosted(welcome: Docket, posted: readonly Choice[]): Contested[] {
    return withPosted(welcome, posted);
  }
  protected override idOf({ item }: Contested): string {
    return item;
  }
  protected override isOpen(entry: Contested): boolean {
    return isOpen(entry);
  }
  protected override textsOf(entry: Contested): (string | null)[] {
    return [entry.excerpt, entry.adjudicated_by, `${entry.number}`];
  }

  protected override lookAt(item: string): object {
    return { item };
  }

  protected override emptyDraft(): ChoiceDraft {
    return EMPTY;
  }

  /** Whether a choice of this item is on its way: the consensus comes with its receipt. */
  get isWaiting(): boolean {
    return this.postedFor(this.state.chosen ?? "") !== null;
  }

  override get canDecide(): boolean {
    const { gone, holding, reopened } = this.state;
    const { entry } = this;
    return !!entry && !gone && !holding && !this.isWaiting && (isOpen(entry) || reopened);
  }

  protected override itemIn(looked: ContestedItem | null): object | null {
    return looked && itemOf(looked);
  }

  private plainOf(key: string | null): unknown {
    return this.state.looked?.answers.find((one) => one.key === key)?.plain ?? null;
  }

  pick(key: string): void {
    this.write({ picked: key, isOwn: false, task: null });
  }

  /** Begins one's own answer: from one that is picked, from several, or from nothing. */
  edit(how: Merge | "picked" | "new"): boolean {
    const { draft, looked, welcome } = this.state;
    const { item, view } = this;
    if (!looked || !item || !view || !welcome || !this.canDecide) return false;
    const all = looked.answers.map(({ plain }) => plain);
    const from = { picked: () => this.plainOf(draft.picked), new: () => null };
    const base = how === "picked" || how === "new" ? from[how]() : merged(welcome.task, all, how);
    const task = draftOf(view, base, item, this.options, welcome.taxonomy);
    this.write({ isOwn: true, task, picked: how === "picked" ? draft.picked : null });
    return true;
  }

  /** What was chosen, or what is still missing. */
  private made(): Made | { problem: string } {
    const { draft } = this.state;
    const unseen = this.unseen(this.item);
    if (unseen !== null) return { problem: unseen };
    const picked = this.plainOf(draft.picked);
    if (!draft.isOwn) {
      if (picked) return { picked: draft.picked, answer: picked };
      return { problem: "Pick an answer by its digit, or write your own (w)." };
    }
    const answer = this.answerIn(this.screenDraft(this.item, draft.task, null), this.item);
    if (isIncomplete(answer)) return answer;
    const same = this.state.looked?.answers.find(({ plain }) => this.isAnswer(plain, answer));
    return { picked: same?.key ?? null, answer: same?.plain ?? answer };
  }

  /** Whether an answer is the same as one that was given, once it has been on screen. */
  private isAnswer(plain: unknown, answer: object): boolean {
    const again = this.answerIn(this.screenDraft(this.item, null, plain), this.item);
    return JSON.stringify(again) === JSON.stringify(answer);
  }

  async send(): Promise<void> {
    const { chosen, draft, reopened } = this.state;
    if (!chosen || !this.canDecide) return this.goOn();
    const made = this.made();
    if ("problem" in made) return this.complain(made);
    const hadChosen = !!this.state.looked?.choice;
    const reason = draft.reason.trim();
    const choice = { event_id: newId(), item: chosen, ...made, reason, ...this.timed() };
    if (!(await handOver(this, choice))) return;
    this.begun.drop(chosen);
    if (reopened && hadChosen) this.goOn();
    else this.set({ announcement: "Chosen." });
  }

  /** To the next open item; what was chosen stays as it is. */
  goOn(): void {
    const { chosen, gone, holding } = this.state;
    if (!chosen || gone || holding || !this.entry || isOpen(this.entry)) return;
    const next = openAfter(this.ids, chosen, this.open);
    if (next) this.choose(next);
    this.set({ announcement: next ? "" : "Nothing else waits." });
  }

  override reopen(): void {
    super.reopen();
    const { choice } = this.state.looked ?? {};
    if (!choice || this.state.draft !== EMPTY) return;
    const { picked, plain, reason } = choice;
    const { item } = this;
    const task = picked === null ? this.screenDraft(item, null, plain) : null;
    this.write({ picked, isOwn: picked === null, task, reason });
  }

  protected override subjectOf({ item }: Choice): string {
    return item;
  }

  protected override received({ entry, looked }: Adjudicated, { item }: Choice): void {
    const { welcome } = this.state;
    this.looks.put(item, looked);
    if (!welcome) return;
    const items = welcome.items.map((one) => (one.item === item ? entry : one));
    this.set({ welcome: { ...welcome, items } });
    if (this.state.chosen === item) this.set({ looked, reopened: false });
  }

  /** What was refused is there as it was written. */
  protected override restore({ item, picked, answer, reason }: Choice): void {
    const looked = this.looks.known(item);
    const own = picked === null ? this.itemIn(looked) : null;
    const task = own ? this.screenDraft(own, null, answer) : null;
    const draft = { picked, isOwn: task !== null, task, reason };
    this.begun.keep(item, draft);
    if (this.state.chosen === item) this.set({ draft });
  }
}
