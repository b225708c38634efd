// The items at hand: dealt ahead, so that the next one is on screen at once.
import type { BatchOf, Task } from "./protocol";
import type { Session } from "./session";
import type { Work } from "./state";
import { Refusal } from "./transport";

const LOW = 3;

export class Deal<T extends Task, D> {
  private items: T["item"][] = [];
  private fetching = false;
  private readonly session: Session<T, D>;

  constructor(session: Session<T, D>) {
    this.session = session;
  }

  get isLow(): boolean {
    return this.items.length < LOW;
  }

  /** What comes after the item on screen, as far as it is here. */
  get ahead(): readonly T["item"][] {
    return this.items;
  }

  next(): T["item"] | undefined {
    return this.items.shift();
  }

  /** What was on screen comes next again, and still replaces what it replaced there. */
  putBack({ item, supersedes }: Pick<Work<T, unknown>, "item" | "supersedes">): void {
    this.items.unshift({ ...item, supersedes });
  }

  remove(token: string): void {
    this.items = this.items.filter((item) => item.token !== token);
  }

  /** Tokens that need not be dealt again: on screen, at hand, or decided and not yet sent. */
  held(): string[] {
    const { outbox, state } = this.session;
    const unsent = outbox?.entries().map(({ submission }) => submission.token) ?? [];
    const shown = state.work ? [state.work.item.token] : [];
    return [...new Set([...shown, ...this.items.map((item) => item.token), ...unsent])];
  }

  take(items: T["item"][]): void {
    const held = new Set(this.held());
    this.items = [...this.items, ...items.filter((item) => !held.has(item.token))];
  }

  async fetch(): Promise<void> {
    const { delivery, signal, state } = this.session;
    // While something is unsent its receipt brings the next items.
    if (this.fetching || state.gone || delivery?.busy || !state.welcome) return;
    this.fetching = true;
    try {
      const batch = await this.session.request<BatchOf<T>>("next", { held: this.held() });
      this.fetching = false;
      this.fetched(batch);
    } catch (error) {
      this.fetching = false;
      if (signal.aborted) return;
      const unseated = error instanceof Refusal && error.problem.code === "unknown_seat";
      if (unseated) void this.session.hello();
      else this.session.later(() => void this.fetch());
    }
  }

  private fetched(batch: BatchOf<T>): void {
    const { session } = this;
    session.set({ progress: batch.progress });
    this.take(batch.items);
    if (session.state.work || session.state.phase === "pause") return;
    if (this.items.length) session.advance();
    else session.set({ phase: session.state.unsent ? "waiting" : "finished" });
  }
}
