import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NoReply, Refusal, Transport } from "../src/kit/transport";
import { FakeModel } from "./fakes";

let model: FakeModel;
let ending: AbortController;
let transport: Transport;

beforeEach(() => {
  vi.useFakeTimers();
  model = new FakeModel();
  model.answers = false;
  ending = new AbortController();
  transport = new Transport(model, ending.signal);
});
afterEach(() => {
  ending.abort();
  vi.useRealTimers();
});

const reply = (id: string | undefined, rest: object) =>
  model.emit("msg:custom", { kind: "reply", id, ...rest });

test("A reply with somebody else's id changes nothing", async () => {
  const settled = vi.fn();
  const answer = transport.request("next", {}).then(settled);
  reply("somebody-else", { body: 1 });
  model.emit("msg:custom", null);
  model.emit("msg:custom", { kind: "other" });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(settled).not.toHaveBeenCalled();
  reply(model.requests[0]?.id, { body: 2 });
  await answer;
  expect(settled).toHaveBeenCalledWith(2);
});

test("A problem rejects with its code", async () => {
  const answer = transport.request("submit", {});
  const problem = { code: "refused", message: "no", final: true };
  reply(model.requests[0]?.id, { error: problem });
  await expect(answer).rejects.toBeInstanceOf(Refusal);
});

test("After fifteen seconds without a reply the request is given up", async () => {
  const answer = expect(transport.request("submit", {})).rejects.toBeInstanceOf(NoReply);
  await vi.advanceTimersByTimeAsync(15_000);
  await answer;
});

test("A reply that comes too late still tells that the kernel is there", async () => {
  const answer = expect(transport.request("submit", {})).rejects.toBeInstanceOf(NoReply);
  await vi.advanceTimersByTimeAsync(15_000);
  await answer;
  transport.onAnswer = vi.fn();
  reply(model.requests[0]?.id, { body: {} });
  expect(transport.onAnswer).toHaveBeenCalledOnce();
});

test("A comm that is closed counts as no reply", async () => {
  model.send = () => {
    throw new Error("Cannot send");
  };
  await expect(transport.request("next", {})).rejects.toBeInstanceOf(NoReply);
});

test("A view that ends leaves nobody waiting", async () => {
  const answer = transport.request("submit", {});
  ending.abort();
  await expect(answer).rejects.toBeInstanceOf(NoReply);
});

test("What the kernel tells of itself reaches the view, and is no reply", () => {
  const told = vi.fn();
  transport.onTold = told;
  transport.onAnswer = () => told("answered");
  model.emit("msg:custom", { kind: "told", name: "moved", body: { people: [] } });
  model.emit("msg:custom", { kind: "told" });
  expect(told.mock.calls).toEqual([["moved", { people: [] }]]);
});
