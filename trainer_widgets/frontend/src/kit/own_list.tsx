import { useEffect, useState } from "preact/hooks";
import { Button } from "./button";
import { useSession } from "./context";
import { Panel } from "./panel";
import type { OwnListOf, OwnOf, Task, Taxonomy } from "./protocol";
import type { TaskView } from "./state";

/** What is told where there is no answer in this item's letters. */
const SAID = {
  answer: "Answered; the item has changed since",
  skip: "Skipped",
  escalate: "Escalated",
  retract: "Taken back",
};

function said<T extends Task, D>(
  entry: OwnOf<T>,
  view: TaskView<T, D>,
  taxonomy: Taxonomy | null,
): string {
  return entry.answer ? view.describe(entry.answer, taxonomy) : SAID[entry.action];
}

/** Asks again when something more of one's own is stored. */
function useOwn(): [OwnOf<Task>[] | null, string | null] {
  const [session, { progress, unsent }] = useSession();
  const [entries, setEntries] = useState<OwnOf<Task>[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const stored = `${progress.done} ${progress.skipped} ${progress.escalated} ${unsent}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stored` says when to ask again
  useEffect(() => {
    let here = true;
    session.request<OwnListOf<Task>>("mine", {}).then(
      (list) => here && setEntries(list.entries),
      (error: Error) => here && setProblem(error.message),
    );
    return () => {
      here = false;
    };
  }, [session, stored]);
  return [entries, problem];
}

function GoTo({ total }: { total: number }) {
  const [session] = useSession();
  const [number, setNumber] = useState("");
  const go = (event: Event) => {
    event.preventDefault();
    const wanted = Number.parseInt(number, 10);
    if (wanted >= 1) void session.sitting.open({ number: wanted });
  };
  return (
    <form class="tw-goto" onSubmit={go}>
      <label>
        Go to item{" "}
        <input
          type="number"
          min={1}
          max={total || undefined}
          value={number}
          onInput={(event) => setNumber(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="tw-button tw-plain">
        Go
      </button>
    </form>
  );
}

export function OwnList() {
  const [session, { progress, welcome, work }] = useSession();
  const [entries, problem] = useOwn();
  const open = (token: string) => void session.sitting.open({ token });
  return (
    <Panel title="My answers">
      <GoTo total={progress.total} />
      {problem && <p class="tw-complaint">{problem}</p>}
      {!entries && !problem && <p class="tw-muted">Fetching your answers…</p>}
      {entries?.length === 0 && <p class="tw-muted">Nothing answered yet.</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll what has the focus */}
      <ol class="tw-own" aria-label="Answers" tabIndex={0}>
        {entries?.map((entry) => (
          <li key={entry.event_id}>
            <Button
              name={`Item ${entry.number}`}
              look="quiet"
              aria-current={entry.token === work?.item.token}
              onClick={() => open(entry.token)}
            >
              <span class="tw-own-number">{entry.number}</span>
              <span class="tw-own-said">
                {said(entry, session.view, welcome?.taxonomy ?? null)}
              </span>
              <bdi class="tw-own-excerpt">{entry.excerpt}</bdi>
            </Button>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
