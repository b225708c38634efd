import { expect, test, vi } from "vitest";
import { NewestOnly } from "../src/explorer/newest_only";

/** Questions that are answered by hand, in the order in which they were sent. */
class Engine {
  sent: string[] = [];
  told: string[] = [];
  private readonly answers: { resolve(reply: string): void; reject(error: Error): void }[] = [];
  readonly questions = new NewestOnly(["look", "page"], () => this.told.push("rest"));

  ask(kind: "look" | "page", name: string, turn = 0): void {
    this.questions.ask(kind, {
      turn,
      ask: () => {
        this.sent.push(name);
        return new Promise<string>((resolve, reject) => this.answers.push({ resolve, reject }));
      },
      take: (reply, isNewest) => this.told.push(`${name}: ${reply}${isNewest ? "" : ", old"}`),
      fail: (error, isNewest) =>
        this.told.push(`${name}: ${(error as Error).message}${isNewest ? "" : ", old"}`),
    });
  }

  async answer(place: number, error?: string): Promise<void> {
    if (error) this.answers[place]?.reject(new Error(error));
    else this.answers[place]?.resolve("yes");
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

test("One question is asked at a time, those of the first kind first", async () => {
  const engine = new Engine();
  engine.ask("page", "page 1");
  engine.ask("page", "page 2");
  engine.ask("look", "look 2");
  expect(engine.sent).toEqual(["page 1"]);
  await engine.answer(0);
  expect(engine.sent).toEqual(["page 1", "look 2"]);
  await engine.answer(1);
  await engine.answer(2);
  expect(engine.told).toEqual(["page 1: yes, old", "look 2: yes", "page 2: yes", "rest"]);
});

test("Of questions that wait only the newest is asked", async () => {
  const engine = new Engine();
  for (const name of ["look 1", "look 2", "look 3"]) engine.ask("look", name);
  await engine.answer(0);
  await engine.answer(1);
  expect(engine.sent).toEqual(["look 1", "look 3"]);
  expect(engine.told).toEqual(["look 1: yes, old", "look 3: yes", "rest"]);
});

test("A question that fails does not stop the next one", async () => {
  const engine = new Engine();
  engine.ask("look", "look 1");
  engine.ask("page", "page 1");
  await engine.answer(0, "no");
  await engine.answer(1);
  expect(engine.told).toEqual(["look 1: no", "page 1: yes", "rest"]);
});

test("What takes long is overtaken on its way, and its late answer is old", async () => {
  const now = vi.spyOn(Date, "now").mockReturnValue(0);
  const engine = new Engine();
  engine.ask("look", "look 1");
  now.mockReturnValue(10_000);
  engine.ask("look", "look 2");
  expect(engine.sent).toEqual(["look 1", "look 2"]);
  await engine.answer(1);
  await engine.answer(0);
  expect(engine.told).toEqual(["look 2: yes", "rest", "look 1: yes, old"]);
  now.mockRestore();
});

test("What is about an older slice is overtaken at once by a question of another kind", async () => {
  const engine = new Engine();
  engine.ask("page", "page 1", 1);
  engine.ask("look", "look 2", 2);
  engine.ask("page", "page 2", 2);
  expect(engine.sent).toEqual(["page 1", "look 2"]);
  await engine.answer(0, "overtaken");
  await engine.answer(1);
  await engine.answer(2);
  expect(engine.told).toEqual(["page 1: overtaken, old", "look 2: yes", "page 2: yes", "rest"]);
});

test("An older answer of the same kind is waited for a little, and no longer", async () => {
  vi.useFakeTimers();
  const engine = new Engine();
  engine.ask("look", "look 1", 1);
  engine.ask("look", "look 2", 2);
  engine.ask("page", "page 2", 2);
  expect(engine.sent).toEqual(["look 1"]);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(engine.sent).toEqual(["look 1", "look 2"]);
  engine.questions.end();
  vi.useRealTimers();
});

test("What waits can be dropped, and after the end nothing is asked or told", async () => {
  const engine = new Engine();
  engine.ask("look", "look 1");
  engine.ask("page", "page 1");
  engine.questions.drop();
  await engine.answer(0);
  expect(engine.told).toEqual(["look 1: yes", "rest"]);
  engine.ask("look", "look 2");
  engine.questions.end();
  engine.ask("look", "look 3");
  await engine.answer(1);
  expect(engine.sent).toEqual(["look 1", "look 2"]);
  expect(engine.told).toEqual(["look 1: yes", "rest"]);
});
