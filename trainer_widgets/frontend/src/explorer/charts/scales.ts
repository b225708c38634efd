// Where a number stands on an axis, and which numbers an axis tells.

/** A stretch of numbers, drawn from 0 to 1. */
export interface Domain {
  low: number;
  high: number;
}

/** The share of the way from low to high, kept inside. */
export function along({ low, high }: Domain, value: number): number {
  return high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0;
}

/** A step of 1, 2 or 5 that cuts a length into no more than so many parts. */
export function roundStep(length: number, most: number): number {
  const rough = length / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(rough));
  // 0.3 / 3 is a little more than 0.1.
  const nice = [1, 2, 5].find((one) => one * power >= rough * (1 - 1e-9)) ?? 10;
  return nice * power;
}

const rounded = (value: number): number => Number(value.toPrecision(12));

const present = (values: Iterable<number | null>): number[] =>
  [...values].filter((value) => value !== null);

/** From 0 to the round number over the highest rate, at most 1. */
export function fromZero(values: Iterable<number | null>, most = 5): Domain {
  const highest = Math.max(...present(values), 0);
  if (highest === 0) return { low: 0, high: 1 };
  const step = roundStep(highest, most);
  return { low: 0, high: Math.min(1, rounded(Math.ceil(rounded(highest / step)) * step)) };
}

/** Round numbers around rates, from 0 unless all are far from it. */
export function around(values: Iterable<number | null>, most = 4): Domain {
  const all = present(values);
  const [lowest, highest] = [Math.min(...all, 1), Math.max(...all, 0)];
  if (lowest < highest / 2 || lowest >= highest) return fromZero(all, most);
  const step = roundStep(highest - lowest, most);
  const low = rounded(Math.floor(rounded(lowest / step)) * step);
  const high = rounded(Math.ceil(rounded(highest / step)) * step);
  return { low: Math.max(0, low), high: Math.min(1, high) };
}

/** Round numbers on an axis, no more than so many parts. */
export function ticksOf({ low, high }: Domain, most = 5): number[] {
  if (!(high > low)) return [low];
  const step = roundStep(high - low, most);
  const first = Math.ceil(rounded(low / step));
  const last = Math.floor(rounded(high / step));
  return Array.from({ length: last - first + 1 }, (_, index) => rounded((first + index) * step));
}

/** As much of the accent as is legible under text on both themes. */
const [FAINTEST, STRONGEST] = [6, 60];

/** One hue, the stronger the higher the rate. */
export function heat(domain: Domain, rate: number): string {
  const part = FAINTEST + (STRONGEST - FAINTEST) * along(domain, rate);
  return `color-mix(in srgb, var(--tw-accent) ${part.toFixed(1)}%, var(--tw-ground))`;
}
