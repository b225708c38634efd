// The labels under review: with what is on its way, and those that the list shows.
import type { ReviewQueue, SubmitReview, UnderReview } from "../contract";
import { WHY } from "./words";

export type { UnderReview } from "../contract";
export type ReviewDecision = SubmitReview["decision"];

/** A review as the outbox keeps it: whoever sends it adds the seat. */
export type Review = Omit<SubmitReview, "seat">;

export const isOpen = ({ decision }: UnderReview): boolean => decision === null;

/** The queue as it will be once what is on its way has arrived. */
export function withPosted(queue: ReviewQueue, posted: readonly Review[]): UnderReview[] {
  if (!posted.length) return queue.labels;
  const newest = new Map(posted.map((review) => [review.label, review]));
  return queue.labels.map((entry) => {
    const review = newest.get(entry.label);
    if (!review) return entry;
    const { decision, reason, submitted_at: at } = review;
    const by = { reviewed_by: queue.annotator, reviewed_at: at, answered_again: false };
    return { ...entry, decision, reason, ...by };
  });
}

/** What of an entry can be searched. */
export function textsOf(entry: UnderReview): (string | null)[] {
  const { annotator, excerpt, reason, why } = entry;
  return [annotator, excerpt, reason, ...why.map((one) => WHY[one])];
}
