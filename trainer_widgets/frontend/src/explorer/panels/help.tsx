import { useState } from "preact/hooks";
import { forgetName } from "../../kit/browser_store";
import { Button } from "../../kit/button";
import { KeyList } from "../../kit/help";
import { leaveSeat } from "../../kit/leaving";
import { Panel } from "../../kit/panel";
import { ScrollArea } from "../../kit/scroll_area";
import type { KeyHelp } from "../../kit/state";
import { useExplorer } from "../place";

const KEYS: KeyHelp[] = [
  { keys: "/", does: "Type a slice (⏎ applies it, Esc takes it back)" },
  { keys: "↑ ↓", does: "In a feature: from value to value; → goes to “not”" },
  { keys: "Space", does: "Choose a value, or leave it out again" },
  { keys: "[ ]", does: "The item before, the next item" },
  { keys: "i", does: "Into the item that is open (Esc goes back)" },
  { keys: "b f", does: "Back and forward through the slices of this sitting" },
  { keys: "x", does: "Clear all conditions" },
  { keys: "u", does: "Suggestions: slices that were found" },
  { keys: "s", does: "This slice and saved ones: save, compare, send, copy as code" },
  { keys: "g", does: "Guideline (/ searches in it)" },
  { keys: "?", does: "This help" },
  { keys: "Esc", does: "Close a panel, leave a field" },
];

const LINES: [line: string, means: string][] = [
  ['language = "ar" and severity >= 3', "both hold"],
  ['model in ("m1", "m2")', "one of several values"],
  ['not (tags has "night" or topic is missing)', "what a condition leaves out"],
  ['prompt contains "refund"', "words in a text"],
  ['anywhere contains "refund"', "words in any text, or in a rationale"],
];

function Language() {
  return (
    <>
      <h3>What can be typed</h3>
      <dl class="tw-examples">
        {LINES.map(([line, means]) => (
          <div key={line}>
            <dt>
              <code dir="ltr">{line}</code>
            </dt>
            <dd class="tw-muted">{means}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Forget() {
  const [session, { person }] = useExplorer();
  const [done, setDone] = useState(false);
  const forget = () => {
    forgetName(session.store, person?.name ?? null);
    setDone(true);
  };
  if (!person?.name) return null;
  if (done) return <p role="status">Your name is not kept here any more.</p>;
  return (
    <div class="tw-forget">
      <p class="tw-muted">Your name is kept in this browser.</p>
      <Button name="Forget on this computer" onClick={forget} />
    </div>
  );
}

export function ExplorerHelp() {
  const [session, { person, welcome }] = useExplorer();
  return (
    <Panel title="Help">
      <ScrollArea look="tw-page" name="Keys">
        <p>
          You explore as <bdi>{welcome?.annotator}</bdi>
          {welcome?.project_name && (
            <>
              {" "}
              in <bdi>{welcome.project_name}</bdi>
            </>
          )}
          .{" "}
          {person?.name === welcome?.annotator && (
            <Button name="Not you?" onClick={() => leaveSeat(session)} />
          )}
        </p>
        <p class="tw-muted">Keys work while the focus is in this widget and not in a text field.</p>
        <KeyList keys={KEYS} />
        <Language />
        <Forget />
      </ScrollArea>
    </Panel>
  );
}
