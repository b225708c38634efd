// A ruling while it is written, and what is sent of it.
import type { Escalated, Ledger, Resolve } from "../contract";
import type { Incomplete } from "../kit/state";
import { type Addition, addedRule, noAddition, type RuleProposal } from "../ruling/rule";

export type Kind = Resolve["kind"];

export const KINDS: Record<Kind, { name: string; means: string }> = {
  answer: { name: "Answer", means: "Yours settles the item" },
  clarification: { name: "Clarification", means: "The item goes back with it" },
  reject: { name: "Reject", means: "The item goes back with your reason" },
};

export interface RulingDraft extends Addition {
  /** Made when it is first sent, and the same whenever it is sent again. */
  event_id: string | null;
  kind: Kind | null;
  reason: string;
  /** The task's own draft of the lead's answer; null is the annotator's. */
  task: unknown;
}

export type Unseated = Omit<Resolve, "seat">;

export function emptyRuling(): RulingDraft {
  return { event_id: null, kind: null, reason: "", task: null, ...noAddition() };
}

/** What the view proposes for the guideline. */
export const proposalOf = (
  { kind }: Pick<RulingDraft, "kind">,
  entry: Escalated,
  ledger: Pick<Ledger, "next_version"> | null,
): RuleProposal => ({
  version: ledger?.next_version ?? null,
  text: entry.suggested_rule,
  hasAnswer: kind === "answer",
});

/** The request, or what is still missing. */
export function resolveOf(
  draft: RulingDraft,
  entry: Escalated,
  ledger: Ledger,
  answer: () => unknown,
): Omit<Unseated, "event_id"> | Incomplete {
  const { kind } = draft;
  const reason = draft.reason.trim();
  if (!kind) return { problem: "Choose a ruling: answer, clarification or reject." };
  if (kind !== "answer" && !reason) {
    return { problem: "Write why: the annotator reads it above the item." };
  }
  const given = kind === "answer" ? answer() : null;
  if (given && typeof given === "object" && "problem" in given) return given as Incomplete;
  const base = ledger.guideline?.version ?? null;
  const rule = addedRule(draft, proposalOf(draft, entry, ledger), base);
  if (rule && "problem" in rule) return rule;
  return { escalation: entry.escalation, kind, reason, answer: given, rule };
}
