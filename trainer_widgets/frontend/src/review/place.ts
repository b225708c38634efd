import { usePlace } from "../kit/context";
import type { WorklistPlace } from "../worklist/place";
import type { ReviewSession, ReviewState } from "./session";

export type ReviewPlace = WorklistPlace<ReviewSession>;

export function useReview(): [ReviewSession, ReviewState] {
  const { session } = usePlace() as unknown as ReviewPlace;
  return [session, session.state];
}
