// What was decided goes into the outbox and off.
import type { Delivery } from "./delivery";
import type { Outbox, Posted } from "./outbox";

/** Whoever decides something that must not be lost. */
export interface Sender<S extends Posted> {
  outbox: Outbox<S> | null;
  delivery: Pick<Delivery<S, unknown>, "arrival" | "wake"> | null;
  countUnsent(): void;
  hold(holding: boolean): void;
}

/** Whether it is kept; without a place to keep it, only once the receipt is here. */
export async function handOver<S extends Posted>(
  sender: Sender<S>,
  submission: S,
): Promise<boolean> {
  const { delivery, outbox } = sender;
  if (!delivery || !outbox) return false;
  if (outbox.keep(submission)) {
    delivery.wake();
    sender.countUnsent();
    return true;
  }
  sender.hold(true);
  const arrival = delivery.arrival(submission.event_id);
  delivery.wake();
  sender.countUnsent();
  const stored = await arrival;
  sender.hold(false);
  return stored;
}
