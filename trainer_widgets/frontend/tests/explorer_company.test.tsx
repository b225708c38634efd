import { beforeEach, expect, test } from "vitest";
import type { Sight } from "../src/contract";
import type { Condition } from "../src/explorer/conditions";
import { is } from "./explorer_facets";
import { freshExplorer } from "./explorer_page";
import { settle } from "./fakes";

const page = freshExplorer();
const PEOPLE = [
  { annotator: "ana", text: "" },
  { annotator: "Ben", text: 'language = "de"' },
];
const at = (slice: Condition): Sight => ({
  ...{ slice, by: ["model"], sort: "labels", descending: true, offset: 0, item: null },
});
const notices = () => page.text(".tw-notices");

beforeEach(() => {
  page.model.people = PEOPLE;
});

test("Who follows somebody sees what they see, and a change of one's own ends it", async () => {
  await page.show();
  expect(page.button("Follow ana")).toBeUndefined();
  await page.click("Follow Ben");
  expect(page.slices.at(-1)).toEqual(is("language", "de"));
  page.model.move({ annotator: "Ben", view: "b", sight: at(is("model", "m1")), people: PEOPLE });
  await settle(10);
  expect(page.slices.at(-1)).toEqual(is("model", "m1"));
  expect(page.model.asked("breakdown").at(-1)).toMatchObject({ by: ["model"] });
  // Going along is nothing to tell: two who follow each other would never rest.
  expect(page.model.asked("move")).toEqual([]);
  await page.click("Clear all");
  expect(notices()).not.toContain("follow");
  expect(page.model.asked("move")).toHaveLength(1);
  page.model.move({ annotator: "Ben", view: "b", sight: at(is("model", "m2")), people: PEOPLE });
  await settle(10);
  expect(page.slices.at(-1)).toEqual({ type: "every", parts: [] });
});

test("Whom nobody follows changes nothing but the list of people", async () => {
  await page.show();
  const people = [...PEOPLE, { annotator: "Cleo", text: "" }];
  page.model.move({ annotator: "Cleo", view: "c", sight: at(is("model", "m1")), people });
  await settle(10);
  expect(page.slices).toHaveLength(1);
  expect(page.button("Follow Cleo")).toBeDefined();
});

test("A cell moves the view where it is an order, and is told of where it is not", async () => {
  await page.show();
  page.model.move({ sight: at(is("model", "m1")), is_order: true, people: PEOPLE });
  await settle(10);
  expect(page.slices.at(-1)).toEqual(is("model", "m1"));
  page.model.move({ sight: at(is("model", "m2")), people: PEOPLE });
  await settle(10);
  expect(notices()).toContain("The notebook shows model is m2");
  expect(page.slices.at(-1)).toEqual(is("model", "m1"));
  await page.click("Go there");
  expect(page.slices.at(-1)).toEqual(is("model", "m2"));
  expect(notices()).toBe("");
});

test("Suggestions are looked for when asked, and one click applies one", async () => {
  await page.show();
  await page.press("u");
  await page.click("Look for slices");
  expect(page.model.asked("suggest")).toMatchObject([{ begin: true }]);
  expect(page.el.querySelector(".tw-kept")?.textContent).toMatch(/41.% vs 12.%, \+29 points/);
  await page.click("Apply");
  expect(page.slices.at(-1)).toMatchObject({ parts: [is("language", "de"), is("topic", "dates")] });
  page.model.tell("suggestions", { state: "searching", slices: [], note: "" });
  await settle();
  expect(page.el.querySelector(".tw-panel")?.textContent).toContain("Looking for slices");
});

test("A slice is saved, loaded, compared and deleted by its name", async () => {
  await page.show();
  await page.press("s");
  await page.type(".tw-keep-form input", "Dates in German");
  page.el.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
  await settle(10);
  expect(page.model.asked("save")).toMatchObject([{ name: "Dates in German" }]);
  await page.click("Clear all");
  await page.click("Compare");
  expect(page.el.querySelector(".tw-compared")?.textContent).toContain("+20 points");
  await page.click("Delete");
  expect(page.model.asked("drop")).toEqual([]);
  await page.click("Delete it");
  expect(page.model.asked("drop")).toMatchObject([{ name: "Dates in German" }]);
  expect(page.el.querySelector(".tw-kept")).toBeNull();
});

test("Items are sent on after their number was confirmed, and the line of Python is shown", async () => {
  await page.show();
  await page.press("s");
  await page.click("Send to calibration");
  expect(page.model.asked("send")).toEqual([]);
  expect(page.el.querySelector(".tw-confirm")?.textContent).toContain("400 items");
  await page.click("Put them there");
  expect(page.model.asked("send")).toMatchObject([{ purpose: "calibration" }]);
  expect(page.el.querySelector(".tw-code-line code")?.textContent).toBe(
    "tw.RankingWidget(project)",
  );
});

test("What is on screen stays readable when the kernel is gone", async () => {
  await page.show();
  page.model.emit("comm:close");
  await settle();
  expect(page.el.querySelector('[role="alert"]')?.textContent).toContain("Re-run the cell");
  expect(page.el.querySelectorAll(".tw-facet")).toHaveLength(7);
});
