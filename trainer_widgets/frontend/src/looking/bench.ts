// What a task's own view asks of a session, where somebody looks at an item of somebody else's.
import type { Session } from "../kit/session";
import { startState } from "../kit/state";

// biome-ignore lint/suspicious/noExplicitAny: any task's view stands here
type AnySession = Session<any, any>;
type AnyState = AnySession["state"];

/** The widget in which the item is looked at. */
export interface Host extends Pick<AnySession, "ask" | "hello" | "request" | "signal"> {
  announce(text: string): void;
  /** Says beside what is sent why it cannot be; null takes that back. */
  complain?(text: string | null): void;
  /** The items that come next, as far as they are here: their pictures are fetched ahead. */
  ahead?(): readonly unknown[];
}

export class Bench implements Pick<AnySession, "ask" | "choices" | "hello" | "request" | "set"> {
  readonly choices = new Set<string>();
  readonly signal: AbortSignal;
  readonly state: AnyState = { ...startState(), phase: "working" };
  /** Nothing is dealt, submitted or skipped here. */
  readonly sitting = { submit: () => {}, skip: () => {}, escalate: () => {} };
  private readonly host: Host;

  constructor(host: Host) {
    this.host = host;
    this.signal = host.signal;
  }

  get deal() {
    return { ahead: this.host.ahead?.() ?? [] };
  }

  /** Whether an item is behind its veil: the views that have one note here what was unveiled. */
  isVeiled(item: { token: string }, { veil }: { veil?: boolean }): boolean {
    return !!veil && !this.choices.has(`unveiled ${item.token}`);
  }

  /** What a view tells is told by the widget's; nothing else of it applies here. */
  set({ announcement, complaint }: Partial<AnyState>): void {
    if (complaint !== undefined) this.host.complain?.(complaint);
    if (announcement !== undefined) this.host.announce(announcement);
  }

  hello(): Promise<void> {
    return this.host.hello();
  }

  request<R>(name: string, body: object): Promise<R> {
    return this.host.request<R>(name, body);
  }

  ask<R>(name: string, body: object, limit?: number) {
    return this.host.ask<R>(name, body, limit);
  }

  subscribe(): () => void {
    return () => {};
  }
}
