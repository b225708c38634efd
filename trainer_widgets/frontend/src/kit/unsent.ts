// The outbox in a few numbers, for the header and the notices.
import type { Outbox, Posted, Refused } from "./outbox";
import type { Submission, Task } from "./protocol";
import type { Past, State } from "./state";

/** So long a submission may be on its way before somebody is told. */
export const PROMPTLY = 1_200;

export interface Unsent<S extends Posted> {
  unsent: number;
  /** Something has been on its way for longer than a good line needs. */
  slow: boolean;
  refused: Refused<S>[];
}

export function unsentIn<S extends Posted>(outbox: Outbox<S> | null): Unsent<S> {
  const entries = outbox?.entries() ?? [];
  const oldest = entries[0]?.kept_at ?? Number.POSITIVE_INFINITY;
  return {
    slow: !navigator.onLine || Date.now() - oldest >= PROMPTLY,
    unsent: entries.length,
    refused: outbox?.refused() ?? [],
  };
}

export function unsentState<T extends Task, D>(
  outbox: Outbox<Submission<T>> | null,
  past: Past<T, D>[],
): Partial<State<T, D>> & { unsent: number } {
  const entries = outbox?.entries() ?? [];
  const isNew = ({ submission }: Past<T, D>) =>
    submission.action === "answer" && submission.supersedes === null;
  const fresh = new Set(past.filter(isNew).map(({ submission }) => submission.event_id));
  return {
    ...unsentIn(outbox),
    unsentDone: entries.filter(({ submission }) => fresh.has(submission.event_id)).length,
    canUndo: past.length > 0,
  };
}
