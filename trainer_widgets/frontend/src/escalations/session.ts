// A lead at the list: what is looked at, the ruling that is written, and its way to the kernel.
import type { Escalated, Ledger, Looked } from "../contract";
import type { Source } from "../custom/source";
import { ownerOf, rememberName } from "../kit/browser_store";
import { Drafts } from "../kit/drafts";
import type { Person } from "../kit/identity";
import { newId } from "../kit/ids";
import { PROTOCOL } from "../kit/protocol";
import { isIncomplete } from "../kit/state";
import { Refusal, type Transport } from "../kit/transport";
import { startOfVisit, Visit, type VisitState } from "../kit/visit";
import { type AnyView, draftOf, taskView } from "../looking/task_views";
import { benchOf } from "./bench";
import { type Choice, grouped, inList, isOpen, nextOpen, stepped } from "./grouping";
import { emptyRuling, type RulingDraft, resolveOf, type Unseated } from "./ruling";

export interface LeadState extends VisitState, Choice {
  welcome: Ledger | null;
  chosen: string | null;
  looked: Looked | null;
  /** Why the item is not on screen. */
  trouble: string | null;
  draft: RulingDraft;
  /** A ruling that was made is made anew. */
  reopened: boolean;
  /** The escalation whose ruling is on its way. */
  sending: string | null;
  /** Why it has not arrived yet. */
  delay: string | null;
  refused: string | null;
  complaint: string | null;
}

const start = (): LeadState => ({
  ...startOfVisit,
  welcome: null,
  grouping: "reason",
  filter: "open",
  wanted: "",
  chosen: null,
  looked: null,
  trouble: null,
  draft: emptyRuling(),
  reopened: false,
  sending: null,
  delay: null,
  refused: null,
  complaint: null,
});

const told = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const unseated = (error: unknown) =>
  error instanceof Refusal && error.problem.code === "unknown_seat";

export class LeadSession extends Visit<LeadState> {
  readonly asks = { who: "Who is leading?", whose: "Your rulings" };
  readonly bench = benchOf(this);
  view: AnyView | null = null;
  drafts: Drafts<RulingDraft> | null = null;
  private readonly source: Source | null;
  /** Drafts of this sitting, also where the browser keeps nothing. */
  private readonly written = new Map<string, RulingDraft>();
  private readonly seen = new Map<string, Looked>();

  constructor(source: Source | null, transport: Transport, signal: AbortSignal) {
    super(start(), transport, signal);
    this.source = source;
  }

  protected override async introduce(person: Person): Promise<void> {
    const hello = { protocol: PROTOCOL, ...person };
    const ledger = await this.transport.request<Ledger>("hello", hello);
    this.checkSame(ledger);
    this.view ??= await taskView(ledger.task, this.source);
    if (!this.drafts) {
      if (person.name) rememberName(this.store, person.name);
      const owner = ownerOf(person.login, ledger.annotator, ledger.project_id);
      this.drafts = new Drafts(this.store, owner);
    }
    this.take(ledger);
  }

  /** The list as it is now; what is looked at stays, unless it has gone. */
  private take(ledger: Ledger): void {
    this.set({ welcome: ledger, phase: "working", problem: null });
    if (!this.entry) this.choose(nextOpen(this.ids, "", ledger.escalations));
  }

  get entry(): Escalated | null {
    const { chosen, welcome } = this.state;
    return welcome?.escalations.find((one) => one.escalation === chosen) ?? null;
  }

  get ids(): string[] {
    const { welcome } = this.state;
    return inList(grouped(welcome?.escalations ?? [], this.state, welcome?.taxonomy ?? null));
  }

  /** Whether a ruling can be written for what is looked at. */
  get canRule(): boolean {
    const { gone, reopened, sending, chosen } = this.state;
    const { entry } = this;
    return !!entry && !gone && sending !== chosen && (isOpen(entry) || reopened);
  }

  choose(chosen: string | null): void {
    this.rest();
    const looked = this.seen.get(chosen ?? "") ?? null;
    const draft = this.draftOf(chosen);
    const fresh = { trouble: null, reopened: false, refused: null, complaint: null };
    this.set({ chosen, looked, draft, ...fresh });
    if (chosen && !looked) void this.look(chosen);
  }

