import { expect, test } from "vitest";
import {
  type Condition,
  changedAt,
  EVERYTHING,
  featureOf,
  isSame,
  joined,
  NO_CHOICE,
  narrowed,
  negated,
  partsOf,
  rejoined,
  replaced,
} from "../src/explorer/conditions";
import { choiceOf, choosing, others, toggled } from "../src/explorer/facets/choices";
import { pickedIn } from "../src/explorer/facets/picks";
import { brushed, rangeOf, ranging } from "../src/explorer/facets/ranges";
import { inWords } from "../src/explorer/words";
import { category, FACETS, is } from "./explorer_facets";

const every = (...parts: Condition[]): Condition => ({ type: "every", parts });
const either = (...parts: Condition[]): Condition => ({ type: "either", parts });
const missing = (feature: string): Condition => ({ type: "missing", feature });
const among = (feature: string, ...constants: string[]): Condition => ({
  type: "among",
  ...{ feature, constants },
});
const bound = (comparator: ">=" | "<" | "<=" | ">", constant: number): Condition => ({
  type: "compared",
  ...{ feature: "severity", comparator, constant },
});

const language = category("language", ["en", "de", "ar"], [1, 6, 3, 2]);
const tags = { ...language, feature: "tags", kind: "list" as const };

test("One condition is a slice by itself, several are joined, and none are all labels", () => {
  const one = is("language", "de");
  expect(partsOf(one)).toEqual({ joint: "every", parts: [one] });
  expect(joined({ joint: "either", parts: [one] })).toBe(one);
  expect(joined({ joint: "every", parts: [] })).toEqual(EVERYTHING);
  expect(joined({ joint: "every", parts: [one, every(is("a", 1), is("b", 2))] })).toEqual(
    every(one, is("a", 1), is("b", 2)),
  );
});

test("Conditions are taken away, turned around and joined otherwise in their places", () => {
  const slice = every(is("a", 1), is("b", 2));
  expect(changedAt(slice, 0, null)).toEqual(is("b", 2));
  expect(changedAt(slice, 1, negated(is("b", 2)))).toEqual(every(is("a", 1), negated(is("b", 2))));
  expect(negated(negated(is("a", 1)))).toEqual(is("a", 1));
  expect(rejoined(slice, "either")).toEqual(either(is("a", 1), is("b", 2)));
  expect(replaced(slice, (part) => featureOf(part) === "a", [])).toEqual(is("b", 2));
});

test("One more condition holds beside everything that held before", () => {
  const slice = either(is("a", 1), is("b", 2));
  expect(narrowed(slice, is("c", 3))).toEqual(every(slice, is("c", 3)));
  expect(narrowed(EVERYTHING, is("c", 3))).toEqual(is("c", 3));
});

test("Slices are the same whatever the order of their keys", () => {
  const turned = { constant: 1, comparator: "=", feature: "a", type: "compared" } as Condition;
  expect(isSame(turned, is("a", 1))).toBe(true);
  expect(isSame(is("a", "1"), is("a", 1))).toBe(false);
});

test("A condition belongs to the one feature that it is about", () => {
  expect(featureOf(either(is("a", 1), missing("a")))).toBe("a");
  expect(featureOf(either(is("a", 1), is("b", 1)))).toBeNull();
  expect(featureOf(negated(missing("a")))).toBe("a");
  expect(featureOf(EVERYTHING)).toBeNull();
});

test("Values that are chosen one after another stand in one condition", () => {
  const pick = (slice: Condition, value: string | null, isNegated = false) =>
    choosing(slice, language, toggled(choiceOf(slice, "language"), value, isNegated));
  const one = pick(EVERYTHING, "de");
  expect(one).toEqual(is("language", "de"));
  const two = pick(one, "ar");
  expect(two).toEqual(among("language", "de", "ar"));
  const three = pick(two, null);
  expect(three).toEqual(either(among("language", "de", "ar"), missing("language")));
  expect(choiceOf(three, "language")).toEqual({
    ...{ values: ["de", "ar"], isMissing: true, isNegated: false },
  });
  expect(pick(pick(three, "ar"), null)).toEqual(is("language", "de"));
  expect(pick(one, "de")).toEqual(EVERYTHING);
});

test("A value that is left out begins a new choice, and is taken back the same way", () => {
  const slice = every(is("model", "m1"), among("language", "de", "ar"));
  const left = toggled(choiceOf(slice, "language"), "en", true);
  const out = choosing(slice, language, left);
  expect(out).toEqual(every(is("model", "m1"), negated(is("language", "en"))));
  const back = toggled(choiceOf(out, "language"), "en", true);
  expect(back).toEqual(NO_CHOICE);
  expect(choosing(out, language, back)).toEqual(is("model", "m1"));
});

