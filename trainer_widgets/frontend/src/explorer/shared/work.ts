import { useRef, useState } from "preact/hooks";
import { useExplorer } from "../place";
import { complaintOf } from "./problems";

export interface Work {
  isBusy: boolean;
  problem: string | null;
  /** Does something that takes time; what it throws is told. */
  run(work: () => Promise<void>): void;
}

/** Something that a button begins: it shows that it goes on, and why it failed. */
export function useWork(): Work {
  const [session] = useExplorer();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const newest = useRef(0);
  const run = async (work: () => Promise<void>) => {
    newest.current += 1;
    const own = newest.current;
    setBusy(true);
    setProblem(null);
    const failed = await work().then(() => null, complaintOf);
    if (session.signal.aborted || own !== newest.current) return;
    setBusy(false);
    setProblem(failed);
  };
  return { isBusy, problem, run: (work) => void run(work) };
}
