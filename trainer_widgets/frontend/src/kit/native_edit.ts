// Changes of a field that its own undo can take back.
import type { Replacement } from "./indentation";

/** As if it had been typed. The field must be able to take the focus. */
export function replaceIn(field: HTMLTextAreaElement, change: Replacement): void {
  field.focus();
  field.setSelectionRange(change.from, change.to);
  // No other way keeps the browser's undo; where it is missing the change still comes.
  const isDone = document.execCommand?.(change.text ? "insertText" : "delete", false, change.text);
  if (!isDone) {
    field.setRangeText(change.text, change.from, change.to);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.setSelectionRange(change.start, change.end);
}
