import { Button } from "./button";
import { useKeys, useSession } from "./context";
import { paceText } from "./pace";
import { PanelButtons } from "./panel_buttons";
import { Saved } from "./saved";
import type { Panel } from "./visit";

export function usePanel(): (panel: Panel) => void {
  const [session] = useSession();
  return (panel) => session.set({ panel: session.state.panel === panel ? null : panel });
}

export function Header() {
  const [, state] = useSession();
  const toggle = usePanel();
  const { guideline, panel, progress, unsentDone, work } = state;
  const done = Math.min(progress.total, progress.done + unsentDone);
  const keys = { "?": () => toggle("help"), l: () => toggle("own") };
  useKeys(guideline ? { ...keys, g: () => toggle("guideline") } : keys);
  return (
    <header class="tw-header">
      <progress class="tw-progress" aria-label="Progress" value={done} max={progress.total || 1} />
      <div class="tw-bar">
        <strong class="tw-position">
          {work ? `${work.item.number} of ${progress.total}` : `${done} of ${progress.total} done`}
        </strong>
        <span class="tw-pace">{paceText({ ...progress, done })}</span>
        <span class="tw-space" />
        <Saved state={state} />
        <Button
          name="My answers"
          hint="l"
          aria-pressed={panel === "own"}
          onClick={() => toggle("own")}
        />
        <PanelButtons guideline={guideline} panel={panel} toggle={toggle} />
      </div>
    </header>
  );
}
