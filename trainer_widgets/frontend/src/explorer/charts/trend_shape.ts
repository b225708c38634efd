// The lines and bands of a trend; where there are no labels there is a gap.
import type { TimeWindow } from "../../contract";
import { instantOf } from "./moments";
import type { Domain } from "./scales";

/** A window on the axis: at the middle of its stretch of time. */
export interface Spot {
  at: number;
  estimate: number;
  low: number | null;
  high: number | null;
}

export const middleOf = ({ start, end }: TimeWindow): number =>
  (instantOf(start) + instantOf(end)) / 2;

function spotOf(window: TimeWindow): Spot | null {
  const { estimate, low, high, n_labels } = window.rate;
  return estimate === null || n_labels === 0 ? null : { at: middleOf(window), estimate, low, high };
}

/** Windows that follow each other, each with a rate. */
export function runsOf(windows: readonly TimeWindow[]): Spot[][] {
  const runs: Spot[][] = [];
  let end = Number.NaN;
  for (const window of windows) {
    const spot = spotOf(window);
    // Windows of which some were left out are not neighbours.
    const follows = instantOf(window.start) <= end;
    if (spot && follows) runs.at(-1)?.push(spot);
    else if (spot) runs.push([spot]);
    end = spot ? instantOf(window.end) : Number.NaN;
  }
  return runs;
}

/** From the first to the last moment of all windows. */
export function stretchOf(windows: readonly TimeWindow[]): Domain {
  const low = Math.min(...windows.map(({ start }) => instantOf(start)));
  return { low, high: Math.max(...windows.map(({ end }) => instantOf(end))) };
}

/**
 * What the vertical axis must hold. An interval of very few labels reaches up to 100 %: it may be
 * cut above twice the highest rate, so that the others can be seen.
 */
export function heightsFor(
  windows: readonly TimeWindow[],
  baseline: readonly TimeWindow[],
): number[] {
  const rates = [...windows, ...baseline].map(({ rate }) => rate);
  const highest = Math.max(...rates.map(({ estimate }) => estimate ?? 0), 0);
  const ends = windows.map(({ rate }) => rate.high ?? 0);
  const cut = highest > 0 ? highest * 2 : 1;
  return [highest, Math.min(cut, Math.max(...ends, 0))];
}

interface Place {
  x(at: number): number;
  y(rate: number): number;
}

const pair = (x: number, y: number): string => `${x.toFixed(1)},${y.toFixed(1)}`;

/** A line through a run, and a dash where it is a single spot. */
export function lineOf(run: readonly Spot[], { x, y }: Place, dash = 0): string {
  const [spot] = run;
  if (spot && run.length === 1) {
    return `M${pair(x(spot.at) - dash, y(spot.estimate))}h${2 * dash}`;
  }
  return `M${run.map(({ at, estimate }) => pair(x(at), y(estimate))).join("L")}`;
}

/** The band of a run, in parts where some of its intervals are unknown. */
export function bandOf(run: readonly Spot[], { x, y }: Place): string {
  const parts: Spot[][] = [[]];
  for (const spot of run) {
    if (spot.low === null || spot.high === null) parts.push([]);
    else parts.at(-1)?.push(spot);
  }
  const drawn = parts.filter((part) => part.length > 1);
  return drawn
    .map((part) => {
      const over = part.map(({ at, high }) => pair(x(at), y(high ?? 0)));
      const under = part.map(({ at, low }) => pair(x(at), y(low ?? 0))).reverse();
      return `M${[...over, ...under].join("L")}Z`;
    })
    .join("");
}
