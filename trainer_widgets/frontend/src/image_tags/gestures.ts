// What a pointer does on the stage: draw, move, resize, pan, pinch.
import type { Place } from "../contract";
import {
  boxBetween,
  type Handle,
  moved,
  type Point,
  pointAt,
  resized,
  type Size,
  toImage,
  type View,
} from "./geometry";

/** What is under the pointer when it goes down. */
export interface Target {
  row: number | null;
  handle: Handle | null;
}

export type Gesture =
  | { kind: "pan"; from: Point; view: View; row: number | null }
  | { kind: "draw"; from: Point; row: number | null }
  | { kind: "move"; from: Point; row: number; place: Place }
  | { kind: "resize"; from: Point; row: number; place: Place; handle: Handle }
  | { kind: "pinch"; from: [Point, Point]; view: View };

/** Less than this is a click, in pixels of the screen. */
const SLACK = 4;

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);

export const isClick = (from: Point, to: Point): boolean => distance(from, to) < SLACK;

/** The place that a drawing, moving or resizing pointer shows; null while it only pans. */
export function placeOf(gesture: Gesture, to: Point, view: View, image: Size): Place | null {
  if (gesture.kind === "pan" || gesture.kind === "pinch") return null;
  if (gesture.kind === "draw") {
    return boxBetween(toImage(view, gesture.from), toImage(view, to), image);
  }
  if (isClick(gesture.from, to)) return gesture.place;
  const by = {
    x: (to.x - gesture.from.x) / view.scale,
    y: (to.y - gesture.from.y) / view.scale,
  };
  return gesture.kind === "move"
    ? moved(gesture.place, by, image)
    : resized(gesture.place, gesture.handle, by, image);
}

/** The place that is left when the pointer goes up; a click makes a point where points may be. */
export function finalPlace(
  gesture: Gesture,
  to: Point,
  view: View,
  image: Size,
  kind: "any" | "box" | "point",
): Place | null {
  if (gesture.kind !== "draw") return placeOf(gesture, to, view, image);
  const click = isClick(gesture.from, to);
  if (kind === "point" || (click && kind === "any")) return pointAt(toImage(view, to), image);
  return click ? null : placeOf(gesture, to, view, image);
}

const middle = ([one, other]: [Point, Point]): Point => ({
  x: (one.x + other.x) / 2,
  y: (one.y + other.y) / 2,
});

/** Two fingers: what was under them stays under them. */
export function pinched(from: [Point, Point], to: [Point, Point], view: View): View {
  const share = distance(...to) / Math.max(1, distance(...from));
  const [before, now] = [middle(from), middle(to)];
  return {
    scale: view.scale * share,
    x: now.x - (before.x - view.x) * share,
    y: now.y - (before.y - view.y) * share,
  };
}
