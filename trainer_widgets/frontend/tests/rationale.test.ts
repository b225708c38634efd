import { expect, test } from "vitest";
import { countWords, rationaleProblem, wordLimits } from "../src/kit/rationale_rule";
import { OPTIONS } from "./fakes";

test.each([
  ["", 0],
  ["  \n ", 0],
  ["B is kinder; A threatens.", 5],
  ["It doesn't say 3.5 km", 5],
  ["回答乙更有礼貌", 5],
  ["الإجابة الثانية أكثر تهذيبا", 4],
])("%j has %i words", (text, count) => {
  expect(Math.abs(countWords(text) - count)).toBeLessThanOrEqual(
    /[\u4e00-\u9fff]/.test(text) ? 1 : 0,
  );
});

test("Too few and too many words are told with the limits", () => {
  const options = { ...OPTIONS, min_words: 2, max_words: 3 };
  expect(wordLimits(options)).toBe("2–3 words");
  expect(rationaleProblem("one", options)).toContain("at least 2");
  expect(rationaleProblem("one two", options)).toBeNull();
  expect(rationaleProblem("one two three four", options)).toContain("at most 3");
});

test("An optional rationale may stay empty, a required one may not, a hidden one never counts", () => {
  const limited = { ...OPTIONS, min_words: 5 };
  expect(rationaleProblem("", limited)).toBeNull();
  expect(rationaleProblem("", { ...limited, rationale: "required" })).toContain("asks for one");
  expect(rationaleProblem("x", { ...limited, rationale: "hidden" })).toBeNull();
});
