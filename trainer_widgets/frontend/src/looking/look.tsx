// Somebody else's item in a place of its own: its keys, and what its task's view reaches.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Taxonomy } from "../contract";
import { PlaceProvider, usePlace } from "../kit/context";
import { Keymap } from "../kit/keys";
import type { Bench } from "./bench";
import type { AnyView } from "./task_views";
import "./look.css";

/** Its keys work while the focus is in it; those that it does not know are the widget's. */
function useOwnKeys(root: HTMLElement | null): Keymap {
  const keymap = useMemo(() => new Keymap(), []);
  useLayoutEffect(() => {
    if (!root) return undefined;
    const offer = (event: KeyboardEvent) => keymap.offer(event);
    root.addEventListener("keydown", offer);
    return () => root.removeEventListener("keydown", offer);
  }, [root, keymap]);
  return keymap;
}

interface LookProps {
  /** The accessible name of the place. */
  name: string;
  look?: string;
  bench: Bench;
  children: ComponentChildren;
  onRoot?(root: HTMLElement | null): void;
}

/** Where an item is looked at; what is in it begins once its element is there. */
export function Look({ name, look = "", bench, children, onRoot }: LookProps) {
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const keymap = useOwnKeys(root);
  const take = useRef((element: HTMLElement | null) => {
    setRoot(element);
    onRoot?.(element);
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls
    <div ref={take.current} class={`tw-seen ${look}`} role="group" aria-label={name} tabIndex={-1}>
      {root && <PlaceProvider value={{ session: bench, keymap, root }}>{children}</PlaceProvider>}
    </div>
  );
}

export interface OnScreen {
  item: unknown;
  options: unknown;
  draft: unknown;
  taxonomy: Taxonomy | null;
  /** Takes a draft that somebody changed; without it the item is only shown. */
  write?: ((draft: unknown) => void) | undefined;
  /** What stands where the view asks for a rationale, and what takes it. */
  rationale?: string;
  writeRationale?: (text: string) => void;
  /** Somebody tried to change what is only shown. */
  refuse(): void;
}

/** Whether somebody has acted: what a view sets by itself, as it comes up, is nobody's doing. */
function useActed() {
  const { root } = usePlace();
  const isActed = useRef(false);
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
  return isActed;
}

function useChanges(screen: OnScreen) {
  const isActed = useActed();
  const latest = useRef(screen);
  latest.current = { ...screen };
  return useMemo(
    () => ({
      setDraft: (change: (draft: never) => unknown) => {
        const now = latest.current;
        const draft = change(now.draft as never);
        if (draft === now.draft) return;
        if (now.write) {
          now.draft = draft;
          now.write(draft);
        } else if (isActed.current) {
          now.refuse();
        }
      },
      setRationale: (text: string) => latest.current.writeRationale?.(text),
      saw: () => {},
    }),
    [isActed],
  );
}

/** The task's own view of an item, with an answer to it; it stands in a `Look`. */
export function TaskLook({ view, ...screen }: OnScreen & { view: AnyView }) {
  const { item, options, draft, taxonomy, rationale = "" } = screen;
  const props = { item, options, draft, taxonomy, rationale, ...useChanges(screen) };
  return (
    <>
      <view.Work {...props} />
      {view.Verdicts && (
        <div class="tw-verdicts">
          <view.Verdicts {...props} />
        </div>
      )}
    </>
  );
}
