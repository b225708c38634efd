// Somebody who works down a list: what is looked at, what is begun for it, and what comes next.
import type { Source } from "../custom/source";
import { type Owner, ownerOf, rememberName } from "../kit/browser_store";
import type { Person } from "../kit/identity";
import { PROTOCOL } from "../kit/protocol";
import { Refusal, type Transport } from "../kit/transport";
import { Visit } from "../kit/visit";
import { Bench } from "../looking/bench";
import { type AnyView, draftOf, taskView } from "../looking/task_views";
import { Begun } from "./begun";
import { Looks } from "./looks";
import { after, stepped } from "./order";
import type { Kinds, WorklistState } from "./state";

/** So many of those that come next are fetched ahead; to the kernel they count as seen. */
const AHEAD = 1;

export const told = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
export const isUnseated = (error: unknown): boolean =>
  error instanceof Refusal && error.problem.code === "unknown_seat";

export abstract class Worklist<K extends Kinds, S extends WorklistState<K>> extends Visit<S> {
  readonly bench: Bench;
  view: AnyView | null = null;
  /** Which list this is, where one person has several of one project in this browser. */
  protected readonly place: string = "";
  private readonly source: Source | null;
  protected readonly begun = new Begun<K["draft"]>();
  protected readonly looks: Looks<K["looked"]>;

  constructor(start: S, source: Source | null, transport: Transport, signal: AbortSignal) {
    super(start, transport, signal);
    this.source = source;
    this.looks = new Looks((id) => this.request("look", this.lookAt(id)));
    this.bench = new Bench({
      signal,
      hello: () => this.hello(),
      request: (name, body) => this.request(name, body),
      ask: (name, body, limit) => this.ask(name, body, limit),
      announce: (announcement) => this.change({ announcement }),
      complain: (complaint) => this.change({ complaint }),
      ahead: () => this.following.flatMap((id) => this.itemIn(this.looks.known(id)) ?? []),
    });
  }

  protected abstract emptyDraft(): K["draft"];
  /** The ids of a list's entries, of those on screen and of those that are open. */
  protected abstract entryOf(id: string): K["entry"] | null;
  abstract get ids(): string[];
  abstract get open(): string[];
  /** The body that asks for one of them. */
  protected abstract lookAt(id: string): object;
  /** Whether something can be decided of what is looked at. */
  abstract get canDecide(): boolean;
  /** Somebody is seated: what is theirs in this browser can be opened. */
  protected seated(_owner: Owner): void {}
  /** An item and what belongs to it is on screen. */
  protected shown(): void {}

  protected change(change: Partial<WorklistState<K>>): void {
    this.set(change as Partial<S>);
  }

  protected override async introduce(person: Person): Promise<void> {
    const hello = { protocol: PROTOCOL, ...person };
    const welcome = await this.transport.request<K["welcome"]>("hello", hello);
    this.checkSame(welcome);
    this.view ??= await taskView(welcome.task, this.source);
    if (!this.begun.isOpen) {
      if (person.name) rememberName(this.store, person.name);
      const project = welcome.project_id + this.place;
      const owner = ownerOf(person.login, welcome.annotator, project);
      this.begun.open(this.store, owner);
      this.seated(owner);
    }
    this.take(welcome);
  }

  /** The list as it is now; what is looked at stays, unless it has gone. */
  protected take(welcome: K["welcome"]): void {
    this.change({ welcome, phase: "working", problem: null });
    if (!this.entry) this.choose(this.open[0] ?? null);
  }

  get entry(): K["entry"] | null {
    const { chosen } = this.state;
    return chosen === null ? null : this.entryOf(chosen);
  }

  choose(chosen: string | null): void {
    this.rest();
    const looked = this.looks.known(chosen ?? "");
    const draft = this.draftOf(chosen);
    this.change({ chosen, looked, draft, trouble: null, reopened: false, complaint: null });
    if (looked) this.arrived();
    else if (chosen) void this.look(chosen);
  }

