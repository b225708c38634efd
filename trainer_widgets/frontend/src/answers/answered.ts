// What several people said of one item, as far as it can be held side by side.
import type { ComponentType } from "preact";
import type { Fact, Taxonomy } from "../contract";

/** One person's part; `plain` is their answer in the item's own letters, null where there is none. */
export interface Answered<A = unknown> {
  who: string;
  /** What kind of annotator it is: a person, a model. */
  kind: string;
  action: string;
  plain: A | null;
  /** What else is to be known beside the name, such as "stale". */
  marks: readonly string[];
  /** The label in words, where no task tells it. */
  columns: readonly Fact[];
}

export interface AnswersProps<I = unknown, O = unknown, A = unknown> {
  /** The item in its own order; null where only labels are known. */
  item: I;
  options: O;
  said: readonly Answered<A>[];
  /** What each letter of the item stands for. */
  letters: readonly Fact[];
  taxonomy: Taxonomy | null;
}

// biome-ignore lint/suspicious/noExplicitAny: which task it is the kernel tells at run time
export type AnswersView = ComponentType<AnswersProps<any, any, any>>;

const WORDS: Record<string, string> = {
  skip: "skipped",
  escalate: "escalated",
  retract: "taken back",
};

/** What somebody did instead of answering; empty where they answered. */
export const didInstead = ({ action }: Answered): string =>
  action === "answer" ? "" : (WORDS[action] ?? action);

/** Something that each answer says, and that can be held against what the others say. */
export interface Aspect<A> {
  key: string;
  name: string;
  /** What is compared; null where an answer says nothing of it. */
  tell(answer: A): string | null;
}

/** The values that were given, each with how often; the most frequent first. */
export function countsOf(values: readonly (string | null)[]): [value: string, n: number][] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}

/** Beside what most said; or one of several that are said as often. */
export type Difference = "apart" | "divided";

/** How each value stands to the others; null where it is what most people gave, or nothing. */
export function differences(values: readonly (string | null)[]): (Difference | null)[] {
  const [first, second] = countsOf(values);
  if (!first || !second) return values.map(() => null);
  const usual = first[1] > second[1] ? first[0] : null;
  const how = usual === null ? "divided" : "apart";
  return values.map((value) => (value === null || value === usual ? null : how));
}

/** "3 of 4" gave the most frequent value; empty where nobody could differ. */
export function agreementOf(values: readonly (string | null)[]): string {
  const given = values.filter((value) => value !== null).length;
  const [first] = countsOf(values);
  return given > 1 && first ? `${first[1]} of ${given}` : "";
}
