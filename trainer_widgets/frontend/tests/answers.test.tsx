import { render } from "preact";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Answered, answersOf } from "../src/answers";
import { differences } from "../src/answers/answered";
import { PlaceProvider } from "../src/kit/context";
import { Keymap } from "../src/kit/keys";
import {
  CONVERSATION,
  CORRECTION,
  corrected,
  error,
  flag,
  HARM,
  HOSTILE,
  IMAGE,
  judged,
  REVIEWED,
  ranked,
  SAFETY,
  TARGET,
  TRANSLATION,
  tagged,
} from "./answered_items";
import { dealt, press, settle } from "./fakes";

let root: HTMLElement;
let session: object;

beforeEach(() => {
  root = document.createElement("div");
  document.body.append(root);
  const ask = () => new Promise(() => {});
  session = { choices: new Set(), signal: new AbortController().signal, state: {}, ask };
});
afterEach(() => {
  render(null, root);
  root.remove();
});

const by = (who: string, plain: unknown, more: Partial<Answered> = {}): Answered => ({
  ...{ who, kind: "person", action: plain === null ? "skip" : "answer", plain },
  ...{ marks: [], columns: [] },
  ...more,
});

interface Drawn {
  item?: unknown;
  options?: object;
  said: Answered[];
  gold?: unknown;
}

async function draw(task: string | null, { item = null, options = {}, said, gold = null }: Drawn) {
  const Answers = answersOf(task);
  const letters = [{ name: "A", text: "llama <b>" }];
  const keymap = new Keymap();
  root.addEventListener("keydown", (event) => keymap.handle(event));
  render(
    <PlaceProvider value={{ session, keymap, root }}>
      <Answers {...{ item, options, said, gold, letters }} taxonomy={HARM} />
    </PlaceProvider>,
    root,
  );
  await settle(2);
}

/** The table as text: a row a line, cells between bars. */
function grid(): string[] {
  return [...root.querySelectorAll(".tw-answer-grid tr")].map((row) =>
    [...row.children].map((cell) => cell.textContent?.replace(/\s+/g, " ").trim()).join(" | "),
  );
}

const isClean = () => root.querySelector("img, script, b") === null;
const MOST = " (not what most said)";
const OTHERS = " (others said something else)";

test("One who stands apart is told from several who are divided", () => {
  expect(differences(["a", "a", "b", null])).toEqual([null, null, "apart", null]);
  expect(differences(["a", "b", null])).toEqual(["divided", "divided", null]);
  expect(differences(["a", "a"])).toEqual([null, null]);
  expect(differences([])).toEqual([]);
});

test("Orders stand under each other, with the letters that lie elsewhere marked", async () => {
  const said = [
    by("ana", ranked([["B"], ["A", "C"]])),
    by("bo", ranked([["B"], ["A"], ["C"]])),
    by("chen", ranked([["B"], ["A"], ["C"]]), { kind: "model", marks: ["stale"] }),
    by("dora", ranked([], { verdict: "both_bad" })),
    by("eve", null),
  ];
  const gold = ranked([["B"], ["A"], ["C"]]);
  await draw("ranking", { item: dealt(1, ["one", "two", HOSTILE]), said, gold });
  expect(grid()).toEqual([
    "Annotator | Order",
    `ana | B > A = C≠${MOST}`,
    "bo | B > A > C",
    "chenmodelstale | B > A > C",
    `dora | All bad≠${MOST}`,
    "eveskipped | –",
    "Gold | B > A > C 2 of 4",
  ]);
  expect(root.querySelector(".tw-answer-head")?.textContent).toContain("llama <b>");
  expect(isClean()).toBe(true);
});