  step(by: number): void {
    const next = stepped(this.ids, this.state.chosen, by);
    if (next && next !== this.state.chosen) this.choose(next);
  }

  protected draftOf(chosen: string | null): K["draft"] {
    return (chosen && this.begun.of(chosen)) || this.emptyDraft();
  }

  async look(id: string): Promise<void> {
    this.change({ trouble: null });
    try {
      const looked = await this.looks.fetch(id);
      if (this.state.chosen !== id) return;
      this.change({ looked });
      this.arrived();
    } catch (error) {
      if (this.signal.aborted) return;
      if (this.state.chosen === id) this.change({ trouble: told(error) });
      if (isUnseated(error)) void this.hello().then(() => this.look(id));
    }
  }

  private arrived(): void {
    this.shown();
    this.looks.ahead(this.following);
  }

  /** The open ones that come next. */
  private get following(): string[] {
    const open = new Set(this.open);
    const next = after(this.ids, this.state.chosen ?? "").filter((id) => open.has(id));
    return next.slice(0, AHEAD);
  }

  /** The item on screen, under the name by which its picture is asked for. */
  get item(): unknown {
    return this.itemIn(this.state.looked);
  }

  /** The item as the task's own view takes it. */
  protected itemIn(looked: K["looked"] | null): unknown {
    return looked?.item ?? null;
  }

  /** Decides anew; the newest counts. */
  reopen(): void {
    this.change({ draft: this.draftOf(this.state.chosen), reopened: true, complaint: null });
  }

  /** Leaves nothing that was begun in this browser. */
  forget(): void {
    this.begun.clear();
    this.change({ draft: this.emptyDraft() });
  }

  write(change: Partial<K["draft"]>): void {
    const { chosen, draft } = this.state;
    if (!chosen || !this.canDecide) return;
    const next = { ...draft, ...change };
    this.begun.keep(chosen, next);
    this.change({ draft: next, complaint: null });
  }

  /** The annotator's rationale is shown with what they wrote; a decision has its own reason. */
  get options() {
    return { ...(this.state.welcome?.options as object), rationale: "hidden" } as never;
  }

  /** The task's draft on screen: one's own, or else that of an answer that was given. */
  screenDraft(item: unknown, own: unknown, given: unknown): unknown {
    const { options, view } = this;
    const taxonomy = this.state.welcome?.taxonomy ?? null;
    if (!view) return null;
    if (own !== null) return view.fit(own, item, options, taxonomy);
    return draftOf(view, given, item, options, taxonomy);
  }

  /** Why nothing can be decided of an item yet: it is not here, or nobody has seen it. */
  unseen(item: unknown): string | null {
    if (!item) return "The item is not here yet.";
    return this.bench.isVeiled(item as never, this.options) ? "Show the item first (v)." : null;
  }

  /** The answer that a draft amounts to, or what is still missing. */
  answerIn(draft: unknown, item: unknown): { type: string } | { problem: string } {
    const taxonomy = this.state.welcome?.taxonomy ?? null;
    const problem = this.unseen(item);
    if (problem !== null || !this.view) return { problem: problem ?? "" };
    return this.view.answer(draft, item, this.options, taxonomy);
  }

  /** Says beside what is sent why it cannot be. */
  complain({ problem }: { problem: string }): void {
    // The same sentence again is read out again.
    const announcement = problem === this.state.complaint ? "" : problem;
    this.change({ complaint: problem, announcement });
  }

  reread(): void {
    this.request<K["welcome"]>("reread", {}).then(
      (welcome) => this.take(welcome),
      (error: unknown) => {
        if (isUnseated(error) && !this.signal.aborted) void this.hello();
      },
    );
  }

  override wake(): void {
    if (this.state.welcome) this.reread();
  }
  override probe(): void {
    this.reread();
  }
  override rest(): void {
    this.begun.flush();
  }
  override get canLeave(): boolean {
    return true;
  }
}
