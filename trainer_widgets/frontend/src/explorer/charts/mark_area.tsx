// Many marks that can be picked, and under them one line that tells the one being looked at.
import type { ComponentChildren, RefObject } from "preact";
import { useRef, useState } from "preact/hooks";
import type { useRoving } from "./use_roving";

/** Sets the words of the line; null takes them back. */
type Say = (words: string | null) => void;

interface ReadLineProps {
  /** Handed up, so that what is said draws the line again and not a thousand marks. */
  say: RefObject<Say | null>;
  children: ComponentChildren;
}

function ReadLine({ say, children }: ReadLineProps) {
  const [words, setWords] = useState<string | null>(null);
  say.current = setWords;
  return (
    <p class="tw-chart-reading">
      {words === null ? (
        children
      ) : (
        // The marks have the same words as their names.
        <span class="tw-chart-read" dir="ltr" aria-hidden="true">
          {words}
        </span>
      )}
    </p>
  );
}

interface MarkAreaProps {
  name: string;
  look: string;
  roving: ReturnType<typeof useRoving>;
  /** What the line says while no mark is looked at. */
  legend: ComponentChildren;
  /** The marks, each of which calls `read` where a pointer or the focus comes to it. */
  children(read: (words: string) => void): ComponentChildren;
}

export function MarkArea({ name, look, roving, legend, children }: MarkAreaProps) {
  const say = useRef<Say>(null);
  const quiet = () => say.current?.(null);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      {/* biome-ignore lint/a11y/noNoninteractiveElementInteractions: hears what its marks get */}
      <div
        class={look}
        role="group"
        aria-label={name}
        onKeyDown={roving.onKeyDown}
        onPointerLeave={quiet}
        onFocusOut={quiet}
      >
        {children((words) => say.current?.(words))}
      </div>
      <ReadLine say={say}>{legend}</ReadLine>
    </>
  );
}
