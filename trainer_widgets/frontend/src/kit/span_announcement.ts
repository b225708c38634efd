// What a person hears while selecting in a text.
import type { CodePoints } from "./code_points";
import type { Ends } from "./span_moves";
import { marksAt, type Placed } from "./span_runs";

const LONGEST = 60;

function excerpt(points: CodePoints, from: number, to: number): string {
  const half = LONGEST / 2;
  const { text } = points;
  if (to - from <= LONGEST) return text.slice(from, to);
  const begin = text.slice(from, points.snap(from + half, "start"));
  return `${begin} … ${text.slice(points.snap(to - half, "end"), to)}`;
}

/** The selected words; or the word after the caret, and the marks it is in. */
export function announcementOf(points: CodePoints, marks: readonly Placed[], ends: Ends): string {
  const [from, to] = [Math.min(ends.anchor, ends.focus), Math.max(ends.anchor, ends.focus)];
  if (from < to) return `Selected: “${excerpt(points, from, to)}”`;
  const next = excerpt(points, from, points.wordEnd(from)).trim();
  const place = next ? `Before “${next}”` : "At the end of the text";
  const labels = marksAt(marks, from).map(({ label }) => label);
  return labels.length ? `${place}, in ${labels.join(", ")}` : place;
}
