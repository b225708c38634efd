import { Button } from "../kit/button";
import { Forget, KeyList } from "../kit/help";
import { leaveSeat } from "../kit/leaving";
import { Panel } from "../kit/panel";
import { ScrollArea } from "../kit/scroll_area";
import type { KeyHelp } from "../kit/state";
import { IN_ORDER, PHASES } from "./phases";
import { useRoom } from "./place";
import { TALKING_KEYS } from "./talking";

const KEPT =
  "What you have begun and what is on its way is kept in this browser, under your name and for this session.";

const KEYS: KeyHelp[] = [
  { keys: "g", does: "Guideline (/ searches in it)" },
  { keys: "?", does: "This help" },
  { keys: "Esc", does: "Close a panel, leave a field" },
];

/** The help of everything from the reveal on; while people label it is the kit's own. */
export function RoomHelp() {
  const [session, { holding, person, room, unsent, welcome }] = useRoom();
  const own = welcome ? session.view.keys(null, welcome.options) : [];
  return (
    <Panel title="Help">
      <ScrollArea look="tw-page" name="Keys">
        <p>
          You are <bdi>{welcome?.annotator}</bdi> in the session <bdi>{room?.name}</bdi> of{" "}
          <bdi>{welcome?.project_name}</bdi>.{" "}
          {person?.name === welcome?.annotator && (
            <Button name="Not you?" disabled={holding} onClick={() => leaveSeat(session)} />
          )}
        </p>
        <dl class="tw-phases">
          {IN_ORDER.map((phase) => (
            <div key={phase}>
              <dt>{PHASES[phase].name}</dt>
              <dd>{PHASES[phase].about}</dd>
            </div>
          ))}
        </dl>
        <p class="tw-muted">Keys work while the focus is in this widget and not in a text field.</p>
        <KeyList keys={[...TALKING_KEYS, ...KEYS]} />
        <p class="tw-muted">In the item:</p>
        <KeyList keys={own} />
        <Forget kept={KEPT} unsent={unsent} forget={() => session.forget()} />
      </ScrollArea>
    </Panel>
  );
}
