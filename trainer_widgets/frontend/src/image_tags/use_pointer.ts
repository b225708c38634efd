// Pointers on the stage become gestures, and gestures become places and views.
import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Place } from "../contract";
import type { Handle, Point, Size, View } from "./geometry";
import { finalPlace, type Gesture, isClick, pinched, placeOf } from "./gestures";
import type { Row } from "./rows";
import type { Looking } from "./use_view";

export interface Pointing {
  image: Size;
  looking: Looking;
  rows: readonly Row[];
  /** The row that a drawing pointer would give a place to. */
  armed: Row | null;
  kind: "any" | "box" | "point";
  /** Whether places can be moved and resized here. */
  canPlace: boolean;
  select(id: number | null): void;
  place(id: number, place: Place): void;
}

/** A place that is being drawn, moved or resized. */
export interface Ghost {
  row: number;
  place: Place;
}

function begun(event: PointerEvent, from: Point, view: View, props: Pointing): Gesture {
  const { armed, canPlace, rows } = props;
  const target = event.target as HTMLElement;
  const id = target.closest("[data-row]")?.getAttribute("data-row");
  const row = rows.find((one) => `${one.id}` === id);
  const pan: Gesture = { kind: "pan", from, view, row: row?.id ?? null };
  if (event.button !== 0 || event.shiftKey) return pan;
  const handle = target.getAttribute("data-handle") as Handle | null;
  if (row?.place && handle && canPlace) {
    return { kind: "resize", from, row: row.id, place: row.place, handle };
  }
  if (armed) return { kind: "draw", from, row: row?.id ?? null };
  if (row?.place && canPlace) return { kind: "move", from, row: row.id, place: row.place };
  return pan;
}

/** The row whose place a gesture changes. */
function changedBy(gesture: Gesture, { armed }: Pointing): number | null {
  if (gesture.kind === "draw") return armed?.id ?? null;
  return gesture.kind === "move" || gesture.kind === "resize" ? gesture.row : null;
}

function ghostOf(gesture: Gesture, to: Point, view: View, props: Pointing): Ghost | null {
  const row = changedBy(gesture, props);
  const isDot = gesture.kind === "draw" && (props.kind === "point" || isClick(gesture.from, to));
  const place = isDot ? null : placeOf(gesture, to, view, props.image);
  return place && row !== null ? { row, place } : null;
}

/** What a gesture has done when the pointer goes up: a place, or a choice. */
function finish(gesture: Gesture, to: Point, view: View, props: Pointing): void {
  if (gesture.kind === "pinch") return;
  const click = isClick(gesture.from, to);
  if (gesture.kind === "pan") {
    if (click) props.select(gesture.row);
    return;
  }
  const row = changedBy(gesture, props);
  const place = finalPlace(gesture, to, view, props.image, props.kind);
  const isPlaced = place && row !== null && (gesture.kind === "draw" || !click);
  if (isPlaced) props.place(row, place);
  else if (gesture.row !== null) props.select(gesture.row);
}

export function usePointer(stage: RefObject<HTMLDivElement | null>, props: Pointing) {
  const [gesture, setGesture] = useState<Gesture | null>(null);
  const [ghost, setGhost] = useState<Ghost | null>(null);
  const pointers = useRef(new Map<number, Point>());
  const { looking } = props;
  const { view } = looking;
  const at = (event: PointerEvent): Point => {
    const { left, top } = (stage.current as HTMLElement).getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const down = (event: PointerEvent) => {
    if (event.button > 1 || !view) return;
    stage.current?.setPointerCapture?.(event.pointerId);
    pointers.current.set(event.pointerId, at(event));
    const [one, other] = [...pointers.current.values()];
    setGhost(null);
    const two: Gesture | null = one && other ? { kind: "pinch", from: [one, other], view } : null;
    setGesture(two ?? begun(event, at(event), view, props));
  };
  const move = (event: PointerEvent) => {
    if (!gesture || !view || !pointers.current.has(event.pointerId)) return;
    const to = at(event);
    pointers.current.set(event.pointerId, to);
    if (gesture.kind === "pinch") {
      const [one, other] = [...pointers.current.values()];
      if (one && other) looking.set(pinched(gesture.from, [one, other], gesture.view));
    } else if (gesture.kind === "pan") {
      const { from, view: start } = gesture;
      const [x, y] = [start.x + to.x - from.x, start.y + to.y - from.y];
      if (!isClick(from, to)) looking.set({ ...start, x, y });
    } else setGhost(ghostOf(gesture, to, view, props));
  };
  const end = (event: PointerEvent, isDone: boolean) => {
    pointers.current.delete(event.pointerId);
    setGesture(null);
    setGhost(null);
    if (isDone && gesture && view) finish(gesture, at(event), view, props);
  };
  return {
    gesture,
    ghost,
    down,
    move,
    up: (event: PointerEvent) => end(event, true),
    cancel: (event: PointerEvent) => end(event, false),
  };
}
