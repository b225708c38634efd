// The contested items: with what is on its way, and those that the list shows.
import type { Adjudicate, Contested, Docket } from "../contract";

/** A choice as the outbox keeps it: whoever sends it adds the seat. */
export type Choice = Omit<Adjudicate, "seat">;

export const isOpen = ({ is_settled: isSettled }: Contested): boolean => !isSettled;

/** The list as it will be once what is on its way has arrived. */
export function withPosted(docket: Docket, posted: readonly Choice[]): Contested[] {
  if (!posted.length) return docket.items;
  const newest = new Map(posted.map((choice) => [choice.item, choice.submitted_at]));
  return docket.items.map((entry) => {
    const at = newest.get(entry.item);
    if (!at) return entry;
    return { ...entry, is_settled: true, adjudicated_by: docket.annotator, adjudicated_at: at };
  });
}