  step(by: number): void {
    const next = stepped(this.ids, this.state.chosen, by);
    if (next && next !== this.state.chosen) this.choose(next);
  }

  private draftOf(chosen: string | null): RulingDraft {
    if (!chosen) return emptyRuling();
    return this.written.get(chosen) ?? this.drafts?.load(chosen) ?? emptyRuling();
  }

  async look(escalation: string): Promise<void> {
    this.set({ trouble: null });
    try {
      const looked = await this.request<Looked>("look", { escalation });
      this.seen.set(escalation, looked);
      if (this.state.chosen === escalation) this.set({ looked });
    } catch (error) {
      if (this.signal.aborted) return;
      if (this.state.chosen === escalation) this.set({ trouble: told(error) });
      if (unseated(error)) void this.hello().then(() => this.look(escalation));
    }
  }

  /** Makes a ruling anew; the newest counts. */
  reopen(): void {
    const draft = { ...this.draftOf(this.state.chosen), event_id: null };
    this.set({ draft, reopened: true, refused: null });
  }

  /** Leaves nothing that was begun in this browser. */
  forget(): void {
    this.drafts?.clear();
    this.written.clear();
    this.set({ draft: emptyRuling() });
  }

  write(change: Partial<RulingDraft>): void {
    const { chosen, draft } = this.state;
    if (!chosen || !this.canRule) return;
    const next = { ...draft, ...change };
    this.written.set(chosen, next);
    this.drafts?.save(chosen, next);
    this.set({ draft: next, complaint: null, refused: null });
  }

  /** The task's draft of the answer on screen. */
  taskDraft(looked: Looked): unknown {
    const { draft, welcome } = this.state;
    const { view, entry } = this;
    if (!view || !welcome) return null;
    const isOwn = draft.kind === "answer" && this.canRule && draft.task !== null;
    const given = entry && !isOpen(entry) ? (looked.ruled ?? looked.answer) : looked.answer;
    const { options } = this;
    const { taxonomy } = welcome;
    if (isOwn) return view.fit(draft.task, looked.item, options, taxonomy);
    return draftOf(view, given, looked.item, options, taxonomy);
  }

  /** The annotator's rationale is shown with what they wrote; a ruling has its own reason. */
  get options() {
    return { ...(this.state.welcome?.options as object), rationale: "hidden" } as never;
  }

  async send(): Promise<void> {
    const { complaint, draft, looked, sending, welcome } = this.state;
    const { entry, view } = this;
    if (!entry || !welcome || !view || !this.canRule || sending) return;
    const answer = () => {
      if (!looked) return { problem: "The item is not here yet." };
      if (this.bench.isVeiled(looked.item as never, this.options))
        return { problem: "Show the item first (v)." };
      return view.answer(this.taskDraft(looked), looked.item, this.options, welcome.taxonomy);
    };
    const made = resolveOf(draft, entry, welcome, answer);
    if (isIncomplete({ type: "", ...made })) {
      const { problem } = made as { problem: string };
      return this.set({ complaint: problem, announcement: problem === complaint ? "" : problem });
    }
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
      const again = unseated(error) ? this.hello() : Promise.resolve();
      this.later(() => void again.then(() => this.deliver(ruling)));
    }
  }

  private settled({ escalation, kind, rule }: Unseated, ledger: Ledger): void {
    const { ids } = this;
    this.written.delete(escalation);
    this.drafts?.drop(escalation);
    this.seen.delete(escalation);
    this.set({ sending: null, delay: null });
    const moves = this.state.chosen === escalation;
    const next = nextOpen(ids, escalation, ledger.escalations);
    this.set({ welcome: ledger });
    if (moves) this.choose(next ?? escalation);
    const added = rule ? ` Guideline ${rule.version} is in force.` : "";
    this.set({ announcement: `Settled: ${kind}.${added} ${next ? "" : "Nothing else waits."}` });
  }

  reread(): void {
    this.request<Ledger>("reread", {}).then(
      (ledger) => this.take(ledger),
      (error: unknown) => {
        if (unseated(error) && !this.signal.aborted) void this.hello();
      },
    );
  }

  override wake(): void {
    if (this.state.welcome && !this.state.sending) this.reread();
  }
  override probe(): void {
    this.reread();
  }
  override rest(): void {
    this.drafts?.flush();
  }
  override get canLeave(): boolean {
    return this.state.sending === null;
  }
}
