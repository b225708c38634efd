// What somebody does who leaves this computer, or finds another one's name on it.
import { forgetName, forgetPage } from "./browser_store";
import type { Task } from "./protocol";
import type { Session } from "./session";
import type { Visit, VisitState } from "./visit";

/** Asks again who is there; what the one before has begun or not sent yet stays theirs. */
export function leaveSeat<S extends VisitState>(session: Visit<S>): void {
  if (!session.canLeave) return;
  forgetPage(session.store);
  session.onLeave();
}

/** Leaves nothing of this person and project in this browser. */
export function forgetHere<T extends Task, D>(session: Session<T, D>): void {
  session.outbox?.clear();
  session.drafts?.clear();
  forgetName(session.store, session.state.person?.name ?? null);
  session.sitting.past = [];
  session.delivery?.forget();
  session.countUnsent();
}
