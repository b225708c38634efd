import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Facet } from "../src/contract";
import { Histogram, type Range } from "../src/explorer/charts";
import { dragged, rangeOf, spanOf, stepped } from "../src/explorer/charts/brush";
import { codeNamer } from "../src/explorer/charts/codes";
import { timeTicks, windowInWords } from "../src/explorer/charts/moments";
import { around, fromZero, ticksOf } from "../src/explorer/charts/scales";
import { number, percent, points } from "../src/explorer/formats";

let root: HTMLElement;

beforeEach(() => {
  root = document.createElement("div");
  document.body.append(root);
});
afterEach(() => {
  render(null, root);
  root.remove();
});

const LENGTHS: Facet = {
  feature: "length",
  kind: "number",
  values: [],
  edges: [0, 10, 20, 30, 40],
  n_values: 40,
  all: { feature: "length", n: [5, 10, 40, 20, 0], rate: [null, 0.1, 0.2, 0.3, null] },
};
const MONTHS = ["2026-01-01", "2026-02-01", "2026-03-01"].map((day) => `${day}T00:00:00Z`);
const TIMES: Facet = {
  ...LENGTHS,
  feature: "at",
  kind: "time",
  edges: MONTHS,
  all: { feature: "at", n: [0, 3, 9], rate: [null, 0.1, 0.2] },
};

interface Drawn {
  facet?: Facet;
  range?: Range | null;
  n?: number[];
}

/** A histogram that is 400 pixels wide and keeps what it tells, as the facet around it does. */
function draw({ facet = LENGTHS, range = null, n = facet.all.n }: Drawn = {}) {
  const told: (Range | null)[] = [];
  const show = (now: Range | null) => {
    const onRange = (next: Range | null) => {
      told.push(next);
      show(next);
    };
    const props = { facet, range: now, onRange, counted: { ...facet.all, n }, label: "Length" };
    render(<Histogram {...props} />, root);
  };
  act(() => show(range));
  const plot = root.querySelector(".tw-chart-plot") as HTMLElement;
  if (plot) plot.getBoundingClientRect = () => new DOMRect(0, 0, 400, 50);
  return { told, plot, ends: [...root.querySelectorAll<HTMLElement>("[role=slider]")] };
}

function point(target: Element, type: string, x: number, button = 0): void {
  const event = new MouseEvent(`pointer${type}`, { bubbles: true, clientX: x, button });
  act(() => void target.dispatchEvent(Object.assign(event, { isPrimary: true })));
}

function drag(target: Element, ...places: number[]): void {
  point(target, "down", places[0] ?? 0);
  for (const x of places.slice(1)) point(target, "move", x);
  point(target, "up", places.at(-1) ?? 0);
}

function press(target: Element, key: string, more: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  act(() => void target.dispatchEvent(event));
  return event.defaultPrevented;
}

test("What remains stands before all labels, each bin with its rate's colour", () => {
  draw({ n: [1, 5, 20, 0, 0] });
  const heights = (look: string) =>
    [...root.querySelectorAll(look)].map((bar) => Number(bar.getAttribute("height")));
  expect(heights(".tw-column-all")).toEqual([0.25, 1, 0.5]);
  expect(heights(".tw-column-left")).toEqual([0.125, 0.5]);
  const colours = [...root.querySelectorAll<HTMLElement>(".tw-rates i")];
  expect(colours).toHaveLength(4);
  expect(root.textContent).toContain("1 of 5 missing");
  expect(root.querySelector("[role=img]")?.getAttribute("aria-label")).toMatch(
    /4\u00a0bins from 0 to 40; most labels: 20 of 40, 20\u202f% at 10.*highest rate: 0 of 20, 30\u202f% at 20 to 30/,
  );
});

test("What remains is drawn higher where it could not be seen, and that is said", () => {
  draw({ n: [0, 0, 1, 0, 0] });
  const bar = root.querySelector(".tw-column-left");
  expect(Number(bar?.getAttribute("height"))).toBe(0.5);
  expect(root.textContent).toContain("×20");
});

test("A drag makes a range on the edges of bins, told while it grows and only once each", () => {
  const { plot, told } = draw();
  drag(plot, 120, 122, 180, 190, 250, 260);
  expect(told).toEqual([
    { low: 10, high: 20 },
    { low: 10, high: 30 },
  ]);
  drag(plot, 390, 310);
  expect(told.at(-1)).toEqual({ low: 30, high: 40 });
});

test("A range is moved by its middle and resized by its ends, also past each other", () => {
  const { plot, told, ends } = draw({ range: { low: 10, high: 30 } });
  drag(plot, 200, 290);
  expect(told.at(-1)).toEqual({ low: 20, high: 40 });
  const [from] = ends as [HTMLElement];
  drag(from, 200, 80);
  expect(told.at(-1)).toEqual({ low: 10, high: 40 });
  const [, to] = ends as [HTMLElement, HTMLElement];
  drag(to, 400, 10);
  expect(told.at(-1)).toEqual({ low: 0, high: 10 });
});

test("A click picks its bin, and takes back the one that was picked", () => {
  const { plot, told } = draw();
  drag(plot, 250, 251);
  expect(told).toEqual([{ low: 20, high: 30 }]);
  drag(plot, 250, 251);
  expect(told.at(-1)).toBeNull();
});

