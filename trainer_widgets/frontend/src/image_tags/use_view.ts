// How the image lies on the stage: measured, zoomed, moved, and kept inside.
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { usePlace } from "../kit/context";
import { focusedIn } from "../kit/focus";
import { bounded, fitView, type Point, type Size, type View, zoomed } from "./geometry";

const WHEEL = 0.0018;

/** The stage's size in pixels, followed while it changes. */
export function useSize(stage: RefObject<HTMLDivElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null);
  useLayoutEffect(() => {
    const element = stage.current;
    if (!element) return undefined;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize((before) =>
        before?.width === width && before.height === height ? before : { width, height },
      );
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [stage]);
  return size;
}

export interface Looking {
  stage: Size | null;
  view: View | null;
  /** Whether all of the image is on the stage. */
  isFitted: boolean;
  set(view: View): void;
  fit(): void;
  zoom(factor: number, at?: Point): void;
  pan(x: number, y: number): void;
  /** Scrolls the page where the stage is not in view: a place is about to be put on it. */
  show(): void;
}

export function useLooking(element: RefObject<HTMLDivElement | null>, image: Size): Looking {
  const stage = useSize(element);
  // Nothing chosen: all of the image, also when the stage changes its size.
  const [chosen, setChosen] = useState<View | null>(null);
  const whole = stage && image.width ? fitView(image, stage) : null;
  const view = stage && chosen && whole ? bounded(chosen, image, stage) : whole;
  const set = (next: View) => {
    if (!stage || !whole) return;
    const kept = bounded(next, image, stage);
    setChosen(kept.scale <= whole.scale ? null : kept);
  };
  const zoom = (factor: number, at?: Point) => {
    if (!view || !stage) return;
    const centre = { x: stage.width / 2, y: stage.height / 2 };
    set(zoomed(view, factor, at ?? centre, image, stage));
  };
  const pan = (x: number, y: number) => {
    if (view) set({ ...view, x: view.x + x, y: view.y + y });
  };
  return {
    stage,
    view,
    isFitted: !chosen,
    set,
    zoom,
    pan,
    fit: () => setChosen(null),
    show: () => element.current?.scrollIntoView?.({ block: "nearest" }),
  };
}

/**
 * The wheel zooms while the widget has the focus, and with Ctrl (which a pinch on a trackpad sends)
 * always; otherwise it scrolls the notebook, as it does where zooming out has come to its end.
 */
export function useWheel(element: RefObject<HTMLDivElement | null>, looking: Looking): void {
  const { root } = usePlace();
  const latest = useRef(looking);
  latest.current = looking;
  useEffect(() => {
    const stage = element.current;
    if (!stage) return undefined;
    const ending = new AbortController();
    const turn = (event: WheelEvent) => {
      const { isFitted, zoom } = latest.current;
      const isHere = root.contains(focusedIn(root));
      if (!event.ctrlKey && (!isHere || (isFitted && event.deltaY > 0))) return;
      event.preventDefault();
      const { left, top } = stage.getBoundingClientRect();
      const strength = event.ctrlKey ? 4 * WHEEL : WHEEL;
      const factor = Math.exp(-event.deltaY * strength);
      zoom(factor, { x: event.clientX - left, y: event.clientY - top });
    };
    stage.addEventListener("wheel", turn, { signal: ending.signal, passive: false });
    return () => ending.abort();
  }, [element, root]);
}
