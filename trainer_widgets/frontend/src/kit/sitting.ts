// What a person decides in one sitting: submit, skip, escalate, undo, go back.
import { handOver } from "./hand_over";
import type { Escalation, OpenedOf, OwnListOf, OwnOf, Submission, Task } from "./protocol";
import { rationaleProblem } from "./rationale_rule";
import type { Session } from "./session";
import { type Decided, type Draft, fitted, isIncomplete, type Past, type Work } from "./state";
import { submissionOf } from "./submission";

const REMEMBERED = 200;

type Action = "answer" | "skip" | "escalate" | "retract";

export class Sitting<T extends Task, D> {
  past: Past<T, D>[] = [];
  private readonly session: Session<T, D>;
  private startedAt = "";
  private readonly seen = new Set<string>();

  constructor(session: Session<T, D>) {
    this.session = session;
  }

  newItem(): void {
    this.seen.clear();
    this.painted();
  }

  /** The item is on screen: its time begins. */
  painted(): void {
    this.startedAt = new Date().toISOString();
    this.session.clock.restart();
  }

  /** Something beside the item itself was on screen: it is stored with the answer. */
  saw(what: string): void {
    this.seen.add(what);
  }

  setDraft(change: (draft: Draft<D>) => Draft<D>): void {
    const { work } = this.session.state;
    if (!work) return;
    const draft = change(work.draft);
    this.session.set({ work: { ...work, draft }, complaint: null });
    this.session.drafts?.save(work.item.token, draft);
  }

  async submit(): Promise<void> {
    const { welcome, work } = this.session.state;
    if (!work || !welcome || this.blocked()) return;
    const { options, taxonomy } = welcome;
    const answer = this.session.view.answer(work.draft.task, work.item, options, taxonomy);
    const problem = isIncomplete(answer)
      ? answer.problem
      : rationaleProblem(work.draft.rationale, options);
    if (problem !== null) {
      this.session.set({ complaint: problem, announcement: problem });
      return;
    }
    await this.decide("answer", { answer: answer as T["answer"] });
  }

  skip(): Promise<void> {
    return this.decide("skip", {});
  }

  escalate(escalation: Escalation): Promise<void> {
    const { welcome, work } = this.session.state;
    if (!work || !welcome) return Promise.resolve();
    const { options, taxonomy } = welcome;
    const given = this.session.view.answer(work.draft.task, work.item, options, taxonomy);
    const answer = !isIncomplete(given) ? (given as T["answer"]) : null;
    return this.decide("escalate", { escalation, answer });
  }

  /** Nothing is decided while a receipt is awaited, or when it could not be sent from here. */
  blocked(): boolean {
    const { gone, holding, phase, work } = this.session.state;
    if (gone) {
      const announcement = "The kernel was restarted. Run the cell again to go on.";
      this.session.set({ announcement });
    }
    return gone || holding || phase !== "working" || !work;
  }

  private async decide(action: Action, parts: Partial<Submission<T>>): Promise<void> {
    const { work } = this.session.state;
    if (!work || this.blocked()) return;
    const seen = {
      started_at: this.startedAt,
      active_ms: this.session.clock.milliseconds,
      seen: [...this.seen, ...(this.session.view.seen?.(work.draft.task) ?? [])].sort(),
    };
    const submission = submissionOf(action, work, this.session.state, { ...seen, ...parts });
    if (!(await handOver(this.session, submission))) return;
    // What was begun and is no answer yet is there again when the item comes back.
    if (action !== "escalate" || submission.answer) this.session.drafts?.drop(work.item.token);
    const one = { item: work.item, draft: work.draft, submission };
    this.past = [...this.past, one].slice(-REMEMBERED);
    this.moveOn(action, work);
  }

  private moveOn(action: Action, work: Work<T, D>): void {
    const { session } = this;
    const answered = session.state.answered + (action === "answer" && work.from !== "own" ? 1 : 0);
    const stop = session.options?.stop_after ?? 0;
    const pause = stop > 0 && answered > session.state.answered && answered % stop === 0;
    const done = { answer: "Answer kept.", skip: "Skipped.", escalate: "Escalated." };
    session.set({ answered, escalating: false });
    if (pause) session.set({ work: null, phase: "pause" });
    else session.advance();
    const next = session.state.work;
    const where = next ? ` Item ${next.item.number}.` : "";
    session.set({ announcement: `${action === "retract" ? "Undone." : done[action]}${where}` });
    session.countUnsent();
  }

  /** Takes the last submission back and shows its item again, as it was. */
  async undo(): Promise<void> {
    if (this.session.state.gone || this.session.state.holding) return;
    const last: Decided<T, D> | null = this.past.at(-1) ?? (await this.newest());
    if (!last || this.session.state.holding) return;
    const { item, draft } = last;
    const { supersedes, event_id: refersTo, action } = last.submission;
    // Nothing was looked at for it: what is on screen is another item.
    const seen = { started_at: new Date().toISOString(), active_ms: 0, seen: [] };
    const parts = { ...seen, submitted_at: seen.started_at, refers_to: refersTo };
    const work = { item, draft, supersedes };
    const retract = submissionOf("retract", work, this.session.state, parts);
    if (!(await handOver(this.session, retract))) return;
    this.past = this.past.slice(0, -1);
    this.leave();
    const answered = Math.max(0, this.session.state.answered - (action === "answer" ? 1 : 0));
    this.session.set({ answered, announcement: `Taken back. Item ${item.number}.` });
    this.session.dismissFeedback(item.token);
    this.session.drafts?.save(item.token, draft);
    this.session.show({ ...work, from: "undo" });
    this.session.countUnsent();
  }

