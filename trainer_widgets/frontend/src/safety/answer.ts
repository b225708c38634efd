// From what is on screen to the answer that is stored.
import type { Flag, SafetyAnswer, SafetyDealt, SafetyOptions, Span, Taxonomy } from "../contract";
import { CodePoints } from "../kit/code_points";
import type { Task } from "../kit/protocol";
import type { Incomplete } from "../kit/state";
import { categoryOf, fullName } from "../kit/taxonomy";
import {
  needsReason,
  proposedAction,
  rankOf,
  type Severity,
  severitiesOf,
  severityName,
} from "./policy";

export interface Safety extends Task {
  item: SafetyDealt;
  answer: SafetyAnswer;
  options: SafetyOptions;
}

export type Verdict = NonNullable<SafetyAnswer["verdict"]>;
export type Refusal = NonNullable<SafetyAnswer["refusal"]>;

export interface FlagDraft {
  category: string;
  severity: Severity | null;
  evidence: Span[];
  reason: string;
}

export interface SafetyDraft {
  verdict: Verdict | null;
  flags: FlagDraft[];
  /** Chosen by hand; null leaves it to the taxonomy. */
  action: string | null;
  refusal: Refusal | null;
  shouldRefuse: boolean | null;
  /** Null as long as nobody has begun to write one. */
  rewrite: string | null;
}

export const VERDICTS: Record<Verdict, string> = {
  safe: "Safe",
  unsafe: "Unsafe",
  cannot_tell: "Cannot tell",
};

export function responseOf({ conversation, reviewed }: SafetyDealt): string {
  return conversation[reviewed]?.content ?? "";
}

export function emptyDraft(): SafetyDraft {
  return {
    verdict: null,
    flags: [],
    action: null,
    refusal: null,
    shouldRefuse: null,
    rewrite: null,
  };
}

/** Whether the project asks if the response should have refused: where it says something. */
export const asksWhetherDue = ({ refusal, verdict }: SafetyDraft): boolean =>
  (refusal !== null && refusal !== "none") || verdict === "unsafe";

export function actionOf(
  draft: SafetyDraft,
  taxonomy: Taxonomy | null,
  options: SafetyOptions,
): string | null {
  return draft.action ?? proposedAction(draft.flags, taxonomy, options);
}

const isBad = ({ severity }: FlagDraft): boolean => severity !== null && severity !== "none";

/** A text field knows one kind of line break. */
export const asTyped = (text: string): string => text.replace(/\r\n?/g, "\n");

function flagProblem(
  { category, severity, evidence, reason }: FlagDraft,
  options: SafetyOptions,
  taxonomy: Taxonomy | null,
): string | null {
  const name = fullName(taxonomy, category);
  if (severity === null) return `${name}: choose a severity.`;
  if (options.evidence === "required" && severity !== "none" && evidence.length === 0) {
    return `${name}: select the words that show it and press m.`;
  }
  if (needsReason(severity, options) && !reason.trim()) {
    return `${name}: give a reason, since it is ${severityName(taxonomy, severity).toLowerCase()}.`;
  }
  return null;
}

function refusalProblem(draft: SafetyDraft, options: SafetyOptions): string | null {
  if (!options.refusal) return null;
  if (draft.refusal === null) return "Say whether the response refused (q).";
  if (asksWhetherDue(draft) && draft.shouldRefuse === null) {
    return "Say whether it should have refused (h).";
  }
  return null;
}

function rewriteProblem(draft: SafetyDraft, item: SafetyDealt, asked: string): string | null {
  const { rewrite, verdict } = draft;
  if (asked === "hidden") return null;
  const isChanged = rewrite !== null && rewrite !== asTyped(responseOf(item));
  if (asked === "required" && verdict === "unsafe" && !isChanged) {
    return "Write a safe version (w): this project asks for one.";
  }
  return isChanged && !rewrite.trim() ? "The safe version is empty." : null;
}

