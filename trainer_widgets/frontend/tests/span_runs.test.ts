import { expect, test } from "vitest";
import { CodePoints } from "../src/kit/code_points";
import { announcementOf } from "../src/kit/span_announcement";
import { marksAt, pickOf, placed, runsOf, type SpanMark } from "../src/kit/span_runs";

const mark = (id: string, start: number, end: number, current = false): SpanMark => ({
  id,
  start,
  end,
  label: `label of ${id}`,
  current,
});
const TEXT = "0123456789".repeat(3);
const of = (marks: SpanMark[], text = TEXT) => placed(marks, new CodePoints(text));
const seen = (marks: SpanMark[], text = TEXT) =>
  runsOf(of(marks, text), 0, text.length).map(({ from, to, marks: on }) => [
    from,
    to,
    on.map(({ mark: { id } }) => id).join(""),
  ]);

test("A text without marks is one run", () => {
  expect(seen([])).toEqual([[0, 30, ""]]);
  expect(seen([], "")).toEqual([]);
});

test("Marks that overlap are cut into runs, each with all its marks", () => {
  expect(seen([mark("a", 2, 10), mark("b", 5, 15), mark("c", 7, 9)])).toEqual([
    [0, 2, ""],
    [2, 5, "a"],
    [5, 7, "ab"],
    [7, 9, "abc"],
    [9, 10, "ab"],
    [10, 15, "b"],
    [15, 30, ""],
  ]);
});

test("Runs put together are the text, for any marks", () => {
  const marks = Array.from({ length: 60 }, (_, index) =>
    mark(`m${index}`, (index * 7) % 29, ((index * 7) % 29) + (index % 4)),
  );
  const runs = runsOf(of(marks), 0, TEXT.length);
  expect(runs.map(({ from, to }) => TEXT.slice(from, to)).join("")).toBe(TEXT);
  for (const { marks: on } of runs.filter(({ from, to }) => from < to)) {
    expect(new Set(on.map(({ lane }) => lane)).size).toBe(on.length);
  }
});

test("Places where something is missing are runs of no length, also at both ends", () => {
  expect(seen([mark("a", 0, 0), mark("b", 5, 5), mark("c", 3, 8), mark("d", 30, 30)])).toEqual([
    [0, 0, "a"],
    [0, 3, ""],
    [3, 5, "c"],
    [5, 5, "b"],
    [5, 8, "c"],
    [8, 30, ""],
    [30, 30, "d"],
  ]);
  expect(seen([mark("a", 0, 0)], "")).toEqual([[0, 0, "a"]]);
});

test("A place at the edge of two parts of a text is drawn once", () => {
  const marks = of([mark("a", 10, 10)]);
  const places = [runsOf(marks, 0, 10, false), runsOf(marks, 10, 30)].flat();
  expect(places.filter(({ from, to }) => from === to)).toHaveLength(1);
});

test("Marks that touch or overlap never share a line, others use it again", () => {
  const lanes = (...marks: SpanMark[]) => of(marks).map(({ lane }) => lane);
  expect(lanes(mark("a", 0, 9), mark("b", 3, 6), mark("c", 5, 12))).toEqual([0, 1, 2]);
  expect(lanes(mark("a", 0, 5), mark("b", 5, 9), mark("c", 9, 12))).toEqual([0, 1, 0]);
  expect(lanes(mark("a", 0, 5), mark("b", 6, 9))).toEqual([0, 0]);
});

test("A mark that has a lane of its own keeps it; the others take what is free", () => {
  const marks = [{ ...mark("a", 0, 9), lane: 2 }, { ...mark("b", 3, 5), lane: 2 }, mark("c", 4, 9)];
  expect(of(marks).map(({ lane }) => lane)).toEqual([2, 2, 0]);
});

test("Marks are placed by code points, whatever the text is made of", () => {
  const text = "😀 a 👍🏽 b";
  const [one, other] = of([mark("a", 2, 3), mark("b", 4, 6)], text);
  expect(text.slice(one?.from, one?.to)).toBe("a");
  expect(text.slice(other?.from, other?.to)).toBe("👍🏽");
});

test("Picking at one place goes through the marks there, the shortest first", () => {
  const ids = (current: string) =>
    marksAt(of([mark("a", 0, 20, current === "a"), mark("b", 4, 9, current === "b")]), 5);
  expect(ids("").map(({ id }) => id)).toEqual(["b", "a"]);
  expect(pickOf(ids(""))?.id).toBe("b");
  expect(pickOf(ids("b"))?.id).toBe("a");
  expect(pickOf(ids("a"))?.id).toBe("b");
  expect(pickOf([])).toBeUndefined();
});

test("What is selected is said in a few words, a caret by the word after it and its marks", () => {
  const text = "The quick brown fox";
  const points = new CodePoints(text);
  const marks = of([mark("a", 4, 9)], text);
  const say = (anchor: number, focus: number) => announcementOf(points, marks, { anchor, focus });
  expect(say(9, 4)).toBe("Selected: “quick”");
  expect(say(4, 4)).toBe("Before “quick”, in label of a");
  expect(say(10, 10)).toBe("Before “brown”");
  expect(say(19, 19)).toBe("At the end of the text");
  const long = new CodePoints("word ".repeat(100));
  expect(announcementOf(long, [], { anchor: 0, focus: 500 }).length).toBeLessThan(90);
});
