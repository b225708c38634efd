import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { differenceOf } from "../src/kit/difference";
import { findAll } from "../src/kit/guideline";
import { safeAddress } from "../src/kit/link";
import { firstPart, LongText } from "../src/kit/long_text";
import { Markdown, visibleText } from "../src/kit/markdown";
import type { Mark } from "../src/kit/marked_text";

let root: HTMLElement;

beforeEach(() => {
  root = document.createElement("div");
  document.body.append(root);
});
afterEach(() => {
  render(null, root);
  root.remove();
});

function draw(source: string, marks?: Mark[]): HTMLElement {
  render(<Markdown source={source} marks={marks} />, root);
  return root;
}

const HOSTILE = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "text <img src=x onerror=alert(1)> text",
  "<iframe src=https://example.org></iframe>",
  "<style>* { display: none }</style>",
  "<div onclick=alert(1) style='position:fixed'>x</div>",
  "<svg/onload=alert(1)>",
  "<a href=javascript:alert(1)>x</a>",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](java\nscript:alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](vbscript:msgbox)",
  "[x](file:///etc/passwd)",
  "[x](//example.org)",
  "<javascript:alert(1)>",
  "![x](https://example.org/x.png)",
  '![x](x" onerror="alert(1))',
  "[![x](https://example.org/a.png)](javascript:alert(1))",
  "[x]: javascript:alert(1)\n\n[x]",
  "```html\n<script>alert(1)</script>\n```",
  '```js" onload="alert(1)\ncode\n```',
  "|a|\n|-|\n|<script>alert(1)</script>|",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "# <b onmouseover=alert(1)>x</b>",
];
const ALLOWED = new Set(["class", "dir", "type", "aria-expanded", "title", "start"]);

test.each(HOSTILE)("Nothing of %j runs, is loaded, or is a live link", (source) => {
  const drawn = draw(source);
  for (const button of drawn.querySelectorAll<HTMLElement>(".tw-link")) button.click();
  const forbidden = "script, iframe, img, style, svg, object, embed, form, a, link, meta, b";
  expect(drawn.querySelectorAll(forbidden)).toHaveLength(0);
  for (const element of drawn.querySelectorAll("*")) {
    for (const name of element.getAttributeNames()) expect(ALLOWED).toContain(name);
  }
});

test("An address is seen first and opens in a second step, in a tab of its own", async () => {
  const drawn = draw("[here](https://example.org/a) or mailto:a@b.org");
  expect(drawn.textContent).toContain("https://example.org/a");
  expect(drawn.querySelector("a")).toBeNull();
  drawn.querySelector<HTMLElement>(".tw-link")?.click();
  await vi.waitFor(() => expect(drawn.querySelector("a")).not.toBeNull());
  const link = drawn.querySelector("a");
  expect(link?.getAttribute("rel")).toBe("noopener noreferrer nofollow");
  expect(link?.getAttribute("target")).toBe("_blank");
});

test("Only absolute http, https and mailto addresses may be opened", () => {
  expect(safeAddress("https://example.org")).toBe("https://example.org/");
  expect(safeAddress("mailto:a@b.org")).toBe("mailto:a@b.org");
  for (const href of ["javascript:1", " javascript:1", "data:,x", "//x.org", "/x", "x", ""]) {
    expect(safeAddress(href)).toBeNull();
  }
});

test("Tables, lists, tasks and code are elements", () => {
  const drawn = draw("|a|b|\n|-|-:|\n|1|2|\n\n3. x\n\n- [x] done\n\n```py\nprint(1)\n```");
  expect(drawn.querySelectorAll("td")).toHaveLength(2);
  expect(drawn.querySelector("ol")?.getAttribute("start")).toBe("3");
  expect(drawn.querySelector("ul")?.textContent).toContain("☑ done");
  expect(drawn.querySelector("pre")?.textContent).toBe("print(1)");
});

test.each([
  ["$a_1 + b_2 * c_3$ and *more*", "$a_1 + b_2 * c_3$ and more"],
  ["\\(x_{1} \\\\ y_{2}\\)", "\\(x_{1} \\\\ y_{2}\\)"],
  ["It costs $5 and *not* $10.", "It costs $5 and not $10."],
  ["a &amp; b &#x41; &nope;", "a & b A &nope;"],
  ["snake_case_name 2 * 3 * 4", "snake_case_name 2 * 3 * 4"],
])("%j is read as %j", (source, text) => {
  expect(draw(source).textContent).toBe(text);
});

test("A block of LaTeX stays as written", () => {
  expect(draw("$$\n\\frac{a_1}{b_*}\n$$").querySelector("pre")?.textContent).toBe(
    "$$\n\\frac{a_1}{b_*}\n$$",
  );
});

test("Characters that hide are shown, and a null byte is replaced", () => {
  const drawn = draw("a\u202eb\u2066c\u0000d");
  expect(drawn.textContent).toBe("aU+202EbU+2066c\ufffdd");
});

test("Right-to-left text finds its own direction", () => {
  const drawn = draw("1. أولا\n\n> اقتباس");
  expect(drawn.querySelector("ol")?.dir).toBe("rtl");
  expect(drawn.querySelector("blockquote")?.dir).toBe("rtl");
});

test.each([">".repeat(5_000), "> ".repeat(3_000), "_a".repeat(30_000), "[".repeat(60_000)])(
  "Text made to exhaust a parser is still shown",
  (source) => {
    const start = performance.now();
    expect(draw(source).textContent?.length).toBeGreaterThan(1_000);
    expect(performance.now() - start).toBeLessThan(3_000);
  },
);

test("A megabyte is drawn in part, and whole on demand", async () => {
  const text = "word ".repeat(209_716);
  render(<LongText text={text} plain={false} />, root);
  expect(root.textContent?.length).toBeLessThan(61_000);
  const button = [...root.querySelectorAll("button")].find((one) =>
    /Show all/.test(one.innerText || one.textContent || ""),
  );
  expect(button?.textContent).toBe("Show all (1,048,580 characters)");
  button?.click();
  await vi.waitFor(() => expect(root.textContent?.length).toBe(text.length));
  expect(firstPart(`${"x".repeat(59_999)}😀`)).toHaveLength(59_999);
});

test("Marks cover what they are asked to, across elements", () => {
  const source = "One **two** three";
  const text = visibleText(source);
  const from = text.indexOf("ne t");
  const drawn = draw(source, [{ from, to: from + 6, kind: "found" }]);
  const marked = [...drawn.querySelectorAll("mark")].map((mark) => mark.textContent).join("");
  expect(marked).toBe("ne two");
  expect(drawn.textContent).toBe("One two three");
});

test("A search finds all places, whatever the case", () => {
  expect(findAll("Tone and tone", "TONE").map(({ from }) => from)).toEqual([0, 9]);
  expect(findAll("Tone", "t")).toEqual([]);
});

test("Differences are whole words, also in Chinese", () => {
  const words = (left: string, right: string) => {
    const found = differenceOf(left, right);
    if (typeof found === "string") throw new Error(found);
    return [
      found.left.map(({ from, to }) => left.slice(from, to)),
      found.right.map(({ from, to }) => right.slice(from, to)),
    ];
  };
  expect(words("runs east today", "runs west today")).toEqual([["east"], ["west"]]);
  expect(words("same", "same")).toEqual([[], []]);
  expect(words("我喜欢猫", "我喜欢狗")).toEqual([["猫"], ["狗"]]);
  expect(differenceOf("x".repeat(50_000), "y")).toContain("Too long");
});
