import axe from "axe-core";
import { expect, test, vi } from "vitest";
import { FACETS, is } from "./explorer_facets";
import { START } from "./explorer_fakes";
import { freshExplorer } from "./explorer_page";
import { settle } from "./fakes";

const page = freshExplorer();
const EVERYTHING = { type: "every", parts: [] };

test("A view begins with all labels: their rate, what they can be narrowed by, and the items", async () => {
  await page.show();
  expect(page.slices).toEqual([EVERYTHING]);
  expect(page.model.asked("breakdown")).toMatchObject([{ by: ["language"], turn: 1 }]);
  expect(page.text(".tw-position")).toBe("Disagreement");
  expect(page.el.querySelectorAll(".tw-facet")).toHaveLength(7);
  expect(page.el.querySelectorAll(".tw-items-row")).toHaveLength(3);
  expect(page.el.querySelector(".tw-standing")).toBeNull();
});

test("Back and forward go through the slices of this sitting", async () => {
  await page.show();
  await page.click("de", page.facet("language"));
  await page.click("m1", page.facet("model"));
  await page.press("b");
  expect(page.slices.at(-1)).toEqual(is("language", "de"));
  await page.press("f");
  expect(page.slices.at(-1)).toMatchObject({ type: "every", parts: [{}, {}] });
  await page.press("x");
  expect(page.slices.at(-1)).toEqual(EVERYTHING);
});

test("Clicks that are overtaken while the engine works are never asked", async () => {
  await page.show();
  vi.spyOn(Date, "now").mockReturnValue(Date.now());
  page.model.holds.add("look");
  for (const value of ["de", "ar", "en"]) await page.click(value, page.facet("language"));
  expect(page.slices).toHaveLength(2);
  page.model.holds.clear();
  page.model.held.shift()?.();
  await settle(20);
  expect(page.slices).toHaveLength(3);
  expect(page.slices.at(-1)).toMatchObject({ constants: ["de", "ar", "en"] });
  expect(page.model.asked("trend").map(({ turn }) => turn)).toEqual([1, 4]);
  vi.restoreAllMocks();
});

test("A number that takes long looks old, and an overtaken question is no trouble", async () => {
  page.model.isSlow = true;
  await page.show();
  page.model.holds.add("look");
  await page.click("de", page.facet("language"));
  await new Promise((resolve) => setTimeout(resolve, 350));
  await settle();
  expect(page.el.querySelector(".tw-rate-band.tw-late")).not.toBeNull();
  expect(page.text('[aria-label="Engine"]')).toContain("Asking the engine");
  page.model.problem = { code: "overtaken", message: "overtaken", final: true };
  page.model.held.shift()?.();
  await settle(10);
  expect(page.el.querySelector('[role="alert"]')).toBeNull();
});

test("A question that fails is told once, and can be asked again", async () => {
  await page.show();
  page.model.problem = { code: "failed", message: "The engine is away.", final: true };
  await page.click("de", page.facet("language"));
  expect(page.text('[role="alert"]')).toContain("The engine is away.");
  page.model.problem = null;
  await page.click("Try again");
  expect(page.el.querySelector('[role="alert"]')).toBeNull();
  expect(page.text(".tw-standing")).toContain("Exploratory");
});

test("A breakdown by two features leads to what a bar or a cell stands for", async () => {
  await page.show();
  const second = page.el.querySelector('[aria-label="Break down also by"]') as HTMLSelectElement;
  second.value = "model";
  second.dispatchEvent(new Event("change"));
  await settle(10);
  expect(page.model.asked("breakdown").at(-1)).toMatchObject({ by: ["language", "model"] });
  expect(page.slices).toHaveLength(1);
});

test("Keys go from item to item, over the end of a page", async () => {
  page.model.n_items = 60;
  await page.show();
  await page.press("]");
  expect(page.model.asked("open_item")).toMatchObject([{ item_id: "q0" }]);
  await page.click("q24");
  await page.press("]");
  await settle(10);
  expect(page.model.asked("page").at(-1)).toMatchObject({ offset: 25 });
  expect(page.model.asked("open_item").at(-1)).toMatchObject({ item_id: "q25" });
  await page.press("[");
  await settle(10);
  expect(page.model.asked("open_item").at(-1)).toMatchObject({ item_id: "q24" });
});

test("A key leads into the item that is open, and Escape out of it", async () => {
  await page.show();
  await page.press("]");
  await page.press("i");
  const item = page.el.querySelector(".tw-opened");
  expect(item?.contains(document.activeElement)).toBe(true);
  expect(page.button("Previous", item ?? undefined)?.disabled).toBe(true);
  await page.click("Next", item ?? undefined);
  expect(page.model.asked("open_item").at(-1)).toMatchObject({ item_id: "q1" });
  await page.press("Escape", document.activeElement);
  expect(page.el.querySelector(".tw-opened")?.contains(document.activeElement)).toBe(false);
});

test("An empty slice says so and leads back", async () => {
  await page.show();
  page.model.isEmpty = true;
  await page.click("de", page.facet("language"));
  expect(page.text(".tw-empty")).toContain("No labels are in this slice");
  page.model.isEmpty = false;
  await page.click("Back", page.el.querySelector(".tw-empty") as HTMLElement);
  expect(page.slices.at(-1)).toEqual(EVERYTHING);
});

test("Names and values that look like code are text", async () => {
  page.model.people = [{ annotator: "<img src=x onerror=alert(1)>", view: "a", sight: START }];
  await page.show();
  expect(page.el.querySelector("img")).toBeNull();
  expect(page.button("Follow <img src=x")).toBeDefined();
  expect(page.facet("language").textContent).toContain("<img src=x onerror");
});

test.each([
  [".tw-exploring", "b"],
  ["aside", "s"],
  ["aside", "u"],
])("Everything in %s, after the key %s, has a name for assistive technology", async (part, key) => {
  page.model.facets = [FACETS[0], FACETS[5]].flatMap((one) => one ?? []);
  await page.show();
  await page.click("de", page.facet("language"));
  await page.press(key);
  const rules = { "color-contrast": { enabled: false } };
  const { violations } = await axe.run(page.root.querySelector(part) as HTMLElement, { rules });
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
});

test("A view that is closed leaves no listener behind", async () => {
  await page.show();
  expect(page.model.listenerCount).toBeGreaterThan(0);
  page.end();
  await settle();
  expect(page.model.listenerCount).toBe(0);
  expect(page.el.children).toHaveLength(0);
});
