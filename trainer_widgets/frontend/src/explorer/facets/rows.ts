// The values that a facet lists, with what is left of each.
import type { Counted, Facet, FoundValues } from "../../contract";
import { type CodeName, codeNamer, sizeOf } from "../charts/codes";
import type { Choice, Constant } from "../conditions";
import { valueText } from "../shared/values";

/** How many values a facet lists before somebody asks for more. */
const SHOWN = 7;
/** So many are listed all. */
const FEW = 10;

export const isMany = ({ n_values: n }: Facet): boolean => n > FEW;

export const shownOf = (facet: Facet): number => (isMany(facet) ? SHOWN : FEW);

export interface Row {
  key: string;
  /** null is the missing value. */
  value: Constant | null;
  isOthers: boolean;
  name: CodeName;
  /** What is left; null where nobody has counted it. */
  n: number | null;
  all: number | null;
  rate: number | null;
}

const keyOf = (value: Constant): string => `${typeof value} ${value}`;

function rowsOfCodes(facet: Facet, counted: Counted): Row[] {
  const nameOf = codeNamer(facet);
  const size = sizeOf(facet);
  return facet.all.n.map((all, code) => ({
    key: code === 0 ? "missing" : keyOf(facet.values[code - 1] ?? `bin ${code}`),
    value: code === 0 ? null : (facet.values[code - 1] ?? null),
    isOthers: code > size,
    name: nameOf(code),
    n: counted.n[code] ?? 0,
    all,
    rate: counted.rate[code] ?? null,
  }));
}

const uncounted = (value: Constant): Row => ({
  ...{ key: keyOf(value), value, isOthers: false, n: null, all: null, rate: null },
  name: { text: valueText(value), isOwn: value === "" },
});

export interface Listed {
  rows: Row[];
  /** Values that are known and not listed. */
  more: number;
}

/** The most frequent values, those that are chosen, and what has no value of its own. */
export function rowsOf(facet: Facet, counted: Counted, choice: Choice, shown: number): Listed {
  const [missing, ...rest] = rowsOfCodes(facet, counted);
  const values = rest.filter(({ isOthers }) => !isOthers);
  const others = rest.filter(({ isOthers, all }) => isOthers && all);
  const isChosen = ({ value }: Row) => value !== null && choice.values.includes(value);
  const listed = values.filter((row, index) => index < shown || isChosen(row));
  const unknown = choice.values.filter((value) => !facet.values.includes(value));
  const hasMissing = missing && (missing.all || choice.isMissing);
  return {
    rows: [...listed, ...unknown.map(uncounted), ...others, ...(hasMissing ? [missing] : [])],
    more: values.length - listed.length,
  };
}

/** The row of what is missing alone, for facets that show the rest as a histogram. */
export function missingRow(facet: Facet, counted: Counted, choice: Choice): Row | null {
  const [row] = rowsOfCodes(facet, counted);
  return row && (row.all || choice.isMissing) ? row : null;
}

/** The values of a facet in which some words stand. */
export function rowsWith(facet: Facet, counted: Counted, words: string): Row[] {
  const wanted = words.trim().toLowerCase();
  const values = rowsOfCodes(facet, counted).filter(
    ({ value, isOthers }) => value !== null && !isOthers,
  );
  return values.filter(({ name }) => name.text.toLowerCase().includes(wanted));
}

export const rowsFound = ({ n, rate, values }: FoundValues): Row[] =>
  values.map((value, index) => ({
    ...uncounted(value),
    n: n[index] ?? 0,
    rate: rate[index] ?? null,
  }));
