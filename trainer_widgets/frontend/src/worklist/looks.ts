// What was looked at, and what is fetched ahead of being looked at.

export class Looks<L> {
  private readonly seen = new Map<string, L>();
  private readonly asked = new Map<string, Promise<L>>();
  private readonly ask: (id: string) => Promise<L>;

  constructor(ask: (id: string) => Promise<L>) {
    this.ask = ask;
  }

  known(id: string): L | null {
    return this.seen.get(id) ?? null;
  }

  fetch(id: string): Promise<L> {
    const underWay = this.asked.get(id);
    if (underWay) return underWay;
    const asked = this.ask(id);
    this.asked.set(id, asked);
    const isNewest = () => this.asked.get(id) === asked;
    asked.then(
      (looked) => isNewest() && this.put(id, looked),
      () => isNewest() && this.asked.delete(id),
    );
    return asked;
  }

  /** Fetches what is not here; what fails is asked for again when it is looked at. */
  ahead(ids: readonly string[]): void {
    for (const id of ids) if (!this.seen.has(id)) this.fetch(id).catch(() => {});
  }

  put(id: string, looked: L): void {
    this.asked.delete(id);
    this.seen.set(id, looked);
  }

  /** It is not as it was; what is on its way no longer counts either. */
  drop(id: string): void {
    this.asked.delete(id);
    this.seen.delete(id);
  }
}
