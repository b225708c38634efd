import axe from "axe-core";
import { expect, test, vi } from "vitest";
import widget from "../src/ranking";
import { freshPage, Page, press, settle } from "./fakes";

const page = freshPage();

test("A digit chooses, Ctrl+Enter stores and moves on", async () => {
  const root = await page.show();
  press("6", root);
  await settle();
  expect(page.chosen).toContain("B better");
  press("Enter", root, { ctrlKey: true });
  await settle();
  expect(page.position).toBe("2 of 9");
  expect(page.model.stored).toMatchObject([
    { token: "token-1", action: "answer", answer: { order: [["B"], ["A"]], strength: 2 } },
  ]);
  expect(localStorage.length).toBe(0);
  expect(page.saved).toContain("Saved");
});

test("Keys typed into the rationale stay in the rationale, except Ctrl+Enter", async () => {
  const root = await page.show();
  press("2", root);
  await settle();
  const field = root.querySelector("textarea");
  for (const key of ["7", "s", "u", "e", "0", "?"]) {
    expect(press(key, field).defaultPrevented).toBe(false);
  }
  await settle();
  expect(page.chosen).toContain("A better");
  expect(page.position).toBe("1 of 9");
  expect(page.model.stored).toEqual([]);
  press("Enter", field, { ctrlKey: true });
  await settle();
  expect(page.position).toBe("2 of 9");
});

test("No key leaves the widget, and what the browser does with Tab and Ctrl+C stays", async () => {
  const root = await page.show();
  const outside = vi.fn();
  document.addEventListener("keydown", outside);
  for (const key of ["a", "b", "m", "Enter", "Escape", "ArrowDown", "1"]) press(key, root);
  expect(press("Tab", root).defaultPrevented).toBe(false);
  press("Enter", root, { ctrlKey: true });
  expect(press("c", root, { ctrlKey: true }).defaultPrevented).toBe(false);
  // JupyterLab's selectors that end in `:focus` match a response: this one would run the cell.
  press("Enter", root.querySelector("[tabindex='0']"), { altKey: true });
  expect(outside).not.toHaveBeenCalled();
  document.removeEventListener("keydown", outside);
  expect(root.getAttribute("data-lm-suppress-shortcuts")).toBe("true");
});

test("Escape leaves the rationale, so that single keys work again", async () => {
  const root = await page.show();
  const field = root.querySelector("textarea");
  field?.focus();
  press("Escape", field);
  await settle();
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Preference");
});

test("When the focused element goes away, the next key still reaches the widget", async () => {
  const root = await page.show();
  press("p", root);
  await settle();
  const gone = document.createElement("button");
  root.append(gone);
  gone.focus();
  gone.remove();
  await settle();
  expect(root.contains(document.activeElement)).toBe(true);
});

test("A panel opens and closes by key, and a field in the work keeps its Escape", async () => {
  const root = await page.show();
  press("g", root);
  await settle();
  expect(root.querySelector("aside")?.textContent).toContain("Be kind.");
  const field = root.querySelector("textarea");
  field?.focus();
  press("Escape", field);
  await settle();
  expect(root.querySelector("aside")).not.toBeNull();
  press("Escape", document.activeElement);
  await settle();
  expect(root.querySelector("aside")).toBeNull();
});

test("An open panel has the focus to be read by arrows, and gives it back", async () => {
  const root = await page.show();
  const skip = page.button("Skips");
  skip?.focus();
  for (const [key, name] of Object.entries({ g: "Guideline text", "?": "Keys", l: "Answers" })) {
    press(key, document.activeElement);
    await settle();
    expect(document.activeElement?.getAttribute("aria-label")).toBe(name);
    expect(press("ArrowDown", document.activeElement).defaultPrevented).toBe(false);
  }
  press("l", document.activeElement);
  await settle();
  expect(root.querySelector("aside")).toBeNull();
  expect(document.activeElement).toBe(skip);
});

/** Tells what is scrolled to; the widget begins above what is on screen. */
function scrolledAway(root: HTMLElement): string[] {
  const told: string[] = [];
  root.getBoundingClientRect = () => new DOMRect(0, -300, 800, 900);
  HTMLElement.prototype.scrollIntoView = function (options) {
    told.push(`${this.className} ${(options as ScrollIntoViewOptions).block}`);
  };
  return told;
}

test("The next item begins on screen, and a complaint is brought there", async () => {
  const root = await page.show();
  const told = scrolledAway(root);
  await page.type("s");
  expect(told).toEqual([]);
  root.focus();
  await page.type("s");
  expect(told).toEqual(["tw start"]);
  await page.type("Submit", "Submit");
  expect(told.slice(1)).toEqual(["tw-complaint nearest", "tw-complaint nearest"]);
  Reflect.deleteProperty(HTMLElement.prototype, "scrollIntoView");
});

test("Without a choice nothing is sent and the reason is told", async () => {
  const root = await page.show();
  press("Enter", root, { ctrlKey: true });
  await settle();
  expect(root.querySelector(".tw-complaint")?.textContent).toContain("Choose a point");
  expect(page.model.stored).toEqual([]);
});

test("Everything has a name that assistive technology and tests can use", async () => {
  const root = await page.show({ criteria: [{ name: "Tone", definition: "Kind.", points: 5 }] });
  const result = await axe.run(root, { rules: { "color-contrast": { enabled: false } } });
  expect(result.violations.map((one) => one.id)).toEqual([]);
  expect(root.querySelector('fieldset[aria-label="Preference"]')).not.toBeNull();
  expect(root.querySelectorAll('fieldset[aria-label="Preference"] input[type=radio]')).toHaveLength(
    7,
  );
});

test("A view that is closed leaves no listener behind", async () => {
  const counts = new Map<EventTarget, number>();
  for (const target of [window, document]) {
    counts.set(target, 0);
    const add = target.addEventListener.bind(target);
    vi.spyOn(target, "addEventListener").mockImplementation((type, listener, options) => {
      const { signal } = (options ?? {}) as AddEventListenerOptions;
      counts.set(target, (counts.get(target) ?? 0) + 1);
      signal?.addEventListener("abort", () => counts.set(target, (counts.get(target) ?? 0) - 1));
      add(type, listener as EventListener, options);
    });
  }
  const root = await page.show();
  press("g", root);
  await settle();
  expect(page.model.listenerCount).toBeGreaterThan(0);
  page.end();
  await settle();
  expect(page.model.listenerCount).toBe(0);
  expect([...counts.values()]).toEqual([0, 0]);
  expect(page.el.children).toHaveLength(0);
});

test("anywidget's own signal ends a view as well", async () => {
  const ending = new AbortController();
  widget.render({ model: page.model as never, el: page.el, signal: ending.signal });
  await settle();
  ending.abort();
  expect(page.model.listenerCount).toBe(0);
});

test("Two widgets on one page share no id and no radio group", async () => {
  const beside = new Page();
  document.body.append(beside.el);
  await page.show();
  await beside.show();
  const names = ({ el }: Page) =>
    [...el.querySelectorAll<HTMLInputElement>("[id], [name]")]
      .flatMap(({ id, name }) => [id, name])
      .filter(Boolean);
  const own = new Set(names(page));
  expect(own.size).toBeGreaterThan(1);
  expect(names(beside).filter((name) => own.has(name))).toEqual([]);
  beside.end();
  beside.el.remove();
});
