import { afterEach, beforeEach, expect, test } from "vitest";
import widget from "../src/adjudication";
import { merged } from "../src/adjudication/merging";
import type { Adjudicate, Contested, ContestedItem, Docket } from "../src/contract";
import { dealt, FakeModel, OPTIONS, press, settle } from "./fakes";

const IDS = ["one", "two"];
const ranked = (...order: string[][]) => ({
  ...{ type: "ranking", verdict: "ranked", order, strength: 1, scores: [] },
});
const ANSWERS = [
  { key: "x", plain: ranked(["A"], ["B"]), rationale: "<b>A</b> is kinder." },
  { key: "y", plain: ranked(["B"], ["A"]), rationale: null },
];
const CONSENSUS = "The majority says something else: ";

/** Tells the consensus with the receipt of a choice, as the kernel does, and never before. */
class AdjudicationKernel extends FakeModel {
  asked: Adjudicate[] = [];
  choices = new Map<string, Adjudicate>();
  answersChoices = true;

  get = () => ({});

  private entry(item: string, at: number): Contested {
    const isSettled = this.choices.has(item);
    return {
      ...{ item, number: at + 1, excerpt: `Question ${item}`, n_answers: 3, difference: 2 / 3 },
      ...{ is_settled: isSettled, adjudicated_by: isSettled ? "lead" : null },
      adjudicated_at: isSettled ? "2026-01-02T10:00:00Z" : null,
    };
  }

  private get docket(): Docket {
    return {
      ...{ seat: "seat", annotator: "lead", identity: "given", project_id: "project" },
      ...{ project_name: "Project", task: "ranking", options: OPTIONS, taxonomy: null },
      ...{ guideline: null, note: "", items: IDS.map((item, at) => this.entry(item, at)) },
    };
  }

  private look(item: string): ContestedItem {
    const choice = this.choices.get(item);
    const number = IDS.indexOf(item) + 1;
    const own = choice && {
      ...{ event_id: choice.event_id, picked: choice.picked, plain: choice.answer },
      ...{ reason: choice.reason, is_first: this.asked.length === 1 },
    };
    const offer = { method: "majority", plain: ANSWERS[1]?.plain, probability: null };
    return {
      ...{ item_token: `token-${number}`, item: dealt(number), answers: ANSWERS },
      choice: own ?? null,
      consensus: own ? { ...offer, same: own.picked === "y", note: "2 of 3" } : null,
    };
  }

  private content(name: string, body: Adjudicate): object {
    if (name === "look") return this.look(body.item);
    if (name !== "adjudicate") return this.docket;
    if (!this.choices.has(body.item) || body.event_id !== this.asked.at(-1)?.event_id) {
      this.asked.push(body);
    }
    this.choices.set(body.item, body);
    const entry = this.entry(body.item, IDS.indexOf(body.item));
    return { event_id: body.event_id, entry, looked: this.look(body.item) };
  }

  override reply({ id, name, body }: Parameters<FakeModel["reply"]>[0]): void {
    if (name === "adjudicate" && !this.answersChoices) return;
    const content = this.content(name, body as unknown as Adjudicate);
    this.emit("msg:custom", { kind: "reply", id, body: content });
  }
}

let el: HTMLElement;
let model: AdjudicationKernel;
let end = () => {};

async function show(): Promise<HTMLElement> {
  end();
  end = widget.render({ model: model as never, el });
  await settle();
  return el.querySelector(".tw") as HTMLElement;
}

/** Presses keys one after another; `Submit` stands for Ctrl+Enter. */
async function type(root: HTMLElement, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    if (key === "Submit") press("Enter", root, { ctrlKey: true });
    else press(key, root);
    await settle();
  }
}

const title = (root: HTMLElement) => root.querySelector("h2")?.textContent;
const complaint = (root: HTMLElement) => root.querySelector(".tw-complaint")?.textContent;
const own = (root: HTMLElement) => root.querySelector(".tw-own-answer .tw-seen") as HTMLElement;