  /** One's own answer before this one: from memory, or asked for by its number. */
  async previous(): Promise<void> {
    const { work } = this.session.state;
    const at = this.past.findLastIndex((one) => one.item.token === work?.item.token);
    const one = this.past.at(at === -1 || work?.from !== "own" ? -1 : at - 1);
    const isEarlier = work?.from !== "own" || at > 0;
    if (one && isEarlier) return this.revisit(one);
    const number = (work?.item.number ?? this.session.state.progress.done + 1) - 1;
    if (number >= 1) await this.open({ number });
    else this.session.set({ announcement: "This is the first item." });
  }

  private revisit(one: Past<T, D>): void {
    const { event_id: eventId, action, supersedes } = one.submission;
    const draft = this.session.drafts?.load(one.item.token) ?? one.draft;
    if (!this.leave()) return;
    const replaces = action === "answer" ? eventId : supersedes;
    this.session.show({ item: one.item, draft, from: "own", supersedes: replaces });
    this.session.set({ announcement: `Item ${one.item.number}, which you have seen before.` });
  }

  /** Any item of one's own, by token or by number; a submit then replaces what was said. */
  async open(which: { token?: string; number?: number }): Promise<void> {
    const { session } = this;
    const here = session.state.work;
    const wanted = (item: T["item"]) => which.token === item.token || which.number === item.number;
    if (session.state.holding || (here && wanted(here.item))) return;
    // What is not sent yet is known here only.
    const known = this.past.findLast((one) => wanted(one.item));
    if (known) return this.revisit(known);
    try {
      const body = { token: which.token ?? null, number: which.number ?? null };
      const opened = await session.request<OpenedOf<T>>("open", body);
      this.showOpened(opened.item, opened.own);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      session.set({ complaint: problem, announcement: problem });
    }
  }

  /** What came back begins from one's own answer, unless something was begun already. */
  async recall(): Promise<void> {
    const { session } = this;
    const { work } = session.state;
    if (!work?.item.note || !work.supersedes || session.drafts?.load(work.item.token)) return;
    const { item, draft } = work;
    const { own } = await session
      .request<OpenedOf<T>>("open", { token: item.token, number: null })
      .catch(() => ({ own: null }));
    const now = session.state.work;
    const isUntouched = now?.item.token === item.token && now.draft === draft;
    if (!isUntouched || !own?.answer || !session.state.welcome) return;
    const begun = { ...now, draft: this.draftOf(item, own) };
    session.set({ work: fitted(begun, session.view, session.state.welcome) });
  }

  /** After a reload the kernel knows what was decided last, and this view does not. */
  private async newest(): Promise<Decided<T, D> | null> {
    const { session } = this;
    try {
      const [own] = (await session.request<OwnListOf<T>>("mine", {})).entries;
      if (!own) return null;
      const { item } = await session.request<OpenedOf<T>>("open", {
        token: own.token,
        number: null,
      });
      return { item, draft: this.draftOf(item, own), submission: { ...own, supersedes: null } };
    } catch (error) {
      session.set({ complaint: error instanceof Error ? error.message : String(error) });
      return null;
    }
  }

  private draftOf(item: T["item"], own: OwnOf<T> | null): Draft<D> {
    const { options, view } = this.session;
    const answer = own?.answer;
    const task = answer ? view.restore(answer, item) : view.empty(item, options as T["options"]);
    return { task, rationale: own?.rationale ?? "" };
  }

  private showOpened(item: T["item"], own: OwnOf<T> | null): void {
    const { session } = this;
    const draft = session.drafts?.load(item.token) ?? this.draftOf(item, own);
    if (!this.leave()) return;
    session.deal.remove(item.token);
    const from = own ? "own" : "queue";
    session.show({ item, draft, from, supersedes: item.supersedes });
    session.set({ announcement: `Item ${item.number}.` });
  }

  /** Leaves an old item, and goes on where one was. */
  goOn(): void {
    const { work, phase } = this.session.state;
    if (work && work.from !== "own" && phase === "working") return;
    if (!this.leave()) return;
    this.session.set({ work: null });
    this.session.advance();
  }

  /**
   * What is on screen comes next again, unless it is an old item. False when it must stay, since
   * a receipt is awaited: everything that moves the view asks here first.
   */
  leave(): boolean {
    const { holding, work } = this.session.state;
    if (holding) return false;
    this.session.drafts?.flush();
    if (work && work.from !== "own") this.session.deal.putBack(work);
    return true;
  }
}
