// What a view shows, in one immutable object.
import type { ComponentType } from "preact";
import type { Refused } from "./outbox";
import type {
  Feedback,
  GuidelineText,
  Problem,
  Progress,
  Submission,
  Task,
  Taxonomy,
  WelcomeOf,
} from "./protocol";
import { startOfVisit, type VisitState } from "./visit";

/** A draft: the task's own part, and the rationale that every task has. */
export interface Draft<D> {
  task: D;
  rationale: string;
}

/** An item on screen, and how it came there. */
export interface Work<T extends Task, D> {
  item: T["item"];
  draft: Draft<D>;
  from: "queue" | "undo" | "own";
  supersedes: string | null;
}

/** One submission of this sitting, and what was on screen for it. */
export interface Past<T extends Task, D> {
  item: T["item"];
  draft: Draft<D>;
  submission: Submission<T>;
}

/** What undo needs to know of a decision. */
export interface Decided<T extends Task, D> extends Pick<Past<T, D>, "item" | "draft"> {
  submission: Pick<Submission<T>, "event_id" | "action" | "supersedes">;
}

export function isIncomplete(result: { type: string } | Incomplete): result is Incomplete {
  return "problem" in result;
}

export interface State<T extends Task, D> extends VisitState {
  welcome: WelcomeOf<T> | null;
  guideline: GuidelineText | null;
  progress: Progress;
  work: Work<T, D> | null;
  /** Submissions in the outbox, and how many of them are answers to new items. */
  unsent: number;
  unsentDone: number;
  sending: boolean;
  /** Something has been on its way for longer than a good line needs. */
  slow: boolean;
  /** Waiting for a receipt before moving on, because this browser cannot keep the submission. */
  holding: boolean;
  delay: Problem | null;
  refused: Refused<Submission<T>>[];
  feedback: Feedback[];
  answered: number;
  canUndo: boolean;
  escalating: boolean;
  complaint: string | null;
}

/** Why a draft is not an answer yet. */
export interface Incomplete {
  problem: string;
}

export interface KeyHelp {
  keys: string;
  does: string;
}

export interface WorkProps<T extends Task, D> {
  item: T["item"];
  options: T["options"];
  draft: D;
  setDraft(change: (draft: D) => D): void;
  rationale: string;
  setRationale(text: string): void;
  taxonomy: Taxonomy | null;
  /** Say what was on screen beside the item itself: it is stored with the answer. */
  saw(what: string): void;
}

/** Everything the kit must know of a task: one of these makes a widget. */
export interface TaskView<T extends Task, D> {
  title: string;
  empty(item: T["item"], options: T["options"]): D;
  restore(answer: T["answer"], item: T["item"]): D;
  /** The draft without what these options do not offer: it may have been made under others. */
  fit(draft: D, item: T["item"], options: T["options"], taxonomy: Taxonomy | null): D;
  answer(
    draft: D,
    item: T["item"],
    options: T["options"],
    taxonomy: Taxonomy | null,
  ): T["answer"] | Incomplete;
  /** What a draft tells of how it came about; sent with what else was seen. */
  seen?(draft: D): string[];
  describe(answer: T["answer"], taxonomy: Taxonomy | null): string;
  Work: ComponentType<WorkProps<T, D>>;
  /** Buttons in the footer that belong to the task, such as "Both bad". */
  Verdicts?: ComponentType<WorkProps<T, D>>;
  keys(item: T["item"] | null, options: T["options"]): KeyHelp[];
}

/** Work whose draft has only what these options offer. */
export function fitted<T extends Task, D>(
  work: Work<T, D>,
  view: TaskView<T, D>,
  { options, taxonomy }: Pick<WelcomeOf<T>, "options" | "taxonomy">,
): Work<T, D> {
  const task = view.fit(work.draft.task, work.item, options, taxonomy);
  return { ...work, draft: { ...work.draft, task } };
}

const NOTHING_DONE: Progress = {
  done: 0,
  total: 0,
  skipped: 0,
  escalated: 0,
  pace_ms: null,
};

export function startState<T extends Task, D>(): State<T, D> {
  return {
    ...startOfVisit,
    guideline: null,
    progress: NOTHING_DONE,
    work: null,
    unsent: 0,
    unsentDone: 0,
    sending: false,
    slow: false,
    holding: false,
    delay: null,
    refused: [],
    feedback: [],
    answered: 0,
    canUndo: false,
    escalating: false,
    complaint: null,
  };
}
