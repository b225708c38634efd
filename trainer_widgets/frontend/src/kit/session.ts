// One person at one widget: hello, the items at hand, what is decided, and what comes next.
import { BrowserStore, ownerOf, rememberName } from "./browser_store";
import { ActiveClock } from "./clock";
import { Deal } from "./deal";
import { Delivery } from "./delivery";
import { Drafts } from "./drafts";
import { helloProblem } from "./hello_problem";
import { type Person, whoIsThere } from "./identity";
import { Outbox } from "./outbox";
import type { ReceiptOf, Submission, SubmitOf, Task, WelcomeOf } from "./protocol";
import { PROTOCOL } from "./protocol";
import { Sitting } from "./sitting";
import { type Draft, fitted, type State, startState, type TaskView, type Work } from "./state";
import { type Answered, NoReply, type Transport } from "./transport";
import { PROMPTLY, unsentState } from "./unsent";

const RETRY = 3_000;

export class Session<T extends Task, D> {
  state: State<T, D> = startState();
  readonly clock = new ActiveClock();
  readonly store: BrowserStore;
  readonly view: TaskView<T, D>;
  readonly sitting: Sitting<T, D>;
  readonly deal: Deal<T, D>;
  drafts: Drafts<Draft<D>> | null = null;
  outbox: Outbox<T> | null = null;
  delivery: Delivery<T> | null = null;
  /** What somebody has switched on in this view. */
  readonly choices = new Set<string>();
  /** Called when somebody else takes this seat: the view begins anew. */
  onLeave: () => void = () => {};
  readonly signal: AbortSignal;
  private readonly transport: Transport;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private look: ReturnType<typeof setTimeout> | undefined;

