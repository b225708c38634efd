// Three and more responses: an order by keys, or by dragging.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button, Key } from "../kit/button";
import { usePlace } from "../kit/context";
import type { WorkProps } from "../kit/state";
import { lettersOf, orderOf, type Ranking, type RankingDraft, ranksOf } from "./answer";

/** One step better or worse: first into a tie with the neighbours, then past them. */
export function moved(order: string[][], letter: string, by: -1 | 1): string[][] {
  const at = order.findIndex((tied) => tied.includes(letter));
  if (at === -1) return order;
  const tied = order[at] as string[];
  const others = tied.filter((one) => one !== letter);
  if (others.length) {
    const apart = by === -1 ? [[letter], others] : [others, [letter]];
    return [...order.slice(0, at), ...apart, ...order.slice(at + 1)];
  }
  const neighbours = order[at + by];
  if (!neighbours) return order;
  const joined = [...neighbours, letter].sort();
  return order.filter((one) => one !== tied).map((one) => (one === neighbours ? joined : one));
}

/** Puts a letter into a tier (a tie), or between tiers when `tie` is false. */
export function placed(order: string[][], letter: string, at: number, tie: boolean): string[][] {
  const marked = order.map((tied) => tied.filter((one) => one !== letter));
  const target = marked[at];
  if (tie && target) target.push(letter);
  else marked.splice(at, 0, [letter]);
  return marked.filter((tied) => tied.length).map((tied) => tied.sort());
}

type RankActions = {
  rank(letter: string, rank: number): void;
  arrange(change: (order: string[][]) => string[][]): void;
};

export function rankActions({
  item,
  setDraft,
}: Pick<WorkProps<Ranking, RankingDraft>, "item" | "setDraft">): RankActions {
  return {
    rank: (letter, rank) =>
      setDraft((draft) => ({
        ...draft,
        verdict: "ranked",
        ranks: { ...draft.ranks, [letter]: rank },
      })),
    arrange: (change) =>
      setDraft((draft) => {
        const order = change(orderOf(draft.ranks, lettersOf(item)));
        return { ...draft, verdict: "ranked", ranks: ranksOf(order) };
      }),
  };
}

const DRAGGED = "text/plain";

interface ChipProps {
  letter: string;
  place: string;
  isCurrent: boolean;
  choose(): void;
  move(by: -1 | 1): void;
}

function Chip({ letter, place, isCurrent, choose, move }: ChipProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move(by as -1 | 1);
  };
  return (
    <button
      type="button"
      draggable
      class={isCurrent ? "tw-chip tw-at" : "tw-chip"}
      data-letter={letter}
      aria-label={`Response ${letter}, ${place}`}
      aria-pressed={isCurrent}
      onClick={choose}
      onFocus={choose}
      onKeyDown={onKeyDown}
      onDragStart={(event) => event.dataTransfer?.setData(DRAGGED, letter)}
    >
      {letter}
    </button>
  );
}

interface SlotProps {
  tie: boolean;
  drop(letter: string): void;
  children?: preact.ComponentChildren;
}

/** A place where a response can be dropped: on others (a tie) or between them. */
function Slot({ tie, drop, children }: SlotProps) {
  const [over, setOver] = useState(false);
  return (
    <li
      class={`${tie ? "tw-tier" : "tw-gap"} ${over ? "tw-over" : ""}`}
      aria-hidden={tie ? undefined : true}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        drop(event.dataTransfer?.getData(DRAGGED) ?? "");
      }}
    >
      {children}
    </li>
  );
}

/** A chip that moves is drawn anew elsewhere: the focus goes with it. */
function useFollow(ranks: Record<string, number>): (letter: string) => void {
  const { root } = usePlace();
  const moving = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each change of the order
  useLayoutEffect(() => {
    const letter = moving.current;
    moving.current = null;
    if (letter) root.querySelector<HTMLElement>(`.tw-chip[data-letter="${letter}"]`)?.focus();
  }, [ranks, root]);
  return (letter) => {
    moving.current = letter;
  };
}

interface OrderProps extends WorkProps<Ranking, RankingDraft> {
  current: string;
  setCurrent(letter: string): void;
}

function OrderHelp({ count, current }: { count: number; current: string }) {
  return (
    <span class="tw-muted tw-order-help">
      <Key>1–{count}</Key> ranks {current} · <Key>← →</Key> other response · same digit: tie
    </span>
  );
}

export function Order({ item, draft, setDraft, current, setCurrent }: OrderProps) {
  const letters = lettersOf(item);
  const order = draft.verdict === "ranked" ? orderOf(draft.ranks, letters) : [];
  const left = letters.filter((letter) => !order.flat().includes(letter));
  const { arrange } = rankActions({ item, setDraft });
  const follow = useFollow(draft.ranks);
  const put = (at: number, tie: boolean) => (letter: string) => {
    if (!letters.includes(letter)) return;
    setCurrent(letter);
    arrange((before) => placed(before, letter, at, tie));
  };
  const chip = (letter: string, place: string) => (
    <Chip
      key={letter}
      letter={letter}
      place={place}
      isCurrent={letter === current}
      choose={() => setCurrent(letter)}
      move={(by) => {
        follow(letter);
        arrange((before) => moved(before, letter, by));
      }}
    />
  );
  const ranks = ranksOf(order);
  return (
    <fieldset class="tw-order" aria-label="Order" tabIndex={-1} data-tw-home>
      <span class="tw-end">{order.length ? "best" : "No order yet"}</span>
      <ol>
        {order.map((tied, index) => (
          <>
            <Slot key={`gap ${tied.join()}`} tie={false} drop={put(index, false)} />
            <Slot key={tied.join()} tie drop={put(index, true)}>
              {tied.map((letter) => chip(letter, `rank ${ranks[letter]}`))}
            </Slot>
          </>
        ))}
        <Slot key="last" tie={false} drop={put(order.length, false)} />
      </ol>
      {order.length > 0 && <span class="tw-end">worst</span>}
      {left.length > 0 && (
        <span class="tw-left">not ranked: {left.map((letter) => chip(letter, "not ranked"))}</span>
      )}
      <span class="tw-space" />
      <OrderHelp count={letters.length} current={current} />
      {order.length > 0 && <Button name="Clear" look="quiet" onClick={() => arrange(() => [])} />}
    </fieldset>
  );
}
