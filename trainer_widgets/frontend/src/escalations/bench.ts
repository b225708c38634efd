// Where the lead looks at an item, as the task's own view reaches it.
import { Bench } from "../looking/bench";
import type { LeadSession } from "./session";

export function benchOf(lead: LeadSession): Bench {
  return new Bench({
    signal: lead.signal,
    hello: () => lead.hello(),
    request: (name, body) => lead.request(name, body),
    ask: (name, body, limit) => lead.ask(name, body, limit),
    announce: (announcement) => lead.set({ announcement }),
    complain: (complaint) => lead.set({ complaint }),
  });
}
