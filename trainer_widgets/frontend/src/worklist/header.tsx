import type { ComponentChildren } from "preact";
import { Button } from "../kit/button";
import { useKeys } from "../kit/context";
import { PanelButtons } from "../kit/panel_buttons";
import type { Panel } from "../kit/visit";
import { useWorklist } from "./place";

interface WorklistHeaderProps {
  /** How many wait, and how many are done. */
  open: number;
  done: number;
  /** What a decided one is called: "settled". */
  word: string;
  /** Looks for what has come since. */
  fresh: { name: string; hint: string };
  saved: ComponentChildren;
}

export function WorklistHeader({ open, done, word, fresh, saved }: WorklistHeaderProps) {
  const [session, { panel, welcome }] = useWorklist();
  const toggle = (one: Panel) => session.set({ panel: panel === one ? null : one });
  const guideline = welcome?.guideline;
  const keys = { "?": () => toggle("help"), [fresh.hint]: () => session.reread() };
  useKeys(guideline ? { ...keys, g: () => toggle("guideline") } : keys);
  return (
    <header class="tw-header">
      <progress class="tw-progress" aria-label="Done" value={done} max={open + done || 1} />
      <div class="tw-bar">
        <strong class="tw-position">{open} open</strong>
        <span class="tw-pace">
          {done} {word}
        </span>
        <span class="tw-space" />
        {saved}
        <Button {...fresh} onClick={() => session.reread()} />
        <PanelButtons guideline={guideline} panel={panel} toggle={toggle} />
      </div>
    </header>
  );
}
