import { expect, test, vi } from "vitest";
import { NO_CHOICE } from "../src/explorer/conditions";
import { missingRow, rowsOf, rowsWith } from "../src/explorer/facets/rows";
import { completed } from "../src/explorer/line/use_completions";
import { category, FACETS, is } from "./explorer_facets";
import { freshExplorer } from "./explorer_page";
import { press, settle } from "./fakes";

const page = freshExplorer();
const LINE = ".tw-line input";

test("A click on a value narrows the slice, says so to the kernel, and marks it exploratory", async () => {
  await page.show();
  await page.click("de", page.facet("language"));
  expect(page.slices.at(-1)).toEqual(is("language", "de"));
  expect(page.model.asked("move")).toMatchObject([{ sight: { slice: is("language", "de") } }]);
  expect(page.text(".tw-condition")).toContain("language is");
  expect(page.text(".tw-standing")).toContain("Exploratory");
  expect(page.button("de", page.facet("language"))?.getAttribute("aria-pressed")).toBe("true");
});

test("Conditions are turned around, joined otherwise and taken away under the line", async () => {
  await page.show();
  await page.click("de", page.facet("language"));
  await page.click("not m1", page.facet("model"));
  expect(page.slices.at(-1)).toMatchObject({ type: "every", parts: [{}, { type: "negated" }] });
  await page.click("Any of");
  expect(page.slices.at(-1)).toMatchObject({ type: "either" });
  await page.click("is not, turn around: model");
  expect(page.slices.at(-1)).toEqual({
    type: "either",
    parts: [is("language", "de"), is("model", "m1")],
  });
  await page.click("×Remove language");
  expect(page.slices.at(-1)).toEqual(is("model", "m1"));
});

test("A facet has one stop of Tab: arrows go from value to value, and aside to “not”", async () => {
  await page.show();
  const stops = page.facet("language").querySelectorAll('.tw-facet-rows [tabindex="0"]');
  expect(stops).toHaveLength(1);
  (stops[0] as HTMLElement).focus();
  await page.press("ArrowDown", document.activeElement);
  await page.press("ArrowRight", document.activeElement);
  expect(document.activeElement?.textContent).toBe("not de");
  (document.activeElement as HTMLElement).click();
  await settle(10);
  expect(page.slices.at(-1)).toEqual({ type: "negated", part: is("language", "de") });
});

test("More values than a facet shows are looked for in the engine", async () => {
  await page.show();
  expect(page.facet("language").querySelector("input")).toBeNull();
  await page.type('[aria-label="Search the values of topic"]', "found");
  await vi.waitFor(() => expect(page.button("found", page.facet("topic"))).toBeDefined());
  await page.click("found", page.facet("topic"));
  expect(page.slices.at(-1)).toEqual(is("topic", "found"));
});

test("Where a facet knows all values the engine is not asked for them", async () => {
  const values = Array.from({ length: 12 }, (_, place) => `value ${place}`);
  page.model.facets = [category("code", values, [0, ...values.map((_, place) => 90 - place)])];
  await page.show();
  await page.type('[aria-label="Search the values of code"]', "11");
  expect(page.button("value 11", page.facet("code"))).toBeDefined();
  expect(page.button("value 0", page.facet("code"))).toBeUndefined();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(page.model.asked("find_values")).toEqual([]);
});

test("Others are what is neither listed nor missing", async () => {
  await page.show();
  await page.click("4,950 others", page.facet("topic"));
  expect(page.slices.at(-1)).toMatchObject({
    type: "negated",
    part: { type: "either", parts: [{ type: "among" }, { type: "missing", feature: "topic" }] },
  });
});

