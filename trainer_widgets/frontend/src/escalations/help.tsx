import type { KeyHelp } from "../kit/state";
import { WorklistHelp } from "../worklist/help";

const KEYS: KeyHelp[] = [
  { keys: "1 – 3", does: "Answer, clarification, reject" },
  { keys: "b", does: "Add to the guideline, or not" },
  { keys: "Ctrl ⏎", does: "Send the ruling and go to the next open one" },
  { keys: "u", does: "Look for new escalations" },
];

const KEPT = "Rulings that you have begun are kept in this browser, under your name.";

export function LeadHelp() {
  return <WorklistHelp does="lead" keys={KEYS} kept={KEPT} />;
}
