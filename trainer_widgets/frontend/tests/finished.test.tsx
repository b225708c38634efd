import { expect, test } from "vitest";
import { FakeKernel, freshPage, settle } from "./fakes";

const page = freshPage();

/** A kernel with nothing left to label, which tells a score. */
async function atTheEnd(score: object): Promise<string> {
  const reply = page.model.reply.bind(page.model);
  page.model.reply = (request) => {
    if (request.name !== "score") return reply(request);
    page.model.emit("msg:custom", { kind: "reply", id: request.id, ...score });
  };
  const emit = FakeKernel.prototype.emit.bind(page.model);
  page.model.emit = (name, message) => {
    const { body } = (message ?? {}) as { body?: { items?: unknown[]; progress?: unknown } };
    if (body?.items) body.items = [];
    if (body?.progress) body.progress = { ...body.progress, done: 9 };
    emit(name, message);
  };
  const root = await page.show();
  await settle();
  return root.textContent ?? "";
}

test("Whoever is done learns how far their first answers agree with the key", async () => {
  const text = await atTheEnd({ body: { right: 7, done: 9 } });
  expect(text).toContain("9 of 9 answered.");
  expect(text).toContain("You agree with the key on 7 of 9: first answers count.");
});

test("Where nothing is told of the key, the end says nothing of it", async () => {
  const text = await atTheEnd({ body: { right: 0, done: 0 } });
  expect(text).toContain("9 of 9 answered.");
  expect(text).not.toContain("key on");
});

test("A kernel that knows no score takes nothing from the end", async () => {
  const problem = { code: "failed", message: "unknown request", final: true };
  const text = await atTheEnd({ error: problem });
  expect(text).toContain("9 of 9 answered.");
  expect(text).not.toContain("unknown request");
});
