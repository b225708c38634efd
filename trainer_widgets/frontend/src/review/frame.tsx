// The reviewer's view: the queue, the label that is looked at, and what is decided of it.
import { Chosen, DecidingFrame } from "../deciding/frame";
import { DecidingHelp } from "../deciding/help";
import { PostingHeader } from "../deciding/posting_header";
import { Undelivered } from "../kit/notices";
import type { KeyHelp } from "../kit/state";
import { Notice } from "../kit/states";
import { ReviewFooter } from "./footer";
import { Label } from "./label";
import { List } from "./list";
import { type ReviewPlace, useReview } from "./place";

const KEYS: KeyHelp[] = [
  { keys: "p", does: "Pass the label and go to the next open one" },
  { keys: "b", does: "Send it back to its annotator, with a reason" },
  { keys: "c", does: "Correct it, beginning from the annotator's answer" },
  { keys: "Ctrl ⏎", does: "Send what you wrote and go to the next open one" },
  { keys: "u", does: "Undo: go back to the label reviewed last" },
  { keys: "a", does: "Review a label again: the newest review counts" },
  { keys: "e", does: "What the key says, once you have judged yourself" },
  { keys: "n", does: "Look for new labels" },
];

const KEPT =
  "Reviews that you have begun, and those on their way, are kept in this browser, under your name.";

const Header = () => <PostingHeader word="reviewed" />;

function Work() {
  const [session] = useReview();
  const { entry } = session;
  if (!session.entries.length) {
    return (
      <Notice title="There is nothing to review.">
        <p class="tw-muted">
          No label is in this queue yet. It is read again whenever you come back to this page.
        </p>
      </Notice>
    );
  }
  return (
    <div class="tw-deciding tw-narrow-list">
      <List />
      {entry && (
        <Chosen name="Label">
          <Label entry={entry} />
        </Chosen>
      )}
    </div>
  );
}

function Help() {
  const [, { looked, unsent }] = useReview();
  const item = looked?.item ?? null;
  return <DecidingHelp does="review" keys={KEYS} {...{ item, unsent }} kept={KEPT} />;
}

function Footer() {
  const [session] = useReview();
  return session.entries.length ? <ReviewFooter /> : null;
}

export function ReviewFrame(place: ReviewPlace) {
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
