// A pointer on a histogram: makes a range, moves or resizes it, or picks a bin.
import type { RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Facet } from "../../contract";
import {
  binAt,
  dragged,
  type Gesture,
  isSame,
  type Range,
  rangeOf,
  type Span,
  spanAt,
  spanOf,
} from "./brush";
import { sizeOf } from "./codes";

/** Less than this is a click, in pixels. */
const SLACK = 4;

interface Brushing {
  facet: Facet;
  range: Range | null;
  onRange(range: Range | null): void;
}

/** A pointer that is down; `before` is what comes back if it is taken away. */
interface Held {
  gesture: Gesture;
  x: number;
  isDrag: boolean;
  before: Range | null;
  told: Range | null;
}

function begun(event: PointerEvent, at: number, range: Range | null, span: Span): Gesture {
  const end = (event.target as Element).getAttribute("data-end");
  if (end) return { kind: "resize", fixed: end === "from" ? span.to : span.from };
  if (range && at >= span.from && at <= span.to) return { kind: "move", at, span };
  return { kind: "draw", at };
}

export function useBrush(plot: RefObject<HTMLElement | null>, { facet, range, onRange }: Brushing) {
  const held = useRef<Held | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const bins = sizeOf(facet);
  const placeOf = ({ clientX }: PointerEvent): number => {
    const { left, width } = (plot.current as HTMLElement).getBoundingClientRect();
    return Math.max(0, Math.min(bins, ((clientX - left) / (width || 1)) * bins));
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0 || !event.isPrimary) return;
    plot.current?.setPointerCapture?.(event.pointerId);
    const gesture = begun(event, placeOf(event), range, spanOf(facet, range));
    held.current = { gesture, x: event.clientX, isDrag: false, before: range, told: range };
  };
  const move = (event: PointerEvent) => {
    const [{ current }, at] = [held, placeOf(event)];
    setOver(binAt(at, bins));
    if (!current) return;
    current.isDrag ||= Math.abs(event.clientX - current.x) >= SLACK;
    const next = rangeOf(facet, dragged(current.gesture, at, bins));
    if (!current.isDrag || isSame(next, current.told)) return;
    current.told = next;
    onRange(next);
  };
  const up = (event: PointerEvent) => {
    const { current } = held;
    held.current = null;
    // A click on a handle only gives it the focus.
    if (!current || current.isDrag || current.gesture.kind === "resize") return;
    const picked = rangeOf(facet, spanAt(placeOf(event), bins));
    onRange(isSame(picked, range) ? null : picked);
  };
  const cancel = () => {
    const { current } = held;
    held.current = null;
    if (current?.isDrag) onRange(current.before);
  };
  return { over, down, move, up, cancel, leave: () => setOver(null) };
}
