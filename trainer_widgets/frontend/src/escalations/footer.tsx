import { Button } from "../kit/button";
import { Complaint } from "../kit/complaint";
import { useKeys } from "../kit/context";
import { useLead } from "./place";

export function LeadFooter() {
  const [session, { complaint, sending }] = useLead();
  const { ids, canRule } = session;
  const idle = !canRule || sending !== null;
  useKeys({ j: () => session.step(1), k: () => session.step(-1) });
  useKeys({ Submit: () => void session.send() }, !idle);
  if (!session.state.welcome?.escalations.length) return null;
  return (
    <footer class="tw-footer">
      <Button name="Up" hint="k" disabled={!ids.length} onClick={() => session.step(-1)} />
      <Button name="Down" hint="j" disabled={!ids.length} onClick={() => session.step(1)} />
      <span class="tw-space" />
      {complaint && <Complaint text={complaint} />}
      <Button
        name="Send and go on"
        hint="Ctrl ⏎"
        look="primary"
        disabled={idle}
        onClick={() => void session.send()}
      />
    </footer>
  );
}
