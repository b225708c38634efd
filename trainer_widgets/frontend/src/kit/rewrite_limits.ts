// How long a rewrite is, and may be.
import { CodePoints } from "./code_points";
import { countWords } from "./rationale_rule";

/** 0 means: no limit. */
export interface RewriteLimits {
  max_words: number;
  max_lines: number;
  max_characters: number;
}

export const NO_LIMITS: RewriteLimits = { max_words: 0, max_lines: 0, max_characters: 0 };

interface Count {
  count: number;
  most: number;
  /** "12 of at most 100 words". */
  told: string;
  isOver: boolean;
}

function countOf(count: number, most: number, [one, many]: [string, string]): Count {
  const told = most
    ? `${count} of at most ${most} ${many}`
    : `${count} ${count === 1 ? one : many}`;
  return { count, most, told, isOver: most > 0 && count > most };
}

/** Words, lines and characters (code points) of a text against their limits. */
export function countsOf(text: string, limits: RewriteLimits = NO_LIMITS): Count[] {
  const lines = text === "" ? 0 : text.replace(/\n$/, "").split("\n").length;
  return [
    countOf(countWords(text), limits.max_words, ["word", "words"]),
    countOf(lines, limits.max_lines, ["line", "lines"]),
    countOf(new CodePoints(text).length, limits.max_characters, ["character", "characters"]),
  ];
}

/** Which limits a text is over; null when it is within all of them. */
export function rewriteProblem(text: string, limits: RewriteLimits): string | null {
  const over = countsOf(text, limits).filter(({ isOver }) => isOver);
  return over.length ? `Too long: ${over.map(({ told }) => told).join(", ")}.` : null;
}
