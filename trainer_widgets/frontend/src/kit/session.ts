// One person at one widget: hello, the items at hand, what is decided, and what comes next.
import { type BrowserStore, ownerOf, rememberName } from "./browser_store";
import { ActiveClock } from "./clock";
import { Deal } from "./deal";
import { Delivery } from "./delivery";
import { Drafts } from "./drafts";
import type { Person } from "./identity";
import { Outbox } from "./outbox";
import type { ReceiptOf, Submission, SubmitOf, Task, WelcomeOf } from "./protocol";
import { PROTOCOL } from "./protocol";
import { Sitting } from "./sitting";
import { type Draft, fitted, type State, startState, type TaskView, type Work } from "./state";
import type { Transport } from "./transport";
import { PROMPTLY, unsentState } from "./unsent";
import { Visit } from "./visit";

export class Session<T extends Task, D> extends Visit<State<T, D>> {
  readonly asks = { who: "Who is labeling?", whose: "Your labels" };
  readonly clock = new ActiveClock();
  view: TaskView<T, D>;
  readonly sitting: Sitting<T, D>;
  readonly deal: Deal<T, D>;
  drafts: Drafts<Draft<D>> | null = null;
  outbox: Outbox<Submission<T>> | null = null;
  delivery: Delivery<Submission<T>, ReceiptOf<T>> | null = null;
  /** What somebody has switched on in this view. */
  readonly choices = new Set<string>();
  private look: ReturnType<typeof setTimeout> | undefined;

  constructor(
    view: TaskView<T, D>,
    transport: Transport,
    signal: AbortSignal,
    store?: BrowserStore,
  ) {
    super(startState(), transport, signal, store);
    this.view = view;
    this.sitting = new Sitting(this);
    this.deal = new Deal(this);
  }

  get options(): T["options"] | null {
    return this.state.welcome?.options ?? null;
  }

  protected override async introduce(person: Person): Promise<void> {
    const hello = { protocol: PROTOCOL, ...person };
    const welcome = await this.transport.request<WelcomeOf<T>>("hello", hello);
    const { guideline, progress } = welcome;
    this.checkSame(welcome);
    await this.meet(welcome);
    const known = this.state.welcome;
    this.set({ welcome, guideline, progress });
    // A kernel that comes back may offer other points and criteria.
    if (this.state.work) this.set({ work: fitted(this.state.work, this.view, welcome) });
    if (!known) this.open(welcome, person);
    this.deal.take(welcome.items);
    this.delivery?.wake();
    this.fillScreen();
  }

  /** Before anything of a welcome is shown: a view whose task it tells is prepared here. */
  protected async meet(_welcome: WelcomeOf<T>): Promise<void> {}

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
        about: ({ token, refers_to: refersTo, supersedes }) => [token, refersTo, supersedes],
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
      void this.sitting.recall();
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
    const work = fitted(shown, this.view, this.state.welcome as WelcomeOf<T>);
    this.set({ work, phase: "working", complaint: null, escalating: false, problem: null });
  }

  hold(holding: boolean): void {
    this.set({ holding });
  }

  countUnsent(): void {
    const counts = unsentState(this.outbox, this.sitting.past);
    clearTimeout(this.look);
    if (counts.unsent) this.look = setTimeout(() => this.countUnsent(), PROMPTLY);
    this.set({ ...counts, sending: this.delivery?.busy ?? false });
  }

  override setGone(gone: boolean): void {
    if (this.delivery) this.delivery.halted = gone;
    super.setGone(gone);
    if (!gone) this.delivery?.wake();
  }

  override probe(): void {
    this.request("next", { held: this.deal.held() }).catch(() => {});
  }

  /** Sends what is left, and looks for what the lead has sent back. */
  override wake(): void {
    if (this.outbox?.entries().length) this.delivery?.wake();
    this.countUnsent();
    if (this.state.phase === "finished") void this.deal.fetch();
  }

  protected override kernelAnswered(): void {
    const { delay, gone, unsent } = this.state;
    // What the kernel could not store is tried again after a pause, not with each reply.
    if (gone) this.setGone(false);
    else if (unsent && !delay && !this.delivery?.busy) this.delivery?.wake();
  }

  override rest(): void {
    this.drafts?.flush();
  }

  override get canLeave(): boolean {
    return !this.state.holding;
  }

  protected override end(): void {
    clearTimeout(this.look);
    super.end();
  }
}
