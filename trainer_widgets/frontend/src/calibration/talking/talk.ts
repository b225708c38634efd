// One person in the talk: what is on their screen, and whether they follow the facilitator.
import type { Revealed, RevealedItem, RevealedRow } from "../../contract";
import type { TalkingHost } from "./host";
import { itemNews } from "./item_news";
import { OnceMore } from "./once_more";
import { rowsOf, startOfTalk, type TalkState } from "./state";

export class Talk {
  readonly host: TalkingHost;
  state: TalkState = startOfTalk;
  /** What somebody began in this sitting, also where the browser keeps nothing. */
  private readonly begun = new Map<string, unknown>();
  private readonly items = new Map<number, RevealedItem>();
  private readonly listeners = new Set<() => void>();
  private readonly reveal: OnceMore;
  private readonly open: OnceMore;
  private news: number;
  private led: number | null;
  private forgotten: number;

  constructor(host: TalkingHost) {
    this.host = host;
    this.news = host.room.news;
    this.led = host.room.discussing;
    this.forgotten = host.forgotten;
    this.reveal = new OnceMore(
      host,
      () => this.fetchReveal(),
      (trouble) => this.set({ trouble }),
    );
    this.open = new OnceMore(
      host,
      () => this.fetchItem(),
      (itemTrouble) => this.set({ itemTrouble }),
    );
  }

  /** Asks for the reveal; ends with what is returned. */
  begin(): () => void {
    const end = this.host.subscribe(() => this.hostChanged());
    this.reveal.want();
    if (this.host.room.discussing !== null) this.choose(this.host.room.discussing);
    return end;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  set(change: Partial<TalkState>): void {
    const names = Object.keys(change) as (keyof TalkState)[];
    if (names.every((name) => this.state[name] === change[name])) return;
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }

  get row(): RevealedRow | null {
    const { place, revealed } = this.state;
    return revealed?.items.find((one) => one.place === place) ?? null;
  }

  /** Whether answers can still be revised, and items decided. */
  get isOpen(): boolean {
    return this.host.room.phase !== "close";
  }

  /** Whether items are on everybody's screen. */
  get isLed(): boolean {
    const { phase } = this.host.room;
    return phase === "discuss" || phase === "decide";
  }

  get canDecide(): boolean {
    return this.host.isFacilitator && this.isLed;
  }

  private hostChanged(): void {
    const { discussing, news } = this.host.room;
    if (this.host.forgotten !== this.forgotten) this.forget();
    if (news !== this.news) {
      this.news = news;
      this.refresh();
    }
    if (discussing !== this.led) {
      this.led = discussing;
      if (this.state.follows) this.goAlong();
    }
    for (const listener of this.listeners) listener();
  }

  private forget(): void {
    this.forgotten = this.host.forgotten;
    this.begun.clear();
    this.set({ revision: null, deciding: null, decision: null });
  }

  /** What is shown is asked for again; it stays until the newer one is here. */
  refresh(): void {
    this.reveal.want();
    if (this.state.place !== null) this.open.want();
  }

  private async fetchReveal(): Promise<void> {
    const revealed = await this.host.request<Revealed>("reveal", {});
    this.host.saw();
    this.set({ revealed });
    const first = rowsOf(this.state)[0];
    if (this.state.place === null && first) this.choose(first.place);
  }

  private async fetchItem(): Promise<void> {
    const { place } = this.state;
    if (place === null) return;
    this.take(await this.host.request<RevealedItem>("open_revealed", { place }));
  }

  /** An item as the kernel has just told it. */
  take(opened: RevealedItem): void {
    this.items.set(opened.place, opened);
    const { opened: before, place } = this.state;
    if (opened.place !== place) return;
    this.set({ opened });
    const news = before && itemNews(before, opened, this.host.welcome.annotator);
    if (news) this.host.announce(news);
  }

  choose(place: number): void {
    if (place === this.state.place) return;
    this.host.drafts?.flush();
    const fresh = { revision: null, deciding: null, decision: null };
    const opened = this.items.get(place) ?? null;
    this.set({ place, opened, itemTrouble: null, complaint: null, ...fresh });
    this.open.want();
  }

  /** To an item by oneself: elsewhere than the facilitator, following ends. */
  browse(place: number): void {
    if (this.isLed && place !== this.host.room.discussing) this.set({ follows: false });
    this.choose(place);
  }

  step(by: number): void {
    const places = rowsOf(this.state).map((row) => row.place);
    const at = places.indexOf(this.state.place ?? 0);
    const next = places[Math.min(places.length - 1, Math.max(0, at + by))];
    if (next === undefined || next === this.state.place) return;
    this.browse(next);
    this.host.announce(`Item ${next}.`);
  }

  /** Nobody is taken away from what they are writing: a button says where the others are. */
  private goAlong(): void {
    if (this.led !== null && !this.state.revision) this.choose(this.led);
  }

  /** To where the others are, and along with them; who is there already may stop following. */
  follow(): void {
    const { facilitator } = this.host.room;
    const isElsewhere = this.led !== null && this.led !== this.state.place;
    const follows = isElsewhere || !this.state.follows;
    this.set({ follows });
    const leader = facilitator ?? "the facilitator";
    this.host.announce(follows ? `You follow ${leader}.` : "You browse by yourself.");
    if (isElsewhere && this.led !== null) this.choose(this.led);
  }

  filter(): void {
    this.set({ onlyDiffering: !this.state.onlyDiffering });
  }

  /** Puts what is on screen on the screens of all who follow. */
  async lead(): Promise<void> {
    const { place } = this.state;
    if (place === null || !this.canDecide || place === this.host.room.discussing) return;
    try {
      await this.host.request("lead_to", { place });
      this.set({ follows: true });
      this.host.announce(`All who follow are at item ${place}.`);
    } catch (error) {
      this.complain(error instanceof Error ? error.message : String(error));
    }
  }

  complain(complaint: string): void {
    // The same words again must be told again.
    this.host.announce(complaint === this.state.complaint ? `${complaint} ` : complaint);
    this.set({ complaint });
  }

  begunOf<D>(key: string): D | null {
    return (this.begun.get(key) ?? this.host.drafts?.load(key) ?? null) as D | null;
  }

  keep(key: string, draft: unknown): void {
    this.begun.set(key, draft);
    this.host.drafts?.save(key, draft);
  }

  drop(key: string): void {
    this.begun.delete(key);
    this.host.drafts?.drop(key);
  }
}
