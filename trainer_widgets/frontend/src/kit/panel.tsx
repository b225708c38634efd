import type { ComponentChildren } from "preact";
import { Button } from "./button";
import { useKeys, usePlace } from "./context";

interface PanelProps {
  title: string;
  children: ComponentChildren;
}

/** A panel beside the work; Escape closes it. */
export function Panel({ title, children }: PanelProps) {
  const { session, root } = usePlace();
  const close = () => {
    session.set({ panel: null });
    root.focus({ preventScroll: true });
  };
  useKeys({ Escape: close });
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