  constructor(
    view: TaskView<T, D>,
    transport: Transport,
    signal: AbortSignal,
    store = new BrowserStore(),
  ) {
    this.view = view;
    this.transport = transport;
    this.signal = signal;
    this.store = store;
    this.sitting = new Sitting(this);
    this.deal = new Deal(this);
    transport.onAnswer = () => this.kernelAnswered();
    transport.onClosed = () => this.setGone(true);
    signal.addEventListener("abort", () => this.end(), { once: true });
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(change: Partial<State<T, D>>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  get options(): T["options"] | null {
    return this.state.welcome?.options ?? null;
  }

  async begin(): Promise<void> {
    const asksAgain = (problem: string) => this.set({ phase: "connecting", problem });
    this.set({ phase: "connecting", problem: null });
    try {
      this.set({ person: await whoIsThere(this.store, this.signal, asksAgain), problem: null });
    } catch (error) {
      if (!this.signal.aborted) this.set({ phase: "failed", problem: (error as Error).message });
      return;
    }
    await this.hello();
  }

  async giveName(name: string): Promise<void> {
    this.set({ person: { login: null, name }, phase: "connecting", problem: null });
    await this.hello();
  }

  async hello(): Promise<void> {
    if (!this.state.person) return this.begin();
    try {
      await this.introduce(this.state.person);
    } catch (error) {
      if (this.signal.aborted || this.state.gone) return;
      const { phase, problem, again } = helloProblem(error, !!this.state.person.name);
      this.set({ phase, problem });
      if (again) this.later(() => void this.hello());
    }
  }

  private async introduce(person: Person): Promise<void> {
    const hello = { protocol: PROTOCOL, ...person };
    const welcome = await this.transport.request<WelcomeOf<T>>("hello", hello);
    const known = this.state.welcome;
    const { annotator, project_id: project, guideline, progress } = welcome;
    if (known && (known.annotator !== annotator || known.project_id !== project)) {
      const problem = "This widget now belongs to another person or project. Run the cell again.";
      this.set({ phase: "failed", problem });
      throw new NoReply();
    }
    this.set({ welcome, guideline, progress });
    // A kernel that comes back may offer other points and criteria.
    if (this.state.work) this.set({ work: fitted(this.state.work, this.view, welcome.options) });
    if (!known) this.open(welcome, person);
    this.deal.take(welcome.items);
    this.delivery?.wake();
    this.fillScreen();
  }

  /** The person and the project are known: their outbox and drafts can be opened. */
  private open(welcome: WelcomeOf<T>, person: Person): void {
    if (person.name) rememberName(this.store, person.name);
    const owner = ownerOf(person.login, welcome.annotator, welcome.project_id);
    this.drafts = new Drafts(this.store, owner);
    this.outbox = new Outbox(this.store, owner);
    this.delivery = new Delivery(
      this.outbox,
      owner,
      {
        send: (submission) => this.send(submission),
        reseat: () => this.introduce(person),
        received: (receipt, submission) => this.received(receipt, submission),
        refused: (_, { message }) => this.set({ announcement: `Refused: ${message}` }),
        settled: (delay) => {
          this.set({ delay });
          this.countUnsent();
          this.fillScreen();
        },
      },
      this.signal,
    );
    this.delivery.halted = this.state.gone;
    this.countUnsent();
  }

  private send(submission: Submission<T>): Promise<ReceiptOf<T>> {
    // What an older version has kept does not say what was on screen.
    const unknown = { guideline: null, seen: [] };
    const body: Omit<SubmitOf<T>, "seat"> = { ...unknown, ...submission, held: this.deal.held() };
    return this.request<ReceiptOf<T>>("submit", body);
  }

  private received(receipt: ReceiptOf<T>, submission: Submission<T>): void {
    const { feedback, progress } = receipt;
    if (feedback) {
      const others = this.state.feedback.filter((one) => one.token !== feedback.token);
      this.set({ feedback: [...others, feedback] });
    } else if (submission.action !== "retract") {
      this.dismissFeedback(submission.token);
    }
    this.set({ progress, delay: null });
    this.countUnsent();
    this.deal.take(receipt.items);
    this.fillScreen();
  }

  dismissFeedback(token: string): void {
    this.set({ feedback: this.state.feedback.filter((one) => one.token !== token) });
  }

  /** Shows the next item that is at hand, in the same frame; otherwise says what it waits for. */
  advance(): void {
    const next = this.deal.next();
    if (next) {
      this.show(this.begun(next));
      if (this.deal.isLow) void this.deal.fetch();
      return;
    }
    this.set({ work: null, phase: this.state.phase === "finished" ? "finished" : "waiting" });
    void this.deal.fetch();
  }

  /** Something may have come for a screen that is empty, unless it is so for a break. */
  fillScreen(): void {
    if (!this.state.work && this.state.phase !== "pause") this.advance();
  }

  private begun(item: T["item"]): Work<T, D> {
    const options = this.options as T["options"];
    const fresh = { task: this.view.empty(item, options), rationale: "" };
    const draft = this.drafts?.load(item.token) ?? fresh;
    return { item, draft, from: "queue", supersedes: item.supersedes };
  }

  show(shown: Work<T, D>): void {
    this.sitting.newItem();
    const work = fitted(shown, this.view, this.options as T["options"]);
    this.set({ work, phase: "working", complaint: null, escalating: false, problem: null });
  }

  async request<R>(name: string, body: object): Promise<R> {
    return (await this.ask<R>(name, body)).body;
  }

  /** As `request`, with the bytes of the reply; some answers take longer than others. */
  ask<R>(name: string, body: object, limit?: number): Promise<Answered<R>> {
    return this.transport.ask<R>(name, { seat: this.state.welcome?.seat ?? "", ...body }, limit);
  }

  countUnsent(): void {
    const counts = unsentState(this.outbox, this.sitting.past);
    clearTimeout(this.look);
    if (counts.unsent) this.look = setTimeout(() => this.countUnsent(), PROMPTLY);
    this.set({ ...counts, sending: this.delivery?.busy ?? false });
  }

  /** The comm is closed, or it is there again. */
  setGone(gone: boolean): void {
    if (this.delivery) this.delivery.halted = gone;
    if (gone !== this.state.gone) this.set({ gone });
    if (!gone) this.delivery?.wake();
  }

  /** Asks for anything: a reply proves that the kernel is there. */
  probe(): void {
    this.request("next", { held: this.deal.held() }).catch(() => {});
  }

  /** The line may be back: send what is left. */
  wake(): void {
    if (this.outbox?.entries().length) this.delivery?.wake();
    this.countUnsent();
  }

  private kernelAnswered(): void {
    const { delay, gone, unsent } = this.state;
    // What the kernel could not store is tried again after a pause, not with each reply.
    if (gone) this.setGone(false);
    else if (unsent && !delay && !this.delivery?.busy) this.delivery?.wake();
  }

  later(task: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(task, RETRY);
  }

  private end(): void {
    clearTimeout(this.timer);
    clearTimeout(this.look);
    this.drafts?.flush();
    this.listeners.clear();
  }
}
