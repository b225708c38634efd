// What the codes of a facet stand for: 0 is missing, values or bins from 1 on, then all others.
import type { Facet } from "../../contract";
import { count, EMPTY_TEXT, number } from "../formats";
import { instantOf, momentWriter } from "./moments";

type Edge = number | string;

export const isBinned = ({ kind }: Pick<Facet, "kind">): boolean =>
  kind === "number" || kind === "time";

/** How many values or bins a facet has, without missing and others. */
export const sizeOf = (facet: Facet): number =>
  isBinned(facet) ? Math.max(0, facet.edges.length - 1) : facet.values.length;

/** Writes the edges of a facet, or other numbers or moments on its axis. */
export function edgeWriter({ edges, kind }: Pick<Facet, "edges" | "kind">): (edge: Edge) => string {
  if (kind !== "time") return (edge) => (typeof edge === "number" ? number(edge) : edge);
  const write = momentWriter(edges.map((edge) => instantOf(String(edge))));
  return (edge) => write(instantOf(String(edge)));
}

/** The name of each code, its own words apart from the data's. */
export interface CodeName {
  text: string;
  /** Whether these are the chart's words rather than a value of the data. */
  isOwn: boolean;
}

function valueName(facet: Facet, code: number): CodeName {
  const value = facet.values[code - 1];
  if (typeof value === "boolean") return { text: value ? "yes" : "no", isOwn: false };
  if (typeof value === "number") return { text: number(value), isOwn: false };
  return value === "" ? { text: EMPTY_TEXT, isOwn: true } : { text: `${value}`, isOwn: false };
}

/** Names the codes of a facet; without the facet, a code is its number. */
export function codeNamer(facet: Facet | undefined): (code: number) => CodeName {
  if (!facet) return (code) => ({ text: `${code}`, isOwn: true });
  const size = sizeOf(facet);
  const write = edgeWriter(facet);
  return (code) => {
    if (code === 0) return { text: "missing", isOwn: true };
    if (code > size) {
      const more = facet.n_values - size;
      return { text: more > 0 ? `${count(more)} others` : "others", isOwn: true };
    }
    if (!isBinned(facet)) return valueName(facet, code);
    const [low, high] = [facet.edges[code - 1] ?? "", facet.edges[code] ?? ""];
    return { text: low === high ? write(low) : `${write(low)} to ${write(high)}`, isOwn: false };
  };
}
