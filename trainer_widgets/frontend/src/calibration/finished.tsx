import { Button } from "../kit/button";
import { Notice } from "../kit/states";
import { Names } from "./names";
import { awaitedIn } from "./people";
import { useRoom } from "./place";

/** Who is waited for, and who takes the next step. */
function WhatComes() {
  const [session, { room }] = useRoom();
  if (!room) return null;
  const awaited = awaitedIn(room).filter((name) => name !== session.state.welcome?.annotator);
  return (
    <>
      <p>
        {awaited.length > 0 ? (
          <>
            Still labeling: <Names names={awaited} />.
          </>
        ) : (
          "Nobody is waited for any more."
        )}
      </p>
      <p class="tw-muted">
        {session.isFacilitator && "You reveal the answers, with the button above."}
        {!session.isFacilitator &&
          room.facilitator === null &&
          "Nobody leads the session yet. Whoever takes the lead can reveal the answers."}
        {!session.isFacilitator && room.facilitator !== null && (
          <>
            As soon as <bdi class="tw-somebody">{room.facilitator}</bdi> reveals the answers, they
            are shown here.
          </>
        )}
      </p>
    </>
  );
}

/** All is labeled: what the session waits for, in place of the kit's thanks. */
export function AllLabeled() {
  const [session, { progress, room }] = useRoom();
  const { done, escalated, skipped, total } = progress;
  const parts = [`${done} of ${total} answered`];
  if (skipped) parts.push(`${skipped} skipped`);
  if (escalated) parts.push(`${escalated} escalated`);
  const isRevealed = room?.phase !== "label";
  const own = <Button name="Look at my answers" onClick={() => session.set({ panel: "own" })} />;
  return (
    <Notice title={`You are through: ${parts.join(", ")}.`}>
      {isRevealed ? <p>The others' answers are revealed.</p> : <WhatComes />}
      <div class="tw-ways">
        {isRevealed && (
          <Button name="See them" look="primary" onClick={() => session.choose("look")} />
        )}
        {own}
      </div>
    </Notice>
  );
}
