import { act } from "preact/test-utils";
import { expect, test, vi } from "vitest";
import type { Rate } from "../src/contract";
import { BreakdownChart } from "../src/explorer/charts";
import {
  all,
  BY_LANGUAGE,
  BY_TWO,
  by,
  category,
  draw,
  HOSTILE,
  LANGUAGES,
  LENGTHS,
  MODELS,
  one,
  plain,
  press,
  rate,
  root,
} from "./explorer_charts_fakes";

const barNames = () => all("button.tw-bar-row .tw-chart-name").map((name) => name.textContent);

test("Bars stand by rate or in their own order, with missing and others told by name", () => {
  draw(<BreakdownChart breakdown={BY_LANGUAGE} facets={[LANGUAGES]} onPick={vi.fn()} />);
  expect(barNames()).toEqual(["ar", "7 others", "en", "missing", HOSTILE]);
  const toggle = all(".tw-bar-orders button").find((button) => button.ariaPressed === "false");
  act(() => toggle?.click());
  expect(barNames()).toEqual(["en", "ar", HOSTILE, "7 others", "missing"]);
  expect(root.querySelector("img")).toBeNull();
});

test("There is one stop of Tab also when the bars have changed their order", () => {
  draw(<BreakdownChart breakdown={BY_LANGUAGE} facets={[LANGUAGES]} onPick={vi.fn()} />);
  const stops = () => all("button.tw-bar-row[tabindex='0']").map((bar) => bar.dataset);
  act(() => all("button.tw-bar-row")[1]?.focus());
  expect(stops()).toMatchObject([{ place: "1" }]);
  for (const toggle of [
    ...all(".tw-bar-orders button").reverse(),
    ...all(".tw-bar-orders button"),
  ]) {
    act(() => toggle.click());
    expect(stops()).toMatchObject([{ place: "1" }]);
  }
});

test("There is a stop of Tab also when the mark that had it is gone", () => {
  const facets = [LANGUAGES];
  draw(<BreakdownChart breakdown={BY_LANGUAGE} facets={facets} onPick={vi.fn()} />);
  const bars = () => all("button.tw-bar-row");
  act(() => bars()[4]?.focus());
  const few = { ...BY_LANGUAGE, cells: BY_LANGUAGE.cells.filter(({ codes }) => codes[0] === 2) };
  draw(<BreakdownChart breakdown={few} facets={facets} onPick={vi.fn()} />);
  expect(bars().map((bar) => bar.tabIndex)).toEqual([0]);
});

test("A bar says its rate, interval, support and what is odd about it", () => {
  draw(<BreakdownChart breakdown={BY_LANGUAGE} facets={[LANGUAGES]} onPick={vi.fn()} />);
  const told = all("button.tw-bar-row").map((bar) => plain(bar.textContent));
  expect(told[0]).toBe("ar31 %of 4 labels, interval 26 to 36 %, 2 items");
  expect(told.at(-1)).toBe(`${HOSTILE}–of 3 labels, 2 items, Only one annotator.`);
  expect(all(".tw-few-labels")).toHaveLength(2);
  expect(root.textContent).toContain("fewer than 10 labels");
});

test("The slice's own rate is a line across all bars", () => {
  const props = { breakdown: BY_LANGUAGE, facets: [LANGUAGES], onPick: vi.fn() };
  draw(<BreakdownChart {...props} rate={rate(0.12)} />);
  expect(new Set(all(".tw-bar-whole").map((line) => line.style.left)).size).toBe(1);
  expect(all(".tw-bar-whole")).toHaveLength(5);
  expect(plain(root.textContent)).toContain("this slice, 12 %");
});

test("Bins keep their order; fifty bars are one stop of Tab, and arrows pick among them", () => {
  const many = category(
    "annotator",
    Array.from({ length: 50 }, (_, index) => `a${index}`),
  );
  const cells = many.values.map((_, index): [number[], Rate] => [[index + 1], rate(index / 60)]);
  const onPick = vi.fn();
  draw(<BreakdownChart breakdown={by(["annotator"], cells)} facets={[many]} onPick={onPick} />);
  expect(all("button.tw-bar-row")).toHaveLength(50);
  expect(all("button.tw-bar-row[tabindex='0']")).toHaveLength(1);
  const first = one("button.tw-bar-row");
  act(() => first.focus());
  press(first, "ArrowDown");
  act(() => (document.activeElement as HTMLElement).click());
  expect(onPick).toHaveBeenCalledWith([49]);
  const bins = by(
    ["length"],
    [
      [[2], rate(0.1)],
      [[1], rate(0.2)],
    ],
  );
  draw(<BreakdownChart breakdown={bins} facets={[LENGTHS]} onPick={onPick} />);
  expect(barNames()).toEqual(["0 to 10", "10 to 20"]);
});

test("Two features make a map: colours from the theme, few labels hatched, holes told", () => {
  const onPick = vi.fn();
  draw(<BreakdownChart breakdown={BY_TWO} facets={[LANGUAGES, MODELS]} onPick={onPick} />);
  expect(all("thead th, tbody th").map((name) => name.textContent)).toEqual([
    "m1",
    "m2",
    "en",
    "ar",
    "missing",
  ]);
  expect(all(".tw-map-cell").map((cell) => cell.textContent)).toEqual([
    "10",
    "40",
    "90",
    "·",
    "·",
    "–",
  ]);
  const [first, high, few, hole] = all(".tw-map-cell");
  expect(high?.style.getPropertyValue("--tw-heat")).toContain("var(--tw-accent)");
  expect(plain(high?.ariaLabel)).toBe("en, m2: 40 % (35 to 45 %), 100 labels of 50 items");
  expect(few?.className).toContain("tw-few-labels");
  act(() => hole?.click());
  expect(onPick).not.toHaveBeenCalled();
  act(() => first?.focus());
  press(first as Element, "ArrowRight");
  expect(document.activeElement).toBe(high);
  expect(one(".tw-chart-reading").textContent).toBe(high?.ariaLabel);
  act(() => high?.click());
  expect(onPick).toHaveBeenCalledWith([1, 2]);
});

test("A breakdown of nothing says so", () => {
  draw(<BreakdownChart breakdown={by(["model"], [])} facets={[MODELS]} onPick={vi.fn()} />);
  expect(root.textContent).toContain("No labels in this slice");
});
