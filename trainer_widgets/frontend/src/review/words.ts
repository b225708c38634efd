// Why a label is reviewed, and what came of it, in words.
import type { ReviewDecision, UnderReview } from "./labels";

export const WHY: Record<UnderReview["why"][number], string> = {
  audit: "audit",
  stratum: "one of each stratum",
  rework: "answered again",
  gold_missed: "gold missed",
  disagreement: "disagreement",
  filter: "filter",
  asked: "asked for",
};

export const DECIDED: Record<ReviewDecision, string> = {
  pass: "passed",
  return: "sent back",
  correct: "corrected",
};

export const whyIn = ({ why }: UnderReview): string => why.map((one) => WHY[one]).join(", ");

/** What became of a label; empty while it waits. */
export function became({ answered_again: again, decision }: UnderReview): string {
  if (!decision) return "";
  return again ? `${DECIDED[decision]}, answered again` : DECIDED[decision];
}
