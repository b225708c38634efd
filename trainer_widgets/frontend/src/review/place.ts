import type { DecidingPlace } from "../deciding/place";
import { usePlace } from "../kit/context";
import type { ReviewSession, ReviewState } from "./session";

export type ReviewPlace = DecidingPlace<ReviewSession>;

export function useReview(): [ReviewSession, ReviewState] {
  const { session } = usePlace() as unknown as ReviewPlace;
  return [session, session.state];
}
