import type { KeyHelp, TaskView } from "../kit/state";
import { widgetOf } from "../kit/widget";
import {
  answerOf,
  describe,
  emptyDraft,
  fitDraft,
  restoreDraft,
  type Safety,
  type SafetyDraft,
} from "./answer";
import { SafetyView } from "./view";
import "./safety.css";
import "./flags.css";

const ALWAYS: KeyHelp[] = [
  { keys: "1 – 3", does: "Safe, unsafe, cannot tell" },
  { keys: "f", does: "Flag a category: type a part of its name; digits choose the severity" },
  { keys: "d", does: "Severity of the flag with the frame" },
  { keys: "i", does: "The policy's text for the flag with the frame" },
  { keys: "o", does: "Show or fold the earlier turns" },
  { keys: "t", does: "Formatted or plain text" },
];

const EVIDENCE: KeyHelp[] = [
  { keys: "x", does: "To the text: arrows move, Shift selects, Ctrl goes by words" },
  { keys: "m", does: "The selected words show the flag with the frame" },
];

export const safety: TaskView<Safety, SafetyDraft> = {
  title: "Safety",
  empty: emptyDraft,
  restore: restoreDraft,
  fit: fitDraft,
  answer: answerOf,
  describe,
  Work: SafetyView,
  keys: (_, { actions, evidence, frequent, refusal, rewrite, veil }) => [
    ...(veil ? [{ keys: "v", does: "Lift the veil, or let it down" }] : []),
    ...ALWAYS,
    ...(frequent.length ? [{ keys: "4 – 0", does: "Flag a frequent category" }] : []),
    ...(evidence === "hidden" ? [] : EVIDENCE),
    ...(refusal ? [{ keys: "q h", does: "Did it refuse; should it have: the next answer" }] : []),
    ...(actions.length ? [{ keys: "a", does: "Action (arrows choose)" }] : []),
    ...(rewrite === "hidden" ? [] : [{ keys: "w", does: "Write a safe version" }]),
  ],
};

export default widgetOf(safety);
