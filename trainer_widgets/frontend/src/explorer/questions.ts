// What a view asks the engine after each change: the rate first, then what hangs on it.
import type { Breakdown, ItemPage, Overview, Trend } from "../contract";
import { overviewInWords } from "./formats";
import { NewestOnly } from "./newest_only";
import type { ExplorerSession } from "./session";
import { codeOf, messageOf } from "./shared/problems";
import { type ExplorerState, PAGE } from "./state";

const ORDER = ["look", "trend", "breakdown", "page"] as const;
type Kind = (typeof ORDER)[number];

interface Replies {
  look: Overview;
  trend: Trend;
  breakdown: Breakdown;
  page: ItemPage;
}

const SHOWN_AS = {
  look: "overview",
  trend: "trend",
  breakdown: "breakdown",
  page: "page",
} as const satisfies Record<Kind, keyof ExplorerState>;

/** Milliseconds after which a number that is not new yet looks like it. */
const NOTICED = 300;
/** Milliseconds until a question counts as lost. */
const PATIENCE = 60_000;
const PATIENCE_WITH_SLOW = 900_000;

export class Questions {
  private readonly session: ExplorerSession;
  private readonly queue: NewestOnly<Kind>;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** A seat that was lost has been asked for again, and nothing was answered since. */
  private isReseated = false;

  constructor(session: ExplorerSession) {
    this.session = session;
    this.queue = new NewestOnly(ORDER, () => this.settle());
    session.signal.addEventListener("abort", () => this.end(), { once: true });
  }

  /** Another slice: all is asked anew. */
  slice(): void {
    const { session } = this;
    this.queue.drop();
    session.set({ turn: session.state.turn + 1, failed: null });
    this.ask("look", {});
    this.ask("trend", {});
    this.breakdown();
    this.page();
  }

  breakdown(): void {
    const { by } = this.session.state.sight;
    if (by.length) this.ask("breakdown", { by });
    else this.session.set({ breakdown: null });
  }

  page(): void {
    const { sort, descending, offset } = this.session.state.sight;
    this.session.set({ waitsForPage: true });
    this.ask("page", { sort, descending, offset, limit: PAGE });
  }

  /** What every question about a slice begins with. */
  get base() {
    const { sight, turn } = this.session.state;
    return { view: this.session.name, turn, slice: sight.slice };
  }

  get patience(): number {
    return this.session.state.welcome?.is_slow ? PATIENCE_WITH_SLOW : PATIENCE;
  }

  private ask(kind: Kind, more: object): void {
    const { session } = this;
    const body = { ...this.base, ...more };
    this.timer ??= setTimeout(() => session.set({ isLate: true }), NOTICED);
    this.queue.ask(kind, {
      turn: body.turn,
      ask: async () => (await session.ask<Replies[Kind]>(kind, body, this.patience)).body,
      take: (reply, isNewest) => {
        const isCurrent = body.turn === session.state.turn && isNewest;
        // While somebody drags a brush the rate comes along, one step behind.
        const comesAlong = kind === "look" && body.turn >= (session.state.overview?.turn ?? 0);
        if (isCurrent || comesAlong) this.show(kind, reply as Replies[Kind]);
        if (isCurrent && kind === "look") this.announce(reply as Overview);
      },
      fail: (error, isNewest) => {
        if (body.turn === session.state.turn && isNewest) this.fail(error);
      },
    });
  }

  private show(kind: Kind, reply: Replies[Kind]): void {
    this.isReseated = false;
    const isPage = kind === "page" ? { waitsForPage: false } : {};
    this.session.set({ [SHOWN_AS[kind]]: reply, ...isPage });
    if (kind === "page") this.session.openItem.arrived();
  }

  /** What changed for the eyes is told to the ears, but for what a view begins with. */
  private announce(overview: Overview): void {
    if (overview.turn > 1) this.session.set({ announcement: overviewInWords(overview) });
  }

  private fail(error: unknown): void {
    const code = codeOf(error);
    if (code === "overtaken" || this.session.signal.aborted) return;
    this.queue.drop();
    if (code === "unknown_seat" && !this.isReseated) {
      this.isReseated = true;
      void this.session.hello().then(() => this.slice());
    } else this.session.set({ failed: messageOf(error), waitsForPage: false });
  }

  private settle(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.session.state.isLate) this.session.set({ isLate: false });
  }

  private end(): void {
    clearTimeout(this.timer);
    this.queue.end();
  }
}
