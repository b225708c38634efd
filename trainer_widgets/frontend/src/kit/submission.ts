// What is handed to the outbox, with what was before this person when they decided.
import { newId } from "./ids";
import type { GuidelineText, SharedOptions, Submission, Task } from "./protocol";
import type { Work } from "./state";

/** What was before a person who decided. */
interface Before {
  guideline: GuidelineText | null;
  welcome: { options: SharedOptions } | null;
}

/** When and how an item was looked at. */
type Seen = Pick<Submission<Task>, "started_at" | "active_ms" | "seen">;

export function submissionOf<T extends Task, D>(
  action: Submission<T>["action"],
  { item, draft, supersedes }: Pick<Work<T, D>, "item" | "draft" | "supersedes">,
  { guideline, welcome }: Before,
  parts: Seen & Partial<Submission<T>>,
): Submission<T> {
  const asked = welcome?.options.rationale !== "hidden" && action !== "retract";
  return {
    event_id: newId(),
    token: item.token,
    action,
    answer: null,
    rationale: (asked && draft.rationale.trim()) || null,
    escalation: null,
    supersedes: action === "retract" ? null : supersedes,
    refers_to: null,
    submitted_at: new Date().toISOString(),
    guideline: guideline?.version ?? null,
    ...parts,
  };
}
