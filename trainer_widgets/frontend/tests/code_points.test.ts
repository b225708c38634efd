import { afterEach, expect, test, vi } from "vitest";
import { CodePoints, wordsOf } from "../src/kit/code_points";

const FAMILY = "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}";
const TEXTS = {
  plain: "A plain text.",
  family: `a ${FAMILY} b`,
  combining: "e\u0301e\u0304\u0301 c",
  arabic: "المُعَلِّمُ قال",
  hebrew: "שָׁלוֹם עולם",
  chinese: "回答乙更有礼貌。",
  devanagari: "क्षत्रिय नमस्ते",
  flags: "🇩🇪🇫🇷 x",
  astral: "𠀀𠀁𝒜𝒷",
  skin: "👍🏽👍",
  lines: "one\r\ntwo\n\nthree",
  lone: "a\ud83db\udc00c",
  empty: "",
};
const TABLE = Object.entries(TEXTS);

test.each(TABLE)("In %s every code point has its unit, and the other way round", (_, text) => {
  const points = new CodePoints(text);
  const all = Array.from(text);
  expect(points.length).toBe(all.length);
  for (let point = 0; point <= all.length; point += 1) {
    const unit = all.slice(0, point).join("").length;
    expect(points.toUnits(point)).toBe(unit);
    expect(points.toPoints(unit)).toBe(point);
  }
});

test.each(TABLE)("In %s each unit snaps to the edges of the character it is in", (_, text) => {
  const points = new CodePoints(text);
  const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text);
  for (const { index, segment } of graphemes) {
    const end = index + segment.length;
    expect(points.after(index)).toBe(end);
    expect(points.before(end)).toBe(index);
    for (let unit = index + 1; unit < end; unit += 1) {
      expect(points.snap(unit, "start")).toBe(index);
      expect(points.snap(unit, "end")).toBe(end);
    }
    expect(points.snap(index, "end")).toBe(index);
  }
});

test("Half a surrogate pair counts as the place before it, and all beyond the ends as the ends", () => {
  const points = new CodePoints("😀a");
  expect(points.toPoints(1)).toBe(0);
  expect([points.toPoints(-3), points.toPoints(99)]).toEqual([0, 2]);
  expect([points.toUnits(-3), points.toUnits(99)]).toEqual([0, 3]);
  expect([points.before(0), points.after(3)]).toEqual([0, 3]);
});

test("Words are gone through from end to end, and from start to start", () => {
  const points = new CodePoints("  The quick, brown fox ");
  const through = (go: (unit: number) => number, from: number) => {
    const places = [from];
    for (let at = go(from); at !== places.at(-1); at = go(at)) places.push(at);
    return places;
  };
  expect(through((unit) => points.wordEnd(unit), 0)).toEqual([0, 5, 11, 18, 22, 23]);
  expect(through((unit) => points.wordStart(unit), 23)).toEqual([23, 19, 13, 6, 2, 0]);
});

test("Blanks at both ends are left out, unless there is nothing else", () => {
  const points = new CodePoints("one  two \n three");
  expect(points.trimmed(3, 11)).toEqual([5, 8]);
  expect(points.trimmed(3, 5)).toEqual([3, 5]);
});

afterEach(() => vi.unstubAllGlobals());

test.each(TABLE)("Without Intl.Segmenter no code point of %s is cut", (_, text) => {
  vi.stubGlobal("Intl", { ...Intl, Segmenter: undefined });
  const points = new CodePoints(text);
  let at = 0;
  while (at < text.length) {
    const next = points.after(at);
    expect(next).toBeGreaterThan(at);
    expect(points.toUnits(points.toPoints(next))).toBe(next);
    expect(points.before(next)).toBe(at);
    at = next;
  }
  expect(Array.from(wordsOf(text), ({ segment }) => segment).join("")).toBe(text);
});
