import { expect, test } from "vitest";
import { ViewSource } from "../src/custom/source";
import { brokenView, type Custom, viewOf, type Written, written } from "../src/custom/view";

const source = new ViewSource({ name: "view.js", source: "" });
const Work = () => null;
const item = { type: "", token: "t", number: 1, supersedes: null, note: null, text: "x" };
const options = { rationale: "hidden", labels: ["a"] } as never as Custom["options"];

function fails(): never {
  throw new TypeError("no such thing");
}

test("What a view leaves out has a sensible default", () => {
  const view = viewOf(source, { Work });
  const answer = { type: "verdict", is_good: true, spans: [{ start: 0, end: 2 }], note: null };
  expect(view.empty(item, options)).toEqual({});
  expect(view.restore(answer, item)).toEqual({ ...answer, type: undefined });
  expect(view.answer({ is_good: true }, item, options, null)).toEqual({ is_good: true });
  expect(view.describe(answer, null)).toBe("is_good: true, spans: start: 0, end: 2");
  expect(view.keys(null, options)).toEqual([]);
});

test("A draft of an older view gets the parts that it lacks, before it is fitted", () => {
  const fit = ({ labels, note }: { labels?: string[]; note?: string }) => ({ labels, note });
  const author = { Work, empty: () => ({ labels: [], note: "" }), fit } as Written;
  const draft = { labels: ["a"], gone: 1 };
  expect(viewOf(source, author).fit(draft, item, options, null)).toEqual({
    labels: ["a"],
    note: "",
  });
});

test("A sentence says what is missing, and so does what is thrown; nothing is no answer", () => {
  const answers: [() => unknown, RegExp][] = [
    [() => "Choose first.", /^Choose first\.$/],
    [fails, /^view\.js.*: TypeError: no such thing$/],
    [() => undefined, /gave nothing/],
  ];
  for (const [answer, says] of answers) {
    const view = viewOf(source, { Work, answer } as Written);
    expect(view.answer({}, item, options, null)).toMatchObject({
      problem: expect.stringMatching(says),
    });
  }
});

test("No function of a view can stop the frame", () => {
  const view = viewOf(source, {
    ...{ Work, empty: fails, restore: fails, fit: fails, describe: fails },
  });
  const answer = { type: "verdict", is_good: true };
  expect(view.empty(item, options)).toEqual({});
  expect(view.restore(answer, item)).toEqual({ is_good: true });
  expect(view.fit({ kept: 1 }, item, options, null)).toEqual({ kept: 1 });
  expect(view.describe(answer, null)).toContain("no such thing");
});

test("What is no view is named, and then nothing can be answered", () => {
  for (const wrong of [null, 3, {}, { Work: 3 }, { Work, wrok: 1 }]) {
    expect(() => written("view.js", wrong)).toThrow(/^view\.js/);
  }
  const broken = brokenView(source, source.mistake(new SyntaxError("Unexpected token"), 3));
  expect(broken.answer({}, item, options, null)).toEqual({
    problem: "view.js, line 3: SyntaxError: Unexpected token",
  });
});
