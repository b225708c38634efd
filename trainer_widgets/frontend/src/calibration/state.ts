// What a view of a session shows, and which of its screens that makes.
import type { Attendee, Room } from "../contract";
import type { Task } from "../kit/protocol";
import type { State } from "../kit/state";

export type CalibrationPhase = Room["phase"];

export interface RoomState extends State<Task, unknown> {
  room: Room | null;
  /** This person has seen what the others answered. */
  hasSeen: boolean;
  /** The version that a rule would make. */
  nextVersion: string | null;
  /** With items left when others' answers can be seen: label them first, or look. */
  choice: "label" | "look" | null;
  /** The last time that this view said it is there, nobody answered. */
  isCut: boolean;
  /** What has changed for everybody, to be told aloud. */
  news: string;
  /** Why a move of the session was not made. */
  refusedMove: string | null;
  /** How often this person had everything of theirs forgotten here. */
  forgotten: number;
}

export const startOfRoom = {
  room: null,
  hasSeen: false,
  nextVersion: null,
  choice: null,
  isCut: false,
  news: "",
  refusedMove: null,
  forgotten: 0,
} as const satisfies Partial<RoomState>;

/** This person among those of the session; null where they are not on its list. */
export const oneself = ({ room, welcome }: RoomState): Attendee | null =>
  room?.people.find(({ name }) => name === welcome?.annotator) ?? null;

/** How many items this person has left before they see what others said, as far as is known. */
export function itemsLeft({ phase, progress, room, unsentDone }: RoomState): number {
  const { done, escalated, skipped, total } = progress;
  // A session that is closed deals nothing, whatever is left.
  const isThrough = phase === "finished" && room?.phase !== "close";
  return isThrough ? 0 : Math.max(0, total - done - skipped - escalated - unsentDone);
}

/** Whether the kernel knows of more that this person has labeled: elsewhere, or from a cell. */
export function isAheadOf(state: RoomState): boolean {
  const { done, escalated, skipped } = state.progress;
  return state.unsent === 0 && (oneself(state)?.n_labeled ?? 0) > done + skipped + escalated;
}

/** Whether somebody labels: who leads need not. */
export const takesPart = (person: Attendee): boolean => person.is_awaited || person.n_labeled > 0;

export function leadsOnly(state: RoomState): boolean {
  const own = oneself(state);
  return !!own && !takesPart(own);
}

export type Stage = "arrive" | "label" | "choose" | "send" | "talk";

/** Which screen is shown: nothing of the others is asked for in any but the last. */
export function stageOf(state: RoomState): Stage {
  const { choice, hasSeen, room, unsent, welcome } = state;
  if (!welcome || !room) return "arrive";
  if (room.phase === "label") return "label";
  if (hasSeen) return "talk";
  if (choice === "label" && room.phase !== "close") return "label";
  if (choice !== "look" && itemsLeft(state) > 0) return "choose";
  // What was decided blind is stored as such only if it comes before the look.
  return unsent > 0 ? "send" : "talk";
}
