import { Button } from "../kit/button";
import { useKeys } from "../kit/context";
import { WorklistFooter } from "../worklist/footer";
import { useLead } from "./place";

export function LeadFooter() {
  const [session, { sending, welcome }] = useLead();
  const idle = !session.canDecide || sending !== null;
  useKeys({ Submit: () => void session.send() }, !idle);
  if (!welcome?.escalations.length) return null;
  return (
    <WorklistFooter>
      <Button
        name="Send and go on"
        hint="Ctrl ⏎"
        look="primary"
        disabled={idle}
        onClick={() => void session.send()}
      />
    </WorklistFooter>
  );
}
