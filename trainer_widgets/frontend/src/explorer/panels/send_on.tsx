// The items of the slice on screen, put on a list for others to work on.
import { useState } from "preact/hooks";
import type { SendItems, SentItems } from "../../contract";
import { Button } from "../../kit/button";
import { isEverything } from "../conditions";
import { count, counted } from "../formats";
import { useExplorer } from "../place";
import { useWork } from "../shared/work";
import { Code, Problem } from "./this_slice";

type Purpose = SendItems["purpose"];

interface AskingProps {
  purpose: Purpose;
  onSend(): void;
  onLeave(): void;
}

function Asking({ purpose, onSend, onLeave }: AskingProps) {
  const [, { overview, sight }] = useExplorer();
  const n = overview?.rate.n_items ?? 0;
  const items = n === 1 ? "the one item" : `the ${counted(n, "items")}`;
  return (
    <div class="tw-confirm">
      {isEverything(sight.slice) ? (
        <p>
          <strong>No condition narrows the slice.</strong> Put every item, all {count(n)}, on the
          list for {purpose}?
        </p>
      ) : (
        <p>
          Put {items} of this slice on the list for {purpose}?
        </p>
      )}
      <Button name="Put them there" look="primary" disabled={n === 0} onClick={onSend} />
      <Button name="Cancel" onClick={onLeave} />
    </div>
  );
}

function Listed({ reply, onTakeBack }: { reply: SentItems; onTakeBack(): void }) {
  const { code, n_added: added, n_items: n, purpose } = reply;
  return (
    <>
      <p>
        {counted(n, "items")} {n === 1 ? "is" : "are"} on the list for {purpose}, {count(added)} of
        them new. It is taken with:
      </p>
      <Code text={code} />
      {added > 0 && <Button name={`Take the ${count(added)} back`} onClick={onTakeBack} />}
    </>
  );
}

type Sent = { slice: object } & ({ reply: SentItems } | { takenBack: SentItems });

/** What was sent or taken back, while its slice is still on screen. */
function Outcome({ sent, onTakeBack }: { sent: Sent; onTakeBack(): void }) {
  if ("reply" in sent) return <Listed reply={sent.reply} onTakeBack={onTakeBack} />;
  const { n_items: n, purpose } = sent.takenBack;
  return (
    <p>
      They are taken back: {counted(n, "items")} {n === 1 ? "is" : "are"} on the list for {purpose}.
    </p>
  );
}

export function SendOn() {
  const [session, { sight }] = useExplorer();
  const [asked, setAsked] = useState<Purpose | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const work = useWork();
  const { slice } = sight;
  const ask = (purpose: Purpose) => {
    setSent(null);
    setAsked(purpose);
  };
  const send = (purpose: Purpose) => {
    setAsked(null);
    work.run(async () => setSent({ slice, reply: await session.actions.send(purpose) }));
  };
  const takeBack = ({ purpose }: SentItems) =>
    work.run(async () => setSent({ slice, takenBack: await session.actions.takeBack(purpose) }));
  return (
    <>
      <Button name="Send to review" disabled={work.isBusy} onClick={() => ask("review")} />
      <Button
        name="Send to calibration"
        disabled={work.isBusy}
        onClick={() => ask("calibration")}
      />
      {asked && (
        <Asking purpose={asked} onSend={() => send(asked)} onLeave={() => setAsked(null)} />
      )}
      <div role="status">
        {sent?.slice === slice && (
          <Outcome sent={sent} onTakeBack={() => "reply" in sent && takeBack(sent.reply)} />
        )}
      </div>
      <Problem work={work} />
    </>
  );
}
