// A calibration session's kernel, as far as its view needs one.
import { afterEach, beforeEach } from "vitest";
import widget from "../src/calibration";
import type { Attendance, Attendee, Room } from "../src/contract";
import { dealt, FakeKernel, press, settle } from "./fakes";

export const person = (name: string, change: Partial<Attendee> = {}): Attendee => ({
  name,
  is_there: true,
  is_awaited: true,
  n_labeled: 0,
  ...change,
});

const ROOM: Room = {
  session: "project",
  name: "Tone, week 3",
  turn: 1,
  news: 0,
  phase: "label",
  facilitator: "ben",
  people: [person("ana"), person("ben", { n_labeled: 4 })],
  n_items: 9,
  n_decided: 0,
  n_left_open: 0,
  discussing: null,
};

const OF_THE_ROOM = new Set(["attend", "move_phase", "hand_over", "take_lead", "leave"]);
const OF_THE_REVEAL = new Set(["reveal", "open_revealed", "lead_to", "decide"]);

/** `ana` sits here; she leads where the room says so. */
export class RoomKernel extends FakeKernel {
  room = ROOM;
  hasSeen = false;
  nextVersion = "1.1";
  /** Why nobody is let in. */
  notInvited: string | null = null;

  get = () => null;

  get asked(): string[] {
    return this.requests.map(({ name }) => name);
  }

  /** What is stored already is done, also for who comes later. */
  override emit(name: string, message?: unknown): void {
    const { body } = (message ?? {}) as { body?: { progress?: { done: number } } };
    if (body?.progress) body.progress = { ...body.progress, done: this.stored.length };
    super.emit(name, message);
  }

  labeled(count: number): void {
    this.stored = Array.from({ length: count }, (_, at) => dealt(at + 1)) as never;
  }

  override reply(request: Parameters<FakeKernel["reply"]>[0]): void {
    const { id, name } = request;
    if (OF_THE_REVEAL.has(name)) return;
    const { hasSeen, nextVersion, notInvited: message, room, version: guideline } = this;
    const body: Attendance = { room, has_seen: hasSeen, guideline, next_version: nextVersion };
    const error = message && { code: "identity", message, final: true };
    if (name === "hello" && error) this.emit("msg:custom", { kind: "reply", id, error });
    else if (OF_THE_ROOM.has(name)) this.emit("msg:custom", { kind: "reply", id, body });
    else super.reply(request);
  }

  /** The session has changed: all views are told. */
  async tell(change: Partial<Room>): Promise<void> {
    this.room = { ...this.room, turn: this.room.turn + 1, ...change };
    this.emit("msg:custom", { kind: "told", name: "room", body: this.room });
    await settle();
  }
}

export class RoomPage {
  el = document.createElement("div");
  model = new RoomKernel();
  end = () => {};

  async show(change: Partial<Room> = {}): Promise<void> {
    this.model.room = { ...this.model.room, ...change };
    this.end = widget.render({ model: this.model as never, el: this.el });
    await settle(12);
  }

  get root(): HTMLElement {
    return this.el.querySelector(".tw") as HTMLElement;
  }

  get text(): string {
    return this.root.textContent ?? "";
  }

  button(name: string): HTMLButtonElement | undefined {
    const all = [...this.el.querySelectorAll("button")];
    return all.find((one) => (one.ariaLabel ?? one.textContent)?.startsWith(name));
  }

  async click(name: string): Promise<void> {
    this.button(name)?.click();
    await settle();
  }

  async key(key: string, modifiers: KeyboardEventInit = {}): Promise<void> {
    press(key, document.activeElement ?? this.root, modifiers);
    await settle();
  }

  labeled(name: string): string {
    return this.el.querySelector(`[aria-label="${name}"]`)?.textContent ?? "";
  }
}

export function freshRoom(): RoomPage {
  const page = new RoomPage();
  beforeEach(() => {
    localStorage.clear();
    Object.assign(page, new RoomPage());
    document.body.append(page.el);
  });
  afterEach(() => {
    page.end();
    page.el.remove();
  });
  return page;
}
