import { expect, test } from "vitest";
import {
  answerOf,
  emptyDraft,
  orderOf,
  POSITIONS,
  type Points,
  preferenceLabel,
  ranksOf,
  restoreDraft,
  describe as said,
} from "../src/ranking/answer";
import { moved, placed } from "../src/ranking/order";
import { dealt, OPTIONS } from "./fakes";

const A = [["A"], ["B"]];
const B = [["B"], ["A"]];
const TIE = [["A", "B"]];

const EXPECTED: Record<Points, [string, string[][], number][]> = {
  2: [
    ["A better", A, 2],
    ["B better", B, 2],
  ],
  4: [
    ["A much better", A, 3],
    ["A slightly better", A, 1],
    ["B slightly better", B, 1],
    ["B much better", B, 3],
  ],
  5: [
    ["A much better", A, 3],
    ["A slightly better", A, 1],
    ["About the same", TIE, 0],
    ["B slightly better", B, 1],
    ["B much better", B, 3],
  ],
  7: [
    ["A much better", A, 3],
    ["A better", A, 2],
    ["A slightly better", A, 1],
    ["About the same", TIE, 0],
    ["B slightly better", B, 1],
    ["B better", B, 2],
    ["B much better", B, 3],
  ],
};

test.each([2, 4, 5, 7] as const)(
  "Each point of the scale of %i is stored as it reads",
  (points) => {
    const item = dealt(1);
    const stored = POSITIONS[points].map((preference) => {
      const answer = answerOf({ ...emptyDraft(), preference }, item, { ...OPTIONS, points });
      if ("problem" in answer) throw new Error(answer.problem);
      expect([answer.points, answer.verdict]).toEqual([points, "ranked"]);
      expect(restoreDraft(answer, item).preference).toBe(preference);
      return [preferenceLabel(preference, "A", "B"), answer.order, answer.strength];
    });
    expect(stored).toEqual(EXPECTED[points]);
  },
);

test("Nothing chosen is not an answer", () => {
  expect(answerOf(emptyDraft(), dealt(1), OPTIONS)).toHaveProperty("problem");
});

test.each(["both_bad", "cannot_judge"] as const)("%s has no order", (verdict) => {
  const draft = { ...emptyDraft(), preference: 2, verdict };
  const answer = answerOf(draft, dealt(1), OPTIONS);
  expect(answer).toMatchObject({ verdict, order: [], strength: null, points: 7 });
});

test("Three and more are ordered, with ties, and all of them must be", () => {
  const item = dealt(1, ["a", "b", "c"]);
  const draft = { ...emptyDraft(), ranks: { A: 2, B: 1 } };
  expect(answerOf(draft, item, OPTIONS)).toEqual({ problem: "Not ranked yet: C." });
  const whole = answerOf({ ...draft, ranks: { A: 3, B: 1, C: 3 } }, item, OPTIONS);
  expect(whole).toMatchObject({ order: [["B"], ["A", "C"]], strength: null, points: null });
});

test("Ranks and orders say the same", () => {
  const order = [["B"], ["A", "C"], ["D"]];
  expect(ranksOf(order)).toEqual({ A: 2, B: 1, C: 2, D: 4 });
  expect(orderOf(ranksOf(order), ["A", "B", "C", "D"])).toEqual(order);
});

test("Arrow keys reach every order, through ties", () => {
  const order = [["A"], ["B"], ["C"]];
  const tied = moved(order, "C", -1);
  expect(tied).toEqual([["A"], ["B", "C"]]);
  expect(moved(tied, "C", -1)).toEqual([["A"], ["C"], ["B"]]);
  expect(moved(order, "A", -1)).toEqual(order);
});

test("Dropping on others ties, dropping between does not", () => {
  const order = [["A"], ["B"], ["C"]];
  expect(placed(order, "C", 0, true)).toEqual([["A", "C"], ["B"]]);
  expect(placed(order, "C", 0, false)).toEqual([["C"], ["A"], ["B"]]);
  expect(placed([], "A", 0, false)).toEqual([["A"]]);
});

test("Answers are described in a few words", () => {
  const kind = { type: "ranking", points: 7, verdict: "ranked" } as const;
  const base = { ...kind, scores: [] };
  expect(said({ ...base, order: B, strength: 2 })).toBe("B better");
  expect(said({ ...base, order: TIE, strength: 0 })).toBe("About the same");
  expect(said({ ...base, order: [["B"], ["A", "C"]], strength: null })).toBe("B › A = C");
});
