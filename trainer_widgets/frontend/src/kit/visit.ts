// One person at a widget, whatever it is for: who they are, and a kernel that knows them.
import { BrowserStore } from "./browser_store";
import { helloProblem } from "./hello_problem";
import { type Person, whoIsThere } from "./identity";
import { type Answered, NoReply, type Transport } from "./transport";

const RETRY = 3_000;

export type Phase =
  | "connecting"
  | "silent"
  | "need_name"
  | "not_you"
  | "failed"
  | "working"
  | "waiting"
  | "pause"
  | "finished";

export type Panel = "guideline" | "own" | "slices" | "suggestions" | "help" | null;

/** What the kernel says of whom it has seated. */
interface Seated {
  seat: string;
  annotator: string;
  project_id: string;
  project_name: string;
}

/** The part of a view's state that does not depend on what the widget is for. */
export interface VisitState {
  phase: Phase;
  problem: string | null;
  person: Person | null;
  welcome: Seated | null;
  gone: boolean;
  panel: Panel;
  announcement: string;
}

export const startOfVisit = {
  phase: "connecting",
  problem: null,
  person: null,
  welcome: null,
  gone: false,
  panel: null,
  announcement: "",
} as const satisfies VisitState;

export abstract class Visit<S extends VisitState> {
  state: S;
  readonly store: BrowserStore;
  readonly signal: AbortSignal;
  /** How a person is asked for their name here. */
  abstract readonly asks: { who: string; whose: string };
  /** Called when somebody else takes this seat: the view begins anew. */
  onLeave: () => void = () => {};
  protected readonly transport: Transport;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(start: S, transport: Transport, signal: AbortSignal, store = new BrowserStore()) {
    this.state = start;
    this.transport = transport;
    this.signal = signal;
    this.store = store;
    transport.onAnswer = () => this.kernelAnswered();
    transport.onClosed = () => this.setGone(true);
    signal.addEventListener("abort", () => this.end(), { once: true });
  }

  /** Says hello and takes in what comes back; throws what `hello` then tells. */
  protected abstract introduce(person: Person): Promise<void>;
  /** The line may be back, or somebody looks at the view again. */
  abstract wake(): void;
  /** Asks for anything: a reply proves that the kernel is there. */
  abstract probe(): void;
  /** The page may be closed: what has been typed is kept. */
  abstract rest(): void;
  /** Whether somebody else may take this seat now. */
  abstract get canLeave(): boolean;

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(change: Partial<S>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  async begin(): Promise<void> {
    const asksAgain = (problem: string) => this.put({ phase: "connecting", problem });
    this.put({ phase: "connecting", problem: null });
    try {
      this.put({ person: await whoIsThere(this.store, this.signal, asksAgain), problem: null });
    } catch (error) {
      if (!this.signal.aborted) this.put({ phase: "failed", problem: (error as Error).message });
      return;
    }
    await this.hello();
  }

  async giveName(name: string): Promise<void> {
    this.put({ person: { login: null, name }, phase: "connecting", problem: null });
    await this.hello();
  }

  async hello(): Promise<void> {
    if (!this.state.person) return this.begin();
    try {
      await this.introduce(this.state.person);
    } catch (error) {
      if (this.signal.aborted || this.state.gone) return;
      const { phase, problem, again } = helloProblem(error, !!this.state.person.name);
      this.put({ phase, problem });
      if (again) this.later(() => void this.hello());
    }
  }

  /** A view keeps to the person and the project that it began with. */
  protected checkSame({ annotator, project_id: project }: Seated): void {
    const known = this.state.welcome;
    if (!known || (known.annotator === annotator && known.project_id === project)) return;
    const problem = "This widget now belongs to another person or project. Run the cell again.";
    this.put({ phase: "failed", problem });
    throw new NoReply();
  }

  async request<R>(name: string, body: object): Promise<R> {
    return (await this.ask<R>(name, body)).body;
  }

  /** As `request`, with the bytes of the reply; some answers take longer than others. */
  ask<R>(name: string, body: object, limit?: number): Promise<Answered<R>> {
    return this.transport.ask<R>(name, { seat: this.state.welcome?.seat ?? "", ...body }, limit);
  }

  /** The comm is closed, or it is there again. */
  setGone(gone: boolean): void {
    if (gone !== this.state.gone) this.put({ gone });
  }

  later(task: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(task, RETRY);
  }

  protected kernelAnswered(): void {
    if (this.state.gone) this.setGone(false);
  }

  protected end(): void {
    clearTimeout(this.timer);
    this.rest();
    this.listeners.clear();
  }

  private put(change: Partial<VisitState>): void {
    this.set(change as Partial<S>);
  }
}
