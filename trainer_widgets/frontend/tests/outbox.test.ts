import { beforeEach, expect, test, vi } from "vitest";
import { BrowserStore, ownerOf } from "../src/kit/browser_store";
import { Delivery } from "../src/kit/delivery";
import { Outbox } from "../src/kit/outbox";
import type { ReceiptOf, Submission } from "../src/kit/protocol";
import { NoReply, Refusal } from "../src/kit/transport";
import type { Ranking } from "../src/ranking/answer";
import { FullStorage } from "./fakes";

type Sent = Submission<Ranking>;

const ANA = ownerOf("ana", "ana", "project");
const submission = (id: string): Sent => ({
  event_id: id,
  token: `token-${id}`,
  action: "skip",
  answer: null,
  rationale: null,
  escalation: null,
  supersedes: null,
  refers_to: null,
  started_at: "2026-01-01T00:00:00.000Z",
  submitted_at: "2026-01-01T00:00:01.000Z",
  active_ms: 1,
  guideline: null,
  seen: [],
});

function deliver(outbox: Outbox<Sent>, send: (one: Sent) => Promise<unknown>) {
  const ending = new AbortController();
  const hooks = {
    send: send as (one: Sent) => Promise<ReceiptOf<Ranking>>,
    about: (one: Sent) => [one.token, one.refers_to, one.supersedes],
    reseat: vi.fn(async () => {}),
    received: vi.fn(),
    refused: vi.fn(),
    settled: vi.fn(),
  };
  return { hooks, ending, delivery: new Delivery(outbox, ANA, hooks, ending.signal) };
}

const ids = (outbox: Outbox<Sent>) => outbox.entries().map((kept) => kept.submission.event_id);

beforeEach(() => localStorage.clear());

test("Submissions leave in the order in which they were kept, also in one millisecond", async () => {
  vi.spyOn(Date, "now").mockReturnValue(1_000);
  const outbox = new Outbox<Sent>(new BrowserStore(), ANA);
  for (const id of ["z", "m", "a"]) expect(outbox.keep(submission(id))).toBe(true);
  const sent: string[] = [];
  const { delivery, hooks } = deliver(outbox, async (one) => sent.push(one.event_id));
  delivery.wake();
  await vi.waitFor(() => expect(hooks.settled).toHaveBeenCalled());
  expect(sent).toEqual(["z", "m", "a"]);
  expect(ids(outbox)).toEqual([]);
});

test("What got no reply stays, and is sent again under the same id", async () => {
  vi.useFakeTimers();
  const outbox = new Outbox<Sent>(new BrowserStore(), ANA);
  outbox.keep(submission("a"));
  outbox.keep(submission("b"));
  const sent: string[] = [];
  const { delivery } = deliver(outbox, async (one) => {
    sent.push(one.event_id);
    if (sent.length < 3) throw new NoReply();
  });
  delivery.wake();
  await vi.advanceTimersByTimeAsync(10);
  expect(ids(outbox)).toEqual(["a", "b"]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent).toEqual(["a", "a", "a", "b"]);
  expect(ids(outbox)).toEqual([]);
  vi.useRealTimers();
});

test("A refused submission moves to a list that survives, and the next one is sent", async () => {
  const outbox = new Outbox<Sent>(new BrowserStore(), ANA);
  outbox.keep(submission("bad"));
  outbox.keep(submission("good"));
  const problem = { code: "refused", message: "no", final: true } as const;
  const { delivery, hooks } = deliver(outbox, async (one) => {
    if (one.event_id === "bad") throw new Refusal(problem);
  });
  delivery.wake();
  await vi.waitFor(() => expect(hooks.settled).toHaveBeenCalled());
  expect(ids(outbox)).toEqual([]);
  const reloaded = new Outbox<Sent>(new BrowserStore(), ANA);
  expect(reloaded.refused().map((one) => one.submission.event_id)).toEqual(["bad"]);
  reloaded.dismiss("bad");
  expect(reloaded.refused()).toEqual([]);
});

const FAILED = { code: "failed", message: "poison", final: false } as const;

test("One that fails does not hold up the others, and is tried again later", async () => {
  vi.useFakeTimers();
  const outbox = new Outbox<Sent>(new BrowserStore(), ANA);
  for (const id of ["bad", "b", "c"]) outbox.keep(submission(id));
  const sent: string[] = [];
  const { delivery, hooks, ending } = deliver(outbox, async (one) => {
    sent.push(one.event_id);
    if (one.event_id === "bad") throw new Refusal(FAILED);
  });
  delivery.wake();
  await vi.advanceTimersByTimeAsync(10);
  expect(sent).toEqual(["bad", "b", "c"]);
  expect(ids(outbox)).toEqual(["bad"]);
  expect(hooks.settled).toHaveBeenCalledWith(FAILED);
  await vi.advanceTimersByTimeAsync(7_500);
  expect(sent.slice(3)).toEqual(["bad", "bad", "bad"]);
  ending.abort();
  vi.useRealTimers();
});

