import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { moveOf } from "../src/kit/span_moves";
import { placeOf, unitAt } from "../src/kit/span_places";
import { SpanText, type SpanTextProps } from "../src/kit/span_text";

let root: HTMLElement;

beforeEach(() => {
  root = document.createElement("div");
  document.body.append(root);
});
afterEach(() => {
  render(null, root);
  root.remove();
});

const TEXT = "One 😀 two.\nHidden \u202eabc\u2069, \0 and e\u0301.\n\nEnd";
const SPANS = [
  { id: "a", start: 0, end: 7, label: "first" },
  { id: "b", start: 4, end: 9, label: "second", tone: 3, current: true },
  { id: "c", start: 10, end: 10, label: "missing" },
];

function draw(props: Partial<SpanTextProps> = {}) {
  const onSelect = vi.fn();
  const onPick = vi.fn();
  const given = { text: TEXT, name: "Response", spans: SPANS, selection: null, ...props };
  render(<SpanText {...given} {...{ onSelect, onPick }} />, root);
  const area = root.querySelector<HTMLElement>("[role=textbox]") as HTMLElement;
  return { area, onSelect, onPick };
}

function press(area: HTMLElement, key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  area.dispatchEvent(event);
  return event;
}

test("What is drawn has as many units as the text, at the same places", () => {
  const { area } = draw();
  expect(area.textContent).toHaveLength(TEXT.length);
  for (let unit = 0; unit <= TEXT.length; unit += 1) {
    expect(unitAt(area, ...placeOf(area, unit))).toBe(unit);
  }
});

test("Places outside of the text count as its nearer end", () => {
  const { area } = draw();
  const [before, after] = [document.createElement("p"), document.createElement("p")];
  root.prepend(before);
  root.append(after);
  expect(unitAt(area, before, 0)).toBe(0);
  expect(unitAt(area, after, 0)).toBe(TEXT.length);
  expect(unitAt(area, document.createElement("p"), 0)).toBe(TEXT.length);
});

test("Characters that hide or turn text around are shown by name and do nothing", () => {
  const { area } = draw();
  expect(area.textContent).not.toMatch(/[\u202e\u2069\0]/);
  const shown = [...area.querySelectorAll<HTMLElement>("[data-code]")];
  expect(shown.map((one) => one.getAttribute("data-code"))).toEqual(["U+202E", "U+2069"]);
});

test("Hostile texts and labels stay text", () => {
  const text = "<img src=x onerror=alert(1)>";
  const spans = [{ id: "<b>", start: 0, end: 5, label: text }];
  const { area } = draw({ text, spans });
  expect(area.querySelector("img, b")).toBeNull();
  expect(area.textContent).toBe(text);
  expect(area.querySelector("mark")?.title).toBe(text);
});

test("A click on a mark picks it, a click beside marks picks nothing", () => {
  const { area, onPick } = draw();
  const [first, both] = area.querySelectorAll<HTMLElement>("mark");
  first?.click();
  both?.click();
  area.querySelector<HTMLElement>(".tw-omission")?.click();
  area.click();
  expect(onPick.mock.calls.flat()).toEqual(["a", "a", "c"]);
});

test("Keys that are not a caret's reach the widget", () => {
  const { area } = draw();
  for (const key of ["1", "a", "Delete", "Tab", " ", "?", "Escape", "PageDown"]) {
    expect(press(area, key).defaultPrevented, key).toBe(false);
  }
  expect(press(area, "Enter", { ctrlKey: true }).defaultPrevented).toBe(false);
});

test("Shift and arrows select whole characters, told in code points; Escape takes it back", () => {
  const { area, onSelect } = draw({ spans: [] });
  area.focus();
  press(area, "End", { ctrlKey: true });
  press(area, "Home", { ctrlKey: true, shiftKey: true });
  expect(onSelect).toHaveBeenLastCalledWith({ start: 0, end: Array.from(TEXT).length });
  expect(press(area, "Escape").defaultPrevented).toBe(true);
  expect(onSelect).toHaveBeenLastCalledWith(null);
});

test("A caret is told only where something can be missing", () => {
  const quiet = draw({ spans: [] });
  press(quiet.area, "End", { ctrlKey: true });
  expect(quiet.onSelect).not.toHaveBeenCalled();
  const telling = draw({ spans: [], omissions: true });
  press(telling.area, "Home", { ctrlKey: true });
  expect(telling.onSelect).toHaveBeenLastCalledWith({ start: 0, end: 0 });
});

function selectAll({ area, onSelect }: ReturnType<typeof draw>): number {
  press(area, "a", { ctrlKey: true });
  return onSelect.mock.lastCall?.[0]?.end;
}

test("A very long text shows its first part until asked, or until a mark is further down", () => {
  const text = "line of text\n".repeat(10_000);
  expect(draw({ text, spans: [] }).area.textContent?.length).toBeLessThan(70_000);
  expect(root.textContent).toContain("Show all");
  expect(selectAll(draw({ text, spans: [] }))).toBeLessThan(70_000);
  const far = [{ id: "far", start: 120_000, end: 120_004, label: "far" }];
  expect(draw({ text, spans: far }).area.textContent).toHaveLength(text.length);
});

test.each([
  ["ArrowLeft", {}, false, "character left"],
  ["ArrowRight", { ctrlKey: true }, false, "word right"],
  ["ArrowRight", { altKey: true }, true, "word right"],
  ["ArrowLeft", { metaKey: true }, true, "lineboundary left"],
  ["ArrowUp", { metaKey: true }, true, "document backward"],
  ["ArrowDown", {}, false, "line forward"],
  ["Home", {}, false, "lineboundary backward"],
  ["End", { ctrlKey: true }, false, "document forward"],
  ["ArrowLeft", { altKey: true }, false, null],
  ["ArrowUp", { ctrlKey: true }, false, null],
  ["a", {}, false, null],
])("%s with %j asks for a move", (key, modifiers, isMac, expected) => {
  const move = moveOf(new KeyboardEvent("keydown", { key, ...modifiers }), isMac);
  expect(move && `${move.by} ${move.to}`).toBe(expected);
});
