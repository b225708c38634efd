// What is chosen in a facet of categories: some values, or that there is none.
import type { Facet } from "../../contract";
import {
  type Choice,
  type Condition,
  type Constant,
  choiceIn,
  featureOf,
  NO_CHOICE,
  partsOf,
  replaced,
} from "../conditions";

type Kind = Facet["kind"];

const isNothing = ({ values, isMissing }: Choice): boolean => !values.length && !isMissing;

function valuesPart(feature: string, kind: Kind, values: Constant[]): Condition[] {
  if (kind === "list") return values.map((member) => ({ type: "holds", feature, member }));
  const [first] = values;
  if (first === undefined) return [];
  if (values.length > 1) return [{ type: "among", feature, constants: values }];
  return [{ type: "compared", feature, comparator: "=", constant: first }];
}

/** The condition that a choice stands for. */
export function partOf(feature: string, kind: Kind, choice: Choice): Condition | null {
  if (isNothing(choice)) return null;
  const missing: Condition[] = choice.isMissing ? [{ type: "missing", feature }] : [];
  const parts = [...valuesPart(feature, kind, choice.values), ...missing];
  const [only] = parts;
  const part: Condition = parts.length === 1 && only ? only : { type: "either", parts };
  return choice.isNegated ? { type: "negated", part } : part;
}

const isChoiceOf = (feature: string) => (part: Condition) =>
  featureOf(part) === feature && choiceIn(part) !== null;

/** What is chosen of a feature at the top of a slice; further conditions on it stay chips. */
export function choiceOf(slice: Condition, feature: string): Choice {
  const part = partsOf(slice).parts.find(isChoiceOf(feature));
  return (part && choiceIn(part)) ?? NO_CHOICE;
}

/** A slice with another choice of a feature. */
export function choosing(
  slice: Condition,
  { feature, kind }: Pick<Facet, "feature" | "kind">,
  choice: Choice,
): Condition {
  const isOwn = isChoiceOf(feature);
  const old = partsOf(slice).parts.find(isOwn);
  const part = partOf(feature, kind, choice);
  return replaced(slice, (one) => one === old, part ? [part] : []);
}

/** A value more or less; null is the missing one. With the other sign a choice begins anew. */
export function toggled(choice: Choice, value: Constant | null, isNegated: boolean): Choice {
  const from = choice.isNegated === isNegated ? choice : { ...NO_CHOICE, isNegated };
  if (value === null) return tidied({ ...from, isMissing: !from.isMissing });
  const isIn = from.values.includes(value);
  const values = isIn ? from.values.filter((one) => one !== value) : [...from.values, value];
  return tidied({ ...from, values });
}

const tidied = (choice: Choice): Choice => (isNothing(choice) ? NO_CHOICE : choice);

/** Everything that a facet does not list: neither one of its values nor missing. */
export const others = ({ values }: Facet): Choice => ({
  values,
  isMissing: true,
  isNegated: true,
});
