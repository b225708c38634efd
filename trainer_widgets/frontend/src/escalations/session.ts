// A lead at the list: the ruling that is written, and its way to the kernel.
import type { Escalated, Ledger, Looked } from "../contract";
import type { Source } from "../custom/source";
import { newId } from "../kit/ids";
import { isIncomplete } from "../kit/state";
import { Refusal, type Transport } from "../kit/transport";
import { openAfter } from "../worklist/order";
import { isUnseated, told, Worklist } from "../worklist/session";
import { startOfWorklist, type WorklistState } from "../worklist/state";
import { type Choice, grouped, inList, isOpen } from "./grouping";
import { emptyRuling, type RulingDraft, resolveOf, type Unseated } from "./ruling";

interface Leading {
  welcome: Ledger;
  entry: Escalated;
  looked: Looked;
  draft: RulingDraft;
}

export interface LeadState extends WorklistState<Leading>, Choice {
  /** The escalation whose ruling is on its way. */
  sending: string | null;
  /** Why it has not arrived yet. */
  delay: string | null;
  refused: string | null;
}

const start = (): LeadState => ({
  ...startOfWorklist(emptyRuling()),
  grouping: "reason",
  sending: null,
  delay: null,
  refused: null,
});

export class LeadSession extends Worklist<Leading, LeadState> {
  readonly asks = { who: "Who is leading?", whose: "Your rulings" };

  constructor(source: Source | null, transport: Transport, signal: AbortSignal) {
    super(start(), source, transport, signal);
  }

  protected override emptyDraft(): RulingDraft {
    return emptyRuling();
  }

  private get all(): Escalated[] {
    return this.state.welcome?.escalations ?? [];
  }

  protected override entryOf(id: string): Escalated | null {
    return this.all.find((one) => one.escalation === id) ?? null;
  }

  protected override lookAt(escalation: string): object {
    return { escalation };
  }

  override get ids(): string[] {
    return inList(grouped(this.all, this.state, this.state.welcome?.taxonomy ?? null));
  }

  override get open(): string[] {
    const open = new Set(this.all.filter(isOpen).map(({ escalation }) => escalation));
    // As the list shows them, and those that it does not show.
    return [...new Set([...this.ids.filter((id) => open.has(id)), ...open])];
  }

  /** Whether a ruling can be written for what is looked at. */
  override get canDecide(): boolean {
    const { gone, reopened, sending, chosen } = this.state;
    const { entry } = this;
    return !!entry && !gone && sending !== chosen && (isOpen(entry) || reopened);
  }

  override choose(chosen: string | null): void {
    this.set({ refused: null });
    super.choose(chosen);
  }

  override reopen(): void {
    super.reopen();
    this.set({ draft: { ...this.state.draft, event_id: null }, refused: null });
  }

  override write(change: Partial<RulingDraft>): void {
    if (this.canDecide) this.set({ refused: null });
    super.write(change);
  }

  /** The task's draft of the answer on screen. */
  taskDraft(looked: Looked): unknown {
    const { draft } = this.state;
    const { entry } = this;
    const isOwn = draft.kind === "answer" && this.canDecide;
    const given = entry && !isOpen(entry) ? (looked.ruled ?? looked.answer) : looked.answer;
    return this.screenDraft(looked.item, isOwn ? draft.task : null, given);
  }

  async send(): Promise<void> {
    const { draft, looked, sending, welcome } = this.state;
    const { entry } = this;
    if (!entry || !welcome || !this.canDecide || sending) return;
    const answer = () =>
      this.answerIn(looked ? this.taskDraft(looked) : null, looked?.item ?? null);
    const made = resolveOf(draft, entry, welcome, answer);
    if (isIncomplete({ type: "", ...made })) return this.complain(made as { problem: string });
    const eventId = draft.event_id ?? newId();
    this.write({ event_id: eventId });
    this.rest();
    this.set({ sending: entry.escalation, delay: null });
    await this.deliver({ event_id: eventId, ...(made as Omit<Unseated, "event_id">) });
  }

  private async deliver(ruling: Unseated): Promise<void> {
    try {
      this.settled(ruling, await this.request<Ledger>("resolve", ruling));
    } catch (error) {
      if (this.signal.aborted) return;
      if (error instanceof Refusal && error.problem.final) {
        this.set({ sending: null, delay: null, refused: told(error), announcement: told(error) });
        return this.reread();
      }
      this.set({ delay: told(error) });
      const again = isUnseated(error) ? this.hello() : Promise.resolve();
      this.later(() => void again.then(() => this.deliver(ruling)));
    }
  }

  private settled({ escalation, kind, rule }: Unseated, ledger: Ledger): void {
    const { ids } = this;
    this.begun.drop(escalation);
    this.looks.drop(escalation);
    const moves = this.state.chosen === escalation;
    this.set({ sending: null, delay: null, welcome: ledger });
    const next = openAfter(ids, escalation, this.open);
    if (moves) this.choose(next ?? escalation);
    const added = rule ? ` Guideline ${rule.version} is in force.` : "";
    this.set({ announcement: `Settled: ${kind}.${added} ${next ? "" : "Nothing else waits."}` });
  }

  override wake(): void {
    if (!this.state.sending) super.wake();
  }
  override get canLeave(): boolean {
    return this.state.sending === null;
  }
}
