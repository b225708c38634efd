import type { Escalated } from "../contract";
import { Button } from "../kit/button";
import { RULED } from "../kit/escalation_words";
import { moment } from "../kit/moments";
import { useLead } from "./place";

function Ruled({ entry }: { entry: Escalated }) {
  const { resolved_at: at, resolved_by: by, ruling, ruling_guideline: guideline } = entry;
  return (
    <p>
      Settled {ruling && RULED[ruling]} by <bdi>{by}</bdi>
      {at && (
        <>
          , <time dateTime={at}>{moment(at)}</time>
        </>
      )}
      {guideline !== null && (
        <>
          ; it is part of guideline <bdi>{guideline}</bdi>
        </>
      )}
      .
    </p>
  );
}

/** What became of an escalation that is no longer open. */
export function Settled({ entry }: { entry: Escalated }) {
  const [session, { reopened }] = useLead();
  const { annotator, ruling_reason: reason, status } = entry;
  if (status === "open" || reopened) return null;
  if (status === "withdrawn") {
    return (
      <p class="tw-notice">
        <span>
          <bdi>{annotator}</bdi> took this back, or answered the item after all.
        </span>
      </p>
    );
  }
  return (
    <div class="tw-notice tw-settled">
      <Ruled entry={entry} />
      <span class="tw-space" />
      <Button name="Rule again" onClick={() => session.reopen()} />
      {reason && (
        <p class="tw-quote" dir="auto">
          {reason}
        </p>
      )}
    </div>
  );
}
