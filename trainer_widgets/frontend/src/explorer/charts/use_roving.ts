// Many marks are one stop of Tab; arrows go on from there.
import { useLayoutEffect, useRef } from "preact/hooks";
import { useOwnId } from "../../kit/use_own_id";

interface Grid {
  rows: number;
  columns: number;
}

const MOVES: Record<string, [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
};

const within = (place: number, length: number): number => Math.max(0, Math.min(length - 1, place));

function moved(at: number, event: KeyboardEvent, { rows, columns }: Grid): number | null {
  const move = MOVES[event.key];
  if (!move || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  const isRtl = getComputedStyle(event.currentTarget as Element).direction === "rtl";
  const isSide = event.key === "ArrowLeft" || event.key === "ArrowRight";
  const [down, right] = columns === 1 && !isSide ? [move[0] || move[1], 0] : move;
  const [row, column] = [Math.floor(at / columns), at % columns];
  const to = within(column + (isRtl && isSide ? -right : right), columns);
  return within(row + down, rows) * columns + to;
}

/** Gives each mark its tab index, and the list or table its keys; places count row by row. */
export function useRoving(grid: Grid) {
  const name = useOwnId();
  const chosen = useRef(0);
  const stop = useRef<HTMLElement | null>(null);
  const at = () => within(chosen.current, grid.rows * grid.columns);
  // A page of its own for who draws into a shadow root; it outlasts the marks.
  const page = useRef<ParentNode | null>(null);
  const find = (place: number) =>
    page.current?.querySelector<HTMLElement>(`[data-marks="${name}"][data-place="${place}"]`) ??
    null;
  const stopAt = (mark: HTMLElement) => {
    if (stop.current) stop.current.tabIndex = -1;
    mark.tabIndex = 0;
    stop.current = mark;
  };
  // In another order the stop stays at its place, and not with its mark.
  useLayoutEffect(() => {
    const now = find(at());
    if (now) stopAt(now);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const to = moved(at(), event, grid);
    if (to === null) return;
    event.preventDefault();
    find(to)?.focus();
  };
  // Not a state: to draw thousands of marks again at each key would be slow.
  const onFocus = ({ currentTarget }: FocusEvent) => {
    const mark = currentTarget as HTMLElement;
    page.current = mark.getRootNode() as unknown as ParentNode;
    stop.current ??= find(at());
    chosen.current = Number(mark.getAttribute("data-place"));
    stopAt(mark);
  };
  const mark = (place: number) => ({
    "data-marks": name,
    "data-place": place,
    tabIndex: place === at() ? 0 : -1,
    onFocus,
  });
  return { mark, onKeyDown };
}

export type Mark = ReturnType<ReturnType<typeof useRoving>["mark"]>;
