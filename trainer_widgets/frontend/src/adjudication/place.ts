import { usePlace } from "../kit/context";
import type { WorklistPlace } from "../worklist/place";
import type { AdjudicationSession, AdjudicationState } from "./session";

export type AdjudicationPlace = WorklistPlace<AdjudicationSession>;

export function useAdjudication(): [AdjudicationSession, AdjudicationState] {
  const { session } = usePlace() as unknown as AdjudicationPlace;
  return [session, session.state];
}
