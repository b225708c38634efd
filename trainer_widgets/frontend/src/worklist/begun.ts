// What was begun for each entry: in memory for this sitting, in the browser for a reload.
import type { BrowserStore, Owner } from "../kit/browser_store";
import { Drafts } from "../kit/drafts";

export class Begun<D> {
  private readonly written = new Map<string, D>();
  private drafts: Drafts<D> | null = null;

  get isOpen(): boolean {
    return this.drafts !== null;
  }

  open(store: BrowserStore, owner: Owner): void {
    this.drafts = new Drafts(store, owner);
  }

  of(id: string): D | null {
    return this.written.get(id) ?? this.drafts?.load(id) ?? null;
  }

  keep(id: string, draft: D): void {
    this.written.set(id, draft);
    this.drafts?.save(id, draft);
  }

  drop(id: string): void {
    this.written.delete(id);
    this.drafts?.drop(id);
  }

  flush(): void {
    this.drafts?.flush();
  }

  clear(): void {
    this.drafts?.clear();
    this.written.clear();
  }
}
