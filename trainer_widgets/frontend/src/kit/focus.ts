// Where the focus is, so that single keys reach the widget and never the notebook by accident.

/** The element that has the focus between two items. */
export function goHome(root: HTMLElement): void {
  const home = root.querySelector<HTMLElement>("[data-tw-home]") ?? root;
  home.focus({ preventScroll: true });
}

/** A click on nothing in particular still puts the focus here, so that keys work at once. */
export function focusOnClick(root: HTMLElement, signal: AbortSignal): void {
  const take = () => {
    if (!root.contains(document.activeElement)) root.focus({ preventScroll: true });
  };
  root.addEventListener("click", take, { signal });
}

/**
 * An element that has the focus can be removed by what it does ("Show all", "Dismiss"). The
 * browser then gives the focus to the page, and JupyterLab would get the next keys.
 */
export function keepFocus(root: HTMLElement, signal: AbortSignal): void {
  let isHere = false;
  const leave = (target: EventTarget | null) => {
    if (target instanceof Node && !root.contains(target)) isHere = false;
  };
  const come = () => {
    isHere = true;
  };
  root.addEventListener("focusin", come, { signal });
  root.addEventListener("focusout", (event) => leave(event.relatedTarget), { signal });
  document.addEventListener("pointerdown", (event) => leave(event.target), {
    signal,
    capture: true,
  });
  const watcher = new MutationObserver(() => {
    if (isHere && document.activeElement === document.body) goHome(root);
  });
  watcher.observe(root, { childList: true, subtree: true });
  signal.addEventListener("abort", () => watcher.disconnect(), { once: true });
}
