// biome-ignore-all lint/a11y/useSemanticElements: a fieldset is for form controls
import type { ComponentChildren, Ref } from "preact";

interface ScrollAreaProps {
  name: string;
  look: string;
  children: ComponentChildren;
  area?: Ref<HTMLDivElement>;
}

/** What scrolls on its own must be reachable by keyboard, and have a name. */
export function ScrollArea({ name, look, children, area }: ScrollAreaProps) {
  return (
    <div
      ref={area ?? null}
      class={`tw-scroll ${look}`}
      role="group"
      aria-label={name}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll what has the focus
      tabIndex={0}
    >
      {children}
    </div>
  );
}
