// The slices that were found and confirmed: one click applies them.
import { useState } from "preact/hooks";
import type { Suggestion } from "../../contract";
import { Button } from "../../kit/button";
import { Panel } from "../../kit/panel";
import { ScrollArea } from "../../kit/scroll_area";
import { isAlike } from "../conditions";
import { falseRate } from "../formats";
import { useExplorer } from "../place";
import { FoundRates } from "../shared/found_rates";
import { useWork } from "../shared/work";

function Entry({ found }: { found: Suggestion }) {
  const [session, { sight }] = useExplorer();
  const { q_value: q, slice, text } = found;
  const isShown = isAlike(slice, sight.slice);
  return (
    <li class="tw-kept" aria-current={isShown || undefined}>
      <code dir="auto" title={text}>
        {text}
      </code>
      <span class="tw-kept-rates">
        <FoundRates found={found} />, <bdi>{falseRate(q)}</bdi>
      </span>
      <span class="tw-kept-acts">
        <Button name="Apply" disabled={isShown} onClick={() => session.narrow(slice)}>
          {isShown ? "Shown" : "Apply"}
          <span class="tw-hidden"> {text}</span>
        </Button>
      </span>
    </li>
  );
}

function State() {
  const [session, { suggestions }] = useExplorer();
  const { isBusy, problem, run } = useWork();
  const { note, slices, state } = suggestions;
  const begin = () => run(() => session.actions.suggest(true));
  const isAsleep = state === "asleep" || state === "failed";
  return (
    <>
      <div role="status">
        {state === "searching" && <p class="tw-muted">Looking for slices… the rest goes on.</p>}
        {state === "done" && !slices.length && (
          <p>No slice stands out that the other half of the items confirms.</p>
        )}
        {state === "failed" && <p class="tw-complaint">The search did not work.</p>}
        {note && (
          <p class="tw-muted" dir="auto">
            {note}
          </p>
        )}
        {problem && <p class="tw-complaint">{problem}</p>}
      </div>
      {isAsleep && (
        <Button
          name={state === "failed" ? "Look again" : "Look for slices"}
          disabled={isBusy}
          onClick={begin}
        />
      )}
    </>
  );
}

export function SuggestionsPanel() {
  const [, { suggestions }] = useExplorer();
  const { slices } = suggestions;
  const [most, setMost] = useState(20);
  return (
    <Panel title="Suggestions">
      <ScrollArea look="tw-page" name="Suggested slices">
        <p class="tw-muted">
          Slices that differ in one half of the items, and are confirmed in the other. The numbers
          are those of the confirming half.
        </p>
        <ol class="tw-kept-list" aria-label="Confirmed slices">
          {slices.slice(0, most).map((found) => (
            <Entry key={found.text} found={found} />
          ))}
        </ol>
        {slices.length > most && (
          <Button
            name={`${slices.length - most} more`}
            look="quiet"
            onClick={() => setMost(slices.length)}
          />
        )}
        <State />
      </ScrollArea>
    </Panel>
  );
}
