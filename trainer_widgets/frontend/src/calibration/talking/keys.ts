// The keys with which people talk, as the help panel lists them.
import type { KeyHelp } from "../../kit/state";

export const TALKING_KEYS: KeyHelp[] = [
  { keys: "j k", does: "The next or previous item of the list; also the arrows up and down" },
  { keys: "f", does: "Follow the facilitator, or browse by oneself" },
  { keys: "l", does: "Lead everybody who follows to this item (the facilitator)" },
  { keys: "o", does: "Only items on which people differ, or all" },
  { keys: "r", does: "Revise one's own answer" },
  { keys: "d", does: "Decide the item (the facilitator)" },
  { keys: "i", does: "Go to the item: there its task's own keys work (Esc leaves it)" },
  { keys: "v", does: "Show a veiled item, or veil it" },
  { keys: "Ctrl ⏎", does: "Record the revision or the decision" },
];
