// Which words two responses do not share.
import { diffArrays } from "diff";
import type { Mark } from "../kit/marked_text";
import { wordSegmenter } from "../kit/rationale_rule";

const LONGEST = 40_000;
const PATIENCE = 700;

export interface Difference {
  left: Mark[];
  right: Mark[];
}

/** Words, blanks and signs; also in scripts that put no blanks between words. */
function wordsOf(text: string): string[] {
  const words = wordSegmenter();
  if (!words) return text.match(/[\p{L}\p{N}\p{M}_]+|\s+|[^\p{L}\p{N}\p{M}_\s]/gu) ?? [];
  return Array.from(words.segment(text), ({ segment }) => segment);
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
  if (left.length > LONGEST || right.length > LONGEST) return "Too long to mark differences.";
  const changes = diffArrays(wordsOf(left), wordsOf(right), { timeout: PATIENCE });
  if (!changes) return "Too different to mark differences.";
  const marks: Difference = { left: [], right: [] };
  let [at, other] = [0, 0];
  for (const { added, removed, value } of changes) {
    const length = value.join("").length;
    if (removed) marks.left.push({ from: at, to: at + length, kind: "removed" });
    if (added) marks.right.push({ from: other, to: other + length, kind: "added" });
    if (!added) at += length;
    if (!removed) other += length;
  }
  return { left: joined(marks.left, left), right: joined(marks.right, right) };
}
