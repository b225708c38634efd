// What is new on screen is shown from its beginning.

/** Whether the top of an element is scrolled away, whatever it is that scrolls. */
function isTopHidden(element: HTMLElement): boolean {
  const { top } = element.getBoundingClientRect();
  let highest = 0;
  for (let at: Node | null = element.parentNode; at; at = above(at)) {
    if (at instanceof Element && at !== document.documentElement) {
      highest = Math.max(highest, at.getBoundingClientRect().top);
    }
  }
  return top < highest - 1;
}

/** The parent of a node, out of a shadow root (marimo) as well. */
const above = (node: Node): Node | null => (node as Partial<ShadowRoot>).host ?? node.parentNode;

/** Brings the beginning of an element back on screen; nothing moves where it is in sight. */
export function showBeginning(element: HTMLElement): void {
  if (isTopHidden(element)) element.scrollIntoView?.({ block: "start" });
}
