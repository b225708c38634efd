// The talk as its parts reach it, also those that stand in an item's own place.
import { createContext } from "preact";
import { useContext, useLayoutEffect, useState } from "preact/hooks";
import type { Bench } from "../../looking/bench";
import type { Deciding } from "./deciding";
import type { TalkingHost } from "./host";
import type { Revising } from "./revising";
import type { TalkState } from "./state";
import type { Talk } from "./talk";

export interface TalkPlace {
  host: TalkingHost;
  talk: Talk;
  revising: Revising;
  deciding: Deciding;
  bench: Bench;
}

const TalkContext = createContext<TalkPlace | null>(null);
export const TalkProvider = TalkContext.Provider;

export function useTalk(): TalkPlace & { state: TalkState } {
  const place = useContext(TalkContext) as TalkPlace;
  return { ...place, state: place.talk.state };
}

/** Draws the component again whenever the talk or its host changes. */
export function useTalkState(talk: Talk): void {
  const [, draw] = useState(0);
  useLayoutEffect(() => talk.subscribe(() => draw((count) => count + 1)), [talk]);
}
