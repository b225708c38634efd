import { Button } from "../kit/button";
import { useExplorer } from "./place";
import { shortened } from "./shared/values";
import { sliceInWords } from "./words";

function Elsewhere() {
  const [session, { elsewhere }] = useExplorer();
  if (!elsewhere) return null;
  const { slice } = elsewhere.sight;
  return (
    <div class="tw-notice" role="status">
      <span>
        The notebook shows <bdi>{sliceInWords(slice)}</bdi>.
      </span>
      <span class="tw-space" />
      <Button name="Go there" onClick={() => session.following.goElsewhere()} />
      <Button name="Stay here" look="quiet" onClick={() => session.set({ elsewhere: null })} />
    </div>
  );
}

function Following() {
  const [session, { following }] = useExplorer();
  if (following === null) return null;
  return (
    <div class="tw-notice" role="status">
      <span>
        You follow <bdi>{shortened(following)}</bdi>; a change of your own ends it.
      </span>
      <span class="tw-space" />
      <Button name="Stop following" look="quiet" onClick={() => session.following.stop()} />
    </div>
  );
}

/** What stands between a question and its answer, and who else moves this view. */
export function ExplorerNotices() {
  const [session, { failed, gone }] = useExplorer();
  return (
    <div class="tw-notices">
      {gone && (
        <div class="tw-notice tw-warning" role="alert">
          <strong>The kernel was restarted.</strong> Re-run the cell to go on; what is here can
          still be read.
        </div>
      )}
      {failed && !gone && (
        <div class="tw-notice tw-warning" role="alert">
          <span>
            <strong>No numbers for this slice:</strong> <span dir="auto">{failed}</span>
          </span>
          <span class="tw-space" />
          <Button name="Try again" onClick={() => session.questions.slice()} />
        </div>
      )}
      <Elsewhere />
      <Following />
    </div>
  );
}
