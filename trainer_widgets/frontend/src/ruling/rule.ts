// What a ruling adds to the guideline, while it is written and when it is sent.
import type { Rule } from "../contract";
import type { Incomplete } from "../kit/state";

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

/** The part of a ruling's draft that is about the guideline. */
export interface Addition {
  adds: boolean;
  rule: RuleDraft;
}

/** What stands where nothing was written, and whether the item can be a case. */
export interface RuleProposal {
  version: string | null;
  text: string;
  /** A case needs an answer that is the expected one. */
  hasAnswer: boolean;
}

export function noAddition(): Addition {
  const texts = { title: "", text: null, example: "", counterexample: "", change: null };
  return { adds: false, rule: { version: null, ...texts, is_case: true } };
}

function ruleOf(rule: RuleDraft, proposal: RuleProposal): Omit<Rule, "base"> {
  return {
    version: (rule.version ?? proposal.version ?? "").trim(),
    title: rule.title.trim(),
    text: (rule.text ?? proposal.text).trim(),
    example: rule.example,
    counterexample: rule.counterexample,
    change: (rule.change ?? rule.title).trim(),
    is_case: rule.is_case && proposal.hasAnswer,
  };
}

/** The rule that goes on the guideline's version `base`, nothing, or what is still missing. */
export function addedRule(
  { adds, rule: draft }: Addition,
  proposal: RuleProposal,
  base: string | null,
): Rule | null | Incomplete {
  if (!adds) return null;
  const rule = ruleOf(draft, proposal);
  if (!rule.version) return { problem: "Give the guideline's new version." };
  if (!rule.title) return { problem: "Give the rule a title." };
  return { base, ...rule };
}
