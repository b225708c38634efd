// Whether what was decided is stored.
import type { Posted } from "./outbox";
import type { Problem } from "./protocol";
import type { Unsent } from "./unsent";

/** What a view knows of what is on its way. */
export interface Sending extends Unsent<Posted> {
  gone: boolean;
  sending: boolean;
  /** Waiting for a receipt before moving on, because this browser cannot keep the submission. */
  holding: boolean;
  delay: Problem | null;
}

/** The state of the outbox in words. */
function savedText(state: Sending): string {
  const { delay, gone, holding, refused, sending, slow, unsent } = state;
  if (gone) return unsent ? `Kernel is gone: ${unsent} kept here` : "Kernel is gone";
  if (holding) return "Saving…";
  if (unsent === 0) return refused.length ? `${refused.length} refused` : "Saved";
  const isQuick = sending && unsent === 1 && !slow && !delay;
  return isQuick ? "Saving…" : `${unsent} not sent yet`;
}

export function Saved({ state }: { state: Sending }) {
  const text = savedText(state);
  const look = text === "Saved" ? "good" : state.gone || state.refused.length ? "bad" : "open";
  return (
    <div role="status" aria-label="Saved" class={`tw-saved tw-${look}`}>
      {look === "good" && <span aria-hidden="true">✓ </span>}
      {text}
    </div>
  );
}
