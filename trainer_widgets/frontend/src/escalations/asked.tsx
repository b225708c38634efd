import type { Escalated } from "../contract";
import { REASONS } from "../kit/escalation_words";
import { moment } from "../kit/moments";
import { useLead } from "./place";

function Quote({ name, text }: { name: string; text: string | null | undefined }) {
  if (!text?.trim()) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd class="tw-quote" dir="auto">
        {text}
      </dd>
    </>
  );
}

function Provisional() {
  const [session, { looked, welcome }] = useLead();
  if (!looked || !session.view) return null;
  const said = looked.answer
    ? session.view.describe(looked.answer as never, welcome?.taxonomy ?? null)
    : looked.changed
      ? "The item has changed since: this is how it is now."
      : "None yet.";
  return (
    <>
      <dt>Provisional answer</dt>
      <dd dir="auto">{said}</dd>
    </>
  );
}

/** Who escalated what, and why. */
export function Asked({ entry }: { entry: Escalated }) {
  const [, { looked }] = useLead();
  const { annotator, escalated_at: at, guideline, note, reason, suggested_rule: rule } = entry;
  return (
    <div class="tw-asked">
      <h2>{REASONS[reason]}</h2>
      <p class="tw-muted">
        <bdi>{annotator}</bdi>, <time dateTime={at}>{moment(at)}</time>
        {guideline !== null && (
          <>
            , under guideline <bdi>{guideline}</bdi>
          </>
        )}
      </p>
      <dl>
        <Quote name="Note" text={note} />
        <Quote name="Suggested rule" text={rule} />
        <Quote name="Rationale" text={looked?.rationale} />
        <Provisional />
      </dl>
    </div>
  );
}
