import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Choice, Choices } from "../src/kit/matches";
import { TypeAhead, type TypeAheadProps } from "../src/kit/type_ahead";

const CHOICES: Choice[] = [
  { id: "privacy", name: "Privacy" },
  { id: "privacy.health", name: "Health data", path: "Privacy" },
  { id: "advice.medical", name: "Medical advice", path: "Advice", hotkey: "2" },
  { id: "advice.legal", name: "Legal advice", path: "Advice", hint: "no lawyer" },
  { id: "naivete", name: "Naïveté" },
  { id: "s1", name: "Advisory" },
];

let root: HTMLElement;

beforeEach(() => {
  root = document.createElement("div");
  document.body.append(root);
});
afterEach(() => {
  render(null, root);
  root.remove();
});

const found = (typed: string) =>
  new Choices(CHOICES).matching(typed, 50).choices.map(({ id }) => id);

test.each([
  ["privacy", ["privacy", "privacy.health"]],
  ["adv", ["s1", "advice.medical", "advice.legal"]],
  ["visor", ["s1"]],
  ["NAIVETE", ["naivete"]],
  ["naïv", ["naivete"]],
  ["s1", ["s1"]],
  ["advice leg", ["advice.legal"]],
  ["zebra", []],
])("%j finds its names, the best first", (typed, ids) => {
  expect(found(typed)).toEqual(ids);
});

test("Nothing typed finds all, in the order given", () => {
  expect(found(" ")).toEqual(CHOICES.map(({ id }) => id));
});

test("Of 5,000 names the first fifty are given and the rest is counted", () => {
  const many = Array.from({ length: 5_000 }, (_, index) => ({
    id: `${index}`,
    name: `n ${index}`,
  }));
  const { choices, more } = new Choices(many).matching("n", 50);
  expect([choices.length, more]).toEqual([50, 4_950]);
});

function draw(props: Partial<TypeAheadProps> = {}) {
  const onPick = vi.fn();
  render(<TypeAhead name="Category" choices={CHOICES} onPick={onPick} {...props} />, root);
  const field = root.querySelector("input") as HTMLInputElement;
  const press = (key: string) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    act(() => void field.dispatchEvent(event));
    return event.defaultPrevented;
  };
  const type = (text: string) => {
    field.value = text;
    act(() => void field.dispatchEvent(new InputEvent("input", { bubbles: true })));
  };
  const rows = () => [...root.querySelectorAll<HTMLElement>("[role=option]")];
  const active = () =>
    root.querySelector(`[id="${field.getAttribute("aria-activedescendant")}"]`)?.textContent;
  return { field, onPick, press, type, rows, active };
}

test("Enter picks the best match, empties the field and closes the list", () => {
  const { field, onPick, press, type, rows } = draw();
  type("med");
  expect(field.getAttribute("aria-expanded")).toBe("true");
  expect(press("Enter")).toBe(true);
  expect(onPick).toHaveBeenCalledWith("advice.medical");
  expect([field.value, rows().length]).toEqual(["", 0]);
});

test("Arrows go through the list and around its ends", () => {
  const { active, press } = draw();
  press("ArrowDown");
  expect(active()).toBe("Privacy");
  press("ArrowUp");
  expect(active()).toBe("Advisory");
  press("ArrowDown");
  press("ArrowDown");
  expect(active()).toBe("Privacy › Health data");
});

test("Escape closes the list, then clears the field, and is the widget's after that", () => {
  const { field, press, type, rows } = draw();
  type("a");
  expect(press("Escape")).toBe(true);
  expect([field.value, rows().length]).toEqual(["a", 0]);
  expect(press("Escape")).toBe(true);
  expect([field.value, rows().length]).toEqual(["", 0]);
  expect(press("Escape")).toBe(false);
});

test("Without a list Enter does nothing, and nothing is picked by Tab", () => {
  const { onPick, press, type } = draw();
  expect(press("Enter")).toBe(false);
  type("a");
  expect(press("Tab")).toBe(false);
  expect(onPick).not.toHaveBeenCalled();
});

test("A name that is not in the list can be added where that is allowed", () => {
  const onNew = vi.fn();
  const { press, type, rows } = draw({ onNew });
  type("privacy");
  expect(rows().at(-1)?.textContent).not.toContain("Add");
  type(" kiwi ");
  expect(rows().map((row) => row.textContent)).toEqual(["Add “kiwi”"]);
  press("Enter");
  expect(onNew).toHaveBeenCalledWith("kiwi");
});

test("Nothing that matches is said, and hostile names stay text", () => {
  const { type, rows } = draw({ choices: [{ id: "x", name: "<img src=x onerror=alert(1)>" }] });
  type("<img");
  expect(rows()[0]?.textContent).toBe("<img src=x onerror=alert(1)>");
  expect(root.querySelector("img")).toBeNull();
  type("zebra");
  expect(root.textContent).toContain("Nothing matches");
});

test("A click on a row picks it", () => {
  const { field, onPick, rows } = draw();
  act(() => field.click());
  act(() => rows()[3]?.click());
  expect(onPick).toHaveBeenCalledWith("advice.legal");
});
