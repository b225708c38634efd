// One request, exactly one reply, over anywidget's custom messages.
import { newId } from "./ids";
import type { Problem } from "./protocol";

type Listener = (message: unknown, buffers?: unknown) => void;

/** A reply: its body, and what came with it as bytes. */
export interface Answered<R> {
  body: R;
  buffers: DataView[];
}

/** The part of anywidget's model that the kit uses. */
export interface Channel {
  send(content: unknown): void;
  on(name: string, callback: Listener): void;
  off(name: string, callback: Listener): void;
}

/** Nothing came back in time. It does not mean that nothing was stored. */
export class NoReply extends Error {
  constructor() {
    super("No answer from the kernel.");
  }
}

/** The kernel answered with a problem. */
export class Refusal extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

interface Waiting {
  resolve(answer: Answered<unknown>): void;
  reject(error: Error): void;
  timer: ReturnType<typeof setTimeout>;
}

interface Reply {
  kind: "reply";
  id: string;
  body?: unknown;
  error?: Problem;
}

/** What the kernel says to every view without having been asked. */
interface Told {
  kind: "told";
  name: string;
  body: unknown;
}

function isTold(message: unknown): message is Told {
  const told = message as Partial<Told> | null;
  return told?.kind === "told" && typeof told.name === "string";
}

function isReply(message: unknown): message is Reply {
  const reply = message as Partial<Reply> | null;
  return reply?.kind === "reply" && typeof reply.id === "string";
}

export class Transport {
  private readonly waiting = new Map<string, Waiting>();
  private readonly overdue = new Set<string>();
  private readonly channel: Channel;
  private readonly limit: number;
  /** Called whenever a reply of our own arrives, however late: the kernel is there. */
  onAnswer: () => void = () => {};
  /** Called with what the kernel tells of itself. */
  onTold: (name: string, body: unknown) => void = () => {};
  /** Called when nothing can be sent any more: the comm is closed. */
  onClosed: () => void = () => {};

  constructor(channel: Channel, signal: AbortSignal, limit = 15_000) {
    this.channel = channel;
    this.limit = limit;
    const receive: Listener = (message, buffers) => this.receive(message, buffers);
    channel.on("msg:custom", receive);
    signal.addEventListener(
      "abort",
      () => {
        channel.off("msg:custom", receive);
        // Whoever waits must go on: a delivery that never ends would keep the outbox's lock.
        for (const { timer, reject } of this.waiting.values()) {
          clearTimeout(timer);
          reject(new NoReply());
        }
        this.waiting.clear();
      },
      { once: true },
    );
  }

  async request<R>(name: string, body: object): Promise<R> {
    return (await this.ask<R>(name, body)).body;
  }

  /** As `request`, with the bytes that the kernel sends along. */
  ask<R>(name: string, body: object, limit = this.limit): Promise<Answered<R>> {
    const id = newId();
    return new Promise<Answered<R>>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id);
        this.overdue.add(id);
        reject(new NoReply());
      }, limit);
      this.waiting.set(id, { resolve: (answer) => resolve(answer as Answered<R>), reject, timer });
      try {
        this.channel.send({ kind: "request", id, name, body });
      } catch {
        // A comm that is closed throws; a promise that never settles would block the outbox.
        clearTimeout(timer);
        this.waiting.delete(id);
        reject(new NoReply());
        this.onClosed();
      }
    });
  }

  /** Sends what no answer is waited for, where it still can. */
  post(name: string, body: object): void {
    try {
      this.channel.send({ kind: "request", id: newId(), name, body });
    } catch {
      // Whom it was for is gone.
    }
  }

  private receive(message: unknown, buffers: unknown): void {
    if (isTold(message)) {
      this.onTold(message.name, message.body);
      return;
    }
    // Every reply reaches every browser of a shared notebook: only our own ids count.
    if (!isReply(message)) return;
    const waiting = this.waiting.get(message.id);
    if (!waiting) {
      if (this.overdue.delete(message.id)) this.onAnswer();
      return;
    }
    clearTimeout(waiting.timer);
    this.waiting.delete(message.id);
    if (message.error) waiting.reject(new Refusal(message.error));
    else waiting.resolve({ body: message.body, buffers: (buffers ?? []) as DataView[] });
    this.onAnswer();
  }
}
