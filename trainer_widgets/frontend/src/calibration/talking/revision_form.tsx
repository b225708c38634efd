// One's own answer in the task's own view, to be changed.
import type { RevealedItem } from "../../contract";
import { Button } from "../../kit/button";
import { Complaint } from "../../kit/complaint";
import { CopyButton } from "../../kit/copy_button";
import { isSubmitKey } from "../../kit/keys";
import { Look, TaskLook } from "../../looking/look";
import { useTalk } from "./place";
import { ownOf, type RevisionDraft } from "./revision";

/** The session was closed while somebody wrote: nothing is recorded, and nothing is lost. */
function TooLate({ draft }: Pick<RevisionFormProps, "draft">) {
  const { revising } = useTalk();
  const { rationale } = draft;
  return (
    <div class="tw-actions" role="alert">
      <span class="tw-complaint">
        The session was closed before you recorded this, so it is not stored.
        {rationale && " Copy what you wrote if you need it."}
      </span>
      <span class="tw-space" />
      {rationale && <CopyButton text={rationale} name="Copy the rationale" />}
      <Button name="Discard" onClick={() => revising.discard()} />
    </div>
  );
}

function Sending({ name }: { name: string }) {
  const { revising, state } = useTalk();
  return (
    <div class="tw-actions">
      {state.complaint && <Complaint text={state.complaint} />}
      <span class="tw-space" />
      <Button name="Discard" look="quiet" onClick={() => revising.discard()} />
      <Button name="Close" onClick={() => revising.leave()} />
      <Button name={name} hint="Ctrl ⏎" look="primary" onClick={() => void revising.send()} />
    </div>
  );
}

interface RevisionFormProps {
  opened: RevealedItem;
  draft: RevisionDraft;
}

export function RevisionForm({ opened, draft }: RevisionFormProps) {
  const { bench, host, revising, talk } = useTalk();
  const { options, taxonomy } = host.welcome;
  const own = ownOf(opened, host);
  const name = own ? "Your answer, revised" : "Your answer";
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isSubmitKey(event) || event.repeat) return;
    event.preventDefault();
    void revising.send();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div class="tw-item tw-revision" role="group" aria-label={name} onKeyDown={onKeyDown}>
      <div class="tw-caption">
        <span>{name}</span>
        {own?.before != null && <span>Kept beside your answer from before the reveal</span>}
      </div>
      <Look name={name} look="tw-answering" bench={bench} onRoot={(root) => root?.focus()}>
        <TaskLook
          view={host.view}
          item={opened.item}
          options={options}
          draft={draft.task}
          taxonomy={taxonomy}
          rationale={draft.rationale}
          write={(task) => revising.write({ task })}
          writeRationale={(rationale) => revising.write({ rationale })}
          refuse={() => {}}
        />
      </Look>
      {talk.isOpen ? (
        <Sending name={own ? "Record the revision" : "Record the answer"} />
      ) : (
        <TooLate draft={draft} />
      )}
    </div>
  );
}
