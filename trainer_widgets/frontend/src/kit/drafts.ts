// What somebody has begun and not submitted, by item; it survives a reload and expires.
import { type BrowserStore, keyPrefix, type Owner } from "./browser_store";

const DAY = 86_400_000;
const LIFETIME = 14 * DAY;
const PAUSE = 300;

interface Saved<D> {
  at: number;
  draft: D;
}

export class Drafts<D> {
  private readonly store: BrowserStore;
  private readonly prefix: string;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pending: { token: string; draft: D } | null = null;

  constructor(store: BrowserStore, owner: Owner) {
    this.store = store;
    this.prefix = keyPrefix("draft", owner);
    this.expire();
  }

  load(token: string): D | null {
    const saved = this.parse(this.prefix + token);
    return saved?.draft ?? null;
  }

  /** Written a moment later, so that typing stays fast. */
  save(token: string, draft: D): void {
    if (this.pending && this.pending.token !== token) this.flush();
    this.pending = { token, draft };
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  flush(): void {
    clearTimeout(this.timer);
    const { pending } = this;
    this.pending = null;
    if (!pending) return;
    const saved: Saved<D> = { at: Date.now(), draft: pending.draft };
    this.store.write(this.prefix + pending.token, JSON.stringify(saved));
  }

  drop(token: string): void {
    if (this.pending?.token === token) {
      clearTimeout(this.timer);
      this.pending = null;
    }
    this.store.remove(this.prefix + token);
  }

  clear(): void {
    clearTimeout(this.timer);
    this.pending = null;
    for (const key of this.store.keys(this.prefix)) this.store.remove(key);
  }

  private expire(): void {
    for (const key of this.store.keys(this.prefix)) {
      const saved = this.parse(key);
      if (!saved || Date.now() - saved.at > LIFETIME) this.store.remove(key);
    }
  }

  private parse(key: string): Saved<D> | null {
    try {
      const saved = JSON.parse(this.store.read(key) ?? "null") as Saved<D> | null;
      return saved && typeof saved.at === "number" ? saved : null;
    } catch {
      return null;
    }
  }
}
