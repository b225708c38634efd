import type { ComponentChildren } from "preact";
import { Button } from "./button";
import { useKeys, usePlace, useVisit } from "./context";
import { focusedIn, goHome } from "./focus";
import { isTyping } from "./keys";

interface PanelProps {
  title: string;
  children: ComponentChildren;
}

/** A panel beside the work; Escape closes it. */
export function Panel({ title, children }: PanelProps) {
  const { root } = usePlace();
  const [session] = useVisit();
  const close = () => {
    session.set({ panel: null });
    root.focus({ preventScroll: true });
  };
  const leave = () => {
    const field = focusedIn(root);
    const isWriting = isTyping(field) && root.querySelector(".tw-work")?.contains(field);
    if (isWriting) goHome(root);
    else close();
  };
  useKeys({ Escape: leave });
  return (
    <aside class="tw-panel" aria-label={title}>
      <div class="tw-panel-head">
        <h2>{title}</h2>
        <span class="tw-space" />
        <Button name="Close" hint="Esc" look="quiet" onClick={close} />
      </div>
      {children}
    </aside>
  );
}
