// What is asked in place, below the bar, before the whole session is moved.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Button } from "../kit/button";
import { useKeys, usePlace } from "../kit/context";
import { focusedIn, goHome } from "../kit/focus";

/** The focus goes to the first button, and back to where it was. */
function useAttention() {
  const { root } = usePlace();
  const row = useRef<HTMLFieldSetElement>(null);
  useLayoutEffect(() => {
    const before = focusedIn(root);
    const shown = row.current;
    shown?.querySelector("button")?.focus();
    return () => {
      if (!shown?.contains(focusedIn(root))) return;
      const isThere = before instanceof HTMLElement && before !== root && root.contains(before);
      if (isThere) before.focus();
      else goHome(root);
    };
  }, [root]);
  return row;
}

interface AskingProps {
  title: string;
  children: ComponentChildren;
  /** The buttons that do it. */
  actions: ComponentChildren;
  close(): void;
}

export function Asking({ title, children, actions, close }: AskingProps) {
  const row = useAttention();
  useKeys({ Escape: close });
  return (
    <fieldset ref={row} class="tw-notice tw-asking" aria-label={title}>
      <p>{children}</p>
      <div class="tw-ways">
        {actions}
        <Button name="Cancel" hint="Esc" onClick={close} />
      </div>
    </fieldset>
  );
}
