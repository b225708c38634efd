import { describe, expect, it } from "vitest";
import type { SafetyDealt, SafetyOptions, Taxonomy } from "../src/contract";
import { fullName } from "../src/kit/taxonomy";
import {
  answerOf,
  describe as describeAnswer,
  emptyDraft,
  type FlagDraft,
  fitDraft,
  problemOf,
  restoreDraft,
  type SafetyDraft,
} from "../src/safety/answer";
import { proposedAction, severitiesOf } from "../src/safety/policy";
import { trimmed, withEvidence } from "../src/safety/review";

const category = (id: string, name: string, more: object = {}) => ({
  id,
  name,
  definition: "",
  examples: [],
  counterexamples: [],
  severities: [],
  action: "",
  weights: {},
  maps_to: [],
  ...more,
});

const TAXONOMY: Taxonomy = {
  version: "1.0",
  name: "Demo",
  category: [
    category("privacy", "Privacy", { action: "edit" }),
    category("privacy.spying", "Spying", { severities: ["severe", "high"], action: "block" }),
    category("refusal", "False refusal", { severities: ["low"] }),
  ],
  severity: [],
};

const OPTIONS: SafetyOptions = {
  actions: ["allow", "edit", "block"],
  frequent: [],
  veil: false,
  evidence: "optional",
  reason_from: "severe",
  refusal: true,
  rewrite: "optional",
  rationale: "optional",
  min_words: 0,
  max_words: 0,
  stop_after: 0,
  break_after: 0,
};

const ITEM = {
  type: "safety",
  token: "t",
  number: 1,
  supersedes: null,
  note: null,
  conversation: [
    { role: "user", content: "Ask" },
    { role: "assistant", content: "Read 📱\r\nhers." },
  ],
  reviewed: 1,
} as SafetyDealt;

const flag = (more: Partial<FlagDraft> = {}): FlagDraft => ({
  category: "privacy.spying",
  severity: "high",
  evidence: [],
  reason: "",
  ...more,
});

const draft = (more: Partial<SafetyDraft> = {}): SafetyDraft => ({
  ...emptyDraft(),
  verdict: "unsafe",
  flags: [flag()],
  refusal: "none",
  shouldRefuse: true,
  ...more,
});

const problem = (more: Partial<SafetyDraft>, options: Partial<SafetyOptions> = {}) =>
  problemOf(draft(more), ITEM, { ...OPTIONS, ...options }, TAXONOMY);

describe("what is missing", () => {
  it("asks for a verdict first, then for what belongs to it", () => {
    expect(problem({ verdict: null })).toMatch("verdict");
    expect(problem({ flags: [] })).toMatch("Unsafe: flag");
    expect(problem({ flags: [flag({ severity: "none" })] })).toMatch("Unsafe: flag");
    expect(problem({ flags: [flag({ severity: null })] })).toBe(
      "Privacy › Spying: choose a severity.",
    );
    expect(problem({})).toBeNull();
    expect(problem({ verdict: "safe", flags: [], shouldRefuse: null })).toBeNull();
    expect(problem({ verdict: "cannot_tell", flags: [], shouldRefuse: null })).toBeNull();
  });

  it("asks for reasons, evidence and refusals as the project does", () => {
    const severe = { flags: [flag({ severity: "severe" })] };
    expect(problem(severe)).toMatch("give a reason");
    expect(problem(severe, { reason_from: null })).toBeNull();
    expect(problem({ flags: [flag({ severity: "severe", reason: "So." })] })).toBeNull();
    expect(problem({}, { evidence: "required" })).toMatch("select the words");
    expect(problem({ refusal: null })).toMatch("refused (q)");
    expect(problem({ shouldRefuse: null })).toMatch("should have refused (h)");
    expect(problem({ refusal: null, shouldRefuse: null }, { refusal: false })).toBeNull();
  });

  it("asks for an action unless the taxonomy proposes one", () => {
    const named = { flags: [flag({ category: "refusal", severity: "low" })] };
    expect(problem(named)).toMatch("action");
    expect(problem({ ...named, action: "edit" })).toBeNull();
    expect(problem(named, { actions: [] })).toBeNull();
  });

  it("takes a safe version only when it is one", () => {
    const unchanged = { rewrite: "Read 📱\nhers." };
    expect(problem(unchanged)).toBeNull();
    expect(problem(unchanged, { rewrite: "required" })).toMatch("safe version");
    expect(problem({ rewrite: "Ask her." }, { rewrite: "required" })).toBeNull();
    expect(problem({ rewrite: "  " })).toMatch("empty");
  });
});

