// Where the focus is, so that single keys reach the widget and never the notebook by accident.

/** What has the focus. In a shadow root (marimo) the document names only its host. */
export function focusedIn(root: HTMLElement): Element | null {
  return (root.getRootNode() as Document | ShadowRoot).activeElement;
}

const attended = new WeakSet<HTMLElement>();

/** Whether the focus is in a widget, or was until what had it went away. */
export const isAttended = (root: HTMLElement): boolean => attended.has(root);

/** The element that has the focus between two items. */
export function goHome(root: HTMLElement): void {
  const home = root.querySelector<HTMLElement>("[data-tw-home]");
  const canTake = home && !home.closest("[inert]");
  (canTake ? home : root).focus({ preventScroll: true });
}

/** A click on nothing in particular still puts the focus here, so that keys work at once. */
export function focusOnClick(root: HTMLElement, signal: AbortSignal): void {
  const take = () => {
    if (!root.contains(focusedIn(root))) root.focus({ preventScroll: true });
  };
  root.addEventListener("click", take, { signal });
}

/**
 * An element that has the focus can be removed, disabled or made inert by what happens ("Dismiss",
 * the last "Undo", a kernel that is gone). The browser then gives the focus to the page, and
 * JupyterLab would get the next keys.
 */
export function keepFocus(root: HTMLElement, signal: AbortSignal): void {
  const leave = (target: EventTarget | null) => {
    if (target instanceof Node && !root.contains(target)) attended.delete(root);
  };
  // On its way to another element the focus is nowhere, and what a view draws anew then is no loss.
  let next: Element | null = null;
  const take = () => {
    next = null;
    attended.add(root);
  };
  const pass = ({ relatedTarget }: FocusEvent) => {
    next = relatedTarget instanceof Element ? relatedTarget : null;
  };
  const isPassed = () => !!next?.isConnected && !next.matches(":disabled, [inert] *");
  root.addEventListener("focusin", take, { signal });
  root.addEventListener("blur", pass, { signal, capture: true });
  root.addEventListener("focusout", (event) => leave(event.relatedTarget), { signal });
  document.addEventListener("pointerdown", (event) => leave(event.composedPath()[0] ?? null), {
    signal,
    capture: true,
  });
  const watcher = new MutationObserver(() => {
    const isDead = focusedIn(root)?.matches(":disabled, [inert] *");
    const isNowhere = document.activeElement === document.body && !isPassed();
    if (isAttended(root) && (isDead || isNowhere)) goHome(root);
  });
  const attributeFilter = ["disabled", "inert"];
  watcher.observe(root, { childList: true, subtree: true, attributeFilter });
  signal.addEventListener("abort", () => watcher.disconnect(), { once: true });
}
