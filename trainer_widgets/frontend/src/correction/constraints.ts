// What an item asks of the rewrite, told as a hint while somebody writes.
import type { Constraint } from "../contract";
import { CodePoints } from "../kit/code_points";
import { countWords } from "../kit/rationale_rule";
import { syllablesOfLine } from "./syllables";

export interface Hint {
  /** What is asked for. */
  asked: string;
  /** How it is now. */
  now: string;
  isKept: boolean;
}

const linesOf = (text: string): string[] => {
  const trimmed = text.replace(/\s+$/, "");
  return trimmed === "" ? [] : trimmed.split("\n");
};

const written = (text: string): string[] => linesOf(text).filter((line) => line.trim() !== "");

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

const within = (text: string, part: string): boolean => {
  const fold = (one: string) => one.normalize("NFC").toLocaleLowerCase();
  return fold(text).includes(fold(part));
};

function sized(asked: string, now: string, isKept: boolean): Hint {
  return { asked, now, isKept };
}

function syllables(value: string, text: string): Hint {
  const wanted = value.split("-").map((one) => Number.parseInt(one, 10));
  const now = written(text).map(syllablesOfLine);
  const isKept = now.length === wanted.length && now.every((count, line) => count === wanted[line]);
  const said = now.length ? `about ${now.join("-")}` : "none yet";
  return { asked: `${value} syllables`, now: said, isKept };
}

/** How a text stands to a constraint. */
export function hintOf({ kind, value }: Constraint, text: string): Hint {
  const number = Number.parseInt(value, 10);
  const words = () => countWords(text);
  switch (kind) {
    case "min_words":
      return sized(`at least ${counted(number, "word")}`, `${words()}`, words() >= number);
    case "max_words":
      return sized(`at most ${counted(number, "word")}`, `${words()}`, words() <= number);
    case "lines": {
      const lines = written(text).length;
      return sized(counted(number, "line"), `${lines}`, lines === number);
    }
    case "max_lines": {
      const lines = linesOf(text).length;
      return sized(`at most ${counted(number, "line")}`, `${lines}`, lines <= number);
    }
    case "max_characters": {
      const { length } = new CodePoints(text);
      return sized(`at most ${counted(number, "character")}`, `${length}`, length <= number);
    }
    case "syllables":
      return syllables(value, text);
    case "includes":
      return { asked: `with “${value}”`, now: "", isKept: within(text, value) };
    case "excludes":
      return { asked: `without “${value}”`, now: "", isKept: !within(text, value) };
  }
}
