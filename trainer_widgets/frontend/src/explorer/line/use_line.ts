// The line that is typed: what it means, what is wrong with it, and how it is applied.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Mistake, Parsed } from "../../contract";
import { type Condition, isEverything, isSame } from "../conditions";
import { NewestOnly } from "../newest_only";
import { useExplorer } from "../place";
import { complaintOf } from "../shared/problems";

/** Milliseconds without a key after which a line is read. */
const PAUSE = 350;

interface Read {
  text: string;
  mistake: Mistake | null;
}

/** A line whose canonical text the kernel has told. */
interface Spelt {
  slice: Condition;
  text: string;
}

/** The text of the slice on screen. */
function useCanonical(spelt: Spelt | null): string {
  const [, { overview, sight }] = useExplorer();
  if (isEverything(sight.slice)) return "";
  if (spelt && isSame(spelt.slice, sight.slice)) return spelt.text;
  return overview?.text ?? "";
}

export interface TypedLine {
  text: string;
  /** Whether it differs from what is on screen. */
  isTyped: boolean;
  mistake: Mistake | null;
  problem: string | null;
  type(text: string): void;
  takeBack(): void;
  apply(): void;
}

export function useLine(): TypedLine {
  const [session, { sight }] = useExplorer();
  const [typed, setTyped] = useState<string | null>(null);
  const [read, setRead] = useState<Read | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [spelt, setSpelt] = useState<Spelt | null>(null);
  /** The line that is on its way to be applied: nobody need read it once more. */
  const applying = useRef<string | null>(null);
  /** The slice that this line itself has made. */
  const made = useRef<Condition | null>(null);
  const questions = useMemo(() => new NewestOnly(["apply", "read"]), []);
  const canonical = useCanonical(spelt);
  useEffect(() => () => questions.end(), [questions]);

  const parse = (kind: "apply" | "read", text: string, take: (parsed: Parsed) => void = () => {}) =>
    questions.ask(kind, {
      ask: () => session.request<Parsed>("parse", { text }),
      take: (reply, isNewest) => {
        if (!isNewest) return;
        setProblem(null);
        setRead({ text, mistake: (reply as Parsed).mistake });
        take(reply as Parsed);
      },
      fail: (error) => setProblem(complaintOf(error)),
    });

  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed begins to wait anew
  useEffect(() => {
    if (typed === null) return undefined;
    const timer = setTimeout(() => applying.current !== typed && parse("read", typed), PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);

  // Whoever changes the slice elsewhere means that, and not what was begun here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another slice
  useEffect(() => {
    if (sight.slice !== made.current) takeBack();
  }, [sight.slice]);

  const takeBack = () => {
    setTyped(null);
    setRead(null);
    setProblem(null);
  };
  const applied = (line: string, { slice, text }: Parsed) => {
    if (!slice) return;
    made.current = slice;
    setSpelt({ slice, text });
    // What somebody has typed meanwhile stays.
    setTyped((now) => (now === line ? null : now));
    session.narrow(slice);
  };
  const type = (text: string) => {
    applying.current = null;
    setTyped(text);
  };
  const apply = () => {
    if (typed === null) return;
    applying.current = typed;
    parse("apply", typed, (parsed) => applied(typed, parsed));
  };
  const text = typed ?? canonical;
  return {
    text,
    isTyped: typed !== null && typed !== canonical,
    mistake: read?.text === text ? read.mistake : null,
    problem,
    type,
    takeBack,
    apply,
  };
}
