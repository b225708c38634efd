import axe from "axe-core";
import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, test, vi } from "vitest";
import type { Overview, Rate, TimeWindow } from "../src/contract";
import { BreakdownChart, Histogram, RateSummary, TrendChart } from "../src/explorer/charts";
import {
  all,
  BY_LANGUAGE,
  BY_TWO,
  draw,
  LANGUAGES,
  LENGTHS,
  MODELS,
  one,
  plain,
  press,
  rate,
  root,
} from "./explorer_charts_fakes";

const NOBODY = rate(null, 0, "There are no labels here.");

function overview(slice: Rate, rest: Rate, difference: Rate): Overview {
  return { turn: 1, text: "", standing: "exploratory", rate: slice, rest, difference, facets: [] };
}

function week(number: number, of: Rate): TimeWindow {
  const at = (days: number) => new Date(Date.UTC(2026, 0, 5 + days)).toISOString();
  return { start: at(number * 7), end: at(number * 7 + 7), rate: of };
}

test("A slice's rate stands beside the rest and all labels, with the difference in points", () => {
  const told = overview(rate(0.234, 1204), rate(0.141, 20_000), rate(0.093));
  const props = {
    outcome: "disagreement",
    unit: "pairs",
    total: rate(0.146, 21_204),
    confidence: 0.95,
  };
  draw(<RateSummary {...props} overview={told} />);
  expect(plain(one(".tw-rate-head").textContent)).toContain("95 % interval");
  const rows = all("tbody tr").map((row) => plain(row.textContent));
  expect(rows).toEqual([
    "This slice23 %18 to 28 %1,204602",
    "The rest14 %9.1 to 19 %20,00010,000",
    "All labels15 %9.6 to 20 %21,20410,602",
  ]);
  expect(plain(one(".tw-headline").textContent)).toBe("23 %18 to 28 %");
  expect(plain(one(".tw-headlines").textContent)).toContain(
    "+9.3 points against the rest (+4.3 to +14 points)",
  );
});

test("An empty slice and unknown intervals say so, and why", () => {
  const unknown = { ...rate(1, 3, "Too few items for an interval."), low: null, high: null };
  const props = { outcome: "failed", unit: "labels", total: rate(0.1), confidence: 0.95 };
  draw(<RateSummary {...props} overview={overview(NOBODY, rate(0.1), NOBODY)} />);
  expect(one(".tw-headline").textContent).toBe("No labels in this slice");
  expect(root.textContent).not.toContain(NOBODY.note);
  expect(root.textContent).not.toMatch(/NaN|null|Infinity/);
  draw(<RateSummary {...props} overview={overview(unknown, rate(0.1), unknown)} />);
  expect(plain(one(".tw-headline").textContent)).toBe("100 %no interval");
  expect(one(".tw-rate-notes").textContent).toBe(unknown.note);
});

test("Without a condition there is one row and no difference", () => {
  const props = { outcome: "failed", unit: "labels", total: rate(0.1), confidence: 0.95 };
  draw(<RateSummary {...props} overview={null} />);
  expect(all("tbody tr")).toHaveLength(1);
  expect(root.textContent).not.toContain("against the rest");
});

test("Windows without labels are gaps, and not a rate of zero", () => {
  const windows = [0.1, 0.2, null, 0.3, null, 0.2, 0.1].map((share, number) =>
    week(number, share === null ? NOBODY : rate(share)),
  );
  draw(<TrendChart windows={windows} baseline={windows.slice(0, 2)} outcome="failed" />);
  expect(all(".tw-of-slice path.tw-trend-line")).toHaveLength(2);
  expect(all(".tw-of-slice circle")).toHaveLength(5);
  expect(all(".tw-of-slice line.tw-chart-whisker")).toHaveLength(1);
  expect(all(".tw-of-all path")).toHaveLength(1);
});

test("Arrows read the trend window by window", () => {
  const windows = [week(0, rate(0.1)), week(1, NOBODY)];
  draw(<TrendChart windows={windows} baseline={windows.slice(0, 1)} outcome="failed" />);
  const plot = one("[role=slider]");
  expect(plain(plot.getAttribute("aria-valuetext"))).toContain(": no labels");
  act(() => plot.focus());
  expect(press(plot, "ArrowLeft")).toBe(true);
  expect(plain(plot.getAttribute("aria-valuetext"))).toMatch(
    /5\D+11.*: 10 % \(5 to 15 %\), 100 labels of 50 items; all labels 10 %/,
  );
  expect(one(".tw-chart-reading").textContent).toBe(plot.getAttribute("aria-valuetext"));
});

test.each([
  [0, "No times to draw"],
  [1, "disagreement"],
  [60, "disagreement"],
])("A trend of %i windows is drawn", (many, said) => {
  const windows = Array.from({ length: many }, (_, number) => week(number, rate(0.2)));
  draw(<TrendChart windows={windows} baseline={windows} outcome="disagreement" />);
  expect(root.textContent).toContain(said);
  expect(root.innerHTML).not.toMatch(/NaN|Infinity/);
});

test("Where nothing is left out the trend is one line, that of all labels", () => {
  const windows = [week(0, rate(0.1)), week(1, rate(0.2))];
  draw(<TrendChart windows={windows} baseline={structuredClone(windows)} outcome="failed" />);
  expect(all("path.tw-trend-line")).toHaveLength(1);
  expect(one(".tw-chart-legend").textContent).toBe(" all labels");
});

test("What listens for a chart's width is gone when the chart is", () => {
  const watched = new Set<Element>();
  class Watching {
    own: Element[] = [];
    observe(element: Element) {
      this.own.push(element);
      watched.add(element);
    }
    disconnect() {
      for (const element of this.own) watched.delete(element);
    }
  }
  vi.stubGlobal("ResizeObserver", Watching);
  draw(<TrendChart windows={[week(0, rate(0.1))]} baseline={[]} outcome="failed" />);
  expect(watched.size).toBe(1);
  act(() => render(null, root));
  expect(watched.size).toBe(0);
  vi.unstubAllGlobals();
});

test("axe-core finds nothing in any chart", async () => {
  const told = overview(rate(0.2), rate(0.1), rate(0.1));
  const windows = [week(0, rate(0.1)), week(1, rate(0.2))];
  const facets = [LANGUAGES, MODELS];
  draw(
    <>
      <RateSummary
        outcome="failed"
        unit="labels"
        total={rate(0.1)}
        overview={told}
        confidence={0.95}
      />
      <TrendChart windows={windows} baseline={windows} outcome="failed" />
      <BreakdownChart breakdown={BY_LANGUAGE} facets={facets} onPick={vi.fn()} rate={rate(0.2)} />
      <BreakdownChart breakdown={BY_TWO} facets={facets} onPick={vi.fn()} />
      <Histogram
        facet={LENGTHS}
        counted={LENGTHS.all}
        range={{ low: 10, high: 20 }}
        onRange={vi.fn()}
        label="length"
      />
    </>,
  );
  const { violations } = await axe.run(root, {
    resultTypes: ["violations"],
    rules: { "color-contrast": { enabled: false } },
  });
  expect(violations.map(({ id }) => id)).toEqual([]);
}, 20_000);
