// What becomes of questions while somebody goes on.
import { expect, test, vi } from "vitest";
import type { Problem } from "../src/contract";
import { is } from "./explorer_facets";
import { freshExplorer } from "./explorer_page";
import { settle } from "./fakes";

const page = freshExplorer();
const LINE = ".tw-line input";
const OVERTAKEN: Problem = { code: "overtaken", message: "overtaken", final: true };
const announced = () =>
  page.text('.tw-hidden[aria-live="polite"]').replaceAll(/[\u00a0\u202f]/g, " ");

test("A click while the trend takes long asks for its rate at once", async () => {
  await page.show();
  page.model.holds.add("trend");
  await page.click("de", page.facet("language"));
  expect(page.model.asked("trend")).toHaveLength(2);
  await page.click("ar", page.facet("language"));
  expect(page.slices).toHaveLength(3);
  expect(page.slices.at(-1)).toMatchObject({ constants: ["de", "ar"] });
});

test("The rate on screen never goes back to that of an older slice", async () => {
  await page.show();
  page.model.holds.add("look");
  await page.click("de", page.facet("language"));
  await page.click("Clear all");
  // It is not waited for for long.
  await vi.waitFor(() => expect(page.model.held).toHaveLength(2));
  const [older, newer] = page.model.held;
  newer?.();
  await settle(10);
  expect(page.text(".tw-headline")).toContain("24");
  older?.();
  await settle(10);
  expect(page.text(".tw-headline")).toContain("24");
  expect(page.el.querySelector(".tw-standing")).toBeNull();
});

test("A slice that has settled is told to who does not see it", async () => {
  await page.show();
  expect(announced()).toBe("");
  await page.click("de", page.facet("language"));
  expect(announced()).toBe("41 % of 310 labels, +22 points against the rest");
  page.model.isEmpty = true;
  await page.click("m1", page.facet("model"));
  expect(announced()).toBe("The slice is empty.");
});

test("A comparison or an item that was overtaken is nothing to complain of", async () => {
  await page.show();
  await page.press("s");
  await page.type(".tw-keep-form input", "Kept");
  page.el.querySelector("form")?.dispatchEvent(new Event("submit", { cancelable: true }));
  await settle(10);
  await page.click("de", page.facet("language"));
  page.model.problem = OVERTAKEN;
  page.model.failing = "compare";
  await page.click("Compare");
  expect(page.model.asked("compare")).toHaveLength(1);
  page.model.failing = "open_item";
  await page.press("]");
  const complaints = [...page.el.querySelectorAll(".tw-complaint")].map((one) => one.textContent);
  expect(complaints.join("")).toBe("");
});

test("Who goes through items quickly gets the last one, and not one after another", async () => {
  await page.show();
  vi.spyOn(Date, "now").mockReturnValue(Date.now());
  page.model.holds.add("open_item");
  for (const _ of [1, 2, 3]) await page.press("]");
  expect(page.model.asked("open_item")).toHaveLength(1);
  page.model.held.shift()?.();
  await settle(10);
  expect(page.model.asked("open_item").map(({ item_id }) => item_id)).toEqual(["q0", "q2"]);
  vi.restoreAllMocks();
});

test("What is typed between Enter and the answer stays in the line", async () => {
  await page.show();
  page.model.holds.add("parse");
  const field = await page.type(LINE, "LANGUAGE='de'");
  await page.press("Enter", field);
  await page.type(LINE, "LANGUAGE='de' and model");
  page.model.holds.clear();
  page.model.held.shift()?.();
  await settle(20);
  expect(page.slices.at(-1)).toEqual(is("language", "de"));
  expect(field.value).toBe("LANGUAGE='de' and model");
  await page.click("Clear all");
  expect(field.value).toBe("");
});

test("A view says when it goes away", async () => {
  await page.show();
  const bodies = (wanted: string) =>
    page.model.requests.filter(({ name }) => name === wanted).map(({ body }) => body);
  page.end();
  expect(bodies("hello")).toMatchObject([{ view: expect.any(String) }]);
  const [{ view } = { view: "" }] = bodies("hello") as unknown as { view: string }[];
  expect(bodies("leave")).toEqual([{ seat: "seat", view }]);
});
