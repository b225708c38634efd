// The answer that is decided: somebody's, changed or not, with its reason and what it adds.

import type { RevealedItem } from "../../contract";
import { Button } from "../../kit/button";
import { isIncomplete } from "../../kit/state";
import { useOwnId } from "../../kit/use_own_id";
import { Look, TaskLook } from "../../looking/look";
import { RuleFields } from "../../ruling/rule_fields";
import { type DecisionDraft, proposalOf, withoutRationale } from "./decision";
import { useTalk } from "./place";
import { answerNow } from "./revision";

interface DecisionProps {
  opened: RevealedItem;
  draft: DecisionDraft;
}

/** Whose answer it starts from: the first choice is a pick, and may be changed. */
function Starts({ opened, draft }: DecisionProps) {
  const { deciding } = useTalk();
  const answered = opened.said.filter((one) => answerNow(one));
  return (
    <fieldset class="tw-switches tw-starts" aria-label="Start from the answer of">
      <span class="tw-muted">Start from</span>
      {answered.map(({ annotator }) => (
        <Button
          key={annotator}
          name={annotator}
          aria-pressed={draft.from === annotator}
          title={annotator}
          onClick={() => deciding.pick(annotator)}
        >
          <bdi class="tw-somebody">{annotator}</bdi>
        </Button>
      ))}
      <Button
        name={draft.task ? "Change it" : "Write one"}
        look="quiet"
        aria-pressed={draft.edits}
        onClick={() => deciding.edit(!draft.edits)}
      />
    </fieldset>
  );
}

function InWords({ opened, draft }: DecisionProps) {
  const { view, welcome } = useTalk().host;
  if (draft.task === null) return null;
  const { options, taxonomy } = welcome;
  const given = view.answer(draft.task, opened.item, withoutRationale(options) as never, taxonomy);
  if (isIncomplete(given)) return <p class="tw-muted">{given.problem}</p>;
  return (
    <p class="tw-decided-answer">
      <bdi>{view.describe(given as never, taxonomy)}</bdi>
    </p>
  );
}

function Answer({ opened, draft }: DecisionProps) {
  const { bench, deciding, host } = useTalk();
  if (!draft.edits || draft.task === null) return <InWords {...{ opened, draft }} />;
  const { options, taxonomy } = host.welcome;
  return (
    <Look name="The decided answer" look="tw-answering" bench={bench}>
      <TaskLook
        view={host.view}
        item={opened.item}
        options={withoutRationale(options)}
        draft={draft.task}
        taxonomy={taxonomy}
        write={(task) => deciding.write({ task })}
        refuse={() => {}}
      />
    </Look>
  );
}

function Reason({ draft }: Pick<DecisionProps, "draft">) {
  const { deciding } = useTalk();
  const id = useOwnId();
  return (
    <>
      <div class="tw-caption">
        <label htmlFor={id}>Reason</label>
        <span>required: it is kept with the decision</span>
      </div>
      <textarea
        id={id}
        dir="auto"
        rows={2}
        maxLength={20_000}
        aria-required
        value={draft.reason}
        onInput={(event) => deciding.write({ reason: event.currentTarget.value })}
      />
    </>
  );
}

export function AnswerFields(props: DecisionProps) {
  const { deciding, host } = useTalk();
  const { draft } = props;
  return (
    <>
      <Starts {...props} />
      <Answer {...props} />
      <Reason draft={draft} />
      {host.nextVersion !== null && (
        <RuleFields
          addition={draft}
          proposal={proposalOf(draft, host)}
          write={(change) => deciding.write(change)}
        />
      )}
    </>
  );
}
