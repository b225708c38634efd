import { useState } from "preact/hooks";
import { Button } from "./button";
import { useSession } from "./context";
import { forgetHere, leaveSeat } from "./leaving";
import { Panel } from "./panel";
import { ScrollArea } from "./scroll_area";
import type { KeyHelp } from "./state";

const SHARED: KeyHelp[] = [
  { keys: "Ctrl ⏎", does: "Submit and go to the next item" },
  { keys: "u", does: "Undo: take the last submission back" },
  { keys: "p", does: "Previous: look at your answer before this one" },
  { keys: "n", does: "Back to the item you came from" },
  { keys: "s", does: "Skip for now" },
  { keys: "e", does: "Escalate to the lead" },
  { keys: "r", does: "Write the rationale (Esc leaves it)" },
  { keys: "g", does: "Guideline (/ searches in it)" },
  { keys: "l", does: "My answers; go to an item" },
  { keys: "?", does: "This help" },
  { keys: "Esc", does: "Close a panel, leave a field" },
];

const KEPT =
  "Drafts and answers on their way are kept in this browser, under your name and for this project.";

const Name = ({ name }: { name: string }) => (
  <kbd class="tw-key" dir="ltr">
    {name}
  </kbd>
);

export function KeyList({ keys }: { keys: KeyHelp[] }) {
  return (
    <dl class="tw-keys">
      {keys.map(({ keys: names, does }) => (
        <div key={names}>
          <dt>
            {names
              .split(" ")
              .map((name) => (name === "–" ? " – " : <Name key={name} name={name} />))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}

interface ForgetProps {
  /** What of a person is kept in this browser. */
  kept: string;
  /** How much of it would be lost. */
  unsent: number;
  forget(): void;
}

export function Forget({ kept, unsent, forget: leave }: ForgetProps) {
  const [asked, setAsked] = useState(false);
  const [done, setDone] = useState(false);
  const forget = () => {
    leave();
    setDone(true);
    setAsked(false);
  };
  if (done) return <p role="status">Nothing of yours in this project is kept here any more.</p>;
  return (
    <div class="tw-forget">
      <p class="tw-muted">{kept}</p>
      {asked && unsent > 0 ? (
        <div role="alert">
          <p>{unsent} not sent yet would be lost.</p>
          <Button name="Forget them" onClick={forget} />{" "}
          <Button name="Keep them" onClick={() => setAsked(false)} />
        </div>
      ) : (
        <Button
          name="Forget on this computer"
          onClick={() => (unsent > 0 ? setAsked(true) : forget())}
        />
      )}
    </div>
  );
}

export function Help() {
  const [session, { holding, person, unsent, welcome, work }] = useSession();
  const own = welcome ? session.view.keys(work?.item ?? null, welcome.options) : [];
  return (
    <Panel title="Help">
      <ScrollArea look="tw-page" name="Keys">
        <p>
          You label as <bdi>{welcome?.annotator}</bdi> in <bdi>{welcome?.project_name}</bdi>.{" "}
          {person?.name === welcome?.annotator && (
            <Button name="Not you?" disabled={holding} onClick={() => leaveSeat(session)} />
          )}
        </p>
        <p class="tw-muted">Keys work while the focus is in this widget and not in a text field.</p>
        <KeyList keys={[...own, ...SHARED]} />
        <Forget kept={KEPT} unsent={unsent} forget={() => forgetHere(session)} />
      </ScrollArea>
    </Panel>
  );
}
