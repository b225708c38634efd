import { visible } from "../kit/marked_text";
import { EntryText, FlatList } from "../worklist/flat_list";
import type { UnderReview } from "./labels";
import { useReview } from "./place";
import { became, whyIn } from "./words";

function Entry({ entry }: { entry: UnderReview }) {
  const { annotator, excerpt, number } = entry;
  return (
    <EntryText excerpt={visible(excerpt) || `Label ${number}`} state={became(entry)}>
      {number}
      {annotator !== null && (
        <>
          {" "}
          · <bdi>{annotator}</bdi>
        </>
      )}
      {entry.why.length > 0 && ` · ${whyIn(entry)}`}
    </EntryText>
  );
}

export function List() {
  const [session, { welcome }] = useReview();
  return (
    <FlatList
      search="Search the labels"
      note={welcome?.note ?? ""}
      entries={session.shownEntries}
      idOf={({ label }) => label}
    >
      {(entry) => <Entry entry={entry} />}
    </FlatList>
  );
}
