// The facilitator decides an item: written, kept as a draft, and sent until it is stored.
import type { Decide, Decided } from "../../contract";
import { newId } from "../../kit/ids";
import type { Bench } from "../../looking/bench";
import { draftOf } from "../../looking/task_views";
import { type DecisionDraft, decideOf, emptyDecision, startingFrom } from "./decision";
import { isPassing, isUnseated, pause, told } from "./once_more";
import { dealtOf } from "./revision";
import type { Talk } from "./talk";

type Unseated = Omit<Decide, "seat">;

export class Deciding {
  private readonly talk: Talk;
  private readonly bench: Bench;

  constructor(talk: Talk, bench: Bench) {
    this.talk = talk;
    this.bench = bench;
  }

  private keyOf(place: number): string {
    return `decision ${place}`;
  }

  /** In the phase for it the form is there by itself, until the item is decided. */
  get isWriting(): boolean {
    const { deciding, opened } = this.talk.state;
    if (!opened || !this.talk.canDecide) return false;
    return deciding ?? (this.talk.host.room.phase === "decide" && !opened.decision);
  }

  get isSending(): boolean {
    const { place, sending } = this.talk.state;
    return place !== null && sending === place;
  }

  /** Something of it was written before. */
  get isBegun(): boolean {
    return this.talk.begunOf(this.keyOf(this.talk.state.place ?? 0)) !== null;
  }

  get draft(): DecisionDraft {
    const { decision, place } = this.talk.state;
    return decision ?? this.talk.begunOf(this.keyOf(place ?? 0)) ?? emptyDecision();
  }

  /** An item that is decided already is decided anew, from what was decided. */
  begin(): void {
    const { host, state } = this.talk;
    const { opened, place } = state;
    if (!opened || !this.talk.canDecide) return;
    const { options, taxonomy } = host.welcome;
    const plain = opened.decision?.plain;
    const begun = this.talk.begunOf<DecisionDraft>(this.keyOf(place ?? 0));
    const task = plain ? draftOf(host.view, plain, opened.item, options, taxonomy) : null;
    this.talk.set({ deciding: true, decision: begun ?? { ...emptyDecision(), task } });
  }

  leave(): void {
    this.talk.host.drafts?.flush();
    this.talk.set({ deciding: false, complaint: null });
  }

  write(change: Partial<DecisionDraft>): void {
    const { place } = this.talk.state;
    if (place === null || !this.isWriting || this.isSending) return;
    const decision = { ...this.draft, ...change };
    this.talk.keep(this.keyOf(place), decision);
    this.talk.set({ decision, complaint: null });
  }

  pick(from: string): void {
    const { host, state } = this.talk;
    if (!state.opened) return;
    // Nobody decides on what they have not looked at.
    const isVeiled = this.bench.isVeiled(dealtOf(state.opened), host.welcome.options as object);
    if (isVeiled) this.talk.complain("Show the item first (v).");
    else this.write({ kind: "answer", from, task: startingFrom(from, state.opened, host) });
  }

  /** Changed by hand, from what is picked or from nothing. */
  edit(edits: boolean): void {
    const { host, state } = this.talk;
    const { options, taxonomy } = host.welcome;
    const begun =
      this.draft.task ?? draftOf(host.view, null, state.opened?.item, options, taxonomy);
    this.write({ edits, task: edits ? begun : this.draft.task });
  }

  async send(): Promise<void> {
    const { talk } = this;
    const { opened } = talk.state;
    if (!opened || !this.isWriting || talk.state.sending !== null) return;
    const made = decideOf(this.draft, opened, talk.host);
    if ("problem" in made) return talk.complain(made.problem);
    const eventId = this.draft.event_id ?? newId();
    this.write({ event_id: eventId });
    talk.host.drafts?.flush();
    talk.set({ sending: opened.place, delay: null });
    await this.deliver({ event_id: eventId, ...made });
  }

  private async deliver(decide: Unseated): Promise<void> {
    const { talk } = this;
    while (!talk.host.signal.aborted) {
      try {
        return this.settled(decide, await talk.host.request<Decided>("decide", decide));
      } catch (error) {
        if (talk.host.signal.aborted) return;
        if (!isPassing(error) && !isUnseated(error)) {
          talk.set({ sending: null, delay: null });
          return talk.complain(told(error));
        }
        talk.set({ delay: told(error) });
        await pause(talk.host, error);
      }
    }
  }

  private settled({ place, rule }: Unseated, decided: Decided): void {
    const { host } = this.talk;
    this.talk.drop(this.keyOf(place));
    this.talk.set({ sending: null, delay: null });
    if (this.talk.state.place === place) this.talk.set({ deciding: null, decision: null });
    host.takeGuideline(decided.guideline, decided.next_version);
    this.talk.take(decided.item);
    this.talk.refresh();
    const added = rule ? ` Guideline ${rule.version} is in force.` : "";
    host.announce(`The decision on item ${place} is stored.${added}`);
  }
}