test("Members of a list are chosen each for itself", () => {
  const held = choosing(EVERYTHING, tags, { ...NO_CHOICE, values: ["en", "de"] });
  expect(held).toEqual(
    either(
      { type: "holds", feature: "tags", member: "en" },
      { type: "holds", feature: "tags", member: "de" },
    ),
  );
  expect(choiceOf(every(held, is("a", 1)), "tags").values).toEqual(["en", "de"]);
});

test("What is another than a value is neither that value nor missing", () => {
  const other: Condition = {
    type: "compared",
    ...{ feature: "language", comparator: "!=", constant: "de" },
  };
  expect(choiceOf(other, "language")).toEqual({ values: ["de"], isMissing: true, isNegated: true });
  expect(others(language)).toEqual({
    ...{ values: ["en", "de", "ar"], isMissing: true, isNegated: true },
  });
});

test("A condition that no facet can show stays where it is", () => {
  const text: Condition = { type: "contains", feature: "language", text: "e" };
  const slice = every(text, is("language", "de"));
  expect(choiceOf(slice, "language").values).toEqual(["de"]);
  expect(choosing(slice, language, NO_CHOICE)).toEqual(text);
});

test("The limits of a range stand side by side, and in one condition among alternatives", () => {
  const range = { low: 1, high: 3, hasLow: true, hasHigh: false };
  const slice = ranging(is("a", 1), "severity", range);
  expect(slice).toEqual(every(is("a", 1), bound(">=", 1), bound("<", 3)));
  expect(rangeOf(slice, "severity")).toEqual(range);
  expect(ranging(slice, "severity", null)).toEqual(is("a", 1));
  const any = ranging(either(is("a", 1), is("b", 2)), "severity", range);
  expect(any).toEqual(either(is("a", 1), is("b", 2), every(bound(">=", 1), bound("<", 3))));
  expect(rangeOf(any, "severity")).toEqual(range);
});

test("A range with one value is that value, and no range is none", () => {
  const one = ranging(EVERYTHING, "severity", { low: 2, high: 2, hasLow: true, hasHigh: true });
  expect(one).toEqual(is("severity", 2));
  expect(rangeOf(one, "severity")).toMatchObject({ low: 2, high: 2 });
  expect(rangeOf(is("a", 1), "severity")).toBeNull();
});

test("A brush up to the last edge has no limit there", () => {
  const edges = [0, 1, 2, 3];
  expect(brushed(edges, 1, 3)).toMatchObject({ low: 1, high: null });
  expect(brushed(edges, 0, 2)).toMatchObject({ low: null, high: 2, hasHigh: false });
  expect(brushed(edges, 0, 3)).toBeNull();
  const days = ["2026-01-05", "2026-01-12", "2026-01-19"].map((day) => `${day}T00:00:00+00:00`);
  expect(brushed(days, days[0] ?? "", days[1] ?? "")).toMatchObject({ high: "2026-01-12" });
});

test("A bar that is picked narrows to its value, its bin, what is missing or all others", () => {
  const [first, , topic] = FACETS;
  const severity = FACETS.find(({ feature }) => feature === "severity");
  if (!first || !topic || !severity) throw new Error("these facets are there");
  expect(pickedIn(EVERYTHING, first, 2)).toEqual(is("language", "de"));
  expect(pickedIn(is("language", "en"), first, 0)).toEqual(missing("language"));
  expect(pickedIn(EVERYTHING, severity, 2)).toEqual(every(bound(">=", 1), bound("<", 2)));
  expect(pickedIn(EVERYTHING, topic, 4)).toEqual(
    negated(either(among("topic", ...topic.values.map(String)), missing("topic"))),
  );
  const any = either(is("a", 1), is("b", 2));
  expect(pickedIn(any, first, 2)).toEqual(every(any, is("language", "de")));
});

test("A condition is told in words", () => {
  expect(inWords(negated(is("language", "de")))).toBe("language is not de");
  expect(inWords(bound(">=", 3))).toBe("severity ≥ 3");
  expect(inWords(among("model", "m1", "m2", "m3", "m4"))).toBe(
    "model is one of m1, m2, m3 and 1 more",
  );
  expect(inWords({ type: "contains", feature: "anywhere", text: "refund" })).toBe(
    "any text contains “refund”",
  );
  expect(inWords(negated(either(is("a", 1), missing("b"))))).toBe("none of (a is 1; b is missing)");
});
