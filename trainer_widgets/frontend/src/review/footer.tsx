// What can be done with the label on screen: one key passes it, two send words along.

import { Button } from "../kit/button";
import { useKeys } from "../kit/context";
import { WorklistFooter } from "../worklist/footer";
import { Reason } from "../worklist/reason";
import { useFocusOn } from "../worklist/use_focus_on";
import { useReview } from "./place";

function Words() {
  const [session, { draft }] = useReview();
  const { canDecide, entry } = session;
  if (!canDecide || !entry || !draft.decision) return null;
  const isReturn = draft.decision === "return";
  return (
    <Reason
      reason={draft.reason}
      write={(reason) => session.write({ reason })}
      isRequired
      note={
        isReturn ? "required: the annotator reads it above the item" : "required: what was wrong"
      }
    />
  );
}

export function ReviewFooter() {
  const [session, { draft, gone, holding, past }] = useReview();
  const focusOn = useFocusOn();
  const idle = !session.canDecide;
  const pass = () => void session.pass();
  // Words are all that sending back needs; what is right is said in the item.
  const sendBack = () => {
    if (session.turnTo("return")) focusOn(".tw-reason");
  };
  const correct = () => {
    if (session.turnTo("correct")) focusOn(".tw-seen");
  };
  const canUndo = past.length > 0 && !gone && !holding;
  useKeys({ p: pass, b: sendBack, c: correct, Submit: () => void session.send() }, !idle);
  useKeys({ u: () => session.undo() }, canUndo);
  return (
    <WorklistFooter
      before={<Button name="Undo" hint="u" disabled={!canUndo} onClick={() => session.undo()} />}
      words={<Words />}
    >
      <Button
        name="Send back"
        hint="b"
        aria-pressed={draft.decision === "return"}
        disabled={idle}
        onClick={sendBack}
      />
      <Button
        name="Correct"
        hint="c"
        aria-pressed={draft.decision === "correct"}
        disabled={idle}
        onClick={correct}
      />
      <Button
        name="Pass"
        hint="p"
        look={draft.decision ? "plain" : "primary"}
        disabled={idle}
        onClick={pass}
      />
      {draft.decision && (
        <Button
          name="Send and go on"
          hint="Ctrl ⏎"
          look="primary"
          disabled={idle}
          onClick={() => void session.send()}
        />
      )}
    </WorklistFooter>
  );
}
