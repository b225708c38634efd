// What was chosen of an item; and, only after that, what the consensus says.
import type { Contested, ContestedItem } from "../contract";
import { Button } from "../kit/button";
import { useKeys } from "../kit/context";
import { visible } from "../kit/marked_text";
import { moment } from "../kit/moments";
import { useAdjudication } from "./place";
import { choiceIn, consensusIn, saidIn } from "./words";

interface LookedProps {
  looked: ContestedItem;
}

function Consensus({ looked }: LookedProps) {
  const [session, { welcome }] = useAdjudication();
  const { view } = session;
  const { consensus } = looked;
  if (!consensus || !view) return null;
  const { note, plain, same } = consensus;
  const said = saidIn({ view, taxonomy: welcome?.taxonomy ?? null }, plain);
  return (
    <p class={`tw-consensus ${same === false ? "tw-consensus-differs" : ""}`} role="status">
      <strong>{consensusIn(consensus)}</strong>
      {plain && !same && <bdi>{visible(said)}</bdi>}
      {note && <span class="tw-muted"> {visible(note)}</span>}
    </p>
  );
}

function Chosen({ looked }: LookedProps) {
  const [session, { welcome }] = useAdjudication();
  const { view } = session;
  const { answers, choice } = looked;
  if (!choice || !view) return null;
  const said = choiceIn({ view, taxonomy: welcome?.taxonomy ?? null }, choice, answers);
  return (
    <span>
      You chose <bdi>{visible(said)}</bdi>
    </span>
  );
}

function Why({ looked }: LookedProps) {
  const reason = looked.choice?.reason;
  if (!reason) return null;
  return (
    <p class="tw-quote" dir="auto">
      {visible(reason)}
    </p>
  );
}

function SettledBy({ entry }: { entry: Contested }) {
  const { adjudicated_at: at, adjudicated_by: by } = entry;
  return (
    <span>
      Settled by <bdi>{by}</bdi>
      {at && (
        <>
          , <time dateTime={at}>{moment(at)}</time>
        </>
      )}
      .
    </span>
  );
}

export function Outcome({ entry }: { entry: Contested }) {
  const [session, { gone, looked, reopened }] = useAdjudication();
  const { isWaiting } = session;
  const isShown = entry.is_settled && !reopened;
  const canChange = isShown && !isWaiting && !gone && !!looked;
  useKeys({ a: () => session.reopen() }, canChange);
  if (!isShown) return null;
  if (isWaiting) return <p class="tw-notice">Your choice is on its way.</p>;
  return (
    <div class="tw-notice tw-settled">
      {looked?.choice ? <Chosen looked={looked} /> : <SettledBy entry={entry} />}
      <span class="tw-space" />
      <Button name="Change" hint="a" disabled={!canChange} onClick={() => session.reopen()} />
      {looked && <Why looked={looked} />}
      {looked && <Consensus looked={looked} />}
    </div>
  );
}