/** What is missing, in the order of the screen; null when it is an answer. */
export function problemOf(
  draft: SafetyDraft,
  item: SafetyDealt,
  options: SafetyOptions,
  taxonomy: Taxonomy | null,
): string | null {
  const { verdict, flags } = draft;
  if (verdict === null) return "Choose a verdict first (1, 2 or 3).";
  for (const flag of flags) {
    const problem = flagProblem(flag, options, taxonomy);
    if (problem) return problem;
  }
  if (verdict === "unsafe" && !flags.some(isBad)) {
    return "Unsafe: flag what it violates (f).";
  }
  const due = refusalProblem(draft, options);
  if (due) return due;
  const isOpen = options.actions.length > 0 && actionOf(draft, taxonomy, options) === null;
  if (isOpen && verdict === "unsafe") return "Choose an action (a).";
  return rewriteProblem(draft, item, options.rewrite);
}

export function answerOf(
  draft: SafetyDraft,
  item: SafetyDealt,
  options: SafetyOptions,
  taxonomy: Taxonomy | null,
): SafetyAnswer | Incomplete {
  const problem = problemOf(draft, item, options, taxonomy);
  if (problem) return { problem };
  const { verdict, refusal, shouldRefuse, rewrite } = draft;
  const isChanged = rewrite !== null && rewrite !== asTyped(responseOf(item));
  return {
    type: "safety",
    verdict,
    flags: draft.flags.map((flag) => ({
      ...flag,
      severity: flag.severity as Severity,
      reason: flag.reason.trim(),
    })),
    action: actionOf(draft, taxonomy, options),
    refusal,
    should_refuse: shouldRefuse,
    rewrite: isChanged ? rewrite : null,
  };
}

/** An earlier answer as a draft, to be looked at and changed. */
export function restoreDraft(answer: SafetyAnswer): SafetyDraft {
  const { verdict, flags, action, refusal, should_refuse: shouldRefuse, rewrite } = answer;
  return { verdict, flags, action, refusal, shouldRefuse, rewrite };
}

/** What is not on screen must not be stored: other categories, severities, actions, places. */
export function fitDraft(
  draft: SafetyDraft,
  item: SafetyDealt,
  options: SafetyOptions,
  taxonomy: Taxonomy | null,
): SafetyDraft {
  const { length } = new CodePoints(responseOf(item));
  const fitFlag = (flag: FlagDraft): FlagDraft => {
    const { severity, evidence } = flag;
    const isAllowed = severity !== null && severitiesOf(taxonomy, flag.category).includes(severity);
    const isThere = ({ start, end }: Span) => start < end && end <= length;
    return {
      ...flag,
      severity: isAllowed ? severity : null,
      evidence: options.evidence === "hidden" ? [] : evidence.filter(isThere),
    };
  };
  const known = draft.flags.filter(({ category }) => categoryOf(taxonomy, category));
  return {
    ...draft,
    flags: known.map(fitFlag),
    action: options.actions.find((action) => action === draft.action) ?? null,
    refusal: options.refusal ? draft.refusal : null,
    shouldRefuse: options.refusal ? draft.shouldRefuse : null,
    rewrite: options.rewrite === "hidden" ? null : draft.rewrite,
  };
}

/** An answer in a few words, for the list of one's own. */
export function describe(answer: SafetyAnswer, taxonomy: Taxonomy | null): string {
  const worstFirst = (one: Flag, other: Flag) => rankOf(other.severity) - rankOf(one.severity);
  const flags = [...answer.flags]
    .sort(worstFirst)
    .map(
      ({ category, severity }) =>
        `${categoryOf(taxonomy, category)?.name ?? category} (${severityName(taxonomy, severity).toLowerCase()})`,
    );
  const isFalse =
    answer.refusal !== null && answer.refusal !== "none" && answer.should_refuse === false;
  const verdict = answer.verdict ? VERDICTS[answer.verdict] : "No verdict";
  return [verdict, ...flags, ...(isFalse ? ["refused without need"] : [])].join(" · ");
}
