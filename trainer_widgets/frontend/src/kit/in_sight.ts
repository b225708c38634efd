// A list that scrolls on its own follows what is chosen in it.
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** What is chosen is in sight in its list; the page itself stays where it is. */
export function useInSight<E extends HTMLElement>(chosen: unknown): RefObject<E | null> {
  const box = useRef<E>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another one is chosen
  useLayoutEffect(() => {
    const entry = box.current?.querySelector('[aria-current="true"]');
    if (!box.current || !entry) return;
    const { top, bottom } = entry.getBoundingClientRect();
    const frame = box.current.getBoundingClientRect();
    box.current.scrollTop += Math.min(0, top - frame.top) + Math.max(0, bottom - frame.bottom);
  }, [chosen]);
  return box;
}
