import { useLayoutEffect, useRef } from "preact/hooks";
import { usePlace } from "./context";
import { isAttended } from "./focus";

interface ComplaintProps {
  text: string;
  /** How often something was refused: the same complaint again is shown again. */
  count?: number;
}

/** Why something was refused: brought into sight, while the focus stays where it is. */
export function Complaint({ text, count = 0 }: ComplaintProps) {
  const { root } = usePlace();
  const place = useRef<HTMLSpanElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: these say that it is a new one
  useLayoutEffect(() => {
    if (isAttended(root)) place.current?.scrollIntoView?.({ block: "nearest" });
  }, [root, text, count]);
  return (
    <span ref={place} class="tw-complaint">
      {text}
    </span>
  );
}
