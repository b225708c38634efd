// One item opened: what everybody said of it, what was decided, and what can be done about it.
import { useLayoutEffect, useRef } from "preact/hooks";
import type { RevealedItem } from "../../contract";
import { showBeginning } from "../../kit/beginning";
import { Button } from "../../kit/button";
import { Complaint } from "../../kit/complaint";
import { usePlace } from "../../kit/context";
import { focusedIn, isAttended } from "../../kit/focus";
import { Decided } from "./decided";
import { DecisionForm } from "./decision_form";
import { useTalk } from "./place";
import { Reasons } from "./reasons";
import { ownOf } from "./revision";
import { RevisionForm } from "./revision_form";
import { SideBySide } from "./side_by_side";
import "./item.css";

/** Where the others are, for those who are not there. */
function Where() {
  const { host, state, talk } = useTalk();
  const { discussing, facilitator } = host.room;
  if (!talk.isLed || facilitator === null) return null;
  if (host.isFacilitator) {
    return (
      <Button
        name={discussing === state.place ? "All are led here" : "Lead here"}
        hint="l"
        disabled={discussing === state.place}
        onClick={() => void talk.lead()}
      />
    );
  }
  if (discussing === null || discussing === state.place) {
    return (
      <Button name="Follow" hint="f" aria-pressed={state.follows} onClick={() => talk.follow()} />
    );
  }
  return (
    <Button
      name={`Go to item ${discussing}, which ${facilitator} discusses`}
      hint="f"
      look="primary"
      onClick={() => talk.follow()}
    >
      <span>
        Go to item {discussing}, which <bdi class="tw-somebody">{facilitator}</bdi> discusses
      </span>
    </Button>
  );
}

function Acts({ opened }: { opened: RevealedItem }) {
  const { deciding, host, revising, state, talk } = useTalk();
  if (!talk.isOpen) return null;
  const own = ownOf(opened, host);
  const revise = revising.isBegun ? "Go on revising" : own ? "Revise my answer" : "Answer too";
  const again = opened.decision ? "Decide again" : "Decide";
  const decide = deciding.isBegun ? "Go on deciding" : again;
  return (
    <>
      {revising.isUnderWay && <span class="tw-muted">Your revision is on its way…</span>}
      {!state.revision && !revising.isUnderWay && (
        <Button name={revise} hint="r" onClick={() => revising.begin()} />
      )}
      {talk.canDecide && !deciding.isWriting && (
        <Button name={decide} hint="d" onClick={() => deciding.begin()} />
      )}
    </>
  );
}

function Head({ opened }: { opened: RevealedItem | null }) {
  const { state } = useTalk();
  return (
    <div class="tw-talk-head">
      <h2>Item {state.place}</h2>
      <Where />
      <span class="tw-space" />
      {opened && <Acts opened={opened} />}
    </div>
  );
}

function Opened({ opened }: { opened: RevealedItem }) {
  const { deciding, revising, state, talk } = useTalk();
  const { complaint } = state;
  // When the session closes, a form in which nothing was written goes.
  const revision = talk.isOpen || revising.isBegun ? state.revision : null;
  return (
    <>
      {revision && <RevisionForm opened={opened} draft={revision} />}
      {complaint && !revision && !deciding.isWriting && <Complaint text={complaint} />}
      {opened.decision && <Decided decision={opened.decision} item={opened.item} />}
      <SideBySide opened={opened} />
      <Reasons opened={opened} />
      {deciding.isWriting && <DecisionForm opened={opened} />}
    </>
  );
}

/** Another item is shown from its beginning; a focus that was in it is not left behind. */
function useBeginning(place: number | null) {
  const { root } = usePlace();
  const element = useRef<HTMLDivElement>(null);
  const before = useRef(place);
  useLayoutEffect(() => {
    if (before.current === place) return;
    const isFirst = before.current === null;
    before.current = place;
    if (!isFirst && isAttended(root) && element.current) showBeginning(element.current);
    const focused = focusedIn(root);
    if (root.contains(focused) && focused?.closest(".tw-differences") === null) {
      root.querySelector<HTMLElement>("[data-tw-home]")?.focus({ preventScroll: true });
    }
  }, [root, place]);
  return element;
}

export function Item() {
  const { state } = useTalk();
  const { itemTrouble, opened, place } = state;
  const element = useBeginning(place);
  if (place === null) return <div class="tw-talk-item" ref={element} />;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div class="tw-talk-item" role="group" aria-label={`Item ${place}`} ref={element}>
      <Head opened={opened} />
      {itemTrouble && (
        <p class="tw-complaint" role="alert">
          {itemTrouble}
        </p>
      )}
      {opened ? (
        <Opened key={place} opened={opened} />
      ) : (
        !itemTrouble && <p class="tw-muted">Fetching the item…</p>
      )}
    </div>
  );
}
