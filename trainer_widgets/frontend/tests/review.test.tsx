import { afterEach, beforeEach, expect, test } from "vitest";
import type { LabelLooked, Problem, ReviewQueue, SubmitReview, UnderReview } from "../src/contract";
import widget from "../src/review";
import { dealt, FakeModel, OPTIONS, press, settle } from "./fakes";

const IDS = ["one", "two", "three"];
const ANSWER = {
  type: "ranking",
  verdict: "ranked",
  order: [["A"], ["B"]],
  strength: 1,
  scores: [],
};

/** Keeps the newest review of each label, and blinds whose label it is. */
class ReviewKernel extends FakeModel {
  asked: SubmitReview[] = [];
  looks: string[] = [];
  reviews = new Map<string, SubmitReview>();
  problem: Problem | null = null;
  answersReviews = true;

  get = () => ({});

  private entry(label: string, at: number): UnderReview {
    const review = this.reviews.get(label);
    return {
      ...{ label, number: at + 1, item: label, excerpt: `Question ${label}`, annotator: null },
      ...{ why: ["audit"], labeled_at: null, decision: review?.decision ?? null },
      ...{ reason: review?.reason ?? "", reviewed_by: review ? "rev" : null },
      ...{ reviewed_at: review ? "2026-01-02T10:00:00Z" : null, answered_again: false },
    };
  }

  private get queue(): ReviewQueue {
    return {
      ...{ seat: "seat", annotator: "rev", identity: "given", project_id: "project" },
      ...{ project_name: "Project", task: "ranking", options: OPTIONS, taxonomy: null },
      ...{ guideline: { version: "1.0", text: "# Tone" }, is_blind: true, note: "An audit." },
      labels: IDS.map((label, at) => this.entry(label, at)),
    };
  }

  private look(label: string): LabelLooked {
    this.looks.push(label);
    const corrected = this.reviews.get(label)?.answer ?? null;
    const gold = { expected: "Response B is better", reason: "It is kinder." };
    const item = { ...dealt(IDS.indexOf(label) + 1), token: label };
    return { label, item, changed: false, answer: ANSWER, corrected, rationale: null, gold };
  }

  private content(name: string, body: SubmitReview): object {
    if (name === "look") return { body: this.look(body.label) };
    if (name !== "review") return { body: this.queue };
    this.asked.push(body);
    if (this.problem) return { error: this.problem };
    this.reviews.set(body.label, body);
    const entry = this.entry(body.label, IDS.indexOf(body.label));
    return { body: { event_id: body.event_id, entry } };
  }

  override reply({ id, name, body }: Parameters<FakeModel["reply"]>[0]): void {
    if (name === "review" && !this.answersReviews) return;
    const content = this.content(name, body as unknown as SubmitReview);
    this.emit("msg:custom", { kind: "reply", id, ...content });
  }
}

let el: HTMLElement;
let model: ReviewKernel;
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

async function explain(root: HTMLElement, reason: string): Promise<void> {
  const field = root.querySelector(".tw-reason") as HTMLTextAreaElement;
  field.value = reason;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
}

const title = (root: HTMLElement) => root.querySelector("h2")?.textContent;
const position = (root: HTMLElement) => root.querySelector(".tw-position")?.textContent;
const complaint = (root: HTMLElement) => root.querySelector(".tw-complaint")?.textContent;

beforeEach(() => {
  localStorage.clear();
  el = document.createElement("div");
  document.body.append(el);
  model = new ReviewKernel();
});

afterEach(() => {
  end();
  el.remove();
});

test("One key passes a label, and the next one is there without waiting for the kernel", async () => {
  const root = await show();
  expect(title(root)).toBe("Label 1");
  expect(model.looks).toEqual(["one", "two"]);
  model.answersReviews = false;
  press("p", root);
  await settle();
  expect(title(root)).toBe("Label 2");
  expect(root.querySelector(".tw-seen")?.textContent).toContain("Question 2");
  expect(position(root)).toBe("2 open");
  expect(model.reviews.size).toBe(0);
});

test("A review that got no receipt survives a reload and is sent again under the same id", async () => {
  const root = await show();
  model.answersReviews = false;
  await type(root, "p");
  const [first] = model.asked.length ? model.asked : model.requests.map(({ body }) => body);
  expect(first).toBeDefined();
  model.answersReviews = true;
  const again = await show();
  await settle();
  const sent = model.requests.filter(({ name }) => name === "review").map(({ body }) => body);
  expect(sent).toHaveLength(2);
  expect((sent[1] as never as SubmitReview).event_id).toBe(
    (sent[0] as never as SubmitReview).event_id,
  );
  expect(model.reviews.get("one")?.decision).toBe("pass");
  expect(position(again)).toBe("2 open");
  expect(again.querySelector('[aria-label="Saved"]')?.textContent).toContain("Saved");
});

test("A label goes back only with a reason, which is sent with it", async () => {
  const root = await show();
  await type(root, "b", "Submit");
  expect(complaint(root)).toContain("Write why");
  expect(model.asked).toHaveLength(0);
  await explain(root, "Read the second response again.");
  await type(root, "Submit");
  expect(model.reviews.get("one")).toMatchObject({
    ...{ decision: "return", reason: "Read the second response again.", answer: null },
  });
  expect(title(root)).toBe("Label 2");
});

test("An item only shows until it is corrected, which begins from the annotator's answer", async () => {
  const root = await show();
  const item = root.querySelector(".tw-seen") as HTMLElement;
  await type(item, "6");
  expect(complaint(root)).toContain("correct it");
  await type(root, "c", "Submit");
  expect(complaint(root)).toContain("This is their answer");
  await type(root.querySelector(".tw-seen") as HTMLElement, "6");
  await type(root, "Submit");
  expect(complaint(root)).toContain("what was wrong");
  await explain(root, "B is right.");
  await type(root, "Submit");
  expect(model.reviews.get("one")).toMatchObject({
    ...{ decision: "correct", answer: { type: "ranking", order: [["B"], ["A"]] } },
  });
});

test("What the key says is on screen only once it is asked for, and for one label", async () => {
  const root = await show();
  expect(root.textContent).not.toContain("Response B is better");
  await type(root, "e");
  expect(root.textContent).toContain("Response B is better");
  await type(root, "j");
  expect(title(root)).toBe("Label 2");
  expect(root.textContent).not.toContain("Response B is better");
});

test("Undo goes back to the label reviewed last, and the newest review counts", async () => {
  const root = await show();
  await type(root, "p", "u");
  expect(title(root)).toBe("Label 1");
  await type(root, "b");
  await explain(root, "On second thought.");
  await type(root, "Submit");
  expect(model.reviews.get("one")?.decision).toBe("return");
  expect(new Set(model.asked.map((one) => one.event_id)).size).toBe(2);
});

test("A refused review is told and there to be written again", async () => {
  const root = await show();
  model.problem = { code: "refused", message: "nobody reviews their own label", final: true };
  await type(root, "b");
  await explain(root, "Because.");
  await type(root, "Submit");
  expect(root.querySelector('[role="alert"]')?.textContent).toContain("their own label");
  expect(position(root)).toBe("3 open");
  await type(root, "k");
  expect((root.querySelector(".tw-reason") as HTMLTextAreaElement).value).toBe("Because.");
});

test("A view that is closed leaves no listener behind", async () => {
  await show();
  end();
  await settle();
  expect(model.listenerCount).toBe(0);
  expect(el.children).toHaveLength(0);
});
