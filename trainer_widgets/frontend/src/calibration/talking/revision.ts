// One's own answer while it is revised, and what is submitted of it.
import type { RevealedItem, SaidThere } from "../../contract";
import type { Submission, Task } from "../../kit/protocol";
import { rationaleProblem } from "../../kit/rationale_rule";
import type { Incomplete } from "../../kit/state";
import { submissionOf } from "../../kit/submission";
import { draftOf } from "../../looking/task_views";
import type { TalkingHost } from "./host";

export interface RevisionDraft {
  /** The task's own draft. */
  task: unknown;
  rationale: string;
}

export type Dealt = Task["item"];

export const dealtOf = ({ item }: RevealedItem): Dealt => item as Dealt;

export const answerNow = (one: SaidThere): unknown =>
  one.is_revised ? one.now : (one.now ?? one.before);

export const rationaleNow = (one: SaidThere): string | null =>
  one.is_revised ? one.rationale_now : (one.rationale_now ?? one.rationale);

export function ownOf({ said }: RevealedItem, { welcome }: TalkingHost): SaidThere | null {
  return said.find(({ annotator }) => annotator === welcome.annotator) ?? null;
}

/** A revision begins with what its author says now. */
export function beginRevision(opened: RevealedItem, host: TalkingHost): RevisionDraft {
  const own = ownOf(opened, host);
  const { options, taxonomy } = host.welcome;
  const answer = own && answerNow(own);
  return {
    task: draftOf(host.view, answer, opened.item, options, taxonomy),
    rationale: (own && rationaleNow(own)) ?? "",
  };
}

const UNCHANGED = "This is what you say already: change the answer or its rationale.";

/** Whether a draft says what its author says already. */
function isSame(
  { rationale }: RevisionDraft,
  answer: unknown,
  opened: RevealedItem,
  host: TalkingHost,
): boolean {
  const own = ownOf(opened, host);
  if (!own || !answerNow(own)) return false;
  const { options, taxonomy } = host.welcome;
  const before = beginRevision(opened, host);
  const known = host.view.answer(before.task, opened.item, options as Task["options"], taxonomy);
  return (
    rationale.trim() === before.rationale.trim() && JSON.stringify(known) === JSON.stringify(answer)
  );
}

type Times = Pick<Submission<Task>, "started_at" | "active_ms">;

/** The submission, or what is still missing. */
export function revisionOf(
  draft: RevisionDraft,
  opened: RevealedItem,
  host: TalkingHost,
  times: Times,
): Submission<Task> | Incomplete {
  const { guideline, view, welcome } = host;
  const options = welcome.options as Task["options"];
  const answer = view.answer(draft.task, opened.item, options, welcome.taxonomy);
  if ("problem" in answer) return answer;
  const problem = rationaleProblem(draft.rationale, options);
  if (problem !== null) return { problem };
  if (isSame(draft, answer, opened, host)) return { problem: UNCHANGED };
  const item = dealtOf(opened);
  const work = { item, draft, supersedes: item.supersedes };
  const parts = { ...times, answer, seen: view.seen?.(draft.task) ?? [] };
  return submissionOf("answer", work, { guideline, welcome: { options } }, parts);
}
