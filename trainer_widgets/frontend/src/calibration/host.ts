// The session as the part in which people talk reaches it.
import type { Drafts } from "../kit/drafts";
import type { RoomSession } from "./session";
import type { TalkingHost } from "./talking";

/** For a session whose room is known. */
export function hostOf(session: RoomSession): TalkingHost {
  return {
    signal: session.signal,
    get welcome() {
      return session.state.welcome as TalkingHost["welcome"];
    },
    get view() {
      return session.view;
    },
    get room() {
      return session.state.room as TalkingHost["room"];
    },
    get isFacilitator() {
      return session.isFacilitator;
    },
    get guideline() {
      return session.state.guideline;
    },
    get forgotten() {
      return session.state.forgotten;
    },
    get nextVersion() {
      return session.state.nextVersion;
    },
    get drafts() {
      return session.drafts as Drafts<unknown> | null;
    },
    ask: (name, body, limit) => session.ask(name, body, limit),
    request: (name, body) => session.request(name, body),
    hello: () => session.hello(),
    subscribe: (listener) => session.subscribe(listener),
    announce: (announcement) => session.set({ announcement }),
    saw: () => session.saw(),
    takeGuideline: (guideline, next) => session.takeGuideline(guideline, next),
    deliver: (submission) => session.deliver(submission),
    waiting: (token) => {
      const kept = session.outbox?.entries() ?? [];
      return kept.findLast(({ submission }) => submission.token === token)?.submission ?? null;
    },
  };
}
