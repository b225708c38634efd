// One person in a calibration session: the kit's session, and the room that it is in.
import type { Attendance, GuidelineText, OwnList } from "../contract";
import type { Source } from "../custom/source";
import { forgetHere } from "../kit/leaving";
import type { Submission, Task, WelcomeOf } from "../kit/protocol";
import { Session } from "../kit/session";
import type { TaskView, Work } from "../kit/state";
import { NoReply, Refusal, type Transport } from "../kit/transport";
import { taskView } from "../looking/task_views";
import { Presence } from "./presence";
import { isAheadOf, leadsOnly, type RoomState, startOfRoom } from "./state";

/** Replaced by the task's own as soon as the kernel has told which one it is. */
const NO_VIEW = {} as TaskView<Task, unknown>;

export class RoomSession extends Session<Task, unknown> {
  declare state: RoomState;
  override readonly asks = { who: "Who takes part?", whose: "Your labels" };
  readonly presence: Presence;
  private readonly source: Source | null;
  private catchingUp = false;

  constructor(source: Source | null, transport: Transport, signal: AbortSignal) {
    super(NO_VIEW, transport, signal);
    this.state = { ...this.state, ...startOfRoom };
    this.source = source;
    this.presence = new Presence(this);
    transport.onTold = (name, body) => this.presence.hear(name, body);
  }

  override set(change: Partial<RoomState>): void {
    super.set(change);
  }

  protected override async meet({ guideline, task }: WelcomeOf<Task>): Promise<void> {
    const before = this.state.guideline?.version;
    if (before && guideline && guideline.version !== before) {
      this.set({ news: `Guideline ${guideline.version} is in force.` });
    }
    if (this.view === NO_VIEW) this.view = await taskView(task, this.source);
  }

  override async hello(): Promise<void> {
    await super.hello();
    if (this.state.welcome) this.presence.begin();
  }

  get isFacilitator(): boolean {
    const { room, welcome } = this.state;
    return !!room && room.facilitator === welcome?.annotator;
  }

  /** Asks for a move of the whole session; what comes of it is told to everybody. */
  async move(name: string, body: object): Promise<boolean> {
    this.set({ refusedMove: null });
    let isMoved = false;
    try {
      await this.request<unknown>(name, body);
      isMoved = true;
    } catch (error) {
      if (this.signal.aborted) return false;
      const refusedMove =
        error instanceof NoReply ? "No answer from the kernel. Try again." : messageOf(error);
      this.set({ refusedMove, announcement: refusedMove });
      if (error instanceof Refusal && error.problem.code === "unknown_seat") void this.hello();
    }
    void this.presence.attend();
    return isMoved;
  }

  /** Who only leads has nothing to say blind, and looks at once. */
  async reveal(): Promise<void> {
    const isReady = leadsOnly(this.state);
    if ((await this.move("move_phase", { phase: "reveal" })) && isReady) this.choose("look");
  }

  /** Others' answers can be seen: this person goes on blind, or looks. */
  choose(choice: "label" | "look" | null): void {
    // What was begun is a draft, and the item comes back with it.
    if (choice === "look" && this.sitting.leave()) this.set({ work: null, panel: null });
    this.set({ choice });
    if (choice === "label") this.fillScreen();
  }

  /** Whatever the kernel sends of others' answers, it has noted before. */
  saw(): void {
    if (this.state.hasSeen) return;
    this.set({ hasSeen: true });
    void this.presence.attend();
  }

  override countUnsent(): void {
    super.countUnsent();
    void this.catchUp();
  }

  /** Takes in what this person has labeled elsewhere; what is begun here is kept until then. */
  async catchUp(): Promise<void> {
    if (this.catchingUp || this.state.gone || !isAheadOf(this.state)) return;
    this.catchingUp = true;
    try {
      this.drop(await this.request<OwnList>("mine", {}));
    } catch {
      // The room tells of it again, every few seconds.
    }
    this.catchingUp = false;
  }

  /** What is answered already is asked of nobody again. */
  private drop({ entries, progress }: OwnList): void {
    if (this.signal.aborted) return;
    this.set({ progress });
    for (const { token } of entries) this.deal.remove(token);
    const { work } = this.state;
    const isOver = entries.some(({ token }) => token === work?.item.token);
    if (!work) void this.deal.fetch();
    else if (isOver && work.from === "queue" && work.supersedes === null) this.leaveAnswered(work);
  }

  private leaveAnswered({ item }: Work<Task, unknown>): void {
    this.drafts?.drop(item.token);
    this.set({ work: null, escalating: false, complaint: null });
    this.advance();
    this.set({ announcement: "You answered that item elsewhere." });
  }

  takeGuideline(guideline: GuidelineText | null, nextVersion: string | null): void {
    this.set({ guideline: guideline ?? this.state.guideline, nextVersion });
  }

  /** The text comes with hello. A rule about these very items is not for who is blind to them. */
  take({ guideline, has_seen: hasSeen, next_version: nextVersion }: Attendance): void {
    this.set({ hasSeen: this.state.hasSeen || hasSeen, nextVersion });
    if (hasSeen && guideline !== (this.state.guideline?.version ?? null)) void this.hello();
  }

  /** Leaves nothing of what was begun, in this browser or in what is on screen. */
  forget(): void {
    forgetHere(this);
    this.set({ forgotten: this.state.forgotten + 1 });
  }

  /** A submission that no sitting made: into the outbox and off, until it has its receipt. */
  async deliver(submission: Submission<Task>): Promise<boolean> {
    const { delivery, outbox } = this;
    if (!delivery || !outbox) return false;
    outbox.keep(submission);
    const arrival = delivery.arrival(submission.event_id);
    delivery.wake();
    this.countUnsent();
    return arrival;
  }

  /** Tells the kernel something that has no answer. */
  post(name: string, body: object): void {
    this.transport.post(name, body);
  }

  override wake(): void {
    super.wake();
    this.presence.wake();
  }

  override rest(): void {
    super.rest();
    this.presence.leave();
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
