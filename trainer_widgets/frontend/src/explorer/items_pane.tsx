// The items of the slice, and the one that is open.
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { Button } from "../kit/button";
import { useKeys } from "../kit/context";
import type { Host } from "../looking/bench";
import { ItemDetail, ItemList } from "./items";
import { useExplorer } from "./place";
import { PAGE } from "./state";

/** The height of the headings, which stay above the rows. */
const HEAD = 32;

/** The widget, as the view of an item's task reaches it. */
function useHost(): Host {
  const [session] = useExplorer();
  return useMemo(
    () => ({
      signal: session.signal,
      hello: () => session.hello(),
      request: (name, body) => session.request(name, body),
      ask: (name, body, limit) => session.ask(name, body, limit),
      announce: (announcement) => session.set({ announcement }),
    }),
    [session],
  );
}

function Opened() {
  const [session, { opened, sight, trouble, welcome }] = useExplorer();
  const host = useHost();
  if (!welcome || sight.item === null) return null;
  return (
    <ItemDetail
      opened={opened}
      explored={welcome}
      view={session.view}
      host={host}
      trouble={trouble}
      onClose={() => session.openItem.open(null)}
      onStep={(by) => session.openItem.step(by)}
      canStep={(by) => session.openItem.canStep(by)}
    />
  );
}

/** What is open is in sight in the list; the page itself stays where it is. */
function useInSight(item: string | null) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when another one is open
  useLayoutEffect(() => {
    const area = list.current?.querySelector(".tw-items-scroll");
    const row = area?.querySelector('[aria-current="true"]');
    if (!area || !row) return;
    const { top, bottom } = row.getBoundingClientRect();
    const frame = area.getBoundingClientRect();
    area.scrollTop += Math.min(0, top - frame.top - HEAD) + Math.max(0, bottom - frame.bottom);
  }, [item]);
  return list;
}

export function ItemsPane() {
  const [session, { isLate, page, sight, turn, waitsForPage }] = useExplorer();
  const { descending, item, offset, sort } = sight;
  const list = useInSight(item);
  const isOld = isLate && page?.turn !== turn;
  const enter = () => list.current?.querySelector<HTMLElement>(".tw-opened .tw-seen")?.focus();
  useKeys({
    "[": () => session.openItem.step(-1),
    "]": () => session.openItem.step(1),
    i: () => (item === null ? session.openItem.step(1) : enter()),
  });
  return (
    <div
      ref={list}
      class={`tw-listed ${item === null ? "" : "tw-has-open"} ${isOld ? "tw-late" : ""}`}
    >
      <ItemList
        page={page}
        sort={sort}
        descending={descending}
        offset={offset}
        limit={PAGE}
        opened={item}
        isWaiting={waitsForPage}
        onSort={(key, isDescending) =>
          session.go({ sort: key, descending: isDescending, offset: 0 })
        }
        onOffset={(next) => session.go({ offset: next })}
        onOpen={(id) => session.openItem.open(id)}
      />
      <Opened />
    </div>
  );
}

/** A slice in which nothing is. */
export function NothingHere() {
  const [session, { past }] = useExplorer();
  return (
    <div class="tw-empty" role="status">
      <p>
        <strong>No labels are in this slice.</strong> Take a condition away, or go back.
      </p>
      <Button name="Back" disabled={!past.length} onClick={() => session.back()} />
      <Button name="Clear all" onClick={() => session.clear()} />
    </div>
  );
}
