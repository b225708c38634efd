// What others have done to the item on screen, to be told aloud.
import type { RevealedItem } from "../../contract";

const DECIDED = { answer: "is decided", open: "is left open" };

/** In words; empty where nobody else has done anything. */
export function itemNews(before: RevealedItem, now: RevealedItem, own: string): string {
  const { decision, place } = now;
  const known = new Set(before.said.filter((one) => one.is_revised).map((one) => one.annotator));
  const revised = now.said
    .filter((one) => one.is_revised && !known.has(one.annotator) && one.annotator !== own)
    .map(({ annotator }) => `${annotator} has revised their answer.`);
  const isNew = decision && decision.decided_at !== before.decision?.decided_at;
  const decided =
    isNew && decision.decided_by !== own ? [`Item ${place} ${DECIDED[decision.kind]}.`] : [];
  return [...decided, ...revised].join(" ");
}
