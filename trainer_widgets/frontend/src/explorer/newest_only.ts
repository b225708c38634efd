// Questions to the engine: one at a time, and of each kind only the newest.

/** What is asked, and what becomes of it. */
interface Question {
  /** Counts the slices: with a newer one the kernel answers nothing that is about an older one. */
  turn?: number;
  ask(): Promise<unknown>;
  /** `isNewest` is false where a newer one of its kind has been asked meanwhile. */
  take(reply: unknown, isNewest: boolean): void;
  fail(error: unknown, isNewest: boolean): void;
}

interface Running<Kind> {
  kind: Kind;
  turn: number;
  since: number;
}

/** Milliseconds for which an answer is waited for although a newer one of its kind is wanted. */
const LONG = 250;

/**
 * Kinds that come first are asked first. The engine answers one question after another, so what
 * waited with it would stand before the next click.
 *
 * What is about an older slice is overtaken at once: the kernel cuts it short. Only of its own kind
 * an older answer is waited for a little, so that numbers come along while somebody drags.
 */
export class NewestOnly<Kind extends string> {
  private readonly order: readonly Kind[];
  private readonly onRest: () => void;
  private readonly waiting = new Map<Kind, Question>();
  private readonly asked = new Map<Kind, Question>();
  private running: Running<Kind> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
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
    this.hurry();
  }

  /** Drops what waits. */
  drop(): void {
    this.waiting.clear();
    clearTimeout(this.timer);
  }

  /** Nothing is asked or told any more. */
  end(): void {
    this.ended = true;
    this.drop();
  }

  /** Begins the next question, now or as soon as what runs has taken long. */
  private hurry(): void {
    const { running } = this;
    const kind = this.first();
    if (kind === undefined) return;
    const turn = this.waiting.get(kind)?.turn ?? 0;
    const isSame = running?.kind === kind;
    if (!running || (turn > running.turn && !isSame)) void this.next();
    else if (isSame) {
      const left = running.since + LONG - Date.now();
      clearTimeout(this.timer);
      if (left <= 0) void this.next();
      else this.timer = setTimeout(() => this.hurry(), left);
    }
  }

  private first(): Kind | undefined {
    return this.order.find((one) => this.waiting.has(one));
  }

  private async next(): Promise<void> {
    clearTimeout(this.timer);
    const kind = this.first();
    const question = kind && this.waiting.get(kind);
    if (!kind || !question) {
      this.onRest();
      return;
    }
    this.waiting.delete(kind);
    const own = { kind, turn: question.turn ?? 0, since: Date.now() };
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
