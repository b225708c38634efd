// The explorer's session and its keys, as the parts of this view reach them.
import { usePlace } from "../kit/context";
import type { Keymap } from "../kit/keys";
import type { ExplorerSession } from "./session";
import type { ExplorerState } from "./state";

export interface ExplorerPlace {
  session: ExplorerSession;
  keymap: Keymap;
  root: HTMLElement;
}

export function useExplorer(): [ExplorerSession, ExplorerState] {
  const { session } = usePlace() as unknown as ExplorerPlace;
  return [session, session.state];
}
