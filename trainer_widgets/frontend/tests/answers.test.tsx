import { expect, test } from "vitest";
import { differences } from "../src/answers/answered";
import {
  CONVERSATION,
  CORRECTION,
  corrected,
  error,
  flag,
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
import { by, draw, grid, isClean, MOST, OTHERS, root } from "./answers_page";
import { dealt, press, settle } from "./fakes";

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
  await draw("ranking", { item: dealt(1, ["one", "two", HOSTILE]), said });
  expect(grid()).toEqual([
    "Annotator | Order",
    `ana | B > A = C≠${MOST}`,
    "bo | B > A > C",
    "chenmodelstale | B > A > C",
    `dora | All bad≠${MOST}`,
    "eveskipped | –",
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
  await draw("image_tags", { item: IMAGE, said });
  expect(grid()).toEqual([
    " | ana | bo | chen | doraskipped | Agree",
    `cat proposed 2 | 1 1 removed | 1 1 removed | 2 ≠${MOST} | – | 2 of 3`,
    `night proposed 1 | 1 | 1 | 0 1 removed≠${MOST} | – | 2 of 3`,
    `${HOSTILE} | 0 | 0 | 1 1 added≠${MOST} | – | 2 of 3`,
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
