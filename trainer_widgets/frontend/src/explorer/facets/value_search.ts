import { useEffect, useMemo, useState } from "preact/hooks";
import type { Counted, Facet, FoundValues } from "../../contract";
import { NewestOnly } from "../newest_only";
import { useExplorer } from "../place";
import { isOvertaken, messageOf } from "../shared/problems";
import { type Row, rowsFound, rowsWith } from "./rows";

/** Milliseconds without a key after which a search begins. */
const PAUSE = 150;

interface Found {
  words: string;
  rows: Row[];
  problem: string | null;
}

export interface ValueSearch {
  words: string;
  setWords(words: string): void;
  /** What was found; null while nothing is looked for. */
  found: Found | null;
  isSearching: boolean;
}

/** Looks for values: in what is here, and where that is not all of them, in the engine. */
export function useValueSearch(facet: Facet, counted: Counted): ValueSearch {
  const [session, { turn }] = useExplorer();
  const [words, setWords] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const questions = useMemo(() => new NewestOnly(["find"]), []);
  useEffect(() => () => questions.end(), [questions]);
  const isWhole = facet.n_values <= facet.values.length;
  const isAsked = !isWhole && words.trim() !== "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: another slice has other counts
  useEffect(() => {
    if (!isAsked) return setFound(null);
    const { feature } = facet;
    const ask = async () => {
      const body = { ...session.questions.base, feature, search: words.trim() };
      return (await session.ask<FoundValues>("find_values", body, session.questions.patience)).body;
    };
    const timer = setTimeout(() => {
      questions.ask("find", {
        ask,
        take: (reply) => setFound({ words, rows: rowsFound(reply as FoundValues), problem: null }),
        fail: (error) => {
          if (!isOvertaken(error)) setFound({ words, rows: [], problem: messageOf(error) });
        },
      });
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [session, questions, facet, isAsked, words, turn]);
  const here = isWhole && words.trim() ? rowsWith(facet, counted, words) : null;
  return {
    words,
    setWords,
    found: here ? { words, rows: here, problem: null } : found,
    isSearching: isAsked && found?.words !== words,
  };
}
