// Rates, counts and moments as people read them.
import type { Overview, Rate } from "../contract";

const THIN = "\u202f";
const UNBROKEN = "\u00a0";
const NONE = "–";

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const exact = new Intl.NumberFormat("en", { maximumSignificantDigits: 6, useGrouping: "min2" });

const withMinus = (text: string): string => text.replace("-", "−");

/** A hundredth's number: one digit below 10, none from there on. */
function hundredths(share: number): string {
  const size = Math.abs(share) * 100;
  return (size < 9.95 ? tenths : whole).format(size);
}

/** The same, but what is rare is not told as never. */
const told = (share: number): string =>
  share > 0 && share < 0.0005 ? `<${THIN}0.1` : hundredths(share);

/** `0.123` as `12`, for where the sign stands elsewhere. */
export const bare = (share: number | null): string => (share === null ? NONE : told(share));

/** `0.123` as `12 %`. */
export const percent = (share: number | null): string =>
  share === null ? NONE : `${told(share)}${THIN}%`;

/** A difference of two rates: `+8.3`. */
export function points(difference: number): string {
  const text = hundredths(difference);
  if (text === "0") return text;
  return `${difference < 0 ? "−" : "+"}${text}`;
}

export const count = (n: number): string => whole.format(n);

/** Beyond these nobody counts the digits. */
const HUGE = 1e15;
const TINY = 1e-6;

/** `1,234.5`, and `−3e300` where there would be hundreds of digits. */
export function number(value: number): string {
  const size = Math.abs(value);
  if (size < HUGE && (size >= TINY || size === 0)) return withMinus(exact.format(value));
  return withMinus(value.toExponential(3).replace(/\.?0*e\+?/, "e"));
}

/** `1 label`, `12 labels`. */
export const counted = (n: number, unit: string): string =>
  `${count(n)}${UNBROKEN}${n === 1 ? unit.replace(/s$/, "") : unit}`;

/** `0.95` as `95 %`: how sure an interval is. */
export const sureness = (confidence: number): string =>
  `${tenths.format(100 * confidence)}${THIN}%`;

/** `q = 0.012`: how often a difference like this would be found among none. */
export const falseRate = (q: number): string =>
  q < 0.001 ? "q < 0.001" : `q = ${Number(q.toPrecision(2))}`;

/** What stands for a text without a letter. */
export const EMPTY_TEXT = "empty text";

/** Keeps a text from turning what stands around it, where no element can. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;

type Ends = Pick<Rate, "low" | "high">;

/** `10 to 15 %`; null where there is no interval. */
export function interval({ low, high }: Ends): string | null {
  return low === null || high === null ? null : `${hundredths(low)} to ${hundredths(high)}${THIN}%`;
}

/** `+3.1 to +13 points`. */
export function pointsInterval({ low, high }: Ends): string | null {
  return low === null || high === null ? null : `${points(low)} to ${points(high)} points`;
}

/** A rate in one line: `12 % (10 to 15 %), 1,204 labels of 310 items`. */
export function rateInWords(rate: Rate): string {
  if (rate.n_labels === 0) return "no labels";
  const ends = interval(rate);
  const what = rate.estimate === null ? "no rate" : percent(rate.estimate);
  const of = `${counted(rate.n_labels, "labels")} of ${counted(rate.n_items, "items")}`;
  const note = rate.note ? ` · ${rate.note}` : "";
  return `${what}${ends ? ` (${ends})` : ""}, ${of}${note}`;
}

/** A slice in a sentence: `23 % of 1,204 labels, +8 points against the rest`. */
export function overviewInWords({ difference, rate, standing }: Overview): string {
  if (rate.n_labels === 0) return "The slice is empty.";
  const what = rate.estimate === null ? "no rate" : percent(rate.estimate);
  const told = `${what} of ${counted(rate.n_labels, "labels")}`;
  if (standing === "all" || difference.estimate === null) return told;
  return `${told}, ${points(difference.estimate)} points against the rest`;
}
