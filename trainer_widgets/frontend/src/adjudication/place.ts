import type { DecidingPlace } from "../deciding/place";
import { usePlace } from "../kit/context";
import type { AdjudicationSession, AdjudicationState } from "./session";

export type AdjudicationPlace = DecidingPlace<AdjudicationSession>;

export function useAdjudication(): [AdjudicationSession, AdjudicationState] {
  const { session } = usePlace() as unknown as AdjudicationPlace;
  return [session, session.state];
}
