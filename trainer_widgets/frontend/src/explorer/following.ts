// The others at the same explorer: who they are, and how one goes along with them.
import type { Present, Sight, SightMoved, Suggestions } from "../contract";
import { NewestOnly } from "./newest_only";
import type { ExplorerSession } from "./session";

export class Following {
  private readonly session: ExplorerSession;
  private readonly moves = new NewestOnly(["move"]);

  constructor(session: ExplorerSession) {
    this.session = session;
    session.signal.addEventListener("abort", () => this.moves.end(), { once: true });
  }

  hear(name: string, body: unknown): void {
    if (!this.session.state.welcome) return;
    if (name === "suggestions") this.session.set({ suggestions: body as Suggestions });
    if (name === "moved") this.moved(body as SightMoved);
  }

  private moved(moved: SightMoved): void {
    const { session } = this;
    const { annotator, is_order: isOrder, people, sight, view } = moved;
    session.set({ people });
    this.checkThere();
    if (view === session.name) return;
    if (annotator === null && !isOrder) session.set({ elsewhere: moved });
    else if (annotator === null) {
      session.set({ elsewhere: null, announcement: "The notebook has moved this view." });
      session.show(this.fromCell(sight));
    } else if (annotator === session.state.following) session.show(sight);
  }

  /** Whoever has gone leads nowhere any more. */
  private checkThere(): void {
    const { following, people } = this.session.state;
    if (following === null || people.some(({ annotator }) => annotator === following)) return;
    this.session.set({ following: null, announcement: `${following} is not here any more.` });
  }

  /** Tells the kernel where this view is now. */
  tell(): void {
    const { session } = this;
    const body = { view: session.name, sight: session.state.sight };
    this.moves.ask("move", {
      ask: () => session.request("move", body),
      // The next move tells it again.
      take: () => {},
      fail: () => {},
    });
  }

  follow({ annotator, sight }: Present): void {
    const { session } = this;
    session.set({ following: annotator, announcement: `You follow ${annotator}.` });
    session.show(sight);
  }

  /** One's own change ends it. */
  stop(): void {
    const { following } = this.session.state;
    if (following === null) return;
    const announcement = `You no longer follow ${following}.`;
    this.session.set({ following: null, announcement });
  }

  goElsewhere(): void {
    const { elsewhere } = this.session.state;
    this.session.set({ elsewhere: null });
    if (elsewhere) this.session.go(this.fromCell(elsewhere.sight));
  }

  /** A cell says which slice; where it says no breakdown, one's own stays. */
  private fromCell(sight: Sight): Sight {
    return sight.by.length ? sight : { ...sight, by: this.session.state.sight.by };
  }
}
