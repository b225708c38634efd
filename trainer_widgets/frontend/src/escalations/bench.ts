// What a task's own view asks of a session, where the lead looks at an item of somebody else's.
import type { Looked } from "../contract";
import type { Session } from "../kit/session";
import { startState } from "../kit/state";
import type { LeadSession } from "./session";

// biome-ignore lint/suspicious/noExplicitAny: any task's view stands here
type AnySession = Session<any, any>;
type AnyState = AnySession["state"];

export class Bench implements Pick<AnySession, "ask" | "choices" | "hello" | "request" | "set"> {
  readonly choices = new Set<string>();
  readonly signal: AbortSignal;
  /** Nothing is dealt, submitted or skipped here. */
  readonly deal = { ahead: [] };
  readonly sitting = { submit: () => {}, skip: () => {}, escalate: () => {} };
  private readonly lead: LeadSession;

  constructor(lead: LeadSession) {
    this.lead = lead;
    this.signal = lead.signal;
  }

  get state(): AnyState {
    const { announcement, gone } = this.lead.state;
    return { ...startState(), phase: "working", announcement, gone };
  }

  /** Whether an item is behind its veil: the views that have one note here what was unveiled. */
  isVeiled({ item }: Looked): boolean {
    const { veil } = this.lead.options as { veil?: boolean };
    return !!veil && !this.choices.has(`unveiled ${(item as { token: string }).token}`);
  }

  /** What a view tells is told by the lead's; nothing else of it applies here. */
  set({ announcement, complaint }: Partial<AnyState>): void {
    if (complaint !== undefined) this.lead.set({ complaint });
    if (announcement !== undefined) this.lead.set({ announcement });
  }

  hello(): Promise<void> {
    return this.lead.hello();
  }

  request<R>(name: string, body: object): Promise<R> {
    return this.lead.request<R>(name, body);
  }

  ask<R>(name: string, body: object, limit?: number) {
    return this.lead.ask<R>(name, body, limit);
  }

  subscribe(listener: () => void): () => void {
    return this.lead.subscribe(listener);
  }
}
