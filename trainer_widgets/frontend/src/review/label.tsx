// One label under review: why it is here, what its annotator wrote, and what became of it.

import { Button } from "../kit/button";
import { useKeys } from "../kit/context";
import { visible } from "../kit/marked_text";
import { moment } from "../kit/moments";
import { AnsweredItem, ItemPlace } from "../worklist/item";
import type { UnderReview } from "./labels";
import { useReview } from "./place";
import { became, whyIn } from "./words";

const LOOKS_ONLY = "To change what is answered here, correct it (c).";

function Head({ entry }: { entry: UnderReview }) {
  const { annotator, labeled_at: at, number } = entry;
  return (
    <div class="tw-entry-head">
      <h2>Label {number}</h2>
      <span class="tw-muted">
        {whyIn(entry)}
        {annotator !== null && (
          <>
            {" "}
            · <bdi>{annotator}</bdi>
          </>
        )}
        {at && (
          <>
            {" "}
            · <time dateTime={at}>{moment(at)}</time>
          </>
        )}
      </span>
    </div>
  );
}

/** What the key says comes only when it is asked for: the reviewer judges first. */
function Key() {
  const [session, { looked, showsKey }] = useReview();
  const gold = looked?.gold;
  const show = () => session.set({ showsKey: !showsKey });
  useKeys({ e: show }, !!gold);
  if (!gold) return null;
  return (
    <div class="tw-gold-key">
      <Button
        name={showsKey ? "Hide the key" : "What the key says"}
        hint="e"
        aria-expanded={showsKey}
        onClick={show}
      />
      {showsKey && (
        <p role="status">
          <strong>{visible(gold.expected)}</strong>{" "}
          {gold.reason && <bdi class="tw-muted">{visible(gold.reason)}</bdi>}
        </p>
      )}
    </div>
  );
}

function Rationale() {
  const [, { looked }] = useReview();
  if (!looked?.rationale?.trim()) return null;
  return (
    <div class="tw-said-why">
      <div class="tw-caption">
        <span>Their rationale</span>
      </div>
      <p class="tw-quote" dir="auto">
        {visible(looked.rationale)}
      </p>
    </div>
  );
}

function Done({ entry }: { entry: UnderReview }) {
  const [session, { gone, reopened }] = useReview();
  const { decision, reason, reviewed_at: at, reviewed_by: by } = entry;
  const isShown = decision !== null && !reopened;
  useKeys({ a: () => session.reopen() }, isShown && !gone);
  if (!isShown) return null;
  return (
    <div class="tw-notice tw-settled">
      <span>
        This was {became(entry)}
        {by && (
          <>
            {" "}
            by <bdi>{by}</bdi>
          </>
        )}
        {at && (
          <>
            , <time dateTime={at}>{moment(at)}</time>
          </>
        )}
        .
      </span>
      <span class="tw-space" />
      <Button name="Review again" hint="a" disabled={gone} onClick={() => session.reopen()} />
      {reason && (
        <p class="tw-quote" dir="auto">
          {visible(reason)}
        </p>
      )}
    </div>
  );
}

function captionOf(isCorrecting: boolean, isChanged: boolean, isCorrected: boolean): string {
  if (isCorrecting) return "The right answer, beginning from theirs";
  if (isChanged) return "The item has changed since: this is how it is now";
  return isCorrected ? "The item with the corrected answer" : "The item as its annotator saw it";
}

function Item() {
  const [session, { looked }] = useReview();
  const { canDecide, isCorrecting } = session;
  const isCorrected = !canDecide && !!looked?.corrected;
  const caption = captionOf(isCorrecting, !!looked?.changed, isCorrected);
  return (
    <ItemPlace caption={<span>{caption}</span>} isAnswering={isCorrecting}>
      {looked && (
        <AnsweredItem
          key={`${looked.label} ${isCorrected}`}
          session={session}
          item={looked.item}
          draft={session.taskDraft(looked)}
          write={isCorrecting ? (task) => session.write({ task }) : undefined}
          looksOnly={LOOKS_ONLY}
        />
      )}
    </ItemPlace>
  );
}

export function Label({ entry }: { entry: UnderReview }) {
  return (
    <>
      <Head entry={entry} />
      <Done entry={entry} />
      <Item />
      <Rationale />
      <Key />
    </>
  );
}