test("A pointer that is taken away leaves all as it was; other buttons do nothing", () => {
  const { plot, told } = draw({ range: { low: 0, high: 10 } });
  point(plot, "down", 150);
  point(plot, "move", 350);
  point(plot, "cancel", 350);
  expect(told.at(-1)).toEqual({ low: 0, high: 10 });
  const many = told.length;
  point(plot, "down", 150, 2);
  point(plot, "move", 350);
  expect(told).toHaveLength(many);
});

test("All bins are no range", () => {
  const { plot, told } = draw({ range: { low: 10, high: 20 } });
  drag(plot, 10, 399);
  expect(told.at(-1)).toBeNull();
});

test("Arrows move the ends from edge to edge, which are told in words", () => {
  const { ends, told } = draw();
  const [from, to] = ends as [HTMLElement, HTMLElement];
  expect(press(from, "ArrowRight")).toBe(true);
  expect(told.at(-1)).toEqual({ low: 10, high: 40 });
  press(to, "PageDown");
  expect(told.at(-1)).toEqual({ low: 10, high: 20 });
  expect([from.ariaValueNow, to.ariaValueText]).toEqual(["1", "20"]);
  expect(from.getAttribute("aria-label")).toBe("Length, from");
  expect(press(from, "ArrowRight", { ctrlKey: true })).toBe(false);
  expect(press(from, "x")).toBe(false);
  press(from, "Delete");
  expect(told.at(-1)).toBeNull();
});

test("Clear takes the range back", () => {
  const { told } = draw({ range: { low: 10, high: 20 } });
  act(() => root.querySelector("button")?.click());
  expect(told).toEqual([null]);
});

test("Ranges of times are the ISO texts of the edges, shown as dates", () => {
  const { plot, told } = draw({ facet: TIMES });
  drag(plot, 250, 251);
  expect(told).toEqual([{ low: MONTHS[1], high: MONTHS[2] }]);
  expect(root.querySelector(".tw-chart-read")?.textContent).toMatch(
    /^9, 20\u202f% at \D*2026 to \D*2026/,
  );
});

test("A feature without values says so", () => {
  draw({ facet: { ...LENGTHS, edges: [] } });
  expect(root.textContent).toBe("no values5 missing");
});

test("A range that somebody typed stands between edges, and its next step is on one", () => {
  const span = spanOf(LENGTHS, { low: 15, high: null });
  expect(span).toEqual({ from: 1.5, to: 4 });
  expect(stepped(span, "from", "ArrowRight", 4)).toEqual({ from: 2, to: 4 });
  expect(stepped(span, "from", "ArrowLeft", 4)).toEqual({ from: 1, to: 4 });
  expect(rangeOf(LENGTHS, dragged({ kind: "move", at: 2, span }, 1, 4))).toEqual({
    low: 0,
    high: 30,
  });
});

test.each([
  [0, "0 %"],
  [0.0004, "<0.1 %"],
  [0.0987, "9.9 %"],
  [0.0996, "10 %"],
  [0.123, "12 %"],
  [1, "100 %"],
  [null, "–"],
])("A rate of %s reads %s", (share, text) => {
  expect(percent(share).replaceAll("\u202f", " ").replace("< ", "<")).toBe(text);
});

test("Differences have a sign of their own width", () => {
  expect([0.093, -0.125, 0, 0.0001].map(points)).toEqual(["+9.3", "−13", "0", "0"]);
});

test("Axes end at round numbers, from 0 unless all is far from it", () => {
  expect(fromZero([0.23, null, 0.26])).toEqual({ low: 0, high: 0.3 });
  expect(around([0.81, 0.94], 4)).toEqual({ low: 0.8, high: 0.95 });
  expect(around([0.2, 0.9], 4)).toEqual({ low: 0, high: 1 });
  expect(fromZero([])).toEqual({ low: 0, high: 1 });
  expect(ticksOf({ low: 0, high: 0.3 }, 5)).toEqual([0, 0.1, 0.2, 0.3]);
});

test("Ticks of time stand on the calendar, in UTC", () => {
  const [start, end] = [Date.UTC(2025, 10, 20), Date.UTC(2026, 2, 10)];
  const ticks = timeTicks(start, end, 5).map(({ at }) => new Date(at).toISOString().slice(0, 10));
  expect(ticks).toEqual(["2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01"]);
  expect(timeTicks(start, start, 5)).toHaveLength(1);
  expect(windowInWords("2026-03-01T00:00:00", "2026-03-02T00:00:00Z")).toMatch(/^\D*1\D+2026$/);
});

test("Codes are named: missing, values, bins, others", () => {
  const values = category(["x", true, false, 3, ""]);
  const names = [0, 1, 2, 3, 4, 5, 6].map((code) => codeNamer(values)(code).text);
  expect(names).toEqual(["missing", "x", "yes", "no", "3", "empty text", "others"]);
  expect(codeNamer(LENGTHS)(2)).toEqual({ text: "10 to 20", isOwn: false });
});

function category(values: Facet["values"]): Facet {
  return { ...LENGTHS, kind: "category", values, edges: [], n_values: values.length };
}

test("A number of hundreds of digits is short, and others are told in full", () => {
  const told = [-3e300, 1.5e16, 1e-9, 0, -1234.5, 0.25].map(number);
  expect(told).toEqual(["−3e300", "1.5e16", "1e−9", "0", "−1234.5", "0.25"]);
});
