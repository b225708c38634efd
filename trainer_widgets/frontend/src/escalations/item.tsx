// The item as its annotator saw it, in their task's own view.
import { AnsweredItem, ItemPlace } from "../worklist/item";
import { useLead } from "./place";

const LOOKS_ONLY = "To change what is answered here, choose the ruling “Answer”.";

function Caption({ annotator, isRuled }: { annotator: string; isRuled: boolean }) {
  return (
    <>
      <span>The item as its annotator saw it{isRuled && ", with what was ruled"}</span>
      <bdi>{annotator}</bdi>
    </>
  );
}

export function Item() {
  const [session, { draft, looked }] = useLead();
  const { canDecide, entry } = session;
  const isAnswering = canDecide && draft.kind === "answer";
  const caption = isAnswering ? (
    <span>Your answer to the item</span>
  ) : (
    <Caption annotator={entry?.annotator ?? ""} isRuled={!!looked?.ruled} />
  );
  return (
    <ItemPlace {...{ caption, isAnswering }}>
      {looked && (
        <AnsweredItem
          session={session}
          item={looked.item}
          draft={session.taskDraft(looked)}
          write={isAnswering ? (task) => session.write({ task }) : undefined}
          looksOnly={LOOKS_ONLY}
        />
      )}
    </ItemPlace>
  );
}
