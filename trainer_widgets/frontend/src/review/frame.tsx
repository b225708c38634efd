// The reviewer's view: the queue, the label that is looked at, and what is decided of it.
import type { KeyHelp } from "../kit/state";
import { postingFrame } from "../worklist/posting_frame";
import { ReviewFooter } from "./footer";
import { Label } from "./label";
import type { UnderReview } from "./labels";
import { List } from "./list";
import type { ReviewSession } from "./session";

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

export const ReviewFrame = postingFrame<UnderReview, ReviewSession>({
  word: "reviewed",
  nothing: {
    title: "There is nothing to review.",
    why: "No label is in this queue yet. It is read again whenever you come back to this page.",
  },
  name: "Label",
  List,
  Entry: Label,
  Footer: ReviewFooter,
  help: {
    does: "review",
    keys: KEYS,
    kept: "Reviews that you have begun, and those on their way, are kept in this browser, under your name.",
  },
});
