import { useState } from "preact/hooks";
import { forgetName } from "../kit/browser_store";
import { Button } from "../kit/button";
import { KeyList } from "../kit/help";
import { leaveSeat } from "../kit/leaving";
import { Panel } from "../kit/panel";
import { ScrollArea } from "../kit/scroll_area";
import type { KeyHelp } from "../kit/state";
import { useLead } from "./place";

const KEYS: KeyHelp[] = [
  { keys: "j k", does: "The next or previous escalation; in the list also the arrows" },
  { keys: "1 – 3", does: "Answer, clarification, reject" },
  { keys: "i", does: "Go to the item: there its task's own keys work (Esc leaves it)" },
  { keys: "v", does: "Show a veiled item, or veil it" },
  { keys: "r", does: "Write the reason (Esc leaves it)" },
  { keys: "b", does: "Add to the guideline, or not" },
  { keys: "Ctrl ⏎", does: "Send the ruling and go to the next open one" },
  { keys: "f", does: "Open ones only, or all" },
  { keys: "/", does: "Search the list" },
  { keys: "u", does: "Look for new escalations" },
  { keys: "g", does: "Guideline (/ searches in it)" },
  { keys: "?", does: "This help" },
  { keys: "Esc", does: "Close a panel, leave a field" },
];

function Forget() {
  const [session, { person }] = useLead();
  const [done, setDone] = useState(false);
  const forget = () => {
    session.forget();
    forgetName(session.store, person?.name ?? null);
    setDone(true);
  };
  if (done) return <p role="status">Nothing of yours in this project is kept here any more.</p>;
  return (
    <div class="tw-forget">
      <p class="tw-muted">Rulings that you have begun are kept in this browser, under your name.</p>
      <Button name="Forget on this computer" onClick={forget} />
    </div>
  );
}

export function LeadHelp() {
  const [session, { looked, person, sending, welcome }] = useLead();
  const { view } = session;
  const own = looked && view ? view.keys(looked.item, session.options) : [];
  return (
    <Panel title="Help">
      <ScrollArea look="tw-page" name="Keys">
        <p>
          You lead as <bdi>{welcome?.annotator}</bdi> in <bdi>{welcome?.project_name}</bdi>.{" "}
          {person?.name === welcome?.annotator && (
            <Button name="Not you?" disabled={!!sending} onClick={() => leaveSeat(session)} />
          )}
        </p>
        <p class="tw-muted">Keys work while the focus is in this widget and not in a text field.</p>
        <KeyList keys={KEYS} />
        <p class="tw-muted">In the item:</p>
        <KeyList keys={own} />
        <Forget />
      </ScrollArea>
    </Panel>
  );
}