test("Limits can be typed: a last day belongs to the range as a whole", async () => {
  await page.show();
  const limit = async (name: string, value: string) => {
    const field = page.el.querySelector(`[aria-label="${name}"]`) as HTMLInputElement;
    field.value = value;
    field.dispatchEvent(new Event("change"));
    await settle(10);
  };
  await limit("severity from", "2");
  expect(page.slices.at(-1)).toMatchObject({ comparator: ">=", constant: 2 });
  await page.press("x");
  await limit("submitted_at to", "2026-01-31");
  expect(page.slices.at(-1)).toMatchObject({ comparator: "<", constant: "2026-02-01" });
  const field = page.el.querySelector('[aria-label="submitted_at to"]') as HTMLInputElement;
  expect(field.value).toBe("2026-01-31");
});

test("A long facet lists the most frequent values, and what is chosen, missing or others", () => {
  const values = Array.from({ length: 20 }, (_, place) => `v${place}`);
  const facet = category("f", values, [4, ...values.map(() => 10), 30], 50);
  const listed = rowsOf(facet, facet.all, { ...NO_CHOICE, values: ["v15", "unknown"] }, 3);
  const names = listed.rows.map(({ name }) => name.text);
  expect(names).toEqual(["v0", "v1", "v2", "v15", "unknown", "50 others", "missing"]);
  expect(listed.more).toBe(16);
  expect(rowsWith(facet, facet.all, "V1").map(({ value }) => value)).toContain("v19");
  const [, , , , , severity] = FACETS;
  expect(severity && missingRow(severity, severity.all, NO_CHOICE)?.n).toBe(30);
});

test("A line that is typed applies on Enter, and a mistake is marked where it is", async () => {
  await page.show();
  await page.press("/");
  const field = await page.type(LINE, "lang? = 1");
  expect(document.activeElement).toBe(field);
  await page.press("Enter", field);
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(page.text(".tw-line-wrong")).toBe("?");
  const message = document.getElementById(field.getAttribute("aria-describedby") ?? "");
  expect(message?.textContent).toContain("There is no feature");
  await page.type(LINE, "LANGUAGE='de'");
  await page.press("Enter", field);
  expect(field.value).toBe('language = "de"');
  expect(page.slices.at(-1)).toEqual(is("language", "de"));
});

test("A line that a slow kernel takes long to read is applied all the same", async () => {
  await page.show();
  page.model.holds.add("parse");
  const field = await page.type(LINE, "LANGUAGE='de'");
  await page.press("Enter", field);
  await new Promise((resolve) => setTimeout(resolve, 400));
  page.model.holds.clear();
  page.model.held.shift()?.();
  await settle(20);
  expect(page.slices.at(-1)).toEqual(is("language", "de"));
});

test("Completions are taken by Enter; Escape closes them before it takes the line back", async () => {
  await page.show();
  const field = await page.type(LINE, "la");
  const isOpen = () => expect(field.getAttribute("aria-expanded")).toBe("true");
  await vi.waitFor(isOpen);
  await page.press("ArrowDown", field);
  await page.press("ArrowDown", field);
  const active = document.getElementById(field.getAttribute("aria-activedescendant") ?? "");
  expect(active?.textContent).toContain("model");
  await page.press("Enter", field);
  expect(field.value).toBe("model");
  await vi.waitFor(isOpen);
  expect((await page.press("Escape", field)).defaultPrevented).toBe(true);
  expect(field.getAttribute("aria-expanded")).toBe("false");
  expect(press("Tab", field).defaultPrevented).toBe(false);
  await page.press("Escape", field);
  expect(field.value).toBe("");
});

test("A completion takes its place in code points, whatever letters stand before it", () => {
  const offered = { text: '😀 = "x', ...{ start: 4, end: 6, options: [] } };
  const option = { text: '"xyz"', label: "xyz", detail: "" };
  expect(completed(offered, option)).toEqual({ text: '😀 = "xyz"', at: 10 });
});

test("A range that is dragged is one step to take back", async () => {
  await page.show();
  const ends = page.facet("severity").querySelectorAll('[role="slider"]');
  for (const _ of [1, 2, 3]) await page.press("ArrowRight", ends[0] ?? null);
  expect(page.slices.length).toBeGreaterThan(2);
  await page.press("b");
  expect(page.slices.at(-1)).toEqual({ type: "every", parts: [] });
});
