import { Notice } from "../kit/states";
import { useRoom } from "./place";

/** All that is at hand is labeled: the next item comes, unless the line is down. */
export function NextItem() {
  const [, { isCut, unsent }] = useRoom();
  if (!isCut) return <Notice title="Fetching the next item…" />;
  return (
    <Notice title="The line is down: no item is left here.">
      <p class="tw-muted">
        {unsent > 0 && "What you submitted is kept in this browser. "}
        You go on as soon as the kernel answers.
      </p>
    </Notice>
  );
}