beforeEach(() => {
  localStorage.clear();
  el = document.createElement("div");
  document.body.append(el);
  model = new AdjudicationKernel();
});

afterEach(() => {
  end();
  el.remove();
});

test("Answers stand for nobody, and what most people said is told nowhere before a choice", async () => {
  const root = await show();
  expect(root.textContent).toContain("Answer 1");
  expect(root.textContent).toContain("<b>A</b> is kinder.");
  expect(root.textContent).not.toContain("majority");
  expect(root.textContent).not.toContain("not what most said");
  await type(root, "Submit");
  expect(complaint(root)).toContain("Pick an answer");
  expect(model.asked).toHaveLength(0);
});

test("With the receipt of the first choice comes the consensus; keeping it goes on", async () => {
  const root = await show();
  await type(root, "1", "Submit");
  expect(model.asked[0]).toMatchObject({ item: "one", picked: "x", answer: ANSWERS[0]?.plain });
  expect(root.querySelector(".tw-consensus")?.textContent).toContain(CONSENSUS);
  expect(title(root)).toBe("Item 1");
  await type(root, "Submit");
  expect(title(root)).toBe("Item 2");
  expect(root.textContent).not.toContain(CONSENSUS);
});

test("A choice can be changed after the consensus, under an event of its own", async () => {
  const root = await show();
  await type(root, "1", "Submit", "a", "2", "Submit");
  expect(model.choices.get("one")?.picked).toBe("y");
  expect(new Set(model.asked.map((one) => one.event_id)).size).toBe(2);
  expect(title(root)).toBe("Item 2");
});

test("An answer is edited in the task's own view; one that is left as it was is a pick", async () => {
  const root = await show();
  await type(root, "1", "e");
  expect(own(root).textContent).toContain("A better");
  await type(own(root), "6");
  await type(root, "Submit");
  expect(model.choices.get("one")).toMatchObject({ picked: null, answer: { strength: 2 } });
  await type(root, "Submit", "2", "e", "Submit");
  expect(model.choices.get("two")).toMatchObject({ picked: "y", answer: ANSWERS[1]?.plain });
});

test("A choice that got no receipt waits over a reload, and only its receipt tells more", async () => {
  const root = await show();
  model.answersChoices = false;
  await type(root, "1", "Submit");
  expect(root.textContent).toContain("Your choice is on its way.");
  expect(root.querySelector(".tw-consensus")).toBeNull();
  model.answersChoices = true;
  const again = await show();
  expect(model.choices.get("one")?.picked).toBe("x");
  expect(again.querySelector(".tw-position")?.textContent).toBe("1 open");
});

test("Tags are put together by how many of each anybody or everybody gave", () => {
  const tags = (...names: string[]) => ({
    type: "image_tags",
    tags: names.map((name) => ({ name, place: null })),
  });
  const names = (answer: unknown) => (answer as ReturnType<typeof tags>).tags.map((t) => t.name);
  const answers = [tags("cat", "cat", "dog"), tags("cat", "bird")];
  expect(names(merged("image_tags", answers, "all"))).toEqual(["cat", "cat", "dog", "bird"]);
  expect(names(merged("image_tags", answers, "shared"))).toEqual(["cat"]);
});

test("Marks are put together once for each place and category", () => {
  const mark = (start: number) => ({
    ...{ start, end: start + 2, side: "target", category: "grammar", severity: null, note: "" },
  });
  const errors = (...starts: number[]) => ({
    ...{ type: "correction", errors: starts.map(mark), rewrite: null, sources: [] },
  });
  const starts = (answer: unknown) =>
    (answer as ReturnType<typeof errors>).errors.map(({ start }) => start);
  expect(starts(merged("correction", [errors(1, 5), errors(5, 9)], "all"))).toEqual([1, 5, 9]);
  expect(starts(merged("correction", [errors(1, 5), errors(5, 9)], "shared"))).toEqual([5]);
});

test("A view that is closed leaves no listener behind", async () => {
  await show();
  end();
  await settle();
  expect(model.listenerCount).toBe(0);
  expect(el.children).toHaveLength(0);
});
