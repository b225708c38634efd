// What is chosen in a facet of numbers or times: a range.
import type { Compared } from "../../contract";
import { type Condition, type Constant, featureOf, partsOf, replaced } from "../conditions";

export type Edge = number | string;

/** From `low` up to `high`; null is no limit on that side. */
export interface Range {
  low: Edge | null;
  high: Edge | null;
  /** Whether the limit itself belongs to it. */
  hasLow: boolean;
  hasHigh: boolean;
}

const BOUNDS = new Set<Compared["comparator"]>(["<", "<=", ">", ">=", "="]);

const isBound = (part: Condition): part is Compared & { constant: Edge } =>
  part.type === "compared" && BOUNDS.has(part.comparator) && typeof part.constant !== "boolean";

function isBoundsOf(feature: string) {
  return (part: Condition): boolean =>
    featureOf(part) === feature &&
    (isBound(part) || (part.type === "every" && part.parts.every(isBound)));
}

const NO_RANGE: Range = { low: null, high: null, hasLow: true, hasHigh: true };

function bounded(range: Range, { comparator, constant }: Compared & { constant: Edge }): Range {
  const low = { low: constant, hasLow: comparator !== ">" };
  const high = { high: constant, hasHigh: comparator !== "<" };
  if (comparator === "=") return { ...range, ...low, ...high };
  return { ...range, ...(comparator.startsWith(">") ? low : high) };
}

/** The range of a feature at the top of a slice; null where there is none. */
export function rangeOf(slice: Condition, feature: string): Range | null {
  const { joint, parts } = partsOf(slice);
  const own = parts.filter(isBoundsOf(feature));
  const bounds = joint === "every" ? own : own.slice(0, 1);
  const flat = bounds.flatMap((part) => (part.type === "every" ? part.parts : [part]));
  return flat.length ? flat.filter(isBound).reduce(bounded, NO_RANGE) : null;
}

function boundsOf(feature: string, { low, high, hasLow, hasHigh }: Range): Condition[] {
  const bound = (comparator: Compared["comparator"], constant: Constant | null): Condition[] =>
    constant === null ? [] : [{ type: "compared", feature, comparator, constant }];
  if (low !== null && low === high && hasLow && hasHigh) return bound("=", low);
  return [...bound(hasLow ? ">=" : ">", low), ...bound(hasHigh ? "<=" : "<", high)];
}

/** A slice with another range of a feature, or with none. */
export function ranging(slice: Condition, feature: string, range: Range | null): Condition {
  const isOwn = isBoundsOf(feature);
  const { joint, parts } = partsOf(slice);
  const first = parts.find(isOwn);
  const bounds = range ? boundsOf(feature, range) : [];
  // Beside others of which any may hold, two limits are one condition.
  const isOne = joint === "either" && bounds.length > 1;
  const fresh: Condition[] = isOne ? [{ type: "every", parts: bounds }] : bounds;
  return replaced(slice, (one) => (joint === "every" ? isOwn(one) : one === first), fresh);
}

const MIDNIGHT = /^(\d{4}-\d\d-\d\d)T00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)$/;

/** The midnight at which a day begins is that day. */
export const plain = (edge: Edge): Edge =>
  typeof edge === "string" ? edge.replace(MIDNIGHT, "$1") : edge;

/** What a brush over bins means: a bin begins with its lower edge, and the last has its upper. */
export function brushed(edges: readonly Edge[], low: Edge, high: Edge): Range | null {
  const range = {
    low: low === edges[0] ? null : plain(low),
    high: high === edges.at(-1) ? null : plain(high),
    hasLow: true,
    hasHigh: false,
  };
  return range.low === null && range.high === null ? null : range;
}
