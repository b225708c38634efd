// What bars and heat map have in common.
import type { ComponentChildren } from "preact";
import type { Breakdown, BreakdownCell, Facet, Rate } from "../../contract";
import { isolated, rateInWords } from "../formats";
import { type CodeName, isBinned, sizeOf } from "./codes";

export interface DrawnProps {
  title: ComponentChildren;
  breakdown: Breakdown;
  /** The facets of `breakdown.by`, in its order. */
  held: readonly (Facet | undefined)[];
  onPick(codes: number[]): void;
  rate: Rate | null;
}

/** Of fewer labels than this a rate says little: it is drawn paler, and said so. */
export const FEW = 10;
export const FEW_IN_WORDS = `pale: fewer than ${FEW} labels`;

export const isFew = ({ n_labels }: Rate): boolean => n_labels < FEW;

export type Order = "rate" | "own";

/** Bins have an order of their own; of values, the worst are looked for. */
export const usualOrder = (facet: Facet | undefined): Order =>
  facet && isBinned(facet) ? "own" : "rate";

/** Missing ones come last, as in the facets. */
const placeOf = (code: number): number => (code === 0 ? Number.POSITIVE_INFINITY : code);

export const byCode = (one: number, other: number): number =>
  one === other ? 0 : placeOf(one) - placeOf(other);

const rateOf = ({ rate }: BreakdownCell): number => rate.estimate ?? -1;

export function ordered(cells: readonly BreakdownCell[], order: Order): BreakdownCell[] {
  const own = (one: BreakdownCell, other: BreakdownCell) =>
    byCode(one.codes[0] ?? 0, other.codes[0] ?? 0);
  return [...cells].sort((one, other) =>
    order === "own" ? own(one, other) : rateOf(other) - rateOf(one) || own(one, other),
  );
}

/** `ar, m2`. */
export const namesInWords = (names: readonly CodeName[]): string =>
  names.map(({ text }) => isolated(text)).join(", ");

/** `ar, m2: 12 % (10 to 15 %), 120 labels of 40 items`. */
export function cellInWords(names: readonly CodeName[], rate: Rate): string {
  return `${namesInWords(names)}: ${rateInWords(rate)}`;
}

/** What the toggle calls a facet's own order. */
export const ownOrderName = (facet: Facet | undefined): string =>
  facet && (isBinned(facet) || sizeOf(facet) === 0) ? "In order" : "By frequency";
