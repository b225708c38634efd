// A ruling while it is written, and what is sent of it.
import type { Escalated, Ledger, Resolve, Rule } from "../contract";
import type { Incomplete } from "../kit/state";

export type Kind = Resolve["kind"];

export const KINDS: Record<Kind, { name: string; means: string }> = {
  answer: { name: "Answer", means: "Yours settles the item" },
  clarification: { name: "Clarification", means: "The item goes back with it" },
  reject: { name: "Reject", means: "The item goes back with your reason" },
};

/** What is written of the rule; null stands for what the view proposes. */
export interface RuleDraft {
  version: string | null;
  title: string;
  text: string | null;
  example: string;
  counterexample: string;
  change: string | null;
  is_case: boolean;
}

export interface RulingDraft {
  /** Made when it is first sent, and the same whenever it is sent again. */
  event_id: string | null;
  kind: Kind | null;
  reason: string;
  /** The task's own draft of the lead's answer; null is the annotator's. */
  task: unknown;
  adds: boolean;
  rule: RuleDraft;
}

export type Unseated = Omit<Resolve, "seat">;

export function emptyRuling(): RulingDraft {
  const texts = { title: "", text: null, example: "", counterexample: "", change: null };
  const rule = { version: null, ...texts, is_case: true };
  return { event_id: null, kind: null, reason: "", task: null, adds: false, rule };
}

/** The rule with what the view proposes where nothing was written. */
export function ruleOf(
  { kind, rule }: RulingDraft,
  entry: Escalated,
  ledger: Ledger,
): Omit<Rule, "base"> {
  return {
    version: (rule.version ?? ledger.next_version ?? "").trim(),
    title: rule.title.trim(),
    text: (rule.text ?? entry.suggested_rule).trim(),
    example: rule.example,
    counterexample: rule.counterexample,
    change: (rule.change ?? rule.title).trim(),
    is_case: rule.is_case && kind === "answer",
  };
}

function ruleProblem({ title, version }: Omit<Rule, "base">): string | null {
  if (!version) return "Give the guideline's new version.";
  return title ? null : "Give the rule a title.";
}

/** The request, or what is still missing. */
export function resolveOf(
  draft: RulingDraft,
  entry: Escalated,
  ledger: Ledger,
  answer: () => unknown,
): Omit<Unseated, "event_id"> | Incomplete {
  const { kind, adds } = draft;
  const reason = draft.reason.trim();
  if (!kind) return { problem: "Choose a ruling: answer, clarification or reject." };
  if (kind !== "answer" && !reason) {
    return { problem: "Write why: the annotator reads it above the item." };
  }
  const given = kind === "answer" ? answer() : null;
  if (given && typeof given === "object" && "problem" in given) return given as Incomplete;
  const rule = ruleOf(draft, entry, ledger);
  const problem = adds ? ruleProblem(rule) : null;
  if (problem) return { problem };
  const base = ledger.guideline?.version ?? null;
  const added = adds ? { base, ...rule } : null;
  return { escalation: entry.escalation, kind, reason, answer: given, rule: added };
}
