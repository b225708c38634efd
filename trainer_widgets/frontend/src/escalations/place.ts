import { usePlace } from "../kit/context";
import type { WorklistPlace } from "../worklist/place";
import type { LeadSession, LeadState } from "./session";

export type LeadPlace = WorklistPlace<LeadSession>;

export function useLead(): [LeadSession, LeadState] {
  const { session } = usePlace() as unknown as LeadPlace;
  return [session, session.state];
}