test("Nothing overtakes what it refers to, replaces, or follows on the same item", async () => {
  const outbox = new Outbox<Sent>(new BrowserStore(), ANA);
  const behind = [
    { ...submission("same item"), token: "token-bad" },
    { ...submission("retract"), refers_to: "bad" },
    { ...submission("revision"), supersedes: "bad" },
    { ...submission("its retract"), refers_to: "revision" },
  ];
  for (const one of [submission("bad"), ...behind, submission("free")]) outbox.keep(one);
  let heals = false;
  const sent: string[] = [];
  const { delivery, hooks } = deliver(outbox, async (one) => {
    if (one.event_id === "bad" && !heals) throw new Refusal(FAILED);
    sent.push(one.event_id);
  });
  delivery.wake();
  await vi.waitFor(() => expect(hooks.settled).toHaveBeenCalled());
  expect(sent).toEqual(["free"]);
  heals = true;
  delivery.wake();
  await vi.waitFor(() => expect(ids(outbox)).toEqual([]));
  expect(sent.slice(1)).toEqual(["bad", ...behind.map((one) => one.event_id)]);
});

test("Whoever waits for a receipt is told when what was to be sent is forgotten", async () => {
  const outbox = new Outbox<Sent>(new BrowserStore(new FullStorage()), ANA);
  const { delivery } = deliver(outbox, () => new Promise(() => {}));
  const arrival = delivery.arrival("a");
  delivery.forget();
  expect(await arrival).toBe(false);
});

test("A full disk on the other side keeps the submission and tells why", async () => {
  const outbox = new Outbox<Sent>(new BrowserStore(), ANA);
  outbox.keep(submission("a"));
  const problem = { code: "storage", message: "disk full", final: false } as const;
  const { delivery, hooks, ending } = deliver(outbox, async () => {
    throw new Refusal(problem);
  });
  delivery.wake();
  await vi.waitFor(() => expect(hooks.settled).toHaveBeenCalledWith(problem));
  expect(ids(outbox)).toEqual(["a"]);
  ending.abort();
});

test("A kernel that forgot the seat is greeted again, once", async () => {
  const outbox = new Outbox<Sent>(new BrowserStore(), ANA);
  outbox.keep(submission("a"));
  let tries = 0;
  const { delivery, hooks } = deliver(outbox, async () => {
    tries += 1;
    const problem = { code: "unknown_seat", message: "who?", final: false } as const;
    if (tries === 1) throw new Refusal(problem);
  });
  delivery.wake();
  await vi.waitFor(() => expect(hooks.received).toHaveBeenCalledOnce());
  expect(hooks.reseat).toHaveBeenCalledOnce();
});

test("Without room in the browser a submission is in memory only, and says so", () => {
  const outbox = new Outbox<Sent>(new BrowserStore(new FullStorage()), ANA);
  expect(outbox.keep(submission("a"))).toBe(false);
  expect(ids(outbox)).toEqual(["a"]);
  expect(ids(new Outbox<Sent>(new BrowserStore(null), ANA))).toEqual([]);
});

test("After a reload the same person finds it, and nobody else does", () => {
  new Outbox<Sent>(new BrowserStore(), ANA).keep(submission("a"));
  expect(ids(new Outbox<Sent>(new BrowserStore(), ANA))).toEqual(["a"]);
  const others = [
    ownerOf("bo", "bo", "project"),
    ownerOf("ana", "ana", "other"),
    ownerOf("bo", "ana", "project"),
    ownerOf(null, "ana:project", ""),
  ];
  for (const owner of others) {
    const outbox = new Outbox<Sent>(new BrowserStore(), owner);
    expect(ids(outbox)).toEqual([]);
    outbox.clear();
  }
  expect(ids(new Outbox<Sent>(new BrowserStore(), ANA))).toEqual(["a"]);
});

test("A login who labels as somebody else is not a name with a slash in it", () => {
  const both = new Outbox<Sent>(new BrowserStore(), ownerOf("ana", "ben", "project"));
  both.keep(submission("a"));
  const typed = ownerOf(null, "ana/ben", "project");
  expect(ids(new Outbox<Sent>(new BrowserStore(), typed))).toEqual([]);
});

test("An entry that cannot be read does not stop the others", () => {
  const outbox = new Outbox<Sent>(new BrowserStore(), ANA);
  outbox.keep(submission("a"));
  localStorage.setItem("tw:outbox:ana:project:broken", "{");
  expect(ids(outbox)).toEqual(["a"]);
});
