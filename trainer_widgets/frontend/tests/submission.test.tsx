// What goes along with a decision, and what an item is taken back with.
import { expect, test, vi } from "vitest";
import type { Own, RankingAnswer } from "../src/contract";
import { FakeKernel, freshPage, settle } from "./fakes";

const page = freshPage();
const TONE = { name: "Tone", definition: "", points: 5 };
const ANSWER: RankingAnswer = {
  type: "ranking",
  order: [["B"], ["A"]],
  strength: 2,
  scores: [],
  verdict: "ranked",
  points: 7,
};
const OWN: Own = {
  token: "token-7",
  number: 7,
  event_id: "event",
  action: "answer",
  submitted_at: null,
  excerpt: "Question 7",
  rationale: "because",
  answer: ANSWER,
};

async function openOwn(own: Own): Promise<void> {
  page.model.own = [own];
  await page.type("l");
  const entry = () => page.root.querySelector<HTMLElement>(".tw-own button");
  await vi.waitFor(() => expect(entry()).not.toBeNull());
  entry()?.click();
  await settle();
}

/** The kernel is silent, the view is closed, and a new one meets a new kernel. */
async function comeBack(options: object): Promise<void> {
  window.dispatchEvent(new Event("pagehide"));
  page.end();
  page.model = new FakeKernel();
  await page.show(options);
}

test("What was on screen is fixed when the answer is given, not when it is sent", async () => {
  await page.show({ word_counts: true });
  page.model.answers = false;
  await page.type("1", "Submit");
  page.end();
  page.model = new FakeKernel();
  page.model.version = "2.0";
  await page.show();
  await vi.waitFor(() => expect(page.model.stored).toHaveLength(1));
  await page.type("1", "Submit");
  expect(page.model.stored).toMatchObject([
    { token: "token-1", guideline: "1.0", seen: ["word_counts"] },
    { token: "token-2", guideline: "2.0", seen: [] },
  ]);
});

test("What an older version has kept is sent without a claim about what was on screen", async () => {
  await page.show();
  page.model.answers = false;
  await page.type("1", "Submit");
  page.end();
  const [key = ""] = Object.keys(localStorage);
  const kept = JSON.parse(localStorage.getItem(key) ?? "");
  delete kept.submission.guideline;
  delete kept.submission.seen;
  localStorage.setItem(key, JSON.stringify(kept));
  page.model = new FakeKernel();
  await page.show();
  await vi.waitFor(() => expect(page.model.stored).toHaveLength(1));
  expect(page.model.stored[0]).toMatchObject({ guideline: null, seen: [] });
});

test("An undo says nothing of the item that was on screen meanwhile", async () => {
  await page.show();
  await page.type("1", "Submit", "d");
  await new Promise((resolve) => setTimeout(resolve, 20));
  await page.type("u");
  const retract = page.model.stored[1];
  expect(retract).toMatchObject({
    action: "retract",
    token: "token-1",
    active_ms: 0,
    seen: [],
  });
  expect(retract?.started_at).toBe(retract?.submitted_at);
});

test("An undone revision that is left and skipped still replaces what it replaced", async () => {
  await page.show();
  await page.type("1", "Submit", "p", "7", "Submit", "u");
  expect(page.position).toBe("1 of 9");
  await openOwn({ ...OWN, token: "token-9", number: 9 });
  expect(page.position).toBe("9 of 9");
  await page.type("n");
  expect(page.position).toBe("1 of 9");
  await page.type("s");
  expect(page.model.stored.at(-1)).toMatchObject({
    action: "skip",
    token: "token-1",
    supersedes: page.model.stored[0]?.event_id,
  });
});

test("A draft from a scale with more points hides no strength", async () => {
  await page.show();
  await page.type("4");
  expect(page.chosen).toContain("About the same");
  await comeBack({ points: 4 });
  expect(page.chosen).toBe("");
  await page.type("Submit");
  expect(page.root.querySelector(".tw-complaint")?.textContent).toContain("Choose a point");
  expect(page.model.stored).toEqual([]);
});

test("One's own answer keeps only what is offered now", async () => {
  const score = { response_id: "A", criterion: "Tone", score: 5 };
  const scores = [score, { ...score, response_id: "B", score: 3 }, { ...score, criterion: "Gone" }];
  await page.show({ points: 5, criteria: [{ ...TONE, points: 4 }] });
  await openOwn({ ...OWN, answer: { ...ANSWER, scores } });
  expect([page.position, page.chosen]).toEqual(["7 of 9", ""]);
  expect(page.root.textContent).toContain("1 of 2 scored");
  await page.type("1", "Submit");
  expect(page.model.stored[0]?.answer).toMatchObject({ scores: [scores[1]], strength: 3 });
});

test("A kernel that comes back with other options changes the draft on screen as well", async () => {
  await page.show();
  page.model.answers = false;
  await page.type("s", "2");
  expect([page.position, page.chosen]).toEqual(["2 of 9", "A better2"]);
  page.model.options = { ...page.model.options, points: 4 };
  page.model.answers = true;
  page.model.refuses = ({ seat }) => seat === "seat";
  page.model.seat = "another seat";
  page.model.problem = { code: "unknown_seat", message: "who?", final: false };
  const skip = page.model.requests.findLast((one) => one.name === "submit");
  if (skip) page.model.reply(skip);
  await settle();
  expect(page.model.stored).toMatchObject([{ token: "token-1", action: "skip" }]);
  await page.type("Submit");
  expect([page.position, page.chosen]).toEqual(["2 of 9", ""]);
});

test("An answer to an item that has changed since is listed and can be given anew", async () => {
  await page.show();
  await openOwn({ ...OWN, answer: null });
  expect(page.root.querySelector(".tw-own-said")?.textContent).toContain("has changed since");
  expect([page.position, page.chosen]).toEqual(["7 of 9", ""]);
  expect(page.root.querySelector("textarea")?.value).toBe("because");
  await page.type("1", "Submit");
  expect(page.model.stored).toMatchObject([{ token: "token-7", rationale: "because" }]);
});

test("What fails for one item keeps nobody busy, and does not stop the next", async () => {
  await page.show();
  page.model.problem = { code: "failed", message: "poison", final: false };
  page.model.refuses = ({ token }) => token === "token-1";
  await page.type(...Array.from({ length: 9 }, () => ["1", "Submit"]).flat());
  expect(page.saved).toBe("1 not sent yet");
  expect(page.model.stored).toHaveLength(8);
  expect(page.root.textContent).toContain("poison");
  const before = page.model.requests.length;
  await settle(50);
  expect(page.model.requests.length - before).toBeLessThan(3);
});
