import { afterEach, beforeEach, expect, test } from "vitest";
import type { Escalated, Ledger, Problem, Resolve } from "../src/contract";
import widget from "../src/escalations";
import { Bench, type Host } from "../src/looking/bench";
import { dealt, FakeModel, OPTIONS, press, settle } from "./fakes";

const IDS = ["one", "two"];

function escalated(escalation: string, settled: Resolve | undefined): Escalated {
  return {
    escalation,
    item: escalation,
    token: `token-${escalation}`,
    excerpt: `Question ${escalation}`,
    annotator: "ana",
    status: settled ? "resolved" : "open",
    reason: "guideline_silent",
    note: `Note ${escalation}`,
    suggested_rule: "Both are fine.",
    guideline: "1.0",
    categories: [],
    escalated_at: "2026-01-01T10:00:00Z",
    resolved_at: settled ? "2026-01-02T10:00:00Z" : null,
    resolved_by: settled ? "lead" : null,
    ruling: settled?.kind ?? null,
    ruling_reason: settled?.reason ?? null,
    ruling_guideline: settled?.rule?.version ?? null,
  };
}

class LeadKernel extends FakeModel {
  asked: Resolve[] = [];
  rulings = new Map<string, Resolve>();
  problem: Problem | null = null;

  get = () => ({});

  private ledger(): Ledger {
    return {
      ...{ seat: "seat", annotator: "lead", identity: "given", project_id: "project" },
      ...{ project_name: "Project", task: "ranking", options: OPTIONS, taxonomy: null },
      guideline: { version: "1.0", text: "# Tone" },
      next_version: "1.1",
      escalations: IDS.map((id) => escalated(id, this.rulings.get(id))),
    };
  }

  private content(name: string, body: Resolve): object {
    if (name === "look") {
      const none = { changed: false, answer: null, ruled: null, rationale: null };
      return { body: { escalation: body.escalation, item: dealt(1), ...none } };
    }
    if (name === "resolve") {
      this.asked.push(body);
      if (this.problem) return { error: this.problem };
      this.rulings.set(body.escalation, body);
    }
    return { body: this.ledger() };
  }

  override reply({ id, name, body }: Parameters<FakeModel["reply"]>[0]): void {
    const content = this.content(name, body as unknown as Resolve);
    this.emit("msg:custom", { kind: "reply", id, ...content });
  }
}

let el: HTMLElement;
let model: LeadKernel;
let end = () => {};

async function show(): Promise<HTMLElement> {
  end();
  end = widget.render({ model: model as never, el });
  await settle();
  return el.querySelector(".tw") as HTMLElement;
}

function fill(root: HTMLElement, selector: string, text: string): void {
  const field = root.querySelector(selector) as HTMLInputElement;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

const send = async (root: HTMLElement) => {
  press("Enter", root, { ctrlKey: true });
  await settle();
};
const chosen = (root: HTMLElement) => root.querySelector(".tw-asked .tw-quote")?.textContent;

beforeEach(() => {
  localStorage.clear();
  el = document.createElement("div");
  document.body.append(el);
  model = new LeadKernel();
});

afterEach(() => {
  end();
  el.remove();
});

test("A ruling moves on once it is stored, and says what is still missing", async () => {
  const root = await show();
  await send(root);
  expect(root.querySelector(".tw-complaint")?.textContent).toContain("Choose a ruling");
  press("2", root);
  await settle();
  await send(root);
  expect(root.querySelector(".tw-complaint")?.textContent).toContain("Write why");
  fill(root, ".tw-reason", "Both dialects are fine.");
  await settle();
  await send(root);
  expect(model.rulings.get("one")).toMatchObject({
    kind: "clarification",
    reason: "Both dialects are fine.",
    rule: null,
  });
  expect(chosen(root)).toBe("Note two");
  expect(root.querySelector(".tw-position")?.textContent).toBe("1 open");
});

test("What is begun is there again after a reload, for this escalation only", async () => {
  const root = await show();
  press("3", root);
  await settle();
  fill(root, ".tw-reason", "Not a question for us.");
  await settle();
  press("j", root);
  await settle();
  expect((root.querySelector(".tw-reason") as HTMLTextAreaElement).value).toBe("");
  const again = await show();
  expect((again.querySelector(".tw-reason") as HTMLTextAreaElement).value).toBe(
    "Not a question for us.",
  );
});

test("A refused ruling stays as it was written, under the same event id", async () => {
  const root = await show();
  press("2", root);
  await settle();
  fill(root, ".tw-reason", "Because.");
  await settle();
  model.problem = { code: "refused", message: "version 1.1 is there already", final: true };
  await send(root);
  expect(root.querySelector('[role="alert"]')?.textContent).toContain("1.1 is there already");
  expect(chosen(root)).toBe("Note one");
  model.problem = null;
  await send(root);
  const [first, second] = model.asked;
  expect(second?.event_id).toBe(first?.event_id);
  expect(chosen(root)).toBe("Note two");
});

test("The item only shows until the ruling is an answer; then it is answered there", async () => {
  const root = await show();
  expect(root.querySelector(".tw-item")?.textContent).toContain("as its annotator saw it");
  expect(root.querySelector(".tw-item bdi")?.textContent).toBe("ana");
  const item = root.querySelector(".tw-seen") as HTMLElement;
  press("6", item);
  await settle();
  expect(root.querySelector(".tw-complaint")?.textContent).toContain("choose the ruling");
  expect(item.querySelector(".tw-chosen")?.textContent ?? "").not.toContain("B better");
  press("1", root);
  await settle();
  press("6", item);
  await settle();
  expect(item.querySelector(".tw-chosen")?.textContent).toContain("B better");
  press("b", root);
  await settle();
  fill(root, ".tw-rule .tw-field input", "Dialects");
  await settle();
  await send(root);
  expect(model.rulings.get("one")).toMatchObject({
    answer: { type: "ranking", order: [["B"], ["A"]] },
    rule: {
      ...{ base: "1.0", version: "1.1", title: "Dialects", text: "Both are fine." },
      ...{ change: "Dialects", is_case: true },
    },
  });
});

test("An item is veiled until its task's view notes that it was unveiled", () => {
  const bench = new Bench({ signal: new AbortController().signal } as Host);
  const item = { token: "one" };
  expect(bench.isVeiled(item, { veil: true })).toBe(true);
  bench.choices.add("unveiled one");
  expect(bench.isVeiled(item, { veil: true })).toBe(false);
});

test("A view that is closed leaves no listener behind", async () => {
  await show();
  end();
  await settle();
  expect(model.listenerCount).toBe(0);
  expect(el.children).toHaveLength(0);
});
