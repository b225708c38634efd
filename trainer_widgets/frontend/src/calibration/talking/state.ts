// What is on screen while people talk, in one immutable object.
import type { Revealed, RevealedItem, RevealedRow } from "../../contract";
import type { DecisionDraft } from "./decision";
import type { RevisionDraft } from "./revision";

export interface TalkState {
  revealed: Revealed | null;
  /** Why the reveal does not come. */
  trouble: string | null;
  /** The place on the agenda of the item on screen. */
  place: number | null;
  /** Null until it is here. */
  opened: RevealedItem | null;
  itemTrouble: string | null;
  /** Whether this view goes where the facilitator leads. */
  follows: boolean;
  onlyDiffering: boolean;
  /** What somebody writes of their own answer; null while they do not. */
  revision: RevisionDraft | null;
  /** Whether a form for the decision is open; null leaves that to the phase. */
  deciding: boolean | null;
  decision: DecisionDraft | null;
  /** The place whose decision is on its way, and why it has not arrived yet. */
  sending: number | null;
  delay: string | null;
  complaint: string | null;
}

export const startOfTalk: TalkState = {
  revealed: null,
  trouble: null,
  place: null,
  opened: null,
  itemTrouble: null,
  follows: true,
  onlyDiffering: false,
  revision: null,
  deciding: null,
  decision: null,
  sending: null,
  delay: null,
  complaint: null,
};

/** Whether people differ on an item, or did before they talked. */
export const isDiffering = ({ difference, now }: RevealedRow): boolean =>
  (difference ?? 0) > 0 || (now ?? 0) > 0;

/** The rows of the list: all, or those with a difference and the one on screen. */
export function rowsOf({ onlyDiffering, place, revealed }: TalkState): readonly RevealedRow[] {
  const all = revealed?.items ?? [];
  if (!onlyDiffering) return all;
  return all.filter((row) => isDiffering(row) || row.place === place);
}
