import { useLayoutEffect, useRef, useState } from "preact/hooks";

/** Gives what does something once the changes just made are drawn, and before the next key. */
export function useAfterDrawing(): (act: () => void) => void {
  const waiting = useRef<(() => void) | null>(null);
  const [, draw] = useState(0);
  useLayoutEffect(() => {
    const act = waiting.current;
    waiting.current = null;
    act?.();
  });
  return (act) => {
    waiting.current = act;
    draw((count) => count + 1);
  };
}
