// A condition in words, for its chip: what it is about, how, and which values.

import type { Either, Every } from "../contract";
import {
  type Condition,
  type Constant,
  choiceIn,
  featureOf,
  isEverything,
  negated,
} from "./conditions";
import { number } from "./formats";
import { shortened, valueText } from "./shared/values";

export interface Words {
  /** The feature; empty where a condition is about several. */
  subject: string;
  verb: string;
  object: string;
}

const MOST_LISTED = 3;

const VERBS: Record<string, [plain: string, negated: string]> = {
  "=": ["is", "is not"],
  "!=": ["is another than", "is not another than"],
  "<": ["<", "not <"],
  "<=": ["≤", "not ≤"],
  ">": [">", "not >"],
  ">=": ["≥", "not ≥"],
  among: ["is one of", "is none of"],
  holds: ["has", "has not"],
  holdsAny: ["has one of", "has none of"],
  contains: ["contains", "does not contain"],
  missing: ["is missing", "is not missing"],
  every: ["all of", "not all of"],
  either: ["any of", "none of"],
};

/** A text that is searched in all texts at once goes by this name. */
export const ANYWHERE = "anywhere";

const constantText = (value: Constant): string =>
  typeof value === "number" ? number(value) : valueText(value);

function listed(texts: string[], between: string): string {
  const shown = texts.slice(0, MOST_LISTED).join(between);
  const more = texts.length - MOST_LISTED;
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/** Several values of one feature, or that there is none. */
function choiceWords(part: Every | Either): [string, string, string] | null {
  const choice = part.type === "either" ? choiceIn(part) : null;
  const feature = featureOf(part);
  if (!choice || feature === null) return null;
  const verb = part.parts.some(({ type }) => type === "holds") ? "holdsAny" : "among";
  const values = choice.values.map(constantText);
  return [feature, verb, listed(choice.isMissing ? [...values, "missing"] : values, ", ")];
}

function plainWords(part: Exclude<Condition, { type: "negated" }>): [string, string, string] {
  switch (part.type) {
    case "compared":
      return [part.feature, part.comparator, constantText(part.constant)];
    case "among":
      return [part.feature, "among", listed(part.constants.map(constantText), ", ")];
    case "holds":
      return [part.feature, "holds", constantText(part.member)];
    case "contains":
      return [part.feature === ANYWHERE ? "any text" : part.feature, "contains", `“${part.text}”`];
    case "missing":
      return [part.feature, "missing", ""];
    default:
      return choiceWords(part) ?? ["", part.type, `(${listed(part.parts.map(inWords), "; ")})`];
  }
}

export function wordsOf(part: Condition): Words {
  const isNegated = part.type === "negated";
  const inner = isNegated ? part.part : part;
  // A negation of a negation is what it is about.
  if (inner.type === "negated") return wordsOf(negated(inner));
  const [subject, kind, object] = plainWords(inner);
  return { subject, verb: VERBS[kind]?.[isNegated ? 1 : 0] ?? kind, object };
}

export function inWords(part: Condition): string {
  const { subject, verb, object } = wordsOf(part);
  return [subject, verb, object].filter(Boolean).join(" ");
}

/** A slice in words, no longer than a line or two. */
export const sliceInWords = (slice: Condition): string =>
  isEverything(slice) ? "all labels" : shortened(inWords(slice));
