import type { DecidingPlace } from "../deciding/place";
import { usePlace } from "../kit/context";
import type { LeadSession, LeadState } from "./session";

export type LeadPlace = DecidingPlace<LeadSession>;

export function useLead(): [LeadSession, LeadState] {
  const { session } = usePlace() as unknown as LeadPlace;
  return [session, session.state];
}
