import { expect, test } from "vitest";
import type { CorrectionDealt, CorrectionOptions } from "../src/contract";
import {
  answerOf,
  type CorrectionDraft,
  type DraftMark,
  describe,
  emptyDraft,
  fitDraft,
  restoreDraft,
  seenOf,
} from "../src/correction/answer";
import { choicesOf, labelOf, leavesOf, severitiesOf, toneOf } from "../src/correction/categories";
import { labelsOf, languageName } from "../src/correction/labels";
import { quoteOf } from "../src/correction/marking";
import type { Taxonomy } from "../src/kit/protocol";

const ITEM: CorrectionDealt = {
  type: "correction",
  token: "t",
  number: 1,
  supersedes: null,
  note: null,
  prompt: "",
  source: null,
  target: "The dog sleep.",
  source_language: null,
  target_language: null,
  tests: null,
  constraints: [],
};

const OPTIONS: CorrectionOptions = {
  rationale: "optional",
  min_words: 0,
  max_words: 0,
  stop_after: 0,
  break_after: 0,
  errors: "optional",
  sides: "target",
  rewrite: "optional",
  start_from: "original",
  sources: "hidden",
  code: null,
  run_tests: false,
  max_rewrite_words: 0,
  max_rewrite_lines: 0,
  max_rewrite_characters: 0,
};

const category = (id: string, name: string, severities: string[] = []) => ({
  id,
  name,
  severities,
  definition: "",
  examples: [],
  counterexamples: [],
  action: "",
  weights: {},
  maps_to: [],
});

const TREE: Taxonomy = {
  version: "1.0",
  name: "Errors",
  severity: [
    { id: "minor", name: "Minor", definition: "", weight: 1 },
    { id: "major", name: "Major", definition: "", weight: 5 },
  ],
  category: [
    category("accuracy", "Accuracy"),
    category("accuracy.omission", "Omission", ["major"]),
    category("fluency", "Fluency"),
  ],
};

const MARK: DraftMark = {
  id: "m",
  side: "target",
  start: 8,
  end: 13,
  category: "fluency",
  severity: "minor",
  note: " s ",
};

const draft = (change: Partial<CorrectionDraft> = {}): CorrectionDraft => ({
  ...emptyDraft(),
  ...change,
});

const problem = (change: Partial<CorrectionDraft>, options: Partial<CorrectionOptions> = {}) => {
  const answer = answerOf(draft(change), ITEM, { ...OPTIONS, ...options }, TREE);
  return "problem" in answer ? answer.problem : null;
};

test("an answer without marks is only given on purpose", () => {
  expect(problem({})).toContain("say that nothing is");
  expect(problem({ isCorrect: true })).toBeNull();
  const asked = { errors: "required", rewrite: "required", sources: "required" } as const;
  expect(problem({ isCorrect: true }, asked)).toBeNull();
  expect(problem({}, { errors: "hidden", rewrite: "required" })).toContain("still empty");
});

test("what is required is asked for in turn", () => {
  const asked = { errors: "required", rewrite: "required", sources: "required" } as const;
  expect(problem({ rewrite: "The dog sleeps." }, asked)).toContain("Mark what");
  expect(problem({ marks: [MARK] }, asked)).toContain("better version");
  const both = { marks: [MARK], rewrite: "The dog sleeps." };
  expect(problem(both, asked)).toContain("source");
  const claim = { reference: " ", claim: "x" };
  expect(problem({ ...both, sources: [claim] }, asked)).toContain("no reference");
  expect(problem({ ...both, sources: [{ reference: "Duden", claim: "" }] }, asked)).toBeNull();
});

test("a mark needs a category and a severity of the taxonomy", () => {
  expect(problem({ marks: [{ ...MARK, severity: null }] })).toContain("How severe");
  expect(problem({ marks: [{ ...MARK, category: "gone" }] })).toContain("gone");
  expect(problem({ marks: [{ ...MARK, category: "accuracy.omission" }] })).toContain("How severe");
  const bare = { ...MARK, category: null, severity: null };
  expect(answerOf(draft({ marks: [bare] }), ITEM, OPTIONS, null)).not.toHaveProperty("problem");
});

test("marks are stored in reading order, without what the view calls them", () => {
  const first = { ...MARK, id: "n", start: 0, end: 0 };
  const marks = [MARK, first];
  expect(answerOf(draft({ marks }), ITEM, OPTIONS, TREE)).toEqual({
    type: "correction",
    errors: [
      { side: "target", start: 0, end: 0, category: "fluency", severity: "minor", note: "s" },
      { side: "target", start: 8, end: 13, category: "fluency", severity: "minor", note: "s" },
    ],
    rewrite: null,
    sources: [],
  });
});

