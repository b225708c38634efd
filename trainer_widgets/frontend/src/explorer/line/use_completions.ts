// What could stand at the caret of the line.
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Completion, Completions } from "../../contract";
import { CodePoints } from "../../kit/code_points";
import { NewestOnly } from "../newest_only";
import { useExplorer } from "../place";

/** Milliseconds without a key after which completions are looked for. */
const PAUSE = 60;

export interface Offered extends Completions {
  /** The line that they are for. */
  text: string;
}

export interface Taken {
  text: string;
  /** Where the caret is afterwards, in UTF-16 units. */
  at: number;
}

/** The line with a completion in its place. */
export function completed({ text, start, end }: Offered, option: Completion): Taken {
  const points = new CodePoints(text);
  const before = text.slice(0, points.toUnits(start)) + option.text;
  return { text: before + text.slice(points.toUnits(end)), at: before.length };
}

/** Whether a completion would change nothing. */
const isThere = (offered: Offered): boolean =>
  offered.options.every((option) => completed(offered, option).text === offered.text);

export function useCompletions() {
  const [session] = useExplorer();
  const [offered, setOffered] = useState<Offered | null>(null);
  const [active, setActive] = useState(-1);
  const [waiting, setWaiting] = useState<{ text: string; unit: number } | null>(null);
  const questions = useMemo(() => new NewestOnly(["complete"]), []);
  useEffect(() => () => questions.end(), [questions]);
  const close = () => {
    setWaiting(null);
    setOffered(null);
    setActive(-1);
  };
  useEffect(() => {
    if (!waiting) return undefined;
    const { text, unit } = waiting;
    const body = { text, at: new CodePoints(text).toPoints(unit) };
    // An answer to a line that was left meanwhile opens no list.
    let isWanted = true;
    const timer = setTimeout(() => {
      questions.ask("complete", {
        ask: () => session.request<Completions>("complete", body),
        take: (reply) => {
          if (!isWanted) return;
          const next = { ...(reply as Completions), text };
          setOffered(isThere(next) ? null : next);
          setActive(-1);
        },
        // Nobody has to be told that a line cannot be completed.
        fail: () => {
          if (isWanted) setOffered(null);
        },
      });
    }, PAUSE);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [session, questions, waiting]);
  return {
    offered,
    active,
    setActive,
    close,
    ask: (text: string, unit: number) => setWaiting({ text, unit }),
  };
}
