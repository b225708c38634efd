// The lead's session and its keys, as the parts of this view reach them.
import { usePlace } from "../kit/context";
import type { Keymap } from "../kit/keys";
import type { LeadSession, LeadState } from "./session";

export interface LeadPlace {
  session: LeadSession;
  keymap: Keymap;
  root: HTMLElement;
}

export function useLead(): [LeadSession, LeadState] {
  const { session } = usePlace() as unknown as LeadPlace;
  return [session, session.state];
}
