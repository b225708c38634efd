import { useKeys } from "../kit/context";
import { usePanel } from "../kit/header";
import { PanelButtons } from "../kit/panel_buttons";
import { Saved } from "../kit/saved";
import { useRoom } from "./place";

/** The header of everything from the reveal on; while people label it is the kit's own. */
export function TalkHeader() {
  const [, state] = useRoom();
  const toggle = usePanel();
  const { guideline, panel, room } = state;
  const keys = { "?": () => toggle("help") };
  useKeys(guideline ? { ...keys, g: () => toggle("guideline") } : keys);
  return (
    <header class="tw-header tw-bar">
      <strong class="tw-position">
        {room?.n_decided} of {room?.n_items} decided
        {!!room?.n_left_open && `, ${room.n_left_open} left open`}
      </strong>
      <span class="tw-space" />
      <Saved state={state} />
      <PanelButtons guideline={guideline} panel={panel} toggle={toggle} />
    </header>
  );
}
