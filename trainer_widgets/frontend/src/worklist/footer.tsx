import type { ComponentChildren } from "preact";
import { Button } from "../kit/button";
import { Complaint } from "../kit/complaint";
import { useKeys } from "../kit/context";
import { useWorklist } from "./place";

interface WorklistFooterProps {
  /** Beside the ways up and down. */
  before?: ComponentChildren;
  /** What is written with a decision, above the buttons. */
  words?: ComponentChildren;
  children: ComponentChildren;
}

export function WorklistFooter({ before, words, children }: WorklistFooterProps) {
  const [session, { complaint }] = useWorklist();
  const isEmpty = !session.ids.length;
  useKeys({ j: () => session.step(1), k: () => session.step(-1) });
  return (
    <footer class="tw-footer">
      {words}
      <Button name="Up" hint="k" disabled={isEmpty} onClick={() => session.step(-1)} />
      <Button name="Down" hint="j" disabled={isEmpty} onClick={() => session.step(1)} />
      {before}
      <span class="tw-space" />
      {complaint && <Complaint text={complaint} />}
      {children}
    </footer>
  );
}
