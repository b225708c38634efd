// What is told aloud when the session has changed.
import type { Room } from "../contract";
import { awaitedIn } from "./people";
import { PHASES } from "./phases";

/** The changes that concern everybody, in words; empty where there are none. */
export function newsOf(before: Room, now: Room, own: string): string {
  const parts: string[] = [];
  if (before.phase !== now.phase) parts.push(PHASES[now.phase].opens);
  const isReady = now.phase === "label" && awaitedIn(now).length === 0;
  if (isReady && awaitedIn(before).length > 0) parts.push("All are ready.");
  if (before.facilitator !== now.facilitator) parts.push(leadText(now.facilitator, own));
  const isTalk = now.phase === "discuss" || now.phase === "decide";
  const moved = before.discussing !== now.discussing || before.phase !== now.phase;
  if (isTalk && moved && now.discussing !== null && now.facilitator !== own) {
    parts.push(
      `${now.facilitator ?? "Somebody"} is leading the discussion of item ${now.discussing}.`,
    );
  }
  return parts.join(" ");
}

function leadText(facilitator: string | null, own: string): string {
  if (facilitator === null) return "Nobody leads the session now.";
  return facilitator === own
    ? "You lead the session now."
    : `${facilitator} leads the session now.`;
}
