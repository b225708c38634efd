import type { AskedProps } from "./lead_controls";
import { IN_ORDER, PHASES } from "./phases";
import { useRoom } from "./place";
import type { CalibrationPhase } from "./state";

/** Once the answers are revealed the facilitator goes to and fro, and closes from anywhere. */
const canGo = (from: CalibrationPhase, to: CalibrationPhase): boolean =>
  from !== "label" && from !== "close" && to !== "label" && to !== from;

interface StepProps extends AskedProps {
  phase: CalibrationPhase;
  now: CalibrationPhase;
}

function Step({ phase, now, ask }: StepProps) {
  const [session, { gone }] = useRoom();
  const { about, name } = PHASES[phase];
  const isNow = phase === now;
  const isPast = IN_ORDER.indexOf(phase) < IN_ORDER.indexOf(now);
  const move = () => {
    if (phase === "close") ask("close");
    else void session.move("move_phase", { phase });
  };
  return (
    <li class={isPast ? "tw-past" : ""} aria-current={isNow ? "step" : undefined} title={about}>
      {session.isFacilitator && canGo(now, phase) ? (
        <button type="button" class="tw-button tw-quiet" disabled={gone} onClick={move}>
          {name}
        </button>
      ) : (
        name
      )}
    </li>
  );
}

/** The phases, with the one in which the session is. */
export function Steps(asking: AskedProps) {
  const [, { room }] = useRoom();
  if (!room) return null;
  return (
    <ol class="tw-steps" aria-label="Phases">
      {IN_ORDER.map((phase) => (
        <Step key={phase} phase={phase} now={room.phase} {...asking} />
      ))}
    </ol>
  );
}
