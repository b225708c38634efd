// The adjudicator's view: the contested items, their answers, and what is chosen.
import { Chosen, DecidingFrame } from "../deciding/frame";
import { DecidingHelp } from "../deciding/help";
import { PostingHeader } from "../deciding/posting_header";
import { Undelivered } from "../kit/notices";
import type { KeyHelp } from "../kit/state";
import { Notice } from "../kit/states";
import { ContestedEntry } from "./contested";
import { AdjudicationFooter } from "./footer";
import { List } from "./list";
import { type AdjudicationPlace, useAdjudication } from "./place";

const KEYS: KeyHelp[] = [
  { keys: "1 – 9", does: "Pick an answer" },
  { keys: "e", does: "Edit what you picked: it becomes an answer of your own" },
  { keys: "m s", does: "Begin from all of them, or from what all share (tags and marks)" },
  { keys: "w", does: "Write an answer of your own" },
  { keys: "Ctrl ⏎", does: "Choose; after that you see the consensus. Again: keep it and go on" },
  { keys: "a", does: "Change what you chose" },
  { keys: "n", does: "Look for new items" },
];

const KEPT =
  "Choices that you have begun, and those on their way, are kept in this browser, under your name.";

const Header = () => <PostingHeader word="settled" />;

function Work() {
  const [session] = useAdjudication();
  const { entry } = session;
  if (!session.entries.length) {
    return (
      <Notice title="Nothing is contested.">
        <p class="tw-muted">
          On no item do annotators differ by as much as is asked for. The list is read again
          whenever you come back to this page.
        </p>
      </Notice>
    );
  }
  return (
    <div class="tw-deciding tw-narrow-list">
      <List />
      {entry && (
        <Chosen name="Contested item">
          <ContestedEntry entry={entry} />
        </Chosen>
      )}
    </div>
  );
}

function Help() {
  const [session, { unsent }] = useAdjudication();
  return (
    <DecidingHelp does="adjudicate" keys={KEYS} {...{ unsent }} item={session.item} kept={KEPT} />
  );
}

function Footer() {
  const [session] = useAdjudication();
  return session.entries.length ? <AdjudicationFooter /> : null;
}

export function AdjudicationFrame(place: AdjudicationPlace) {
  return (
    <DecidingFrame
      place={place}
      Header={Header}
      Notices={Undelivered}
      Work={Work}
      Footer={Footer}
      Help={Help}
    />
  );
}
