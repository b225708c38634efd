// A session after the reveal: what the kernel tells of it, and what it takes.
import type { Decide, Decision, Revealed, RevealedItem, SaidThere, Submit } from "../src/contract";
import { RoomKernel, RoomPage } from "./calibration_fakes";
import { dealt, press, settle } from "./fakes";

export const there = (
  annotator: string,
  before: unknown,
  more: Partial<SaidThere> = {},
): SaidThere => ({
  annotator,
  action: before === null ? "skip" : "answer",
  before,
  rationale: null,
  now: before,
  rationale_now: null,
  is_revised: false,
  condition: "unassisted",
  escalation: null,
  submitted_at: "2026-03-12T10:31:00Z",
  ...more,
});

export const revised = (
  annotator: string,
  before: unknown,
  now: unknown,
  more: Partial<SaidThere> = {},
) => there(annotator, before, { now, is_revised: true, condition: "revealed", ...more });

const agreement = (when: "before" | "after", estimate: number) => ({
  ...{ when, statistic: "Krippendorff's alpha", estimate, low: estimate - 0.3 },
  ...{ high: Math.min(1, estimate + 0.25), n_items: 3, n_annotators: 3, n_labels: 9, note: "" },
});

/** What a session is made of: the items by their places, with what was said of each. */
export interface Script {
  compared: string;
  items: { item: unknown; excerpt: string; difference: number; said: SaidThere[] }[];
}

export class TalkKernel extends RoomKernel {
  script: Script = { compared: "order", items: [] };
  decisions = new Map<number, Decision>();
  decided: Decide[] = [];
  revisions: Submit[] = [];
  led: number[] = [];
  /** So many decisions are answered as from a view that is not known. */
  forgets = 0;

  sent(name: string): unknown[] {
    return this.requests.filter((request) => request.name === name).map(({ body }) => body);
  }

  private row(place: number) {
    const { difference, excerpt, said } = this.script.items[place - 1] as Script["items"][number];
    const revisedBy = said.filter((one) => one.is_revised).length;
    return {
      ...{ place, excerpt, difference, now: revisedBy ? difference / 2 : difference },
      ...{ n_answers: said.length, n_unjudged: 0, n_revised: revisedBy },
      decision: this.decisions.get(place)?.kind ?? null,
    };
  }

  private reveal(): Revealed {
    const items = this.script.items.map((_, index) => this.row(index + 1));
    items.sort((one, other) => other.difference - one.difference);
    const isRevised = items.some((row) => row.n_revised > 0);
    const after = isRevised ? [agreement("after", 0.64)] : [];
    return {
      compared: this.script.compared,
      agreement: [agreement("before", 0.38), ...after],
      items,
    };
  }

  open(place: number): RevealedItem {
    const { item, said } = this.script.items[place - 1] as Script["items"][number];
    return { place, item, said, decision: this.decisions.get(place) ?? null };
  }

  private decide(body: Decide): object {
    this.decided.push(body);
    this.decisions.set(body.place, {
      kind: body.escalation ? "open" : "answer",
      plain: body.answer,
      reason: body.reason,
      guideline: body.rule?.version ?? null,
      escalation: body.escalation,
      decided_by: "ana",
      decided_at: "2026-03-12T10:31:00Z",
    });
    const { event_id: eventId, place } = body;
    const none = { guideline: null, next_version: "1.1" };
    return { event_id: eventId, item: this.open(place), ...none };
  }

  private talk(name: string, body: unknown): object | null {
    if (name === "reveal") return this.reveal();
    if (name === "open_revealed") return this.open((body as { place: number }).place);
    if (name === "decide") return this.decide(body as Decide);
    if (name !== "lead_to") return null;
    const { place } = body as { place: number };
    this.led.push(place);
    queueMicrotask(() => void this.tell({ discussing: place }));
    return { room: this.room, has_seen: true, next_version: "1.1" };
  }

  override reply(request: Parameters<RoomKernel["reply"]>[0]): void {
    const { id, name, body } = request;
    if (name === "decide" && this.forgets > 0) {
      this.forgets -= 1;
      const error = { code: "unknown_seat", message: "Say hello.", final: false };
      this.emit("msg:custom", { kind: "reply", id, error });
      return;
    }
    const reply = this.talk(name, body);
    if (reply) this.emit("msg:custom", { kind: "reply", id, body: reply });
    else super.reply(request);
    if (name === "submit") this.revisions.push(body as unknown as Submit);
  }
}

export const order = (...letters: string[]) => ({
  ...{ type: "ranking", order: letters.map((letter) => [letter]), strength: 1 },
  ...{ scores: [], verdict: "ranked", points: 7 },
});

const RANKINGS: Script = {
  compared: "order",
  items: [
    {
      item: dealt(1),
      excerpt: "Question 1",
      difference: 0,
      said: ["ana", "ben", "cleo"].map((name) => there(name, order("A", "B"))),
    },
    {
      item: dealt(2),
      excerpt: "Question 2",
      difference: 0.67,
      said: [
        there("ana", order("A", "B"), { rationale: "A is kinder." }),
        there("ben", order("B", "A"), { rationale: "B is shorter." }),
        there("cleo", order("B", "A")),
      ],
    },
    {
      item: dealt(3),
      excerpt: "Question 3",
      difference: 0.33,
      said: [
        revised("ana", order("A", "B"), order("B", "A")),
        there("ben", order("B", "A")),
        there("cleo", null),
      ],
    },
  ],
};

/** `ana` is in a session of three items; `ben` leads where the room does not say otherwise. */
export class TalkPage extends RoomPage {
  override model = new TalkKernel();

  async talk(change: Parameters<RoomPage["show"]>[0] = {}): Promise<void> {
    this.model.script = structuredClone(RANKINGS);
    this.model.hasSeen = true;
    await this.show({ phase: "discuss", discussing: 2, n_items: 3, ...change });
  }

  override async key(key: string): Promise<void> {
    press(key, this.root);
    await settle();
  }

  get heading(): string {
    return this.el.querySelector(".tw-talk-head h2")?.textContent ?? "";
  }

  get places(): string[] {
    return [...this.el.querySelectorAll(".tw-row-place")].map((one) => one.textContent ?? "");
  }

  /** What was asked after so many requests. */
  since(n: number): string[] {
    return this.model.asked.slice(n);
  }
}
