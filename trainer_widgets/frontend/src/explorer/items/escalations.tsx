// What was asked of the lead about the item, and what came of it.
import type { Escalated } from "../../contract";
import { REASONS, RULED, STATUS } from "../../kit/escalation_words";
import { visible } from "../../kit/marked_text";
import { moment } from "../../kit/moments";

function Quote({ name, text }: { name: string; text: string | null }) {
  if (!text?.trim()) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd class="tw-quote" dir="auto">
        {visible(text)}
      </dd>
    </>
  );
}

function Ruled({ entry }: { entry: Escalated }) {
  const { resolved_by: by, resolved_at: at, ruling, ruling_guideline: guideline } = entry;
  if (!ruling) return null;
  return (
    <p class="tw-asked-about">
      <bdi>
        settled {RULED[ruling]} by <bdi>{by}</bdi>
      </bdi>
      {at && <time dateTime={at}>{moment(at)}</time>}
      {guideline !== null && (
        <bdi>
          part of guideline <bdi>{guideline}</bdi>
        </bdi>
      )}
    </p>
  );
}

function Escalation({ entry }: { entry: Escalated }) {
  const { annotator, escalated_at: at, guideline, reason, status } = entry;
  return (
    <li class="tw-asked-entry">
      <p class="tw-asked-head">
        <strong>{REASONS[reason]}</strong>
        <span class={status === "open" ? "tw-label-yes" : "tw-muted"}>{STATUS[status]}</span>
      </p>
      <p class="tw-asked-about">
        <bdi>{annotator}</bdi>
        <time dateTime={at}>{moment(at)}</time>
        {guideline !== null && (
          <bdi>
            under guideline <bdi>{guideline}</bdi>
          </bdi>
        )}
      </p>
      <Ruled entry={entry} />
      <dl class="tw-opened-quotes">
        <Quote name="Note" text={entry.note} />
        <Quote name="Suggested rule" text={entry.suggested_rule} />
        <Quote name="Ruling" text={entry.ruling_reason} />
      </dl>
    </li>
  );
}

export function Escalations({ entries }: { entries: readonly Escalated[] }) {
  if (!entries.length) return null;
  return (
    <section aria-label="Escalations of the item">
      <div class="tw-caption">
        <span>Escalations</span>
        <span>{entries.length}</span>
      </div>
      <ul class="tw-asked-list">
        {entries.map((entry) => (
          <Escalation key={entry.escalation} entry={entry} />
        ))}
      </ul>
    </section>
  );
}
