import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PlaceProvider } from "../src/kit/context";
import { editsOf } from "../src/kit/difference";
import { continued, indented, outdented, type Replacement, stepOf } from "../src/kit/indentation";
import { RewriteEditor, type RewriteEditorProps } from "../src/kit/rewrite";
import { countsOf, rewriteProblem } from "../src/kit/rewrite_limits";

let root: HTMLElement;
const choices = new Set<string>();

beforeEach(() => {
  root = document.createElement("div");
  document.body.append(root);
  choices.clear();
});
afterEach(() => {
  render(null, root);
  root.remove();
});

function draw(props: Partial<RewriteEditorProps>) {
  const setText = vi.fn();
  const given = { text: "", original: "", name: "Rewrite", setText, ...props };
  const place = { session: { choices }, root };
  render(
    <PlaceProvider value={place}>
      <RewriteEditor {...given} />
    </PlaceProvider>,
    root,
  );
  return { setText, field: root.querySelector("textarea") as HTMLTextAreaElement };
}

const marked = (left: string, right: string) => {
  const edits = editsOf(left, right);
  if (typeof edits === "string") return edits;
  const signs = { same: ["", ""], removed: ["[-", "-]"], added: ["[+", "+]"] };
  return edits.map(({ kind, text }) => signs[kind].join(text)).join("");
};

test.each([
  ["one two three", "one 2 three", "one [-two-][+2+] three"],
  ["a b c d", "a x y d", "a [-b c-][+x y+] d"],
  ["same", "same", "same"],
  ["", "new", "[+new+]"],
  ["old", "", "[-old-]"],
  ["回答乙有礼貌", "回答甲有礼貌", "回答[-乙-][+甲+]有礼貌"],
  ["مرحبا بك", "مرحبا بكم", "مرحبا [-بك-][+بكم+]"],
])("From %j to %j", (left, right, expected) => {
  expect(marked(left, right)).toBe(expected);
});

test("The edits of two texts give both of them back", () => {
  const left = "The cat sat.\n\nOn a mat, 😀 it sat  long.";
  const right = "A cat sat on it.\nOn mats, 😁 it  sat long!";
  const edits = editsOf(left, right);
  if (typeof edits === "string") throw new Error(edits);
  const without = (kind: string) =>
    edits.filter((edit) => edit.kind !== kind).map(({ text }) => text);
  expect(without("added").join("")).toBe(left);
  expect(without("removed").join("")).toBe(right);
});

test("Words, lines and characters are counted, each against its limit", () => {
  const told = (text: string, most = 0) =>
    countsOf(text, { max_words: most, max_lines: 0, max_characters: 0 }).map((one) => one.told);
  expect(told("")).toEqual(["0 words", "0 lines", "0 characters"]);
  expect(told("one")).toEqual(["1 word", "1 line", "3 characters"]);
  expect(told("one two 😀\n", 5)).toEqual(["2 of at most 5 words", "1 line", "10 characters"]);
  const limits = { max_words: 2, max_lines: 1, max_characters: 0 };
  expect(rewriteProblem("one two", limits)).toBeNull();
  expect(rewriteProblem("one two\nthree", limits)).toBe(
    "Too long: 3 of at most 2 words, 2 of at most 1 lines.",
  );
});

const after = (code: string, { from, to, text, start, end }: Replacement) => {
  const whole = code.slice(0, from) + text + code.slice(to);
  return `${whole.slice(0, start)}|${start < end ? `${whole.slice(start, end)}|` : ""}${whole.slice(end)}`;
};

test("A step is a tab or the narrowest indentation of the code, else four blanks", () => {
  expect(stepOf("if x:\n\ty")).toBe("\t");
  expect(stepOf("a\n  b\n    c")).toBe("  ");
  expect(stepOf("a\n * comment\n    c")).toBe("    ");
  expect(stepOf("a")).toBe("    ");
});

test("Tab fills up to the next step, or moves all selected lines that are not blank", () => {
  expect(after("ab", indented("ab", 2, 2))).toBe("ab  |");
  const code = "a\n\n    b\nc";
  expect(after(code, indented(code, 0, code.length))).toBe("|    a\n\n        b\n    c|");
  expect(after("a\nb\n", indented("a\nb\n", 0, 2))).toBe("|    a\n|b\n");
});

test("Shift+Tab takes the step back, as far as there is one", () => {
  const code = "    a\n  b\nc";
  expect(after(code, outdented(code, 0, code.length))).toBe("|  a\nb\nc|");
  expect(after("    a", outdented("    a", 5, 5))).toBe("a|");
  expect(after("    a", outdented("    a", 2, 2))).toBe("|a");
});

test("Enter keeps the indentation, and opens a block after a colon or a bracket", () => {
  expect(after("    a", continued("    a", 5, 5))).toBe("    a\n    |");
  expect(after("def f():", continued("def f():", 8, 8))).toBe("def f():\n    |");
  expect(after("    ab", continued("    ab", 5, 6))).toBe("    a\n    |");
});

test("The browser checks the spelling of prose in its language, and leaves code alone", () => {
  const prose = draw({ lang: "de" }).field;
  expect([prose.getAttribute("spellcheck"), prose.lang, prose.dir]).toEqual(["true", "de", "auto"]);
  const code = draw({ code: true }).field;
  const names = ["spellcheck", "autocorrect", "autocapitalize"];
  expect(names.map((name) => code.getAttribute(name))).toEqual(["false", "off", "none"]);
});

test("Without an original there is no difference and no way back", () => {
  draw({ text: "words" });
  expect(root.querySelectorAll("button, ins, del")).toHaveLength(0);
});

test("The way back gives the original, and is offered only when something is changed", () => {
  const { setText } = draw({ text: "new", original: "old\r\ntext" });
  root.querySelector("button")?.click();
  expect(setText).toHaveBeenLastCalledWith("old\ntext");
  draw({ text: "old\ntext", original: "old\r\ntext" });
  expect(root.textContent).not.toContain("Back to the original");
  expect(root.textContent).toContain("Nothing is changed yet");
});

test("What went and what came are elements of their own, and the choice to hide them stays", () => {
  draw({ text: "a new text", original: "an old text" });
  expect(root.querySelector("del")?.textContent).toBe("an old");
  expect(root.querySelector("ins")?.textContent).toBe("a new");
  root.querySelector<HTMLElement>("button[aria-pressed]")?.click();
  expect([...choices]).toEqual(["rewrite without difference"]);
});

test("The first change is in sight, and the page stays where it is", () => {
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockImplementation(function (
    this: HTMLElement,
  ) {
    return new DOMRect(0, this.tagName === "DEL" ? 500 : 100, 10, 10);
  });
  draw({ text: "a new text", original: "an old text" });
  expect(root.querySelector(".tw-edits")?.scrollTop).toBe(370);
});

test("In code Tab indents, and leaves the field after Escape", () => {
  const { field, setText } = draw({ text: "a", original: "a", code: true });
  const press = (key: string) => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    field.dispatchEvent(event);
    return event.defaultPrevented;
  };
  field.setSelectionRange(0, 1);
  expect(press("Tab")).toBe(true);
  expect(setText).toHaveBeenLastCalledWith("    a");
  expect(press("Escape")).toBe(true);
  return new Promise<void>((done) => setTimeout(done)).then(() => {
    expect(press("Tab")).toBe(false);
  });
});
