// The session of a list, as the parts that every list has reach it.
import type { ComponentChildren } from "preact";
import { usePlace } from "../kit/context";
import type { Keymap } from "../kit/keys";
import type { Worklist } from "./session";
import type { Kinds, WorklistState } from "./state";

// biome-ignore lint/suspicious/noExplicitAny: whatever the list is of
type AnyKinds = Kinds & { entry: any; looked: any; draft: any };
export type AnyWorklist = Worklist<AnyKinds, WorklistState<AnyKinds>>;

export interface WorklistPlace<S> {
  session: S;
  keymap: Keymap;
  root: HTMLElement;
}

export function useWorklist(): [AnyWorklist, AnyWorklist["state"]] {
  const { session } = usePlace() as unknown as WorklistPlace<AnyWorklist>;
  return [session, session.state];
}

export type Children = { children: ComponentChildren };
