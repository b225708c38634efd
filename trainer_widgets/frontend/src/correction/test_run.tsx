// Runs the item's tests on the rewrite, in the kernel, when somebody asks for it.
import { useEffect, useState } from "preact/hooks";
import type { CorrectionDealt, LimitsInForce, RunOutcome } from "../contract";
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

const under = (limits: string[]): string =>
  `Runs your code on the kernel's machine, under: ${limits.join(", ")}.`;

/** What the kernel said of its limits, by the view that asked: once for all items. */
const asked = new WeakMap<object, Promise<string>>();

function useWarning(): string {
  const [session] = useSession();
  const [warning, setWarning] = useState("Runs your code on the kernel's machine.");
  useEffect(() => {
    const ask = async () => {
      const { body } = await session.ask<LimitsInForce>("limits", {}, PATIENCE);
      return under(body.limits);
    };
    const answer = asked.get(session) ?? ask();
    asked.set(session, answer);
    answer.then(setWarning, (error: Error) => {
      asked.delete(session);
      setWarning(`Cannot run: ${error.message}`);
    });
  }, [session]);
  return warning;
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
  const warning = useWarning();
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
      </div>
      <p class="tw-muted tw-limits">{ended ? under(ended.outcome.limits) : warning}</p>
      {ended?.outcome.output && (
        <ScrollArea name="Output of the tests" look="tw-output">
          <pre>{visible(ended.outcome.output)}</pre>
        </ScrollArea>
      )}
      <details>
        <summary>The tests</summary>
        <ScrollArea name="Code of the tests" look="tw-output">
          <pre>{visible(tests)}</pre>
        </ScrollArea>
      </details>
    </section>
  );
}
