// One item on which annotators differ: their answers side by side, and one's own below.
import { useMemo } from "preact/hooks";
import { answersOf } from "../answers";
import { TellsMostProvider } from "../answers/tells_most";
import type { ContestedItem, Contested as Entry } from "../contract";
import { visible } from "../kit/marked_text";
import { AnsweredItem, ItemPlace } from "../worklist/item";
import { Outcome } from "./outcome";
import { useAdjudication } from "./place";
import type { AdjudicationSession } from "./session";
import { itemOf, nameOf } from "./words";

const LOOKS_ONLY = "To change your choice, adjudicate the item again (a).";

function Head({ entry }: { entry: Entry }) {
  const { n_answers: n, number } = entry;
  return (
    <div class="tw-entry-head">
      <h2>Item {number}</h2>
      <span class="tw-muted">
        {n} independent answers; those that differ, in an order that stands for nobody
      </span>
    </div>
  );
}

interface SideBySideProps {
  /** In the item's own place the list's session is out of reach, so it is handed on. */
  session: AdjudicationSession;
  looked: ContestedItem;
}

/** What is marked here says where the answers differ, and not what most people said. */
function SideBySide({ session, looked }: SideBySideProps) {
  const { options } = session;
  const { taxonomy = null, task = null } = session.state.welcome ?? {};
  const item = useMemo(() => itemOf(looked), [looked]);
  const said = useMemo(
    () =>
      looked.answers.map(({ key, plain }) => ({
        ...{ who: nameOf(looked.answers, key), kind: "person", action: "answer" },
        ...{ plain, marks: [], columns: [] },
      })),
    [looked],
  );
  const Answers = answersOf(task);
  return (
    <TellsMostProvider value={false}>
      <Answers key={looked.item_token} {...{ item, options, said, taxonomy }} letters={[]} />
    </TellsMostProvider>
  );
}

function Rationales({ answers }: Pick<ContestedItem, "answers">) {
  const given = answers.filter(({ rationale }) => rationale?.trim());
  if (!given.length) return null;
  return (
    <dl class="tw-rationales">
      {given.map(({ key, rationale }) => (
        <div key={key}>
          <dt>{nameOf(answers, key)}</dt>
          <dd class="tw-quote" dir="auto">
            {visible(rationale ?? "")}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One's own answer: written, or as it was stored. */
function OwnAnswer() {
  const [session, { draft, looked }] = useAdjudication();
  const { canDecide, item } = session;
  const isWriting = canDecide && draft.isOwn;
  const stored = !canDecide && looked?.choice?.picked === null ? looked.choice.plain : null;
  if (!item || !looked || !(isWriting || stored)) return null;
  return (
    <ItemPlace caption={<span>Your answer</span>} isAnswering={isWriting}>
      <AnsweredItem
        key={`${looked.item_token} ${isWriting}`}
        session={session}
        item={item}
        draft={session.screenDraft(item, isWriting ? draft.task : null, stored)}
        write={isWriting ? (task) => session.write({ task }) : undefined}
        looksOnly={LOOKS_ONLY}
      />
    </ItemPlace>
  );
}

export function ContestedEntry({ entry }: { entry: Entry }) {
  const [session, { looked }] = useAdjudication();
  return (
    <>
      <Head entry={entry} />
      <Outcome entry={entry} />
      <div class="tw-all-answers">
        <ItemPlace caption={<span>Answers side by side</span>} isAnswering={false}>
          {looked && <SideBySide {...{ session, looked }} />}
        </ItemPlace>
        {looked && <Rationales answers={looked.answers} />}
      </div>
      <div class="tw-own-answer">
        <OwnAnswer />
      </div>
    </>
  );
}
