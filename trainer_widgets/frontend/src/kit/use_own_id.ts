import { useState } from "preact/hooks";
import { newId } from "./ids";

/** An id, or a radio group's name, of no other widget on the page: Preact's begin again in each. */
export function useOwnId(): string {
  return useState(() => `tw-${newId()}`)[0];
}
