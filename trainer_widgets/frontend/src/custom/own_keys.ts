// Keys that a view may bind: those that the frame has left.
import { useKeys } from "../kit/context";
import type { Bindings } from "../kit/keys";

/** Keys of the header, the footer and the rationale. */
const FRAME_KEYS = ["e", "g", "l", "n", "p", "r", "s", "u", "?", "Escape", "Submit"];

/** Keys for a list of choices, in the order in which they are given out. */
export const CHOICE_KEYS = [..."1234567890abcdefghijklmnopqrstuvwxyz"].filter(
  (key) => !FRAME_KEYS.includes(key),
);

export function useOwnKeys(bindings: Bindings, active = true): void {
  const taken = Object.keys(bindings).find((key) => FRAME_KEYS.includes(key));
  if (taken) throw new Error(`the key ${taken} belongs to all widgets: choose another`);
  useKeys(bindings, active);
}
