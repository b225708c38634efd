// A list below a field, in the browser's top layer.
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const LEAST_ROOM = 220;
const GAP = 2;

/** In the browser's top layer, where no edge of the widget or the notebook cuts the list off. */
function place(list: HTMLElement, field: HTMLElement): void {
  const { left, top, bottom, width } = field.getBoundingClientRect();
  const below = window.innerHeight - bottom;
  const isAbove = below < LEAST_ROOM && top > below;
  const edge = isAbove ? { bottom: window.innerHeight - top + GAP } : { top: bottom + GAP };
  const room = (isAbove ? top : below) - 4 * GAP;
  const most = Math.min(room, 20 * Number.parseFloat(getComputedStyle(list).fontSize));
  list.style.inset = "auto";
  for (const [side, at] of Object.entries({ left, ...edge })) {
    list.style.setProperty(side, `${at}px`);
  }
  list.style.minWidth = `${width}px`;
  list.style.maxWidth = `${Math.max(width, window.innerWidth - left - 4 * GAP)}px`;
  list.style.maxHeight = `${most}px`;
}

export function usePopup(isOpen: boolean, field: RefObject<HTMLInputElement | null>) {
  const popup = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const [list, near] = [popup.current, field.current];
    if (!isOpen || !list?.showPopover || !near) return undefined;
    const follow = () => place(list, near);
    const ending = new AbortController();
    const { signal } = ending;
    list.showPopover();
    follow();
    list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
    window.addEventListener("scroll", follow, { signal, capture: true, passive: true });
    window.addEventListener("resize", follow, { signal });
    return () => ending.abort();
  }, [isOpen, field]);
  return popup;
}
