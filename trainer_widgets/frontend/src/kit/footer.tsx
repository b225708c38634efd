import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button } from "./button";
import { Complaint } from "./complaint";
import { useKeys, useSession } from "./context";

/** What can be done with the item on screen; the task's own verdicts go in the middle. */
export function Footer({ children }: { children: ComponentChildren }) {
  const [session, state] = useSession();
  const { sitting } = session;
  const { canUndo, complaint, gone, holding, phase, progress, work } = state;
  const isUndoable = canUndo || progress.done + progress.skipped > 0;
  const stays = gone || holding;
  const idle = stays || phase !== "working";
  const isOld = work?.from === "own";
  const [tries, setTries] = useState(0);
  const escalate = () => session.set({ escalating: true });
  const submit = () => {
    setTries(tries + 1);
    void sitting.submit();
  };
  useKeys({ u: () => void sitting.undo(), p: () => void sitting.previous() }, !stays);
  useKeys({ s: () => void sitting.skip(), e: escalate, Submit: submit }, !idle);
  useKeys({ n: () => sitting.goOn() }, isOld);
  return (
    <footer class="tw-footer">
      <Button name="Undo" hint="u" disabled={!isUndoable || stays} onClick={() => sitting.undo()} />
      <Button name="Previous" hint="p" disabled={stays} onClick={() => sitting.previous()} />
      <Button name="Skip" hint="s" disabled={idle} onClick={() => sitting.skip()} />
      <Button name="Escalate" hint="e" disabled={idle} onClick={escalate} />
      {children}
      <span class="tw-space" />
      {complaint && <Complaint text={complaint} count={tries} />}
      <Button name="Submit" hint="Ctrl ⏎" look="primary" disabled={idle} onClick={submit} />
    </footer>
  );
}
