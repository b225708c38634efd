// Decisions that go through the outbox: none is lost by a reload, a kernel or a line that is gone.
import type { Source } from "../custom/source";
import type { Owner } from "../kit/browser_store";
import { ActiveClock } from "../kit/clock";
import { Delivery } from "../kit/delivery";
import { Outbox, type Posted } from "../kit/outbox";
import type { Problem } from "../kit/protocol";
import type { Transport } from "../kit/transport";
import { PROMPTLY, type Unsent, unsentIn } from "../kit/unsent";
import { madeFrom } from "./made_from";
import { isWanted, wordsIn } from "./order";
import { Worklist } from "./session";
import { type Kinds, startOfWorklist, type WorklistState } from "./state";

/** As `Kinds`, with what is sent and the receipt for it. */
export interface PostedKinds extends Kinds {
  sent: Posted;
  receipt: object;
}

export interface PostingState<K extends PostedKinds> extends WorklistState<K>, Unsent<K["sent"]> {
  /** What is on its way. */
  posted: K["sent"][];
  sending: boolean;
  /** Waiting for a receipt before moving on, because this browser cannot keep it. */
  holding: boolean;
  delay: Problem | null;
}

export const startOfPosting = <D>(draft: D) => ({
  ...startOfWorklist(draft),
  ...{ unsent: 0, slow: false, refused: [], posted: [], sending: false, holding: false },
  delay: null,
});

export abstract class PostingWorklist<
  K extends PostedKinds,
  S extends PostingState<K>,
> extends Worklist<K, S> {
  readonly clock = new ActiveClock();
  outbox: Outbox<K["sent"]> | null = null;
  delivery: Delivery<K["sent"], K["receipt"]> | null = null;
  protected startedAt = "";
  private readonly all = madeFrom<K["entry"][]>();
  private readonly listed = madeFrom<K["entry"][]>();
  private counting: ReturnType<typeof setTimeout> | undefined;

  constructor(start: S, source: Source | null, transport: Transport, signal: AbortSignal) {
    super(start, source, transport, signal);
    signal.addEventListener("abort", () => clearTimeout(this.counting), { once: true });
  }

  /** The request that carries a decision. */
  protected abstract readonly carrier: string;
  /** The entry that a decision is about. */
  protected abstract subjectOf(sent: K["sent"]): string;
  protected abstract received(receipt: K["receipt"], sent: K["sent"]): void;
  /** The list as it will be once what is on its way has arrived. */
  protected abstract withPosted(welcome: K["welcome"], posted: readonly K["sent"][]): K["entry"][];
  protected abstract idOf(entry: K["entry"]): string;
  protected abstract isOpen(entry: K["entry"]): boolean;
  /** What of an entry can be searched. */
  protected abstract textsOf(entry: K["entry"]): (string | null)[];
  /** What was refused can be written again. */
  protected abstract restore(sent: K["sent"]): void;

  /** The list with what is on its way; the same array until one of them changes. */
  get entries(): K["entry"][] {
    const { posted, welcome } = this.state;
    if (!welcome) return [];
    return this.all([welcome, posted], () => this.withPosted(welcome, posted));
  }

  /** Those that the list shows; what is looked at is always among them. */
  get shownEntries(): K["entry"][] {
    const { chosen, filter, wanted } = this.state;
    const { entries } = this;
    return this.listed([entries, chosen, filter, wanted], () => {
      const words = wordsIn(wanted);
      const isListed = (entry: K["entry"]) =>
        filter === "all" || this.isOpen(entry) || this.idOf(entry) === chosen;
      return entries.filter((one) => isListed(one) && isWanted(this.textsOf(one), words));
    });
  }

  override get ids(): string[] {
    return this.shownEntries.map((entry) => this.idOf(entry));
  }

  override get open(): string[] {
    return this.entries.filter((one) => this.isOpen(one)).map((one) => this.idOf(one));
  }

  protected override entryOf(id: string): K["entry"] | null {
    return this.entries.find((entry) => this.idOf(entry) === id) ?? null;
  }

  protected override seated(owner: Owner): void {
    this.outbox = new Outbox<K["sent"]>(this.store, owner);
    const hooks = {
      send: (sent: K["sent"]) => this.request<K["receipt"]>(this.carrier, sent),
      about: (sent: K["sent"]) => [this.subjectOf(sent)],
      reseat: () => this.hello(),
      received: (receipt: K["receipt"], sent: K["sent"]) => {
        this.postChange({ delay: null });
        this.countUnsent();
        this.received(receipt, sent);
      },
      refused: (sent: K["sent"], { message }: Problem) => {
        this.restore(sent);
        this.change({ announcement: `Refused: ${message}` });
        this.countUnsent();
        this.reread();
      },
      settled: (delay: Problem | null) => {
        this.postChange({ delay });
        this.countUnsent();
      },
    };
    this.delivery = new Delivery(this.outbox, owner, hooks, this.signal);
    this.delivery.halted = this.state.gone;
    this.countUnsent();
    this.delivery.wake();
  }

  private postChange(change: Partial<PostingState<K>>): void {
    this.set(change as Partial<S>);
  }

  protected override shown(): void {
    this.startedAt = new Date().toISOString();
    this.clock.restart();
  }

  /** When and for how long the item was looked at. */
  protected timed(): { started_at: string; submitted_at: string; active_ms: number } {
    const now = new Date().toISOString();
    const active = this.clock.milliseconds;
    return { started_at: this.startedAt || now, submitted_at: now, active_ms: active };
  }

  hold(holding: boolean): void {
    this.postChange({ holding });
  }

  countUnsent(): void {
    const counts = unsentIn(this.outbox);
    clearTimeout(this.counting);
    if (counts.unsent) this.counting = setTimeout(() => this.countUnsent(), PROMPTLY);
    const posted = (this.outbox?.entries() ?? []).map(({ submission }) => submission);
    this.postChange({ ...counts, posted, sending: this.delivery?.busy ?? false });
  }

  /** What was decided of an entry and is not yet known to be stored. */
  postedFor(id: string): K["sent"] | null {
    return this.state.posted.findLast((sent) => this.subjectOf(sent) === id) ?? null;
  }

  override setGone(gone: boolean): void {
    if (this.delivery) this.delivery.halted = gone;
    super.setGone(gone);
    if (!gone) this.delivery?.wake();
  }

  override wake(): void {
    this.countUnsent();
    if (this.state.unsent) this.delivery?.wake();
    super.wake();
  }

  protected override kernelAnswered(): void {
    const { delay, gone, unsent } = this.state;
    // What the kernel could not store is tried again after a pause, not with each reply.
    if (gone) this.setGone(false);
    else if (unsent && !delay && !this.delivery?.busy) this.delivery?.wake();
  }

  override forget(): void {
    this.outbox?.clear();
    this.delivery?.forget();
    super.forget();
    this.countUnsent();
  }

  override get canLeave(): boolean {
    return !this.state.holding;
  }
}
