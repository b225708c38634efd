import { Button } from "../kit/button";
import { useKeys } from "../kit/context";
import { PanelButtons } from "../kit/panel_buttons";
import type { Panel } from "../kit/visit";
import { isOpen } from "./grouping";
import { useLead } from "./place";
import type { LeadState } from "./session";

function savedText({ delay, gone, sending }: LeadState): [text: string, look: string] {
  if (gone) return ["Kernel is gone", "bad"];
  if (delay) return ["Not stored yet", "bad"];
  return sending ? ["Saving…", "open"] : ["Saved", "good"];
}

export function LeadHeader() {
  const [session, state] = useLead();
  const { panel, welcome } = state;
  const toggle = (one: Panel) => session.set({ panel: panel === one ? null : one });
  const guideline = welcome?.guideline;
  const keys = { "?": () => toggle("help"), u: () => session.reread() };
  useKeys(guideline ? { ...keys, g: () => toggle("guideline") } : keys);
  const all = (welcome?.escalations ?? []).filter(({ status }) => status !== "withdrawn");
  const open = all.filter(isOpen).length;
  const [saved, look] = savedText(state);
  return (
    <header class="tw-header">
      <progress
        class="tw-progress"
        aria-label="Settled"
        value={all.length - open}
        max={all.length || 1}
      />
      <div class="tw-bar">
        <strong class="tw-position">{open} open</strong>
        <span class="tw-pace">{all.length - open} settled</span>
        <span class="tw-space" />
        <div role="status" aria-label="Saved" class={`tw-saved tw-${look}`}>
          {look === "good" && <span aria-hidden="true">✓ </span>}
          {saved}
        </div>
        <Button name="Look for new ones" hint="u" onClick={() => session.reread()} />
        <PanelButtons guideline={guideline} panel={panel} toggle={toggle} />
      </div>
    </header>
  );
}
