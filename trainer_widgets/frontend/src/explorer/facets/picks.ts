// A bar or a cell of a breakdown that somebody picks narrows the slice to it.
import type { Facet } from "../../contract";
import { isBinned, sizeOf } from "../charts/codes";
import { type Choice, type Condition, NO_CHOICE, narrowed, partsOf } from "../conditions";
import { choosing, others, partOf } from "./choices";
import { brushed, ranging } from "./ranges";

function choiceAt(facet: Facet, code: number): Choice {
  if (code === 0) return { ...NO_CHOICE, isMissing: true };
  if (code > sizeOf(facet)) return others(facet);
  return { ...NO_CHOICE, values: facet.values.slice(code - 1, code) };
}

/** The slice where a feature has this code, beside all else that holds. */
export function pickedIn(slice: Condition, facet: Facet, code: number): Condition {
  const { feature, kind, edges } = facet;
  const isRange = isBinned(facet) && code > 0 && code <= sizeOf(facet);
  const isJoint = partsOf(slice).joint === "every";
  if (isRange) {
    const range = brushed(edges, edges[code - 1] ?? 0, edges[code] ?? 0);
    if (isJoint) return ranging(slice, feature, range);
    return narrowed(slice, ranging({ type: "every", parts: [] }, feature, range));
  }
  const choice = choiceAt(facet, code);
  if (isJoint) return choosing(slice, facet, choice);
  const part = partOf(feature, kind, choice);
  return part ? narrowed(slice, part) : slice;
}
