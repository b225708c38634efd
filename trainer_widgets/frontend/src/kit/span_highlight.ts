// What is selected stays in sight when the focus, and with it the browser's selection, goes on.

const NAME = "tw-selected";

/** Shows a range until it is called again, without a change to the document. */
export function highlighter(): (range: Range | null) => void {
  let shown: Range | null = null;
  return (range) => {
    // Older browsers keep showing their own selection while no other is made.
    if (typeof Highlight !== "function" || !CSS.highlights) return;
    const highlight = CSS.highlights.get(NAME) ?? new Highlight();
    CSS.highlights.set(NAME, highlight);
    if (shown) highlight.delete(shown);
    if (range) highlight.add(range);
    shown = range;
  };
}
