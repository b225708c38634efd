// What every part of a view can reach: the session, the keys, the widget's root element.
import { createContext } from "preact";
import { useContext, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Bindings, Keymap } from "./keys";
import type { Task } from "./protocol";
import type { Session } from "./session";
import type { State } from "./state";
import type { Visit, VisitState } from "./visit";

export interface Place<T extends Task, D> {
  session: Session<T, D>;
  keymap: Keymap;
  root: HTMLElement;
}

// A context cannot be generic; `usePlace` gives the types back.
const PlaceContext = createContext<unknown>(null);
export const PlaceProvider = PlaceContext.Provider;

export function usePlace<T extends Task, D>(): Place<T, D> {
  return useContext(PlaceContext) as Place<T, D>;
}

export function useSession<T extends Task, D>(): [Session<T, D>, State<T, D>] {
  const { session } = usePlace<T, D>();
  return [session, session.state];
}

/** What there is of a session in every widget, also in those with which nobody labels. */
export function useVisit(): [Visit<VisitState>, VisitState] {
  const session: Visit<VisitState> = usePlace().session;
  return [session, session.state];
}

/** Draws the component again whenever the session's state changes. */
export function useSessionState<S extends VisitState>(session: Visit<S>): void {
  const [, draw] = useState(0);
  // An effect would come after the paint, and miss what changes until then.
  useLayoutEffect(() => session.subscribe(() => draw((count) => count + 1)), [session]);
}

/** Binds keys while the component is on screen; the newest functions are the ones called. */
export function useKeys(bindings: Bindings, active = true): void {
  const { keymap } = usePlace();
  const latest = useRef(bindings);
  latest.current = bindings;
  const names = active ? Object.keys(bindings).join(" ") : "";
  // Before the next key can arrive, not after the next paint.
  useLayoutEffect(() => {
    if (!names) return undefined;
    const call = (name: string) => (event: KeyboardEvent) => latest.current[name]?.(event);
    return keymap.add(Object.fromEntries(names.split(" ").map((name) => [name, call(name)])));
  }, [keymap, names]);
}

/** A choice that stays from item to item while the view lives. */
export function useChoice(name: string): [boolean, (on: boolean) => void] {
  const { choices } = usePlace().session;
  const [on, setOn] = useState(choices.has(name));
  const choose = (next: boolean) => {
    if (next) choices.add(name);
    else choices.delete(name);
    setOn(next);
  };
  return [on, choose];
}
