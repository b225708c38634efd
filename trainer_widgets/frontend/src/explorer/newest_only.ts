// Questions to the engine: one at a time, and of each kind only the newest.

/** What is asked, and what becomes of it. */
interface Question {
  ask(): Promise<unknown>;
  /** `isNewest` is false where a newer one of its kind has been asked meanwhile. */
  take(reply: unknown, isNewest: boolean): void;
  fail(error: unknown, isNewest: boolean): void;
}

interface Running<Kind> {
  kind: Kind;
  since: number;
}

/** Milliseconds after which an answer is not waited for where a newer one is wanted. */
const LONG = 500;

/**
 * Kinds that come first are asked first. The engine answers one question after another, so what
 * waited with it would stand before the next click. Only what takes long is overtaken on its way:
 * the kernel then cuts it short.
 */
export class NewestOnly<Kind extends string> {
  private readonly order: readonly Kind[];
  private readonly onRest: () => void;
  private readonly waiting = new Map<Kind, Question>();
  private readonly asked = new Map<Kind, Question>();
  private running: Running<Kind> | null = null;
  private ended = false;

  constructor(order: readonly Kind[], onRest: () => void = () => {}) {
    this.order = order;
    this.onRest = onRest;
  }

  /** Asks as soon as it can; a question of this kind that still waits is dropped. */
  ask(kind: Kind, question: Question): void {
    if (this.ended) return;
    this.asked.set(kind, question);
    this.waiting.set(kind, question);
    const { running } = this;
    const isLong = running?.kind === kind && Date.now() - running.since > LONG;
    if (!running || isLong) void this.next();
  }

  /** Drops what waits. */
  drop(): void {
    this.waiting.clear();
  }

  /** Nothing is asked or told any more. */
  end(): void {
    this.ended = true;
    this.drop();
  }

  private async next(): Promise<void> {
    const kind = this.order.find((one) => this.waiting.has(one));
    const question = kind && this.waiting.get(kind);
    if (!kind || !question) {
      this.onRest();
      return;
    }
    this.waiting.delete(kind);
    const own = { kind, since: Date.now() };
    this.running = own;
    const isNewest = () => this.asked.get(kind) === question;
    const tell = await question.ask().then(
      (reply) => () => question.take(reply, isNewest()),
      (error: unknown) => () => question.fail(error, isNewest()),
    );
    if (this.ended) return;
    const isOvertaken = this.running !== own;
    if (!isOvertaken) this.running = null;
    tell();
    // What was told may have asked, and begun, the next one.
    if (!isOvertaken && this.running === null) await this.next();
  }
}
