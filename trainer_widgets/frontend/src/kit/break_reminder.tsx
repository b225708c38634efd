// After so many minutes of work a word about a break: it takes no focus, and goes when told to.
import { useEffect, useMemo, useState } from "preact/hooks";
import { Button } from "./button";
import { ActiveClock, watch } from "./clock";
import { usePlace, useSession } from "./context";

const MINUTE = 60_000;
const LOOK = 10_000;
/** Whoever was away for so long has had a break. */
const BREAK = 5 * MINUTE;

/** Whether somebody has worked for so long since the last break, and how to begin anew. */
function useStretch(minutes: number): [boolean, () => void] {
  const { root } = usePlace();
  const [isDue, setDue] = useState(false);
  const clock = useMemo(() => new ActiveClock(undefined, BREAK), []);
  useEffect(() => {
    if (!minutes) return undefined;
    const ending = new AbortController();
    watch(clock, root, ending.signal);
    const look = () => setDue(clock.milliseconds >= minutes * MINUTE);
    const timer = setInterval(look, LOOK);
    return () => {
      clearInterval(timer);
      ending.abort();
    };
  }, [clock, root, minutes]);
  const restart = () => {
    clock.restart();
    setDue(false);
  };
  return [isDue, restart];
}

export function BreakReminder() {
  const [session, { phase, welcome }] = useSession();
  const minutes = welcome?.options.break_after ?? 0;
  const [isDue, restart] = useStretch(minutes);
  if (!isDue || phase !== "working") return null;
  const rest = () => {
    if (!session.sitting.leave()) return;
    restart();
    session.set({ work: null, phase: "pause", announcement: "Paused. What you began is kept." });
  };
  return (
    <div class="tw-notice" role="status" aria-label="Break">
      <span>
        You have been at it for {minutes} {minutes === 1 ? "minute" : "minutes"}. A short break is
        due; what you began is kept.
      </span>
      <span class="tw-space" />
      <Button name="Take a break" onClick={rest} />
      <Button name="Later" look="quiet" onClick={restart} />
    </div>
  );
}
