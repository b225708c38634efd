// Being there: says so every few seconds, and takes in how the session stands.
import type { Attendance, Room } from "../contract";
import { newId } from "../kit/ids";
import { Refusal } from "../kit/transport";
import { newsOf } from "./news";
import type { RoomSession } from "./session";
import { itemsLeft } from "./state";

const EVERY = 8_000;
const PATIENCE = 10_000;
/** Until the room is known nothing is on screen. */
const SOON = 2_000;

export class Presence {
  /** The name of this view among others of the same person. */
  readonly view = newId();
  private readonly session: RoomSession;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking = false;
  private again = false;
  private stale = false;
  private hasLeft = false;

  constructor(session: RoomSession) {
    this.session = session;
    // A hidden page may speak but rarely: it says that it is there as it goes and as it comes.
    document.addEventListener("visibilitychange", () => this.wake(), { signal: session.signal });
    window.addEventListener("pageshow", () => this.wake(), { signal: session.signal });
    session.signal.addEventListener("abort", () => clearTimeout(this.timer), { once: true });
  }

  begin(): void {
    // A kernel that said hello again may count its turns anew.
    this.stale = true;
    void this.attend();
  }

  /** A page that goes is hidden last of all: then it does not say that it is there again. */
  wake(): void {
    if (this.hasLeft && document.visibilityState === "hidden") return;
    this.hasLeft = false;
    if (this.session.state.welcome) void this.attend();
  }

  async attend(): Promise<void> {
    const { session } = this;
    if (this.hasLeft || session.signal.aborted || !session.state.welcome) return;
    // What is under way may be answered from before the change that is asked for.
    this.again = this.asking;
    if (this.asking) return;
    clearTimeout(this.timer);
    this.asking = true;
    try {
      const body = { view: this.view };
      const attendance = (await session.ask<Attendance>("attend", body, PATIENCE)).body;
      session.take(attendance);
      this.enter(attendance.room);
      if (session.state.isCut) session.set({ isCut: false });
    } catch (error) {
      this.missed(error);
    }
    this.asking = false;
    if (this.again) void this.attend();
    else this.next();
  }

  private missed(error: unknown): void {
    const { session } = this;
    if (session.signal.aborted) return;
    if (!(error instanceof Refusal)) session.set({ isCut: true });
    else if (error.problem.code === "unknown_seat") void session.hello();
    else session.set({ refusedMove: error.message });
  }

  private next(): void {
    const { signal, state } = this.session;
    if (signal.aborted) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.attend(), state.room ? EVERY : SOON);
  }

  hear(name: string, body: unknown): void {
    const room = body as Room;
    if (name === "room" && room.session === this.session.state.welcome?.project_id) {
      const before = this.session.state.room;
      this.enter(room);
      // A decision may have changed the guideline.
      const isNews = before !== null && room.news !== before.news;
      if (isNews && this.session.state.hasSeen) void this.attend();
    }
  }

  /** What is told and what is replied can overtake each other: only a newer room counts. */
  private enter(room: Room): void {
    const { session } = this;
    const before = session.state.room;
    if (before && !this.stale && room.turn < before.turn) return;
    this.stale = false;
    session.set({ room });
    if (!before) return;
    const news = newsOf(before, room, session.state.welcome?.annotator ?? "");
    if (news) session.set({ news });
    void session.catchUp();
    const { choice, hasSeen } = session.state;
    const opens = before.phase === "label" && room.phase !== "label";
    // Nobody's item goes from under their hands: who is in the middle goes on until they look.
    if (opens && choice === null && !hasSeen && itemsLeft(session.state) > 0) {
      session.set({ choice: "label" });
    }
  }

  /** The others need not wait for who does not come back; who does says so at once. */
  leave(): void {
    this.hasLeft = true;
    const { welcome } = this.session.state;
    if (welcome) this.session.post("leave", { seat: welcome.seat, view: this.view });
  }
}
