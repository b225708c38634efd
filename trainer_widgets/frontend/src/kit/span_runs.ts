// Marked spans, also overlapping ones, as runs of text that look the same from end to end.
import type { CodePoints } from "./code_points";

/** A stretch of a text, in Unicode code points; `start == end` is a place between two characters. */
export interface TextSpan {
  start: number;
  end: number;
}

/** A marked stretch. With `start == end` something is missing there. */
export interface SpanMark extends TextSpan {
  id: string;
  /** What the mark says, in a few words. */
  label: string;
  /** Which of the looks: 0 to 5, larger numbers begin again. */
  tone?: number;
  /** The one that is being looked at. */
  current?: boolean;
  /**
   * The stacked line that is its own, from 0, without a tint unless it is looked at; where this is
   * missing, the first line that is free.
   */
  lane?: number;
}

/** A mark in UTF-16 units; `lane` says which of the stacked lines is its own. */
export interface Placed {
  mark: SpanMark;
  from: number;
  to: number;
  lane: number;
}

/** A stretch under the same marks, or a place (`from == to`) where something is missing. */
export interface Run {
  from: number;
  to: number;
  marks: readonly Placed[];
}

const byPlace = (one: Placed, other: Placed) => one.from - other.from || other.to - one.to;

/** Each mark gets the first line that is free before its start, so that neighbours stay apart. */
export function placed(marks: readonly SpanMark[], points: CodePoints): Placed[] {
  const all = marks
    .map((mark) => ({
      mark,
      from: points.toUnits(mark.start),
      to: points.toUnits(Math.max(mark.start, mark.end)),
      lane: 0,
    }))
    .sort(byPlace);
  const ends: number[] = [];
  for (const one of all) {
    if (one.from === one.to) continue;
    if (one.mark.lane !== undefined) {
      one.lane = one.mark.lane;
      continue;
    }
    const free = ends.findIndex((end) => end < one.from);
    one.lane = free === -1 ? ends.length : free;
    ends[one.lane] = one.to;
  }
  return all;
}

/** Cuts a stretch of the text wherever a mark begins or ends. */
export function runsOf(all: readonly Placed[], from: number, to: number, isLast = true): Run[] {
  const here = all.filter((one) => one.from <= to && one.to >= from);
  const inside = here.flatMap((one) => [one.from, one.to]).filter((at) => at > from && at < to);
  const cuts = [...new Set([from, ...inside, to])].sort((one, other) => one - other);
  return cuts.flatMap((at, index) => {
    const next = cuts[index + 1];
    const missing = here.filter((one) => one.from === at && one.to === at);
    const runs: Run[] = [];
    if (missing.length && (at < to || isLast)) runs.push({ from: at, to: at, marks: missing });
    if (next !== undefined) {
      const marks = here.filter((one) => one.from <= at && one.to >= next && one.from < one.to);
      runs.push({ from: at, to: next, marks });
    }
    return runs;
  });
}

/** The marks that touch a place, shortest first. */
export function marksAt(all: readonly Placed[], unit: number): SpanMark[] {
  return all
    .filter((one) => one.from <= unit && unit <= one.to)
    .sort((one, other) => one.to - one.from - (other.to - other.from))
    .map(({ mark }) => mark);
}

/** Picking again at the same place goes through the marks that lie on each other. */
export function pickOf(marks: readonly SpanMark[]): SpanMark | undefined {
  return marks[marks.findIndex(({ current }) => current) + 1] ?? marks[0];
}
