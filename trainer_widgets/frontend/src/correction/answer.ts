// From what is on screen to the answer that is stored.
import type {
  CitedSource,
  CorrectionAnswer,
  CorrectionDealt,
  CorrectionOptions,
  ErrorMark,
} from "../contract";
import { newId } from "../kit/ids";
import type { Task, Taxonomy } from "../kit/protocol";
import { type RewriteLimits, rewriteProblem } from "../kit/rewrite_limits";
import type { Incomplete } from "../kit/state";
import { markProblem } from "./categories";

export interface Correction extends Task {
  item: CorrectionDealt;
  answer: CorrectionAnswer;
  options: CorrectionOptions;
}

export type Side = ErrorMark["side"];

/** A mark, and the name by which the view knows it. */
export interface DraftMark extends ErrorMark {
  id: string;
}

export interface CorrectionDraft {
  marks: DraftMark[];
  /** null until somebody writes. */
  rewrite: string | null;
  sources: CitedSource[];
  /** Said on purpose: nothing is wrong. */
  isCorrect: boolean;
  /** Marks that were made and taken away again. */
  retracted: number;
}

export function emptyDraft(): CorrectionDraft {
  return { marks: [], rewrite: null, sources: [], isCorrect: false, retracted: 0 };
}

export const textOf = (item: CorrectionDealt, side: Side): string => item[side] ?? "";

/** What the rewrite begins with. */
export const startOf = (item: CorrectionDealt, options: CorrectionOptions): string =>
  options.start_from === "original" ? (item.target ?? "") : "";

export const limitsOf = (options: CorrectionOptions): RewriteLimits => ({
  max_words: options.max_rewrite_words,
  max_lines: options.max_rewrite_lines,
  max_characters: options.max_rewrite_characters,
});

/** A text field has no other line breaks. */
const plainBreaks = (text: string): string => text.replace(/\r\n?/g, "\n");

/** The rewrite, or null where nothing of the text was changed. */
export function rewriteOf(draft: CorrectionDraft, item: CorrectionDealt): string | null {
  const { rewrite } = draft;
  if (rewrite === null || rewrite.trim() === "") return null;
  return rewrite === plainBreaks(item.target ?? "") ? null : rewrite;
}

/** Whether something was found, so that "nothing is wrong" cannot be said. */
export const hasFound = (draft: CorrectionDraft, item: CorrectionDealt): boolean =>
  draft.marks.length > 0 || rewriteOf(draft, item) !== null;

export function sortedMarks(marks: readonly DraftMark[]): DraftMark[] {
  const sides: Side[] = ["source", "target"];
  return [...marks].sort(
    (one, other) =>
      sides.indexOf(one.side) - sides.indexOf(other.side) ||
      one.start - other.start ||
      one.end - other.end,
  );
}

function sourcesOf(draft: CorrectionDraft): CitedSource[] {
  const trimmed = draft.sources.map(({ reference, claim }) => ({
    reference: reference.trim(),
    claim: claim.trim(),
  }));
  return trimmed.filter(({ reference, claim }) => reference || claim);
}

function missing(answer: CorrectionAnswer, options: CorrectionOptions): string | null {
  const { errors, rewrite, sources } = answer;
  const marks = options.errors !== "hidden";
  if (marks && errors.length === 0 && rewrite === null) {
    return "Mark what is wrong, or say that nothing is: 0.";
  }
  if (options.errors === "required" && errors.length === 0) return "Mark what you put right.";
  if (options.rewrite === "required" && rewrite === null) {
    return marks ? "Write the better version: w." : "The page is still empty.";
  }
  if (options.sources === "required" && sources.length === 0) return "Give a source: f.";
  const bare = sources.findIndex(({ reference }) => !reference);
  return bare === -1 ? null : `Source ${bare + 1} has a claim and no reference.`;
}

export function answerOf(
  draft: CorrectionDraft,
  item: CorrectionDealt,
  options: CorrectionOptions,
  taxonomy: Taxonomy | null,
): CorrectionAnswer | Incomplete {
  const nothing = { type: "correction", errors: [], rewrite: null, sources: [] } as const;
  if (draft.isCorrect && !hasFound(draft, item)) {
    return { ...nothing, errors: [], sources: [] };
  }
  const marks = sortedMarks(draft.marks);
  const answer: CorrectionAnswer = {
    ...nothing,
    errors: marks.map(({ id, ...mark }) => ({ ...mark, note: mark.note.trim() })),
    rewrite: rewriteOf(draft, item),
    sources: options.sources === "hidden" ? [] : sourcesOf(draft),
  };
  const open = marks.map((mark) => markProblem(mark, taxonomy)).find((one) => one !== null);
  const problem =
    missing(answer, options) ??
    open ??
    (answer.rewrite === null ? null : rewriteProblem(answer.rewrite, limitsOf(options)));
  return problem ? { problem } : answer;
}

/** An earlier answer as a draft, to be looked at and changed. */
export function restoreDraft(answer: CorrectionAnswer): CorrectionDraft {
  const { errors, rewrite, sources } = answer;
  return {
    ...emptyDraft(),
    marks: errors.map((error) => ({ ...error, id: newId() })),
    rewrite,
    sources,
    isCorrect: errors.length === 0 && rewrite === null,
  };
}

/** What is not on screen must not be stored: sides and parts that are no longer asked for. */
export function fitDraft(
  draft: CorrectionDraft,
  item: CorrectionDealt,
  options: CorrectionOptions,
): CorrectionDraft {
  const fits = ({ side }: DraftMark) =>
    options.errors !== "hidden" && item[side] !== null && (side === "target" || hasSides(options));
  const marks = draft.marks.filter(fits);
  const isSame = marks.length === draft.marks.length;
  return {
    ...draft,
    marks: isSame ? draft.marks : marks,
    rewrite: options.rewrite === "hidden" ? null : draft.rewrite,
    isCorrect: draft.isCorrect && options.errors !== "hidden",
  };
}

export const hasSides = ({ sides }: CorrectionOptions): boolean => sides === "both";

/** What the stored row tells of how the answer came about. */
export const seenOf = ({ retracted }: CorrectionDraft): string[] =>
  retracted > 0 ? [`retracted ${retracted}`] : [];

/** An answer in a few words, for the list of one's own. */
export function describe({ errors, rewrite, sources }: CorrectionAnswer): string {
  if (errors.length === 0 && rewrite === null) return "Nothing wrong";
  const count = (many: number, one: string) => `${many} ${one}${many === 1 ? "" : "s"}`;
  const parts = [
    errors.length > 0 && count(errors.length, "mark"),
    rewrite !== null && "rewritten",
    sources.length > 0 && count(sources.length, "source"),
  ];
  return parts.filter(Boolean).join(", ").replace(/^r/, "R");
}
