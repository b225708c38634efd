import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Button, Key } from "./button";
import { goHome, usePlace } from "./context";
import { isSubmitKey } from "./keys";
import type { Escalation } from "./protocol";

type Reason = Escalation["reason"];

const REASONS: Record<Reason, string> = {
  guideline_silent: "The guideline says nothing about this",
  guideline_unclear: "The guideline is unclear here",
  guideline_contradiction: "The guideline contradicts itself",
  policy_question: "A question of policy",
  personal_data: "It contains personal data",
  harmful_to_me: "I do not want to work on this: it is harmful to me",
  broken_item: "The item is broken",
  needs_expert: "It needs an expert",
};

export function Escalate() {
  const { session, root } = usePlace();
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState<Reason>("guideline_silent");
  const [note, setNote] = useState("");
  const [rule, setRule] = useState("");
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element?.showModal) element.showModal();
    else element?.setAttribute("open", "");
    return () => {
      element?.close?.();
      goHome(root);
    };
  }, [root]);
  const close = () => session.set({ escalating: false });
  const send = () =>
    void session.sitting.escalate({ reason, note: note.trim(), suggested_rule: rule.trim() });
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
      aria-labelledby={`${id}-title`}
      onKeyDown={onKeyDown}
      onCancel={close}
    >
      <h2 id={`${id}-title`}>Escalate to the lead</h2>
      <fieldset>
        <legend>Why?</legend>
        {(Object.keys(REASONS) as Reason[]).map((one) => (
          <label key={one} class="tw-choice">
            <input
              type="radio"
              name={`${id}-reason`}
              checked={one === reason}
              onChange={() => setReason(one)}
            />
            {REASONS[one]}
          </label>
        ))}
      </fieldset>
      <label class="tw-field">
        Note
        <textarea
          rows={2}
          dir="auto"
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      <label class="tw-field">
        Suggested rule for the guideline
        <textarea
          rows={2}
          dir="auto"
          value={rule}
          onInput={(event) => setRule(event.currentTarget.value)}
        />
      </label>
      <p class="tw-muted">What you have filled in so far goes along as a provisional answer.</p>
      <div class="tw-actions">
        <Button name="Cancel" hint="Esc" onClick={close} />
        <button
          type="button"
          class="tw-button tw-primary"
          aria-keyshortcuts="Control+Enter"
          onClick={send}
        >
          Send and go on <Key>Ctrl ⏎</Key>
        </button>
      </div>
    </dialog>
  );
}
