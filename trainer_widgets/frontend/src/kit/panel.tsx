import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button } from "./button";
import { useKeys, usePlace, useVisit } from "./context";
import { focusedIn, goHome } from "./focus";
import { isTyping } from "./keys";

interface PanelProps {
  title: string;
  children: ComponentChildren;
}

/** Brings a panel on screen, to be read at once by arrows; the focus goes back afterwards. */
function useReading() {
  const { root } = usePlace();
  const panel = useRef<HTMLElement>(null);
  // Looked at before the panel moves it away.
  const [wasSeen] = useState(() => isSeen(focusedIn(root)));
  useLayoutEffect(() => {
    const before = focusedIn(root);
    const shown = panel.current;
    shown?.scrollIntoView?.({ block: "nearest" });
    shown?.querySelector<HTMLElement>(".tw-page, .tw-own")?.focus({ preventScroll: true });
    return () => {
      if (shown?.contains(focusedIn(root))) giveBack(root, before, wasSeen);
    };
  }, [root, wasSeen]);
  return panel;
}

function isSeen(element: Element | null): boolean {
  const { top = 0, bottom = 0 } = element?.getBoundingClientRect() ?? {};
  return bottom > 0 && top < innerHeight;
}

function giveBack(root: HTMLElement, before: Element | null, wasSeen: boolean): void {
  const isThere = before instanceof HTMLElement && root.contains(before);
  if (isThere) before.focus({ preventScroll: true });
  else goHome(root);
  if (isThere && wasSeen && before !== root) before.scrollIntoView?.({ block: "nearest" });
}

/** A panel beside the work; Escape closes it. */
export function Panel({ title, children }: PanelProps) {
  const { root } = usePlace();
  const [session] = useVisit();
  const panel = useReading();
  const close = () => session.set({ panel: null });
  const leave = () => {
    const field = focusedIn(root);
    const isWriting = isTyping(field) && root.querySelector(".tw-work")?.contains(field);
    if (isWriting) goHome(root);
    else close();
  };
  useKeys({ Escape: leave });
  return (
    <aside ref={panel} class="tw-panel" aria-label={title}>
      <div class="tw-panel-head">
        <h2>{title}</h2>
        <span class="tw-space" />
        <Button name="Close" hint="Esc" look="quiet" onClick={close} />
      </div>
      {children}
    </aside>
  );
}
