// The adjudicator's view: the contested items, their answers, and what is chosen.
import type { Contested } from "../contract";
import type { KeyHelp } from "../kit/state";
import { postingFrame } from "../worklist/posting_frame";
import { ContestedEntry } from "./contested";
import { AdjudicationFooter } from "./footer";
import { List } from "./list";
import type { AdjudicationSession } from "./session";

const KEYS: KeyHelp[] = [
  { keys: "1 – 9", does: "Pick an answer" },
  { keys: "e", does: "Edit what you picked: it becomes an answer of your own" },
  { keys: "m s", does: "Begin from all of them, or from what all share (tags and marks)" },
  { keys: "w", does: "Write an answer of your own" },
  { keys: "Ctrl ⏎", does: "Choose; after that you see the consensus. Again: keep it and go on" },
  { keys: "a", does: "Change what you chose" },
  { keys: "n", does: "Look for new items" },
];

export const AdjudicationFrame = postingFrame<Contested, AdjudicationSession>({
  word: "settled",
  nothing: {
    title: "Nothing is contested.",
    why:
      "On no item do annotators differ by as much as is asked for. The list is read again " +
      "whenever you come back to this page.",
  },
  name: "Contested item",
  List,
  Entry: ContestedEntry,
  Footer: AdjudicationFooter,
  help: {
    does: "adjudicate",
    keys: KEYS,
    kept: "Choices that you have begun, and those on their way, are kept in this browser, under your name.",
  },
});
