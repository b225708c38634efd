// The session of a list, as the parts that every list has reach it.
import type { ComponentChildren } from "preact";
import { usePlace } from "../kit/context";
import type { Keymap } from "../kit/keys";
import type { Deciding } from "./session";
import type { DecidingState, Kinds } from "./state";

// biome-ignore lint/suspicious/noExplicitAny: whatever the list is of
type AnyKinds = Kinds & { entry: any; looked: any; draft: any };
export type AnyDeciding = Deciding<AnyKinds, DecidingState<AnyKinds>>;

export interface DecidingPlace<S> {
  session: S;
  keymap: Keymap;
  root: HTMLElement;
}

export function useDeciding(): [AnyDeciding, AnyDeciding["state"]] {
  const { session } = usePlace() as unknown as DecidingPlace<AnyDeciding>;
  return [session, session.state];
}

export type Children = { children: ComponentChildren };
