// The item in a place of its own, in its task's own view.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Button, Key } from "../kit/button";
import { useKeys } from "../kit/context";
import { Look, TaskLook } from "../looking/look";
import { type AnyWorklist, useWorklist } from "./place";

interface ItemProps {
  caption: ComponentChildren;
  /** Whether something is written here. */
  isAnswering: boolean;
  children: ComponentChildren;
}

function Missing({ session }: { session: AnyWorklist }) {
  const { chosen, trouble } = session.state;
  if (!trouble) return <p class="tw-muted">Fetching the item…</p>;
  return (
    <p>
      <span class="tw-complaint">{trouble}</span>{" "}
      <Button name="Try again" onClick={() => void session.look(chosen ?? "")} />
    </p>
  );
}

export function ItemPlace({ caption, isAnswering, children }: ItemProps) {
  const [session, { looked }] = useWorklist();
  const [root, setRoot] = useState<HTMLElement | null>(null);
  // The veil's button works from the whole view: there is nothing to look at before that.
  const turnVeil = () => root?.querySelector<HTMLElement>('[aria-keyshortcuts="v"]')?.click();
  useKeys({ i: () => root?.focus(), v: turnVeil }, !!root);
  return (
    <div class="tw-item">
      <div class="tw-caption">
        {caption}
        <Key>i</Key>
      </div>
      <Look
        name="Item"
        look={isAnswering ? "tw-answering" : "tw-only-looks"}
        bench={session.bench}
        onRoot={setRoot}
      >
        {looked ? children : <Missing session={session} />}
      </Look>
    </div>
  );
}

interface AnsweredProps {
  /** In the item's own place the list's session is out of reach, so it is handed on. */
  session: AnyWorklist;
  item: unknown;
  draft: unknown;
  write: ((draft: unknown) => void) | undefined;
  /** What is said to somebody who tries to change what is only shown. */
  looksOnly: string;
}

/** The task's own view, to look at or to answer in. */
export function AnsweredItem({ session, item, draft, write, looksOnly }: AnsweredProps) {
  const { options, view } = session;
  if (!view) return null;
  return (
    <TaskLook
      {...{ view, item, options, draft, write }}
      taxonomy={session.state.welcome?.taxonomy ?? null}
      refuse={() => session.set({ complaint: looksOnly, announcement: looksOnly })}
    />
  );
}
