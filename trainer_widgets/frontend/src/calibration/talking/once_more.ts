// One question at a time; what is wanted meanwhile is asked once more, and nothing is asked twice.
import { Refusal } from "../../kit/transport";
import type { TalkingHost } from "./host";

const RETRY = 3_000;

export const told = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

export const isUnseated = (error: unknown): boolean =>
  error instanceof Refusal && error.problem.code === "unknown_seat";

/** Whether asking again can help: the kernel did not answer, or could not just then. */
export const isPassing = (error: unknown): boolean =>
  !(error instanceof Refusal) || !error.problem.final;

/** Resolves after a pause in which the line may come back. */
export async function pause(host: TalkingHost, error: unknown): Promise<void> {
  if (isUnseated(error)) return host.hello();
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, RETRY);
    host.signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
}

export class OnceMore {
  private readonly host: TalkingHost;
  private readonly ask: () => Promise<void>;
  /** Says why nothing comes; null takes that back. */
  private readonly tell: (trouble: string | null) => void;
  private running = false;
  private again = false;

  constructor(host: TalkingHost, ask: () => Promise<void>, tell: (trouble: string | null) => void) {
    this.host = host;
    this.ask = ask;
    this.tell = tell;
  }

  want(): void {
    this.again = true;
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.again && !this.host.signal.aborted) {
      this.again = false;
      await this.attempt();
    }
    this.running = false;
  }

  private async attempt(): Promise<void> {
    try {
      await this.ask();
      this.tell(null);
    } catch (error) {
      if (this.host.signal.aborted) return;
      if (!isUnseated(error)) this.tell(told(error));
      if (!isPassing(error) && !isUnseated(error)) return;
      await pause(this.host, error);
      this.again = true;
    }
  }
}
