// The outbox in a few numbers, for the header and the notices.
import type { Outbox } from "./outbox";
import type { Task } from "./protocol";
import type { Past, State } from "./state";

/** So long a submission may be on its way before somebody is told. */
export const PROMPTLY = 1_200;

export function unsentState<T extends Task, D>(
  outbox: Outbox<T> | null,
  past: Past<T, D>[],
): Partial<State<T, D>> & { unsent: number } {
  const entries = outbox?.entries() ?? [];
  const isNew = ({ submission }: Past<T, D>) =>
    submission.action === "answer" && submission.supersedes === null;
  const fresh = new Set(past.filter(isNew).map(({ submission }) => submission.event_id));
  const oldest = entries[0]?.kept_at ?? Number.POSITIVE_INFINITY;
  return {
    slow: !navigator.onLine || Date.now() - oldest >= PROMPTLY,
    unsent: entries.length,
    unsentDone: entries.filter(({ submission }) => fresh.has(submission.event_id)).length,
    refused: outbox?.refused() ?? [],
    canUndo: past.length > 0,
  };
}
