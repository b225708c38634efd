import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button } from "./button";
import { usePlace } from "./context";
import { REASONS } from "./escalation_words";
import { goHome } from "./focus";
import { isSubmitKey } from "./keys";
import type { Escalation } from "./protocol";
import { useOwnId } from "./use_own_id";

type Reason = Escalation["reason"];

/** Opens with the component, over everything; the focus goes home when it closes. */
function useDialog() {
  const { root } = usePlace();
  const dialog = useRef<HTMLDialogElement>(null);
  // At once: a key that follows must not act on the item underneath.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element?.showModal) element.showModal();
    else element?.setAttribute("open", "");
    return () => {
      element?.close?.();
      goHome(root);
    };
  }, [root]);
  return dialog;
}

function Reasons({ reason, choose }: { reason: Reason; choose(reason: Reason): void }) {
  const name = useOwnId();
  return (
    <fieldset>
      <legend>Why?</legend>
      {(Object.keys(REASONS) as Reason[]).map((one) => (
        <label key={one} class="tw-choice">
          <input type="radio" name={name} checked={one === reason} onChange={() => choose(one)} />
          {REASONS[one]}
        </label>
      ))}
    </fieldset>
  );
}

function Field({ name, text, set }: { name: string; text: string; set(text: string): void }) {
  return (
    <label class="tw-field">
      {name}
      <textarea
        rows={2}
        dir="auto"
        value={text}
        onInput={(event) => set(event.currentTarget.value)}
      />
    </label>
  );
}

interface EscalationFieldsProps {
  escalation: Escalation;
  write(change: Partial<Escalation>): void;
}

/** What is asked of the lead. */
export function EscalationFields({ escalation, write }: EscalationFieldsProps) {
  const { note, reason, suggested_rule: rule } = escalation;
  return (
    <>
      <Reasons reason={reason} choose={(one) => write({ reason: one })} />
      <Field name="Note" text={note} set={(text) => write({ note: text })} />
      <Field
        name="Suggested rule for the guideline"
        text={rule}
        set={(text) => write({ suggested_rule: text })}
      />
    </>
  );
}

export const noEscalation = (): Escalation => ({
  reason: "guideline_silent",
  note: "",
  suggested_rule: "",
});

export function trimmedEscalation({ reason, note, suggested_rule: rule }: Escalation): Escalation {
  return { reason, note: note.trim(), suggested_rule: rule.trim() };
}

export function Escalate() {
  const { session } = usePlace();
  const dialog = useDialog();
  const [escalation, setEscalation] = useState(noEscalation);
  const title = useOwnId();
  const close = () => session.set({ escalating: false });
  const write = (change: Partial<Escalation>) => setEscalation((one) => ({ ...one, ...change }));
  const send = () => void session.sitting.escalate(trimmedEscalation(escalation));
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") close();
    if (event.key === "Escape" || isSubmitKey(event)) event.preventDefault();
    if (isSubmitKey(event) && !event.repeat) send();
  };
  return (
    <dialog
      ref={dialog}
      class="tw-dialog"
      aria-labelledby={title}
      onKeyDown={onKeyDown}
      onCancel={close}
    >
      <h2 id={title}>Escalate to the lead</h2>
      <EscalationFields escalation={escalation} write={write} />
      <p class="tw-muted">What you have filled in so far goes along as a provisional answer.</p>
      <div class="tw-actions">
        <Button name="Cancel" hint="Esc" onClick={close} />
        <Button name="Send and go on" hint="Ctrl ⏎" look="primary" onClick={send} />
      </div>
    </dialog>
  );
}
