import type { Contested } from "../contract";
import { visible } from "../kit/marked_text";
import { EntryText, FlatList } from "../worklist/flat_list";
import { useAdjudication } from "./place";

/** ".67": how far two answers are apart on average, from 0 to 1. */
const apart = (difference: number): string => difference.toFixed(2).replace(/^0/, "");

function Entry({ entry }: { entry: Contested }) {
  const { difference, excerpt, is_settled: isSettled, n_answers: n, number } = entry;
  return (
    <EntryText excerpt={visible(excerpt) || `Item ${number}`} state={isSettled ? "settled" : ""}>
      {number} · {n} answers, {apart(difference)} apart
    </EntryText>
  );
}

export function List() {
  const [session, { welcome }] = useAdjudication();
  return (
    <FlatList
      search="Search the items"
      note={welcome?.note ?? ""}
      entries={session.shownEntries}
      idOf={({ item }) => item}
    >
      {(entry) => <Entry entry={entry} />}
    </FlatList>
  );
}
