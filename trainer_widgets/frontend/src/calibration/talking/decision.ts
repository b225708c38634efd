// A decision while it is written, and what is sent of it.
import type { Decide, Escalation, RevealedItem } from "../../contract";
import { noEscalation, trimmedEscalation } from "../../kit/escalate";
import type { Incomplete } from "../../kit/state";
import { draftOf } from "../../looking/task_views";
import { type Addition, addedRule, noAddition, type RuleProposal } from "../../ruling/rule";
import type { TalkingHost } from "./host";
import { answerNow } from "./revision";

export type DecisionKind = "answer" | "open";

export interface DecisionDraft extends Addition {
  /** Made when it is first sent, and the same whenever it is sent again. */
  event_id: string | null;
  kind: DecisionKind;
  /** Whose answer it started from. */
  from: string | null;
  /** The task's own draft; null until there is one. */
  task: unknown;
  /** Whether the answer is changed by hand, in the task's own view. */
  edits: boolean;
  reason: string;
  escalation: Escalation;
}

export function emptyDecision(): DecisionDraft {
  const answer = { kind: "answer" as const, from: null, task: null, edits: false };
  return {
    ...{ event_id: null, ...answer, reason: "" },
    ...{ escalation: noEscalation(), ...noAddition() },
  };
}

/** What the guideline's new version proposes for a decision. */
export const proposalOf = (draft: DecisionDraft, host: TalkingHost): RuleProposal => ({
  version: host.nextVersion,
  text: draft.reason.trim(),
  hasAnswer: draft.kind === "answer",
});

/** The task's draft of one person's answer; null where they gave none. */
export function startingFrom(who: string, opened: RevealedItem, host: TalkingHost): unknown {
  const one = opened.said.find(({ annotator }) => annotator === who);
  const answer = one && answerNow(one);
  if (!answer) return null;
  const { options, taxonomy } = host.welcome;
  return draftOf(host.view, answer, opened.item, options, taxonomy);
}

/** Everybody has their rationale beside their answer; a decision has its own reason. */
export const withoutRationale = (options: unknown): unknown => ({
  ...(options as object),
  rationale: "hidden",
});

type Made = Omit<Decide, "seat" | "event_id">;

function openOf(draft: DecisionDraft, place: number): Made | Incomplete {
  const escalation = trimmedEscalation(draft.escalation);
  if (!escalation.note) return { problem: "Write a note: what is to be settled later." };
  return { place, answer: null, reason: "", rule: null, escalation };
}

/** The request, or what is still missing. */
export function decideOf(
  draft: DecisionDraft,
  opened: RevealedItem,
  host: TalkingHost,
): Made | Incomplete {
  const { place } = opened;
  if (draft.kind === "open") return openOf(draft, place);
  if (draft.task === null) {
    return { problem: "Choose whose answer to start from, or write one." };
  }
  const { options, taxonomy } = host.welcome;
  const answer = host.view.answer(
    draft.task,
    opened.item,
    withoutRationale(options) as never,
    taxonomy,
  );
  if ("problem" in answer) return answer;
  const reason = draft.reason.trim();
  if (!reason) return { problem: "Write why: it is kept with the decision." };
  const base = host.guideline?.version ?? null;
  const rule = addedRule(draft, proposalOf(draft, host), base);
  if (rule && "problem" in rule) return rule;
  return { place, answer, reason, rule, escalation: null };
}
