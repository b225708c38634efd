// Which words two texts do not share.
import { diffArrays } from "diff";
import { wordsOf } from "./code_points";
import type { Mark } from "./marked_text";

const LONGEST = 40_000;
const PATIENCE = 700;

export interface Difference {
  left: Mark[];
  right: Mark[];
}

/** A stretch of both texts, or of one. */
export interface Change {
  kind: "same" | "removed" | "added";
  text: string;
}

const pieces = (text: string): string[] => Array.from(wordsOf(text), ({ segment }) => segment);

/** How one text became another, in order, or why this cannot be told. */
function changesOf(left: string, right: string): Change[] | string {
  if (left.length > LONGEST || right.length > LONGEST) return "Too long to mark differences.";
  const changes = diffArrays(pieces(left), pieces(right), { timeout: PATIENCE });
  if (!changes) return "Too different to mark differences.";
  return changes.map(({ added, removed, value }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value.join(""),
  }));
}

/** Marks with nothing but blanks between them are read as one. */
function joined(marks: Mark[], text: string): Mark[] {
  const result: Mark[] = [];
  for (const mark of marks) {
    const last = result.at(-1);
    if (last && text.slice(last.to, mark.from).trim() === "") last.to = mark.to;
    else result.push({ ...mark });
  }
  return result.filter(({ from, to }) => text.slice(from, to).trim() !== "");
}

/** The words only one of two texts has, or why this cannot be told. */
export function differenceOf(left: string, right: string): Difference | string {
  const changes = changesOf(left, right);
  if (typeof changes === "string") return changes;
  const marks: Difference = { left: [], right: [] };
  let [at, other] = [0, 0];
  for (const { kind, text } of changes) {
    if (kind === "removed") marks.left.push({ from: at, to: at + text.length, kind });
    if (kind === "added") marks.right.push({ from: other, to: other + text.length, kind });
    if (kind !== "added") at += text.length;
    if (kind !== "removed") other += text.length;
  }
  return { left: joined(marks.left, left), right: joined(marks.right, right) };
}

const isBlank = (text: string): boolean => /^[^\S\n]*$/.test(text);

/**
 * The same for one text that shows both: words that changed one after another are read as one
 * stretch that went and one that came.
 */
export function editsOf(left: string, right: string): Change[] | string {
  const changes = changesOf(left, right);
  if (typeof changes === "string") return changes;
  const edits: Change[] = [];
  let [removed, added] = ["", ""];
  const flush = () => {
    if (removed) edits.push({ kind: "removed", text: removed });
    if (added) edits.push({ kind: "added", text: added });
    [removed, added] = ["", ""];
  };
  changes.forEach(({ kind, text }, index) => {
    const goesOn = isBlank(text) && removed && added && index < changes.length - 1;
    if (kind === "same" && !goesOn) {
      flush();
      edits.push({ kind, text });
    }
    if (kind === "removed" || (kind === "same" && goesOn)) removed += text;
    if (kind === "added" || (kind === "same" && goesOn)) added += text;
  });
  flush();
  return edits;
}