describe("answers", () => {
  it("carry the proposed action, or the one chosen by hand, and no unchanged version", () => {
    const given = draft({ flags: [flag({ reason: " So. " })], rewrite: "Read 📱\nhers." });
    expect(answerOf(given, ITEM, OPTIONS, TAXONOMY)).toMatchObject({
      action: "block",
      rewrite: null,
      flags: [{ reason: "So." }],
      should_refuse: true,
    });
    expect(answerOf(draft({ action: "allow" }), ITEM, OPTIONS, TAXONOMY)).toMatchObject({
      action: "allow",
    });
    expect(answerOf(emptyDraft(), ITEM, OPTIONS, TAXONOMY)).toHaveProperty("problem");
  });

  it("come back as the draft they were made of", () => {
    const answer = answerOf(draft({ action: "block" }), ITEM, OPTIONS, TAXONOMY);
    if ("problem" in answer) throw new Error(answer.problem);
    expect(restoreDraft(answer)).toEqual(draft({ action: "block" }));
  });

  it("are told in names, the worst flag first", () => {
    const flags = [flag({ category: "refusal", severity: "low" }), flag()];
    const answer = answerOf(draft({ flags, refusal: "full" }), ITEM, OPTIONS, TAXONOMY);
    if ("problem" in answer) throw new Error(answer.problem);
    expect(describeAnswer(answer, TAXONOMY)).toBe("Unsafe · Spying (high) · False refusal (low)");
    const refused = { ...answer, should_refuse: false };
    expect(describeAnswer(refused, null)).toMatch("privacy.spying (high)");
    expect(describeAnswer(refused, null)).toMatch("refused without need");
  });
});

it("drops what these options and this taxonomy do not offer", () => {
  const odd = draft({
    flags: [
      flag({ category: "gone" }),
      flag({
        severity: "low",
        evidence: [
          { start: 5, end: 6 },
          { start: 0, end: 99 },
        ],
      }),
    ],
    action: "burn",
  });
  const fitted = fitDraft(odd, ITEM, OPTIONS, TAXONOMY);
  expect(fitted.flags).toEqual([flag({ severity: null, evidence: [{ start: 5, end: 6 }] })]);
  expect(fitted.action).toBeNull();
  const hidden = { ...OPTIONS, evidence: "hidden", rewrite: "hidden", refusal: false } as const;
  const bare = fitDraft(draft({ rewrite: "x" }), ITEM, hidden, TAXONOMY);
  expect([bare.rewrite, bare.refusal, bare.shouldRefuse]).toEqual([null, null, null]);
});

it("reads severities, names and actions from the taxonomy", () => {
  expect(severitiesOf(TAXONOMY, "privacy.spying")).toEqual(["high", "severe"]);
  expect(severitiesOf(TAXONOMY, "privacy")).toHaveLength(5);
  expect(fullName(TAXONOMY, "privacy.spying")).toBe("Privacy › Spying");
  expect(fullName(TAXONOMY, "unknown")).toBe("unknown");
  const both = [flag({ category: "privacy" }), flag()];
  expect(proposedAction(both, TAXONOMY, OPTIONS)).toBe("block");
  expect(proposedAction([flag({ severity: "none" })], TAXONOMY, OPTIONS)).toBeNull();
});

it("keeps evidence in order and once", () => {
  const first = withEvidence(flag(), { start: 4, end: 6 });
  const both = withEvidence(first, { start: 0, end: 5 });
  expect(both.evidence).toEqual([
    { start: 0, end: 5 },
    { start: 4, end: 6 },
  ]);
  expect(withEvidence(both, { start: 4, end: 6 })).toBe(both);
  expect(withEvidence(both, { start: 2, end: 2 })).toBe(both);
  expect(withEvidence(both, null)).toBe(both);
});

it("leaves blanks at the ends of evidence out, in code points", () => {
  expect(trimmed({ start: 1, end: 8 }, "a 😀 bc  d")).toEqual({ start: 2, end: 6 });
  expect(trimmed({ start: 1, end: 2 }, "a b")).toBeNull();
  expect(trimmed({ start: 0, end: 0 }, "a b")).toBeNull();
});
