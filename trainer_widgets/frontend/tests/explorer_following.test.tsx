import { beforeEach, expect, test } from "vitest";
import type { Sight } from "../src/contract";
import type { Condition } from "../src/explorer/conditions";
import { is } from "./explorer_facets";
import { SUGGESTION } from "./explorer_fakes";
import { freshExplorer } from "./explorer_page";
import { settle } from "./fakes";

const page = freshExplorer();
const at = (slice: Condition): Sight => ({
  ...{ slice, by: ["model"], sort: "labels", descending: true, offset: 0, item: null },
});
const PEOPLE = [
  { annotator: "ana", view: "a", sight: at({ type: "every", parts: [] }) },
  { annotator: "Ben", view: "b", sight: { ...at(is("language", "de")), offset: 25 } },
];
const notices = () => page.text(".tw-notices");

beforeEach(() => {
  page.model.people = PEOPLE;
});

test("Who follows somebody sees what they see, and a change of one's own ends it", async () => {
  await page.show();
  expect(page.button("Follow ana")).toBeUndefined();
  await page.click("Follow Ben");
  expect(page.slices.at(-1)).toEqual(is("language", "de"));
  expect(page.model.asked("page").at(-1)).toMatchObject({ sort: "labels", offset: 25 });
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

test("Nobody is followed any more who has gone", async () => {
  await page.show();
  await page.click("Follow Ben");
  expect(notices()).toContain("You follow Ben");
  const left = PEOPLE.filter(({ annotator }) => annotator !== "Ben");
  page.model.move({ annotator: "Ben", view: "b", sight: at(is("model", "m1")), people: left });
  await settle(10);
  expect(notices()).toBe("");
  expect(page.slices.at(-1)).toEqual(is("language", "de"));
});

test("Whom nobody follows changes nothing but the list of people", async () => {
  await page.show();
  const people = [...PEOPLE, { annotator: "Cleo", view: "c", sight: at(is("model", "m1")) }];
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
  expect(page.el.querySelector(".tw-kept")?.textContent).toMatch(
    /41.% against 12.%, \+29 points \(\+18 to \+40\), 120.labels, q = 0.001/,
  );
  await page.click("Apply");
  expect(page.slices.at(-1)).toMatchObject({ parts: [is("language", "de"), is("topic", "dates")] });
  expect(page.text(".tw-standing")).toMatch(
    /Confirmed in the half .*q = 0.001.*41.% against 12.%.*found in/,
  );
  page.model.tell("suggestions", { state: "searching", slices: [], note: "" });
  await settle();
  expect(page.el.querySelector(".tw-panel")?.textContent).toContain("Looking for slices");
});

test("Who has not begun to narrow is told what stands out", async () => {
  await page.show();
  const found = () => page.el.querySelector('[aria-label="Slices that stand out"]');
  expect(found()).toBeNull();
  page.model.tell("suggestions", { state: "done", slices: [SUGGESTION], note: "" });
  await settle();
  expect(found()?.textContent).toContain("+29 points");
  await page.click(SUGGESTION.text, found() ?? undefined);
  expect(page.slices.at(-1)).toEqual(SUGGESTION.slice);
  expect(found()).toBeNull();
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
  expect(page.el.querySelector(".tw-confirm")?.textContent).toMatch(
    /No condition narrows.*every item, all 400/,
  );
  await page.click("Put them there");
  expect(page.model.asked("send")).toMatchObject([{ purpose: "calibration" }]);
  expect(page.el.querySelector(".tw-code-line code")?.textContent).toBe(
    "project.item_list('review')",
  );
  expect(page.text(".tw-keep-acts")).toMatch(
    /40.items are on the list for calibration, 34 of them/,
  );
  await page.click("Take the 34 back");
  expect(page.model.asked("take_back")).toMatchObject([{ purpose: "calibration" }]);
  expect(page.text(".tw-keep-acts")).toMatch(/taken back: 6.items are on the list/);
});

test("What is on screen stays readable when the kernel is gone", async () => {
  await page.show();
  page.model.emit("comm:close");
  await settle();
  expect(page.el.querySelector('[role="alert"]')?.textContent).toContain("Re-run the cell");
  expect(page.el.querySelectorAll(".tw-facet")).toHaveLength(7);
});
