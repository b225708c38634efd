// The item as its annotator saw it, in their task's own view.
import { useState } from "preact/hooks";
import type { Looked } from "../contract";
import { Button, Key } from "../kit/button";
import { useKeys } from "../kit/context";
import { Look, TaskLook } from "../looking/look";
import { useLead } from "./place";
import type { LeadSession } from "./session";

const LOOKS_ONLY = "To change what is answered here, choose the ruling “Answer”.";

/** In the item's own place the lead's session is out of reach, so it is handed on. */
interface Lead {
  session: LeadSession;
}

function ItemWork({ session, looked }: Lead & { looked: Looked }) {
  const { draft, welcome } = session.state;
  const { options, view } = session;
  if (!view) return null;
  const canChange = draft.kind === "answer" && session.canRule;
  return (
    <TaskLook
      view={view}
      item={looked.item}
      options={options}
      draft={session.taskDraft(looked)}
      taxonomy={welcome?.taxonomy ?? null}
      write={canChange ? (task) => session.write({ task }) : undefined}
      refuse={() => session.set({ complaint: LOOKS_ONLY, announcement: LOOKS_ONLY })}
    />
  );
}

function Missing({ session }: Lead) {
  const { chosen, trouble } = session.state;
  if (!trouble) return <p class="tw-muted">Fetching the item…</p>;
  return (
    <p>
      <span class="tw-complaint">{trouble}</span>{" "}
      <Button name="Try again" onClick={() => void session.look(chosen ?? "")} />
    </p>
  );
}

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
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const { canRule, entry } = session;
  const isAnswering = canRule && draft.kind === "answer";
  // The veil's button works from the whole view: there is nothing to look at before that.
  const turnVeil = () => root?.querySelector<HTMLElement>('[aria-keyshortcuts="v"]')?.click();
  useKeys({ i: () => root?.focus(), v: turnVeil }, !!root);
  return (
    <div class="tw-item">
      <div class="tw-caption">
        {isAnswering ? (
          <span>Your answer to the item</span>
        ) : (
          <Caption annotator={entry?.annotator ?? ""} isRuled={!!looked?.ruled} />
        )}
        <Key>i</Key>
      </div>
      <Look
        name="Item"
        look={isAnswering ? "tw-answering" : ""}
        bench={session.bench}
        onRoot={setRoot}
      >
        {looked ? <ItemWork session={session} looked={looked} /> : <Missing session={session} />}
      </Look>
    </div>
  );
}
