// What the facilitator decides: somebody's answer, one of their own, or nothing yet.
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Escalation, RevealedItem } from "../../contract";
import { Button } from "../../kit/button";
import { Complaint } from "../../kit/complaint";
import { EscalationFields } from "../../kit/escalate";
import { isSubmitKey } from "../../kit/keys";
import { useOwnId } from "../../kit/use_own_id";
import { AnswerFields } from "./answer_fields";
import type { DecisionDraft } from "./decision";
import { useTalk } from "./place";
import "./decision.css";

interface PartProps {
  draft: DecisionDraft;
}

const KINDS = { answer: "Decide on an answer", open: "Leave open" } as const;

function Kinds({ draft }: PartProps) {
  const { deciding } = useTalk();
  const name = useOwnId();
  return (
    <fieldset class="tw-decision-kinds" aria-label="Decision">
      {(Object.keys(KINDS) as (keyof typeof KINDS)[]).map((kind) => (
        <label key={kind} class="tw-choice">
          <input
            type="radio"
            name={name}
            checked={draft.kind === kind}
            onChange={() => deciding.write({ kind })}
          />
          {KINDS[kind]}
        </label>
      ))}
    </fieldset>
  );
}

/** What stays open is asked as an escalation. */
function OpenFields({ draft }: PartProps) {
  const { deciding } = useTalk();
  const { escalation } = draft;
  const write = (change: Partial<Escalation>) =>
    deciding.write({ escalation: { ...escalation, ...change } });
  return <EscalationFields escalation={escalation} write={write} />;
}

function Sending() {
  const { deciding, state } = useTalk();
  const { isSending } = deciding;
  const trouble = isSending ? state.delay : state.complaint;
  return (
    <div class="tw-actions">
      {trouble && <Complaint text={trouble} />}
      {isSending && !trouble && <span class="tw-muted">Storing…</span>}
      <span class="tw-space" />
      <Button name="Close" disabled={isSending} onClick={() => deciding.leave()} />
      <Button
        name="Record the decision"
        hint="Ctrl ⏎"
        look="primary"
        disabled={isSending}
        onClick={() => void deciding.send()}
      />
    </div>
  );
}

/** A form that somebody opens is brought into sight, with the focus in it. */
function useOpened() {
  const { state } = useTalk();
  const form = useRef<HTMLDivElement>(null);
  const isAsked = state.deciding === true;
  useLayoutEffect(() => {
    if (!isAsked) return;
    form.current?.scrollIntoView?.({ block: "nearest" });
    form.current?.querySelector<HTMLElement>("input:checked")?.focus({ preventScroll: true });
  }, [isAsked]);
  return form;
}

export function DecisionForm({ opened }: { opened: RevealedItem }) {
  const { deciding } = useTalk();
  const form = useOpened();
  const { draft } = deciding;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isSubmitKey(event) || event.repeat) return;
    event.preventDefault();
    void deciding.send();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div
      ref={form}
      class="tw-decision-form"
      role="group"
      aria-label="Your decision"
      onKeyDown={onKeyDown}
    >
      <div class="tw-caption">
        <span>Your decision</span>
      </div>
      <div inert={deciding.isSending}>
        <Kinds draft={draft} />
        {draft.kind === "answer" ? (
          <AnswerFields {...{ opened, draft }} />
        ) : (
          <OpenFields draft={draft} />
        )}
      </div>
      <Sending />
    </div>
  );
}
