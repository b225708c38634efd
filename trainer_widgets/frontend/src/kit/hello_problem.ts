import { NoReply, Refusal } from "./transport";
import type { Phase } from "./visit";

interface HelloProblem {
  phase: Phase;
  problem: string | null;
  /** Whether another try can help without anybody doing something. */
  again: boolean;
}

/** What a view shows when its hello failed. */
export function helloProblem(error: unknown, hadName: boolean): HelloProblem {
  const problem = error instanceof Error ? error.message : String(error);
  if (!(error instanceof Refusal)) {
    return { phase: "silent", problem, again: error instanceof NoReply };
  }
  const { code, final } = error.problem;
  if (code === "need_name") {
    return { phase: "need_name", problem: hadName ? problem : null, again: false };
  }
  if (code === "identity") return { phase: "not_you", problem, again: false };
  return { phase: "failed", problem, again: !final };
}
