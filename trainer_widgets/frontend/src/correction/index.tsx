import type { CorrectionDealt, CorrectionOptions } from "../contract";
import type { KeyHelp, TaskView } from "../kit/state";
import { widgetOf } from "../kit/widget";
import {
  answerOf,
  type Correction,
  type CorrectionDraft,
  describe,
  emptyDraft,
  fitDraft,
  restoreDraft,
  seenOf,
} from "./answer";
import { Verdict } from "./verdict";
import { CorrectionView } from "./view";
import "./correction.css";

function keysOf(item: CorrectionDealt | null, options: CorrectionOptions): KeyHelp[] {
  const marks: KeyHelp[] = [
    { keys: "t", does: "Go to the text; Shift and arrows select" },
    { keys: "1 – 9", does: "Mark the selection; then: how severe" },
    { keys: "c", does: "Find a category by typing" },
    { keys: "j k", does: "The next or previous mark" },
    { keys: "i", does: "A note on the mark (Esc leaves it)" },
    { keys: "Del", does: "Remove the mark" },
    { keys: "0", does: "Nothing is wrong" },
  ];
  return [
    ...(item?.source ? [{ keys: "o", does: "Go to the source" }] : []),
    ...(options.errors === "hidden" ? [] : marks),
    ...(options.rewrite === "hidden" ? [] : [{ keys: "w", does: "Write the better version" }]),
    ...(options.sources === "hidden" ? [] : [{ keys: "f", does: "Give a source" }]),
    ...(options.run_tests ? [{ keys: "x", does: "Run the tests on what you wrote" }] : []),
  ];
}

export const correction: TaskView<Correction, CorrectionDraft> = {
  title: "Correction",
  empty: emptyDraft,
  restore: restoreDraft,
  fit: fitDraft,
  answer: answerOf,
  seen: seenOf,
  describe,
  Work: CorrectionView,
  Verdicts: Verdict,
  keys: keysOf,
};

export default widgetOf(correction);
