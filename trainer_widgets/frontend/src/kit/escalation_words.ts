// Why somebody asks their lead, and what comes of it, in words.
import type { Escalated } from "../contract";
import type { Escalation } from "./protocol";

export const REASONS: Record<Escalation["reason"], string> = {
  guideline_silent: "The guideline says nothing about this",
  guideline_unclear: "The guideline is unclear here",
  guideline_contradiction: "The guideline contradicts itself",
  policy_question: "A question of policy",
  personal_data: "It contains personal data",
  harmful_to_me: "I do not want to work on this: it is harmful to me",
  broken_item: "The item is broken",
  needs_expert: "It needs an expert",
};

export const STATUS: Record<Escalated["status"], string> = {
  open: "open",
  resolved: "settled",
  withdrawn: "withdrawn",
};

export const RULED: Record<NonNullable<Escalated["ruling"]>, string> = {
  answer: "with an answer",
  clarification: "with a clarification",
  reject: "by rejecting it",
};
