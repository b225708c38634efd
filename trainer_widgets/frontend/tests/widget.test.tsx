import axe from "axe-core";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { loginOf } from "../src/kit/identity";
import widget from "../src/ranking";
import { FakeKernel, settle } from "./fakes";

let el: HTMLElement;
let model: FakeKernel;
let end: () => void;

async function show(options: object = {}): Promise<HTMLElement> {
  model.options = { ...model.options, ...options };
  end = widget.render({ model: model as never, el });
  await settle();
  return el.querySelector(".tw") as HTMLElement;
}

function press(
  key: string,
  target: Element | null,
  modifiers: KeyboardEventInit = {},
): KeyboardEvent {
  const event = new KeyboardEvent("keydown", {
    key,
    bubbles: true,
    cancelable: true,
    ...modifiers,
  });
  target?.dispatchEvent(event);
  return event;
}

const chosen = () => el.querySelector<HTMLElement>(".tw-chosen")?.textContent ?? "";
const position = () => el.querySelector(".tw-position")?.textContent;
const saved = () => el.querySelector('[aria-label="Saved"]')?.textContent;

beforeEach(() => {
  localStorage.clear();
  el = document.createElement("div");
  document.body.append(el);
  model = new FakeKernel();
  end = () => {};
});
afterEach(() => {
  end();
  el.remove();
  vi.unstubAllGlobals();
});

test("A digit chooses, Ctrl+Enter stores and moves on", async () => {
  const root = await show();
  press("6", root);
  await settle();
  expect(chosen()).toContain("B better");
  press("Enter", root, { ctrlKey: true });
  await settle();
  expect(position()).toBe("2 of 9");
  expect(model.stored).toMatchObject([
    { token: "token-1", action: "answer", answer: { order: [["B"], ["A"]], strength: 2 } },
  ]);
  expect(localStorage.length).toBe(0);
  expect(saved()).toContain("Saved");
});

test("Keys typed into the rationale stay in the rationale, except Ctrl+Enter", async () => {
  const root = await show();
  press("2", root);
  await settle();
  const field = root.querySelector("textarea");
  for (const key of ["7", "s", "u", "e", "0", "?"]) {
    expect(press(key, field).defaultPrevented).toBe(false);
  }
  await settle();
  expect(chosen()).toContain("A better");
  expect(position()).toBe("1 of 9");
  expect(model.stored).toEqual([]);
  press("Enter", field, { ctrlKey: true });
  await settle();
  expect(position()).toBe("2 of 9");
});

test("No key leaves the widget, and what the browser does with Tab and Ctrl+C stays", async () => {
  const root = await show();
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
  const root = await show();
  const field = root.querySelector("textarea");
  field?.focus();
  press("Escape", field);
  await settle();
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Preference");
});

test("When the focused element goes away, the next key still reaches the widget", async () => {
  const root = await show();
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
  const root = await show();
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

test("Without a choice nothing is sent and the reason is told", async () => {
  const root = await show();
  press("Enter", root, { ctrlKey: true });
  await settle();
  expect(root.querySelector(".tw-complaint")?.textContent).toContain("Choose a point");
  expect(model.stored).toEqual([]);
});

test("Everything has a name that assistive technology and tests can use", async () => {
  const root = await show({ criteria: [{ name: "Tone", definition: "Kind.", points: 5 }] });
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
  const root = await show();
  press("g", root);
  await settle();
  expect(model.listenerCount).toBeGreaterThan(0);
  end();
  await settle();
  expect(model.listenerCount).toBe(0);
  expect([...counts.values()]).toEqual([0, 0]);
  expect(el.children).toHaveLength(0);
});

test("anywidget's own signal ends a view as well", async () => {
  const ending = new AbortController();
  widget.render({ model: model as never, el, signal: ending.signal });
  await settle();
  ending.abort();
  expect(model.listenerCount).toBe(0);
});

test("Jupyter's invented users have no login", () => {
  const invented = { username: "d3b07384d113edec49eaa6238ad5ff00", display_name: "Anonymous Io" };
  expect(loginOf({ identity: invented })).toBeNull();
  expect(loginOf({ identity: { username: "ana", display_name: "Ana" } })).toBe("ana");
  expect(loginOf({})).toBeNull();
});
