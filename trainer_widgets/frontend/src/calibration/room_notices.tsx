import { Button } from "../kit/button";
import { useRoom } from "./place";
import { itemsLeft, type Stage } from "./state";

function Cut() {
  const [session, { gone, isCut }] = useRoom();
  if (!isCut || gone) return null;
  return (
    <div class="tw-notice tw-warning" role="alert">
      <span class="tw-notice-text">
        <strong>The line is down.</strong> What you submit is kept in this browser and sent when the
        kernel answers again; who is here may have changed meanwhile.
      </span>
      <Button name="Try now" onClick={() => session.wake()} />
    </div>
  );
}

function RefusedMove() {
  const [session, { refusedMove }] = useRoom();
  if (refusedMove === null) return null;
  return (
    <div class="tw-notice tw-warning" role="alert">
      <span class="tw-notice-text" dir="auto">
        {refusedMove}
      </span>
      <Button name="Dismiss" look="quiet" onClick={() => session.set({ refusedMove: null })} />
    </div>
  );
}

function StillBlind() {
  const [session, state] = useRoom();
  const left = itemsLeft(state);
  if (state.phase === "finished") return null;
  return (
    <div class="tw-notice" role="status" aria-label="Revealed">
      <span class="tw-notice-text">
        <strong>The answers are revealed.</strong> You go on blind with the{" "}
        {left === 1 ? "item that is" : `${left} items that are`} left, until you look.
      </span>
      <Button name="Look…" onClick={() => session.choose(null)} />
    </div>
  );
}

/** What concerns the session; what is to be stored has notices of its own. */
export function RoomNotices({ stage }: { stage: Stage }) {
  const [, { room }] = useRoom();
  if (!room) return null;
  return (
    <div class="tw-notices tw-room-notices">
      <Cut />
      <RefusedMove />
      {room.phase !== "label" && stage === "label" && <StillBlind />}
    </div>
  );
}
