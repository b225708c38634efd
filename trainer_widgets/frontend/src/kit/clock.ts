// How long somebody was really at an item.
import { isAttended } from "./focus";

/** After so long without a movement or a key, nobody is there. */
const ATTENTION = 60_000;

export class ActiveClock {
  /** Whether somebody is there without a sign: a widget that nobody has used yet waits for one. */
  isAttended = () => true;
  private readonly now: () => number;
  /** After an absence this long the time begins anew. */
  private readonly rest: number;
  private total = 0;
  private mark = 0;
  private until = 0;
  private visible = true;

  constructor(now: () => number = () => performance.now(), rest = Number.POSITIVE_INFINITY) {
    this.now = now;
    this.rest = rest;
    this.restart();
  }

  /** A new item is on screen. */
  restart(): void {
    this.total = 0;
    this.mark = this.now();
    this.until = this.isAttended() ? this.mark + ATTENTION : this.mark;
  }

  /** Somebody moved or typed. */
  touch(): void {
    this.count();
    this.until = this.now() + ATTENTION;
  }

  show(visible: boolean): void {
    this.count();
    this.visible = visible;
    if (visible && this.isAttended()) this.until = this.now() + ATTENTION;
  }

  get milliseconds(): number {
    this.count();
    return Math.round(this.total);
  }

  private count(): void {
    const now = this.now();
    if (now - this.until > this.rest) this.total = 0;
    else if (this.visible) this.total += Math.max(0, Math.min(now, this.until) - this.mark);
    this.mark = now;
  }
}

const SIGNS = ["focusin", "pointermove", "pointerdown", "keydown", "wheel"] as const;

/** Lets a clock see what happens on a widget, until the signal ends it. */
export function watch(clock: ActiveClock, root: HTMLElement, signal: AbortSignal): void {
  clock.isAttended = () => isAttended(root);
  clock.restart();
  for (const sign of SIGNS) {
    root.addEventListener(sign, () => clock.touch(), { signal, passive: true, capture: true });
  }
  const look = () => clock.show(document.visibilityState !== "hidden");
  document.addEventListener("visibilitychange", look, { signal });
  look();
}
