// A model with a kernel behind it, as far as the tests need one.
import { afterEach, beforeEach, vi } from "vitest";
import type {
  Own,
  Problem,
  RankingDealt,
  RankingOptions,
  Receipt,
  Submit,
  Welcome,
} from "../src/contract";
import type { Channel } from "../src/kit/transport";
import widget from "../src/ranking";

interface Request {
  kind: "request";
  id: string;
  name: string;
  body: { held?: string[]; login?: string | null; name?: string | null; token?: string | null };
}

export const OPTIONS: RankingOptions = {
  points: 7,
  criteria: [],
  rationale: "optional",
  min_words: 0,
  max_words: 0,
  word_counts: false,
  stop_after: 0,
  break_after: 0,
};

export function dealt(number: number, texts = ["one", "two"]): RankingDealt {
  return {
    type: "ranking",
    token: `token-${number}`,
    number,
    prompt: [{ role: "user", content: `Question ${number}` }],
    responses: texts.map((text, index) => ({ letter: "ABCDEFGH"[index] ?? "?", text })),
    supersedes: null,
    note: null,
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
  /** What it answers to a submission instead of storing it. */
  problem: Problem | null = null;
  refuses: (submit: Submit) => boolean = () => true;
  stored: Submit[] = [];
  /** Whether it asks somebody without a login for a name. */
  asksName = false;
  own: Own[] = [];
  version = "1.0";
  seat = "seat";

  private next(held: string[]): RankingDealt[] {
    const gone = new Set([...held, ...this.stored.map((one) => one.token)]);
    const all = Array.from({ length: 9 }, (_, index) => dealt(index + 1));
    return all.filter((item) => !gone.has(item.token)).slice(0, 5);
  }

  private error(name: string, body: Request["body"]): Problem | null {
    if (name === "hello" && this.asksName && !body.login && !body.name) {
      return { code: "need_name", message: "Who is labeling?", final: false };
    }
    return name === "submit" && this.refuses(body as Submit) ? this.problem : null;
  }

  override reply({ id, name, body }: Request): void {
    const error = this.error(name, body);
    const message = error ? { error } : { body: this.body(name, body) };
    this.emit("msg:custom", { kind: "reply", id, ...message });
  }

  private body(name: string, body: Request["body"]): object {
    const items = this.next(body.held ?? []);
    if (name === "hello") return this.welcome(items, body.login ?? body.name ?? "ana");
    if (name === "open") {
      const own = this.own.find((one) => one.token === body.token) ?? null;
      return { item: dealt(Number(body.token?.slice(6))), own };
    }
    if (name === "mine") return { progress: PROGRESS, entries: this.own };
    if (name !== "submit") return { progress: PROGRESS, items };
    const submit = body as unknown as Submit;
    if (!this.stored.some((one) => one.event_id === submit.event_id)) this.stored.push(submit);
    const done = this.stored.length;
    const progress = { ...PROGRESS, done };
    return { event_id: submit.event_id, progress, items, feedback: null } satisfies Receipt;
  }

  private welcome(items: RankingDealt[], annotator: string): Welcome {
    return {
      seat: this.seat,
      annotator,
      identity: "given",
      project_id: "project",
      project_name: "Project",
      task: "ranking",
      options: this.options,
      guideline: { version: this.version, text: "# Tone\n\nBe kind." },
      taxonomy: null,
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

export function press(
  key: string,
  target: Element | null,
  modifiers: KeyboardEventInit = {},
): KeyboardEvent {
  const event = new KeyboardEvent("keydown", {
    key,
    bubbles: true,
    cancelable: true,
    ...modifiers,
  });
  target?.dispatchEvent(event);
  return event;
}

/** A widget on a page, with its kernel: made anew for each test of a file. */
export class Page {
  el = document.createElement("div");
  model = new FakeKernel();
  end = () => {};

  async show(options: object = {}): Promise<HTMLElement> {
    this.model.options = { ...this.model.options, ...options };
    this.end = widget.render({ model: this.model as never, el: this.el });
    await settle();
    return this.root;
  }

  get root(): HTMLElement {
    return this.el.querySelector(".tw") as HTMLElement;
  }

  /** Presses keys one after another; `Submit` stands for Ctrl+Enter. */
  async type(...keys: string[]): Promise<void> {
    for (const key of keys) {
      if (key === "Submit") press("Enter", this.root, { ctrlKey: true });
      else press(key, this.root);
      await settle();
    }
  }

  button(name: string): HTMLButtonElement | undefined {
    return [...this.el.querySelectorAll("button")].find((one) => one.textContent === name);
  }

  async click(name: string): Promise<void> {
    this.button(name)?.click();
    await settle();
  }

  get chosen(): string {
    return this.el.querySelector(".tw-chosen")?.textContent ?? "";
  }

  get position(): string | null | undefined {
    return this.el.querySelector(".tw-position")?.textContent;
  }

  get saved(): string | null | undefined {
    return this.el.querySelector('[aria-label="Saved"]')?.textContent;
  }
}

export function freshPage(): Page {
  const page = new Page();
  beforeEach(() => {
    localStorage.clear();
    Object.assign(page, new Page());
    document.body.append(page.el);
  });
  afterEach(() => {
    page.end();
    page.el.remove();
    vi.unstubAllGlobals();
  });
  return page;
}
