import type { Progress } from "./protocol";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

function roughly(ms: number): string {
  if (ms < 90 * SECOND) return `${Math.max(1, Math.round(ms / SECOND))} s`;
  if (ms < 90 * MINUTE) return `${Math.round(ms / MINUTE)} min`;
  return `${(ms / HOUR).toFixed(1).replace(/\.0$/, "")} h`;
}

/** "about 50 s an item, 40 min left", once there is something to go by. */
export function paceText({ pace_ms: pace, done, total }: Progress): string {
  if (pace === null || total <= done) return "";
  const left = pace * (total - done);
  const shown = left < MINUTE ? "less than a minute" : roughly(left);
  return `about ${roughly(pace)} an item, ${shown} left`;
}
