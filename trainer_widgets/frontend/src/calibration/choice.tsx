// Somebody with items left comes when the others' answers can be seen already.
import { Button } from "../kit/button";
import { Notice } from "../kit/states";
import { useRoom } from "./place";
import { itemsLeft } from "./state";

function LabelFirst({ left }: { left: string }) {
  const [session] = useRoom();
  return (
    <div class="tw-way">
      <h3>Label first</h3>
      <p>
        You label {left} blind, as the others did, and join them when you are through. Your answers
        count as independent.
      </p>
      <Button name="Label first" look="primary" onClick={() => session.choose("label")} />
    </div>
  );
}

function LookNow({ isClosed }: { isClosed: boolean }) {
  const [session] = useRoom();
  return (
    <div class="tw-way">
      <h3>Look now</h3>
      <p>
        You see at once what everybody said{isClosed ? " and what was decided" : ""}. From then on
        your answers to these items are marked as given after the reveal, and stay out of
        independent agreement. This cannot be undone.
      </p>
      <Button
        name="Look now"
        look={isClosed ? "primary" : "plain"}
        onClick={() => session.choose("look")}
      />
    </div>
  );
}

export function LateChoice() {
  const [, state] = useRoom();
  const { progress, room } = state;
  const isClosed = room?.phase === "close";
  const count = itemsLeft(state);
  const left = count === 1 ? "the item that is left" : `the ${count} items that are left`;
  return (
    <Notice title={isClosed ? "This session is closed." : "The answers are revealed already."}>
      <p>
        You have labeled {progress.total - count} of {progress.total} items.
        {!isClosed && " What comes first?"}
      </p>
      <div class="tw-ways">
        {!isClosed && <LabelFirst left={left} />}
        <LookNow isClosed={isClosed} />
      </div>
    </Notice>
  );
}
