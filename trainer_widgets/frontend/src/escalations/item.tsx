// The item as its annotator saw it, in their task's own view.
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Looked } from "../contract";
import { Button, Key } from "../kit/button";
import { PlaceProvider, useKeys } from "../kit/context";
import { Keymap } from "../kit/keys";
import { useLead } from "./place";

const LOOKS_ONLY = "To change what is answered here, choose the ruling “Answer”.";

/** Its keys work while the focus is in the item; those that it does not know are the list's. */
function useItemKeys(root: HTMLElement | null): Keymap {
  const keymap = useMemo(() => new Keymap(), []);
  useLayoutEffect(() => {
    if (!root) return undefined;
    const offer = (event: KeyboardEvent) => keymap.offer(event);
    root.addEventListener("keydown", offer);
    return () => root.removeEventListener("keydown", offer);
  }, [root, keymap]);
  return keymap;
}

function useWork(looked: Looked, isActed: { current: boolean }) {
  const [session, { draft, welcome }] = useLead();
  const canChange = draft.kind === "answer" && session.canRule;
  const task = session.taskDraft(looked);
  const latest = useRef({ canChange, task });
  latest.current = { canChange, task };
  const changes = useMemo(
    () => ({
      setDraft: (change: (draft: never) => unknown) => {
        const now = latest.current;
        const next = change(now.task as never);
        if (next === now.task) return;
        if (now.canChange) {
          now.task = next;
          session.write({ task: next });
          // What a view sets by itself, as it comes up, is nobody's doing.
        } else if (isActed.current) {
          session.set({ complaint: LOOKS_ONLY, announcement: LOOKS_ONLY });
        }
      },
      setRationale: () => {},
      saw: () => {},
    }),
    [session, isActed],
  );
  const { options } = session;
  const taxonomy = welcome?.taxonomy ?? null;
  return { item: looked.item, options, draft: task, taxonomy, rationale: "", ...changes };
}

function ItemWork({ looked, root }: { looked: Looked; root: HTMLElement }) {
  const [session] = useLead();
  const keymap = useItemKeys(root);
  const isActed = useRef(false);
  const props = useWork(looked, isActed);
  useLayoutEffect(() => {
    const act = () => {
      isActed.current = true;
    };
    const ending = new AbortController();
    for (const name of ["pointerdown", "keydown"]) {
      root.addEventListener(name, act, { signal: ending.signal, capture: true });
    }
    return () => ending.abort();
  }, [root]);
  const { view } = session;
  if (!view) return null;
  return (
    <PlaceProvider value={{ session: session.bench, keymap, root }}>
      <view.Work {...props} />
      {view.Verdicts && (
        <div class="tw-verdicts">
          <view.Verdicts {...props} />
        </div>
      )}
    </PlaceProvider>
  );
}

function Missing() {
  const [session, { chosen, trouble }] = useLead();
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
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls */}
      <div
        ref={setRoot}
        class={`tw-seen ${isAnswering ? "tw-answering" : ""}`}
        role="group"
        aria-label="Item"
        tabIndex={-1}
      >
        {looked && root ? <ItemWork looked={looked} root={root} /> : <Missing />}
      </div>
    </div>
  );
}