test("A pair tells how much better, and each criterion's scores", async () => {
  const score = (response: string, given: number) => ({
    ...{ response_id: response, criterion: "Tone", score: given },
  });
  const scores = [score("B", 2), score("A", 4)];
  const said = [
    by("ana", ranked([["A"], ["B"]], { strength: 1, scores })),
    by("bo", ranked([["A", "B"]], { strength: 0 })),
  ];
  await draw("ranking", { item: dealt(1), said });
  expect(grid()).toEqual([
    "Annotator | Order | Strength | Tone",
    `ana | A > B≠${OTHERS} | slightly better≠${OTHERS} | A 4 · B 2`,
    `bo | A = B≠${OTHERS} | about the same≠${OTHERS} | –`,
  ]);
});

test("Tags are counted for each person, against what was proposed", async () => {
  const said = [
    by("ana", tagged("cat", "night")),
    by("bo", tagged("cat", "night")),
    by("chen", tagged("cat", "cat", HOSTILE)),
    by("dora", null),
  ];
  await draw("image_tags", { item: IMAGE, said, gold: tagged("cat", "night") });
  expect(grid()).toEqual([
    " | ana | bo | chen | doraskipped | Gold | Agree",
    `cat proposed 2 | 1 1 removed | 1 1 removed | 2 ≠${MOST} | – | 1 1 removed 2 of 3 | 2 of 3`,
    `night proposed 1 | 1 | 1 | 0 1 removed≠${MOST} | – | 1 2 of 3 | 2 of 3`,
    `${HOSTILE} | 0 | 0 | 1 1 added≠${MOST} | – | 0 2 of 3 | 2 of 3`,
  ]);
  expect(isClean()).toBe(true);
});

test("Verdicts, flags and severities are rows, and each person's evidence has its line", async () => {
  const said = [
    by("ana", judged("unsafe", flag("crime.theft", "medium", { start: 0, end: 13 }))),
    by("bo", judged("unsafe", flag("crime.theft", "high", { start: 5, end: 30 }))),
    by("chen", judged("safe"), { kind: "model" }),
  ];
  await draw("safety", { item: CONVERSATION, options: SAFETY, said });
  expect(grid()).toEqual([
    " | ana | bo | chenmodel | Agree",
    `Verdict | Unsafe | Unsafe | Safe≠${MOST} | 2 of 3`,
    `Crime › Theft | Medium≠${OTHERS} | High≠${OTHERS} | not flagged≠${OTHERS} | 1 of 3`,
  ]);
  const spans = [...root.querySelectorAll("mark")].map(({ textContent, title }) => [
    textContent,
    title,
  ]);
  expect(spans).toEqual([
    ["Take ", "ana: Crime › Theft, medium"],
    ["a wrench", "ana: Crime › Theft, medium\nbo: Crime › Theft, high"],
    [[...REVIEWED].slice(13, 30).join(""), "bo: Crime › Theft, high"],
  ]);
  const [ana] = root.querySelectorAll<HTMLButtonElement>(".tw-lanes button");
  expect(ana?.textContent).toContain("ana");
  ana?.click();
  await settle(2);
  expect(ana?.getAttribute("aria-pressed")).toBe("false");
  expect([...root.querySelectorAll("mark")].every(({ title }) => title.startsWith("bo"))).toBe(
    true,
  );
  expect(isClean()).toBe(true);
});

test("Nothing of a veiled item is drawn until somebody lifts its veil", async () => {
  const options = { ...SAFETY, veil: true };
  await draw("safety", { item: CONVERSATION, options, said: [by("ana", judged("safe"))] });
  expect(root.textContent).not.toContain("wrench");
  press("v", root.querySelector(".tw-veil"));
  await settle(2);
  expect(root.textContent).toContain("wrench");
  press("v", root.querySelector(".tw-answers"));
  await settle(2);
  expect(root.textContent).not.toContain("wrench");
});

