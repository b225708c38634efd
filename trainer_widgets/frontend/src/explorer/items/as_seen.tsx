// The item as one annotator saw it, with what they answered: their task's own view, only to look.
import type { Explored, Said } from "../../contract";
import type { Bench } from "../../looking/bench";
import { Look, TaskLook } from "../../looking/look";
import { type AnyView, draftOf } from "../../looking/task_views";

const LOOKS_ONLY = "This shows what was answered; nothing can be changed here.";

interface AsSeenProps {
  said: Said;
  explored: Explored;
  view: AnyView;
  bench: Bench;
}

export function AsSeen({ said, explored, view, bench }: AsSeenProps) {
  const { annotator, item, answer } = said;
  if (!item) {
    return (
      <p class="tw-muted">
        The item is no longer as <bdi>{annotator}</bdi> saw it.
      </p>
    );
  }
  // The rationale is told with who wrote it, and nothing is run for somebody who only looks.
  const own = { rationale: "hidden", run_tests: false };
  const options = { ...(explored.options as object), ...own };
  const { taxonomy } = explored;
  return (
    <>
      {answer === null && (
        <p class="tw-opened-instead">
          <bdi>{annotator}</bdi> gave no answer to this item.
        </p>
      )}
      <Look name={`Item as ${annotator} saw it`} bench={bench}>
        <TaskLook
          {...{ view, item, options, taxonomy }}
          draft={draftOf(view, answer, item, options, taxonomy)}
          refuse={() => bench.set({ announcement: LOOKS_ONLY })}
        />
      </Look>
    </>
  );
}
