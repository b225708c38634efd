// What the keys of a caret do in a text that cannot be edited.
import type { CodePoints } from "./code_points";
import { directionOf } from "./marked_text";
import { select, selectedIn, selectionAround } from "./span_places";

export interface Ends {
  anchor: number;
  focus: number;
}

export interface Move {
  extends: boolean;
  by: "character" | "word" | "line" | "lineboundary" | "document";
  to: "left" | "right" | "backward" | "forward";
}

const IS_MAC = /Mac|iP/.test(navigator.platform);

const ARROWS: Record<string, Move["to"]> = {
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "backward",
  ArrowDown: "forward",
  Home: "backward",
  End: "forward",
};

function stepOf(event: KeyboardEvent, isMac: boolean): Move["by"] | null {
  const { altKey, ctrlKey, key, metaKey } = event;
  const isWide = isMac ? metaKey && !ctrlKey && !altKey : ctrlKey && !metaKey && !altKey;
  const isWord = isMac ? altKey && !ctrlKey && !metaKey : isWide;
  const isPlain = !altKey && !ctrlKey && !metaKey;
  if (key === "Home" || key === "End") {
    return isWide ? "document" : isPlain ? "lineboundary" : null;
  }
  if (key === "ArrowUp" || key === "ArrowDown") {
    return isPlain ? "line" : isMac && isWide ? "document" : null;
  }
  return isPlain ? "character" : isWord ? "word" : isWide ? "lineboundary" : null;
}

/** The move that a key asks for; null for every other key. */
export function moveOf(event: KeyboardEvent, isMac = IS_MAC): Move | null {
  const to = ARROWS[event.key];
  const by = to ? stepOf(event, isMac) : null;
  return to && by ? { extends: event.shiftKey, by, to } : null;
}

export const isSelectAll = ({ altKey, ctrlKey, key, metaKey, shiftKey }: KeyboardEvent): boolean =>
  key.toLowerCase() === "a" && (IS_MAC ? metaKey : ctrlKey) && !altKey && !shiftKey;

/** Whether a key that points to the right goes back in the text. */
function isRightToLeftAt(area: HTMLElement, text: string, unit: number): boolean {
  const begin = unit > 0 ? text.lastIndexOf("\n", unit - 1) + 1 : 0;
  const paragraph = text.slice(begin).split("\n", 1)[0] ?? "";
  if (/\p{L}/u.test(paragraph)) return directionOf(paragraph) === "rtl";
  return getComputedStyle(area).direction === "rtl";
}

function isForward(area: HTMLElement, { text }: CodePoints, { to }: Move, unit: number): boolean {
  if (to === "forward" || to === "backward") return to === "forward";
  return (to === "right") !== isRightToLeftAt(area, text, unit);
}

/** Words and ends of the text are the same on every system; browsers differ in the former. */
function computed(points: CodePoints, move: Move, forward: boolean, unit: number): number | null {
  if (move.by === "document") return forward ? points.text.length : 0;
  if (move.by === "word") return forward ? points.wordEnd(unit) : points.wordStart(unit);
  return null;
}

const MOST_STEPS = 12;

/** The browser knows lines and what is to the left; whole characters are ours. */
function asked(area: HTMLElement, points: CodePoints, move: Move, from: Ends): number {
  const selection = selectionAround(area);
  const forward = isForward(area, points, move, from.focus);
  if (!selection?.modify) return forward ? points.after(from.focus) : points.before(from.focus);
  const length = points.text.length;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    selection.modify(move.extends ? "extend" : "move", move.to, move.by);
    const raw = selectedIn(area)?.focus;
    if (raw === undefined) return move.by !== "line" ? from.focus : forward ? length : 0;
    const focus = points.snap(raw, raw > from.focus ? "end" : "start");
    const collapses = !move.extends && from.anchor !== from.focus;
    if (focus !== from.focus || collapses || move.by !== "character") return focus;
  }
  return from.focus;
}

/** Carries out a move from where the selection is. */
export function moved(area: HTMLElement, points: CodePoints, move: Move, from: Ends): Ends {
  const forward = isForward(area, points, move, from.focus);
  const now = selectedIn(area);
  if (now?.anchor !== from.anchor || now.focus !== from.focus) {
    select(area, from.anchor, from.focus);
  }
  const focus = computed(points, move, forward, from.focus) ?? asked(area, points, move, from);
  return { anchor: move.extends ? from.anchor : focus, focus };
}
