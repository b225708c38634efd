// A model with a kernel behind it, as far as the tests need one.
import type {
  Problem,
  RankingDealt,
  RankingOptions,
  Receipt,
  Submit,
  Welcome,
} from "../src/contract";
import type { Channel } from "../src/kit/transport";

interface Request {
  kind: "request";
  id: string;
  name: string;
  body: { held?: string[] };
}

export const OPTIONS: RankingOptions = {
  points: 7,
  criteria: [],
  rationale: "optional",
  min_words: 0,
  max_words: 0,
  word_counts: false,
  stop_after: 0,
};

export function dealt(number: number, texts = ["one", "two"]): RankingDealt {
  return {
    type: "ranking",
    token: `token-${number}`,
    number,
    prompt: [{ role: "user", content: `Question ${number}` }],
    responses: texts.map((text, index) => ({ letter: "ABCDEFGH"[index] ?? "?", text })),
    supersedes: null,
  };
}

export class FakeModel implements Channel {
  requests: Request[] = [];
  listeners = new Map<string, Set<(message: unknown) => void>>();
  answers = true;

  on(name: string, callback: (message: unknown) => void): void {
    this.listeners.set(name, (this.listeners.get(name) ?? new Set()).add(callback));
  }

  off(name: string, callback: (message: unknown) => void): void {
    this.listeners.get(name)?.delete(callback);
  }

  get listenerCount(): number {
    return [...this.listeners.values()].reduce((sum, set) => sum + set.size, 0);
  }

  emit(name: string, message?: unknown): void {
    for (const listener of this.listeners.get(name) ?? []) listener(message);
  }

  send(content: unknown): void {
    const request = content as Request;
    this.requests.push(request);
    if (this.answers) queueMicrotask(() => this.reply(request));
  }

  reply(_request: Request): void {}
}

const PROGRESS = { done: 0, total: 9, skipped: 0, escalated: 0, pace_ms: null };

/** Deals items 1 to 9 in order, and keeps what it is sent. */
export class FakeKernel extends FakeModel {
  options = OPTIONS;
  problem: Problem | null = null;
  stored: Submit[] = [];

  private next(held: string[]): RankingDealt[] {
    const gone = new Set([...held, ...this.stored.map((one) => one.token)]);
    const all = Array.from({ length: 9 }, (_, index) => dealt(index + 1));
    return all.filter((item) => !gone.has(item.token)).slice(0, 5);
  }

  override reply({ id, name, body }: Request): void {
    const error = name === "submit" ? this.problem : null;
    const message = error ? { error } : { body: this.body(name, body) };
    this.emit("msg:custom", { kind: "reply", id, ...message });
  }

  private body(name: string, body: { held?: string[] }): object {
    const items = this.next(body.held ?? []);
    if (name === "hello") return this.welcome(items);
    if (name !== "submit") return { progress: PROGRESS, items, entries: [] };
    const submit = body as unknown as Submit;
    if (!this.stored.some((one) => one.event_id === submit.event_id)) this.stored.push(submit);
    const done = this.stored.length;
    const progress = { ...PROGRESS, done };
    return { event_id: submit.event_id, progress, items, feedback: null } satisfies Receipt;
  }

  private welcome(items: RankingDealt[]): Welcome {
    return {
      seat: "seat",
      annotator: "ana",
      identity: "given",
      project_id: "project",
      project_name: "Project",
      task: "ranking",
      options: this.options,
      guideline: { version: "1.0", text: "# Tone\n\nBe kind." },
      progress: PROGRESS,
      items,
    };
  }
}

/** Lets replies, which take a turn of the event loop, arrive and be drawn. */
export async function settle(turns = 6): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 0));
}

export class FullStorage implements Storage {
  length = 0;
  key = () => null;
  getItem = () => null;
  removeItem = () => {};
  clear = () => {};
  setItem = () => {
    throw new DOMException("full", "QuotaExceededError");
  };
}
