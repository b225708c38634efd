// Counting words, and what the project asks of a rationale.
import { wordsOf } from "./code_points";
import type { SharedOptions } from "./protocol";

/** Words as a reader counts them, also in scripts without spaces. */
export function countWords(text: string): number {
  let count = 0;
  for (const { isWordLike } of wordsOf(text)) if (isWordLike) count += 1;
  return count;
}

export function wordLimits({ min_words: least, max_words: most }: SharedOptions): string {
  if (least && most) return `${least}–${most} words`;
  if (least) return `at least ${least} words`;
  return most ? `at most ${most} words` : "";
}

/** Why a rationale is not enough or too much; null when it will do. */
export function rationaleProblem(text: string, options: SharedOptions): string | null {
  if (options.rationale === "hidden") return null;
  const words = countWords(text);
  if (words === 0 && options.rationale === "optional") return null;
  if (text.trim() === "") return "Write a rationale: this project asks for one.";
  const { min_words: least, max_words: most } = options;
  const asked = `The rationale has ${words} ${words === 1 ? "word" : "words"}`;
  if (words < least) return `${asked}; at least ${least} are asked for.`;
  if (most && words > most) return `${asked}; at most ${most} are allowed.`;
  return null;
}
