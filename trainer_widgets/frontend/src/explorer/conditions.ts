// A slice as its top-level conditions, and how each of them is changed.
import type {
  Among,
  Compared,
  Contains,
  Either,
  Every,
  Holds,
  Missing,
  Negated,
} from "../contract";

export type Condition = Compared | Among | Holds | Contains | Missing | Every | Either | Negated;
export type Constant = string | number | boolean;
/** How the conditions at the top hold together. */
export type Joint = "every" | "either";

export interface Parts {
  joint: Joint;
  parts: Condition[];
}

export const EVERYTHING: Every = { type: "every", parts: [] };

/** The conditions at the top; those that choose among the values of one feature are one. */
export function partsOf(slice: Condition): Parts {
  if (slice.type === "either" && choiceIn(slice)) return { joint: "every", parts: [slice] };
  if (slice.type === "every" || slice.type === "either") {
    return { joint: slice.type, parts: slice.parts };
  }
  return { joint: "every", parts: [slice] };
}

/** The slice that these conditions make; what is joined alike within them comes to the top. */
export function joined({ joint, parts }: Parts): Condition {
  const isAlike = (part: Condition): part is Every | Either => part.type === joint;
  const flat = parts.flatMap((part) => (isAlike(part) && !choiceIn(part) ? part.parts : [part]));
  const [only] = flat;
  if (!only) return EVERYTHING;
  return flat.length === 1 ? only : { type: joint, parts: flat };
}

export const isEverything = (slice: Condition): boolean =>
  slice.type === "every" && slice.parts.length === 0;

export const negated = (part: Condition): Condition =>
  part.type === "negated" ? part.part : { type: "negated", part };

/** A slice with another condition in a place, or with none there. */
export function changedAt(slice: Condition, place: number, part: Condition | null): Condition {
  const { joint, parts } = partsOf(slice);
  const changed = parts.flatMap((one, index) => (index === place ? (part ?? []) : one));
  return joined({ joint, parts: changed });
}

export function rejoined(slice: Condition, joint: Joint): Condition {
  return joined({ joint, parts: partsOf(slice).parts });
}

/** A slice narrowed by one more condition, whatever holds its own together. */
export function narrowed(slice: Condition, part: Condition): Condition {
  const parts = isEverything(slice) ? [] : [slice];
  return joined({ joint: "every", parts: [...parts, part] });
}

/** Puts new conditions where the first of the old ones stood, or at the end. */
export function replaced(
  slice: Condition,
  isOld: (part: Condition) => boolean,
  fresh: Condition[],
): Condition {
  const { joint, parts } = partsOf(slice);
  const first = parts.findIndex(isOld);
  const before = first < 0 ? parts : parts.slice(0, first);
  const after = first < 0 ? [] : parts.slice(first).filter((part) => !isOld(part));
  return joined({ joint, parts: [...before, ...fresh, ...after] });
}

/** The one feature that a condition is about; null where it is about several, or none. */
export function featureOf(part: Condition): string | null {
  if (part.type === "negated") return featureOf(part.part);
  if (part.type !== "every" && part.type !== "either") return part.feature;
  const features = new Set(part.parts.map(featureOf));
  return features.size === 1 ? ([...features][0] ?? null) : null;
}

/** Values of a feature, or that there is none. */
export interface Choice {
  values: Constant[];
  isMissing: boolean;
  /** All but these. */
  isNegated: boolean;
}

export const NO_CHOICE: Choice = { values: [], isMissing: false, isNegated: false };

const chosen = (values: Constant[]): Choice => ({ ...NO_CHOICE, values });

/** Several conditions on one feature that hold where any of them does. */
function anyOf(choices: (Choice | null)[]): Choice | null {
  const plain = choices.filter((one) => one !== null && !one.isNegated);
  if (plain.length < choices.length) return null;
  const values = [...new Set(plain.flatMap((one) => one?.values ?? []))];
  return { values, isMissing: plain.some((one) => one?.isMissing), isNegated: false };
}

/** What a condition chooses of its feature's values; null where it says something else. */
export function choiceIn(part: Condition): Choice | null {
  switch (part.type) {
    case "compared":
      if (part.comparator === "=") return chosen([part.constant]);
      if (part.comparator !== "!=") return null;
      return { values: [part.constant], isMissing: true, isNegated: true };
    case "among":
      return chosen(part.constants);
    case "holds":
      return chosen([part.member]);
    case "missing":
      return { ...NO_CHOICE, isMissing: true };
    case "either":
      return featureOf(part) === null ? null : anyOf(part.parts.map(choiceIn));
    case "negated": {
      const inner = choiceIn(part.part);
      return inner && { ...inner, isNegated: !inner.isNegated };
    }
    default:
      return null;
  }
}

/** Whether two conditions are written alike. */
export const isSame = (one: Condition, other: Condition): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** Whether two slices hold by the same conditions, in whatever order these stand. */
export function isAlike(one: Condition, other: Condition): boolean {
  const written = (slice: Condition) => {
    const { joint, parts } = partsOf(slice);
    return [joint, ...parts.map((part) => JSON.stringify(sorted(part))).sort()].join();
  };
  return written(one) === written(other);
}

/** With its keys in one order, however it came here. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
