// Ranges on the edges of bins: places count edges, from 0 to the number of bins.
import type { Facet } from "../../contract";
import { instantOf } from "./moments";

type Edge = number | string;

/**
 * From low up to high, in the facet's own units. High is left out, but for the last edge, which the
 * last bin holds. An end that is open is null; the charts themselves tell edges only.
 */
export interface Range {
  low: Edge | null;
  high: Edge | null;
}

/** The same by place; a range that was typed may end between two edges. */
export interface Span {
  from: number;
  to: number;
}

/** What a pointer does. `at` is where it went down. */
export type Gesture =
  | { kind: "draw"; at: number }
  | { kind: "move"; at: number; span: Span }
  | { kind: "resize"; fixed: number };

const measureOf = (edge: Edge): number => (typeof edge === "number" ? edge : instantOf(edge));

function placeOf(edges: readonly Edge[], edge: Edge): number {
  const value = measureOf(edge);
  const after = edges.findIndex((one) => measureOf(one) >= value);
  if (after <= 0) return after === 0 ? 0 : edges.length - 1;
  const [low, high] = [measureOf(edges[after - 1] ?? 0), measureOf(edges[after] ?? 0)];
  return after - 1 + (value - low) / (high - low);
}

export function spanOf({ edges }: Facet, range: Range | null): Span {
  const end = Math.max(0, edges.length - 1);
  if (!range) return { from: 0, to: end };
  const from = range.low === null ? 0 : placeOf(edges, range.low);
  const to = range.high === null ? end : placeOf(edges, range.high);
  return { from: Math.min(from, to), to: Math.max(from, to) };
}

/** All bins are no range. */
export function rangeOf({ edges }: Facet, { from, to }: Span): Range | null {
  const [low, high] = [edges[from], edges[to]];
  if (low === undefined || high === undefined) return null;
  return from === 0 && to === edges.length - 1 ? null : { low, high };
}

export const isSame = (one: Range | null, other: Range | null): boolean =>
  one?.low === other?.low && one?.high === other?.high;

const inside = (place: number, bins: number): number => Math.max(0, Math.min(bins, place));

/** At least one bin that begins and ends at edges. */
function between(one: number, other: number, bins: number): Span {
  const from = inside(Math.floor(Math.min(one, other)), bins - 1);
  return { from, to: inside(Math.max(from + 1, Math.ceil(Math.max(one, other))), bins) };
}

/** The bin under a place. */
export const binAt = (place: number, bins: number): number =>
  inside(Math.floor(place), Math.max(0, bins - 1));

/** One bin. */
export const spanAt = (place: number, bins: number): Span => {
  const from = binAt(place, bins);
  return { from, to: from + 1 };
};

function resized(fixed: number, at: number, bins: number): Span {
  const edge = Math.round(at);
  if (edge > fixed) return { from: Math.floor(fixed), to: inside(edge, bins) };
  if (edge < fixed) return { from: inside(edge, bins), to: Math.ceil(fixed) };
  return at > fixed ? between(fixed, fixed + 1, bins) : between(fixed - 1, fixed, bins);
}

/** What a gesture spans while the pointer is at a place. */
export function dragged(gesture: Gesture, at: number, bins: number): Span {
  if (gesture.kind === "draw") return between(gesture.at, at, bins);
  if (gesture.kind === "resize") return resized(gesture.fixed, at, bins);
  const { from, to } = between(gesture.span.from, gesture.span.to, bins);
  const by = Math.max(-from, Math.min(bins - to, Math.round(at - gesture.at)));
  return { from: from + by, to: to + by };
}

const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -5,
  PageUp: 5,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Where a key takes one end of a span; null where it is not a slider's key. */
export function stepped(span: Span, end: keyof Span, key: string, bins: number): Span | null {
  const step = STEPS[key];
  if (step === undefined) return null;
  // From between two edges, one step goes to the next edge.
  const start = step < 0 ? Math.ceil(span[end]) : Math.floor(span[end]);
  const [from, to] = [Math.floor(span.from), Math.ceil(span.to)];
  return end === "from"
    ? { from: Math.max(0, Math.min(to - 1, start + step)), to }
    : { from, to: Math.min(bins, Math.max(from + 1, start + step)) };
}
