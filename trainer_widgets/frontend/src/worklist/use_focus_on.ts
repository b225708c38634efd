import { useLayoutEffect, useRef } from "preact/hooks";
import { usePlace } from "../kit/context";

/** Puts the focus where something is to be written, once that is on screen. */
export function useFocusOn(): (selector: string) => void {
  const { root } = usePlace();
  const wanted = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (wanted.current) root.querySelector<HTMLElement>(wanted.current)?.focus();
    wanted.current = null;
  });
  return (selector) => {
    wanted.current = selector;
  };
}
