// A histogram in words.
import type { Counted, Facet } from "../../contract";
import { count, counted as countOf, isolated, percent } from "../formats";
import type { Range } from "./brush";
import { edgeWriter, sizeOf } from "./codes";

/** `120 of 800, 12 % at 3 to 4`: what matters first, where there is little room. */
export function binInWords(facet: Facet, counted: Counted, bin: number): string {
  const write = edgeWriter(facet);
  const code = bin + 1;
  const [left, all] = [counted.n[code] ?? 0, facet.all.n[code] ?? 0];
  const of = left === all ? count(all) : `${count(left)} of ${count(all)}`;
  const rate = counted.rate[code] ?? null;
  const at = `${write(facet.edges[bin] ?? "")} to ${write(facet.edges[code] ?? "")}`;
  return `${of}${rate === null ? "" : `, ${percent(rate)}`} at ${at}`;
}

/** `3 to 5`, `from 3`, `up to 5`. */
export function rangeInWords(facet: Facet, { low, high }: Range): string {
  const write = edgeWriter(facet);
  if (low === null) return high === null ? "all" : `up to ${write(high)}`;
  return high === null ? `from ${write(low)}` : `${write(low)} to ${write(high)}`;
}

const highestAt = (values: readonly (number | null)[]): number => {
  const numbers = values.map((value) => value ?? -1);
  return numbers.indexOf(Math.max(...numbers));
};

/** What somebody who sees the histogram takes from it. */
export function histogramInWords(label: string, facet: Facet, counted: Counted): string {
  const bins = sizeOf(facet);
  const left = counted.n.slice(1, bins + 1);
  const rates = counted.rate.slice(1, bins + 1);
  const write = edgeWriter(facet);
  const ends = `${write(facet.edges[0] ?? "")} to ${write(facet.edges[bins] ?? "")}`;
  const told = [`${isolated(label)}: ${countOf(bins, "bins")} from ${ends}`];
  if (!left.some((n) => n > 0)) return `${told[0]}; no labels remain`;
  told.push(`most labels: ${binInWords(facet, counted, highestAt(left))}`);
  if (rates.some((rate) => rate !== null)) {
    told.push(`highest rate: ${binInWords(facet, counted, highestAt(rates))}`);
  }
  return told.join("; ");
}
