// What was decided on an item, by whom and why.
import { useState } from "preact/hooks";
import type { Decision } from "../../contract";
import { Button } from "../../kit/button";
import { REASONS } from "../../kit/escalation_words";
import { moment } from "../../kit/moments";
import { Look, TaskLook } from "../../looking/look";
import { draftOf } from "../../looking/task_views";
import { withoutRationale } from "./decision";
import { useTalk } from "./place";
import { Quote } from "./quote";

function Open({ decision: { escalation } }: { decision: Decision }) {
  return (
    <>
      <p class="tw-decided-answer">
        {escalation ? REASONS[escalation.reason] : "Nothing was decided"}
      </p>
      <Quote text={escalation?.note} />
      <Quote text={escalation?.suggested_rule} />
    </>
  );
}

/** The whole of it, in the task's own view. */
function AsAnswer({ decision, item }: DecidedProps) {
  const { bench, host } = useTalk();
  const { options, taxonomy } = host.welcome;
  const asked = withoutRationale(options);
  return (
    <Look name="The decided answer" bench={bench}>
      <TaskLook
        view={host.view}
        item={item}
        options={asked}
        draft={draftOf(host.view, decision.plain, item, asked, taxonomy)}
        taxonomy={taxonomy}
        refuse={() => host.announce("This is what was decided.")}
      />
    </Look>
  );
}

function Answer({ decision, item }: DecidedProps) {
  const { view, welcome } = useTalk().host;
  const [isShown, show] = useState(false);
  const { plain, reason } = decision;
  if (!plain) return <Quote text={reason} />;
  return (
    <>
      <p class="tw-decided-answer">
        <bdi>{view.describe(plain as never, welcome.taxonomy)}</bdi>{" "}
        <Button name="In full" look="quiet" aria-pressed={isShown} onClick={() => show(!isShown)} />
      </p>
      <Quote text={reason} />
      {isShown && <AsAnswer decision={decision} item={item} />}
    </>
  );
}

interface DecidedProps {
  decision: Decision;
  item: unknown;
}

export function Decided({ decision, item }: DecidedProps) {
  const { decided_at: at, decided_by: by, guideline, kind } = decision;
  const isAnswer = kind === "answer";
  return (
    <section class="tw-decided" aria-label="Decision">
      <p class="tw-decided-by">
        {isAnswer ? "Decided" : "Left open"} by <bdi>{by}</bdi>,{" "}
        <time dateTime={at}>{moment(at)}</time>
        {guideline !== null && (
          <>
            ; it is part of guideline <bdi>{guideline}</bdi>
          </>
        )}
      </p>
      {isAnswer ? <Answer decision={decision} item={item} /> : <Open decision={decision} />}
    </section>
  );
}
