// Which item of the list is open, and the way to its neighbours.
import type { OpenedItem } from "../contract";
import { NewestOnly } from "./newest_only";
import type { ExplorerSession } from "./session";
import { complaintOf } from "./shared/problems";
import { PAGE } from "./state";

export class OpenItem {
  private readonly session: ExplorerSession;
  private readonly questions = new NewestOnly(["open_item"]);
  /** Which end of the next page is to be opened when it is here. */
  private wanted: "first" | "last" | null = null;

  constructor(session: ExplorerSession) {
    this.session = session;
    session.signal.addEventListener("abort", () => this.questions.end(), { once: true });
  }

  open(item: string | null): void {
    if (item !== this.session.state.sight.item) this.session.go({ item });
  }

  /** Asks for the item that the sight names. */
  look(): void {
    const { session } = this;
    const { item, slice } = session.state.sight;
    session.set({ trouble: null });
    this.questions.drop();
    if (item === null) {
      session.set({ opened: null });
      return;
    }
    const isWanted = () => session.state.sight.item === item;
    const body = { item_id: item, slice };
    const limit = session.questions.patience;
    this.questions.ask("open_item", {
      ask: async () => (await session.ask<OpenedItem>("open_item", body, limit)).body,
      take: (opened, isNewest) => {
        if (isNewest && isWanted()) session.set({ opened: opened as OpenedItem });
      },
      fail: (error, isNewest) => {
        if (isNewest && isWanted()) session.set({ opened: null, trouble: complaintOf(error) });
      },
    });
  }

  /** The next item or the one before; at the end of a page its neighbour. */
  step(by: 1 | -1): void {
    const { sight, waitsForPage } = this.session.state;
    if (waitsForPage) {
      if (sight.item === null) this.wanted = "first";
      return;
    }
    const next = this.next(by);
    if (next?.row) this.open(next.row);
    else if (next) {
      this.wanted = by > 0 ? "first" : "last";
      this.session.go({ offset: next.offset });
    }
  }

  canStep(by: 1 | -1): boolean {
    return this.next(by) !== null;
  }

  /** The item there, or the page on which it is; null at the end of the list. */
  private next(by: 1 | -1): { row?: string; offset: number } | null {
    const { page, sight } = this.session.state;
    if (!page?.rows.length) return null;
    const at = page.rows.findIndex(({ item_id: id }) => id === sight.item);
    const row = page.rows[at < 0 ? 0 : at + by]?.item_id;
    if (row !== undefined) return { row, offset: sight.offset };
    const offset = sight.offset + by * PAGE;
    return offset < 0 || offset >= page.n_items ? null : { offset };
  }

  /** A page is here. */
  arrived(): void {
    const rows = this.session.state.page?.rows ?? [];
    const row = this.wanted === "last" ? rows.at(-1) : rows[0];
    if (this.wanted && row) this.open(row.item_id);
    this.wanted = null;
  }
}