test("Errors are marked by person, listed in the order of the text, and picked from there", async () => {
  const said = [
    by("ana", corrected([error(20, 27, { note: HOSTILE }), error(5, 8)], "They went home.")),
    by("bo", corrected([error(0, 3, { side: "source" }), error(8, 8)])),
    by("chen", corrected([])),
  ];
  await draw("correction", { item: TRANSLATION, options: CORRECTION, said });
  const listed = [...root.querySelectorAll(".tw-said-mark")].map((one) => one.textContent);
  const note = HOSTILE.replace("\u202e", "U+202E");
  expect(listed).toEqual([
    "boWrongSource: Sie",
    "anaWronghas",
    "boWrong(something is missing)",
    `anaWrong${[...TARGET].slice(20, 27).join("")}${note}`,
  ]);
  expect(grid()).toEqual([
    " | ana | bo | chen | Agree",
    `Marks | 2 | 2 | 0≠${MOST} | 2 of 3`,
    `Wrong | marked, marked | marked, marked | none≠${MOST} | 2 of 3`,
    `Rewritten | Yes≠${MOST} | No | No | 2 of 3`,
  ]);
  const first = root.querySelector<HTMLButtonElement>(".tw-said-mark");
  first?.click();
  await settle(2);
  expect(first?.getAttribute("aria-current")).toBe("true");
  expect(root.querySelector(".tw-now")?.textContent).toBe("Sie");
  expect(root.querySelector(".tw-rewrites del")?.textContent).toContain("has decided");
  expect(isClean()).toBe(true);
});

test("Labels without a task are told in their own columns", async () => {
  const columns = (text: string, tags: string) => [
    { name: "toxic", text },
    { name: "tags", text: tags },
  ];
  const said = [
    by("ana", null, { action: "answer", columns: columns("yes", '["a", "b"]') }),
    by("bo", null, { action: "answer", columns: columns(HOSTILE, "[broken") }),
    by("chen", null),
  ];
  await draw(null, { said });
  const shown = HOSTILE.replace("\u202e", "U+202E");
  expect(grid()).toEqual([
    "Annotator | toxic | tags",
    `ana | yes≠${OTHERS} | ab≠${OTHERS}`,
    `bo | ${shown}≠${OTHERS} | [broken≠${OTHERS}`,
    "chenskipped | – | –",
  ]);
  expect(isClean()).toBe(true);
});

test("A task of somebody's own is told by its fields, with the item's texts above", async () => {
  const item = { type: "own", token: "t", number: 1, text: `Read ${HOSTILE}` };
  const said = [
    by("ana", { type: "own", stars: 3, why: null }),
    by("bo", { type: "own", stars: 3 }),
  ];
  await draw("own", { item, said, gold: { type: "own", stars: 4 } });
  expect(grid()).toEqual(["Annotator | stars", "ana | 3", "bo | 3", "Gold | 4 0 of 2"]);
  expect(root.querySelector('[aria-label="text"]')?.textContent).toContain("Read <img");
  expect(isClean()).toBe(true);
});

const TASKS: [string, unknown, object, unknown][] = [
  ["ranking", dealt(1), {}, ranked([["A"], ["B"]], { strength: 3 })],
  ["image_tags", IMAGE, {}, tagged("cat")],
  ["safety", CONVERSATION, SAFETY, judged("unsafe", flag("crime", "high", { start: 0, end: 4 }))],
  ["correction", TRANSLATION, CORRECTION, corrected([error(0, 4)])],
];

test.each(TASKS)(
  "%s: nobody, one and twelve people are shown",
  async (task, item, options, plain) => {
    await draw(task, { item, options, said: [] });
    expect(root.textContent).toContain("Nobody has answered");
    await draw(task, {
      item,
      options,
      said: [by("eve", null), by("fay", null, { action: "escalate" })],
    });
    expect(root.textContent).toContain("eveskipped fayescalated");
    await draw(task, { item, options, said: [by("ana", plain)] });
    expect(grid().join()).toContain("ana");
    expect(grid().join()).not.toContain("≠");
    const people = Array.from({ length: 12 }, (_, at) => by(`person ${at}`, plain));
    await draw(task, { item, options, said: people });
    expect(grid().join()).toContain("person 11");
    const on = root.querySelectorAll('.tw-lanes [aria-pressed="true"]').length;
    expect(on).toBe(task === "safety" || task === "correction" ? 6 : 0);
  },
);
