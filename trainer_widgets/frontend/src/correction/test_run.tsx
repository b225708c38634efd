// Runs the item's tests on the rewrite, in the kernel, when somebody asks for it.
import { useState } from "preact/hooks";
import type { CorrectionDealt, RunOutcome } from "../contract";
import { Button } from "../kit/button";
import { useKeys, useSession } from "../kit/context";
import { visible } from "../kit/marked_text";
import { ScrollArea } from "../kit/scroll_area";

/** A run ends itself earlier. */
const PATIENCE = 60_000;

interface Ended {
  outcome: RunOutcome;
  rewrite: string;
}

function useRun({ token }: CorrectionDealt, rewrite: string) {
  const [session] = useSession();
  const [isRunning, setRunning] = useState(false);
  const [ended, setEnded] = useState<Ended | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async () => {
    if (isRunning) return;
    setRunning(true);
    setProblem(null);
    try {
      const { body } = await session.ask<RunOutcome>("run", { token, rewrite }, PATIENCE);
      setEnded({ outcome: body, rewrite });
    } catch (error) {
      setProblem((error as Error).message);
    }
    setRunning(false);
  };
  return { run, isRunning, ended, problem };
}

interface TestRunProps {
  item: CorrectionDealt;
  tests: string;
  rewrite: string;
}

function said({ outcome, rewrite }: Ended, now: string): string {
  const ending = outcome.passed ? "Tests passed" : "Tests failed";
  return rewrite === now ? ending : `${ending}, before your last change`;
}

export function TestRun({ item, tests, rewrite }: TestRunProps) {
  const { run, isRunning, ended, problem } = useRun(item, rewrite);
  useKeys({ x: () => void run() });
  const isPassed = ended?.outcome.passed && ended.rewrite === rewrite;
  const look = isPassed ? "tw-passed" : ended?.rewrite === rewrite ? "tw-complaint" : "tw-muted";
  return (
    <section class="tw-tests" aria-label="Tests">
      <div class="tw-tests-row">
        <Button name="Run the tests" hint="x" disabled={isRunning} onClick={() => void run()} />
        <span role="status" aria-label="Tests" class={look}>
          {isRunning ? "Running…" : (problem ?? (ended && said(ended, rewrite)) ?? "")}
        </span>
        <span class="tw-space" />
        <span class="tw-muted">
          Runs your code on the kernel's machine; the result tells under which limits.
        </span>
      </div>
      {ended?.outcome.output && (
        <ScrollArea name="Output of the tests" look="tw-output">
          <pre>{visible(ended.outcome.output)}</pre>
        </ScrollArea>
      )}
      {ended && <p class="tw-muted tw-limits">In force: {ended.outcome.limits.join(", ")}.</p>}
      <details>
        <summary>The tests</summary>
        <ScrollArea name="Code of the tests" look="tw-output">
          <pre>{visible(tests)}</pre>
        </ScrollArea>
      </details>
    </section>
  );
}