test("a text left as it was, or blank, is no rewrite", () => {
  expect(problem({ rewrite: "The dog sleep." })).toContain("Mark what is wrong");
  expect(problem({ rewrite: " \n" })).toContain("Mark what is wrong");
  const item = { ...ITEM, target: "a\r\nb" };
  expect(answerOf(draft({ rewrite: "a\nb" }), item, OPTIONS, TREE)).toHaveProperty("problem");
  expect(problem({ rewrite: "one two three" }, { max_rewrite_words: 2 })).toContain("Too long");
});

test("an answer comes back as the draft it was", () => {
  const before = draft({ marks: [MARK], rewrite: "The dog sleeps." });
  const answer = answerOf(before, ITEM, OPTIONS, TREE);
  if ("problem" in answer) throw new Error(answer.problem);
  expect(answerOf(restoreDraft(answer), ITEM, OPTIONS, TREE)).toEqual(answer);
  expect(describe(answer)).toBe("1 mark, rewritten");
  const right = { ...answer, errors: [], rewrite: null };
  expect(restoreDraft(right).isCorrect).toBe(true);
  expect(describe(right)).toBe("Nothing wrong");
  expect(describe({ ...right, rewrite: "x" })).toBe("Rewritten");
});

test("what these options do not offer is not kept", () => {
  const source = { ...MARK, side: "source" as const };
  const before = draft({ marks: [source, MARK], rewrite: "x", isCorrect: true });
  const item = { ...ITEM, source: "Der Hund schläft." };
  expect(fitDraft(before, item, OPTIONS).marks).toEqual([MARK]);
  expect(fitDraft(before, item, { ...OPTIONS, sides: "both" }).marks).toHaveLength(2);
  const hidden = fitDraft(before, item, { ...OPTIONS, errors: "hidden", rewrite: "hidden" });
  expect(hidden).toMatchObject({ marks: [], rewrite: null, isCorrect: false });
});

test("removed marks are counted", () => {
  expect(seenOf(draft())).toEqual([]);
  expect(seenOf(draft({ retracted: 3 }))).toEqual(["retracted 3"]);
});

test("categories are chosen at the ends of the tree, or found anywhere in it", () => {
  expect(leavesOf(TREE).map(({ id }) => id)).toEqual(["accuracy.omission", "fluency"]);
  expect(choicesOf(TREE)).toEqual([
    { id: "accuracy", name: "Accuracy", hint: "" },
    { id: "accuracy.omission", name: "Omission", hint: "", path: "Accuracy", hotkey: "1" },
    { id: "fluency", name: "Fluency", hint: "", hotkey: "2" },
  ]);
  expect(severitiesOf("accuracy.omission", TREE).map(({ id }) => id)).toEqual(["major"]);
  expect(severitiesOf("fluency", TREE)).toHaveLength(2);
  expect(toneOf("accuracy.omission", TREE)).toBe(toneOf("accuracy", TREE));
  expect(toneOf("fluency", TREE)).not.toBe(toneOf("accuracy", TREE));
  expect(labelOf(MARK, TREE)).toBe("Fluency, minor");
  expect(labelOf({ category: null, severity: null }, null)).toBe("Wrong");
});

test("the parts are called after the work", () => {
  expect(labelsOf({ ...ITEM, source: "x" }, OPTIONS).target).toBe("Translation");
  expect(labelsOf(ITEM, { ...OPTIONS, code: "python" }).rewrite).toBe("Better code");
  expect(labelsOf({ ...ITEM, target: null }, OPTIONS).rewrite).toBe("Your answer");
  expect(languageName("de")).toBe("German");
  expect(languageName("not a tag!")).toBe("not a tag!");
  expect(languageName(null)).toBe("");
});

test("quotes count in code points and show where something is missing", () => {
  const text = "a \u{1f436} sleeps";
  expect(quoteOf(text, { start: 2, end: 3 })).toBe("\u{1f436}");
  expect(quoteOf(text, { start: 3, end: 3 })).toBe("a \u{1f436}‸ sleeps");
  expect(quoteOf("x".repeat(99), { start: 0, end: 99 }, 10)).toBe(`${"x".repeat(9)}…`);
});
