// Which item of the list is open, and the way to its neighbours.
import type { OpenedItem } from "../contract";
import type { ExplorerSession } from "./session";
import { PAGE, told } from "./state";

export class Opening {
  private readonly session: ExplorerSession;
  /** Which end of the next page is to be opened when it is here. */
  private wanted: "first" | "last" | null = null;

  constructor(session: ExplorerSession) {
    this.session = session;
  }

  open(item: string | null): void {
    if (item !== this.session.state.sight.item) this.session.go({ item });
  }

  /** Asks for the item that the sight names. */
  async look(): Promise<void> {
    const { session } = this;
    const { item, slice } = session.state.sight;
    session.set({ trouble: null });
    if (item === null) return session.set({ opened: null });
    const isWanted = () => !session.signal.aborted && session.state.sight.item === item;
    try {
      const body = { item_id: item, slice };
      const limit = session.asking.patience;
      const { body: opened } = await session.ask<OpenedItem>("open_item", body, limit);
      if (isWanted()) session.set({ opened });
    } catch (error) {
      if (isWanted()) session.set({ opened: null, trouble: told(error) });
    }
  }

  /** The next item or the one before; at the end of a page its neighbour. */
  step(by: 1 | -1): void {
    const { page, sight, waitsForPage } = this.session.state;
    if (waitsForPage) {
      if (sight.item === null) this.wanted = "first";
      return;
    }
    if (!page?.rows.length) return;
    const at = page.rows.findIndex(({ item_id: id }) => id === sight.item);
    const next = at < 0 ? 0 : at + by;
    const row = page.rows[next];
    if (row) {
      this.open(row.item_id);
      return;
    }
    const offset = sight.offset + by * PAGE;
    if (offset < 0 || offset >= page.n_items) return;
    this.wanted = by > 0 ? "first" : "last";
    this.session.go({ offset });
  }

  /** A page is here. */
  arrived(): void {
    const rows = this.session.state.page?.rows ?? [];
    const row = this.wanted === "last" ? rows.at(-1) : rows[0];
    if (this.wanted && row) this.open(row.item_id);
    this.wanted = null;
  }
}
