import { forgetName } from "../kit/browser_store";
import { Button } from "../kit/button";
import { Forget, KeyList } from "../kit/help";
import { leaveSeat } from "../kit/leaving";
import { Panel } from "../kit/panel";
import { ScrollArea } from "../kit/scroll_area";
import type { KeyHelp } from "../kit/state";
import { useWorklist } from "./place";

/** What every list ends its help with. */
const SHARED: KeyHelp[] = [
  { keys: "j k", does: "The next or previous one; in the list also the arrows" },
  { keys: "i", does: "Go to the item: there its task's own keys work (Esc leaves it)" },
  { keys: "v", does: "Show a veiled item, or veil it" },
  { keys: "r", does: "Write the reason (Esc leaves it)" },
  { keys: "f", does: "Open ones only, or all" },
  { keys: "/", does: "Search the list" },
  { keys: "g", does: "Guideline (/ searches in it)" },
  { keys: "?", does: "This help" },
  { keys: "Esc", does: "Close a panel, leave a field" },
];

interface WorklistHelpProps {
  /** What somebody does here: "lead", "review". */
  does: string;
  keys: readonly KeyHelp[];
  kept: string;
  unsent?: number;
}

export function WorklistHelp({ does, keys, kept, unsent = 0 }: WorklistHelpProps) {
  const [session, { person, welcome }] = useWorklist();
  const { item, view } = session;
  // The task has keys of its own.
  const own = item && view ? view.keys(item as never, session.options) : [];
  const forget = () => {
    session.forget();
    forgetName(session.store, person?.name ?? null);
  };
  return (
    <Panel title="Help">
      <ScrollArea look="tw-page" name="Keys">
        <p>
          You {does} as <bdi>{welcome?.annotator}</bdi> in <bdi>{welcome?.project_name}</bdi>.{" "}
          {person?.name === welcome?.annotator && (
            <Button
              name="Not you?"
              disabled={!session.canLeave}
              onClick={() => leaveSeat(session)}
            />
          )}
        </p>
        <p class="tw-muted">Keys work while the focus is in this widget and not in a text field.</p>
        <KeyList keys={[...keys, ...SHARED]} />
        <p class="tw-muted">In the item:</p>
        <KeyList keys={own} />
        <Forget {...{ kept, unsent, forget }} />
      </ScrollArea>
    </Panel>
  );
}
