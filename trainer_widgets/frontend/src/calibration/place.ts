// The session and its keys, as the parts of this view reach them.
import { usePlace } from "../kit/context";
import type { Keymap } from "../kit/keys";
import type { RoomSession } from "./session";
import type { RoomState } from "./state";

export interface RoomPlace {
  session: RoomSession;
  keymap: Keymap;
  root: HTMLElement;
}

export function useRoom(): [RoomSession, RoomState] {
  const { session } = usePlace() as unknown as RoomPlace;
  return [session, session.state];
}
