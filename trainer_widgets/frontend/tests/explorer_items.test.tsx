import { render } from "preact";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Escalated, Explored, ItemPage, OpenedItem } from "../src/contract";
import { ItemDetail, ItemList } from "../src/explorer/items";
import { lasted } from "../src/explorer/items/opened";
import type { Host } from "../src/looking/bench";
import { taskView } from "../src/looking/task_views";
import {
  CONVERSATION,
  explored,
  HARM,
  HOSTILE,
  judged,
  opened,
  page,
  ranked,
  SAFETY,
  said,
} from "./answered_items";
import { dealt, OPTIONS, press, settle } from "./fakes";

let root: HTMLElement;
let told: unknown[];

beforeEach(() => {
  root = document.createElement("div");
  document.body.append(root);
  told = [];
});
afterEach(() => {
  render(null, root);
  root.remove();
});

function list(shown: ItemPage | null, more: object = {}): void {
  const tell = (...what: unknown[]) => told.push(what.join(" "));
  const props = { sort: "rate", descending: true, offset: 0, limit: 20, opened: null } as const;
  render(
    <ItemList
      {...props}
      page={shown}
      isWaiting={false}
      onSort={(...by) => tell("sort", ...by)}
      onOffset={(offset) => tell("offset", offset)}
      onOpen={(item) => tell("open", item)}
      {...more}
    />,
    root,
  );
}

const HOST: Host = {
  signal: new AbortController().signal,
  hello: async () => {},
  request: async () => ({}) as never,
  ask: async () => ({ body: {}, buffers: [] }) as never,
  announce: (text) => told.push(text),
};

async function detail(item: OpenedItem | null, all: Explored, trouble: string | null = null) {
  const view = all.task === null ? null : await taskView(all.task, null);
  const close = () => told.push("closed");
  const onStep = (by: number) => told.push(`step ${by}`);
  const ways = { onClose: close, onStep, canStep: (by: number) => by > 0 };
  const props = { opened: item, explored: all, view, host: HOST, trouble, ...ways };
  render(<ItemDetail {...props} />, root);
  await settle(2);
}

const button = (name: string) =>
  [...root.querySelectorAll("button")].find(
    (one) => one.textContent?.startsWith(name) || one.ariaLabel === name,
  );

const RANKING = explored("ranking", OPTIONS);

test("The list says which items of how many it shows, and turns its pages", () => {
  list(page(20, { n_items: 1204 }), { offset: 20 });
  expect(root.querySelector('[role="status"]')?.textContent).toBe("21–40 of 1,204");
  button("Previous")?.click();
  button("Next")?.click();
  expect(told).toEqual(["offset 0", "offset 40"]);
  list(page(4, { n_items: 1204 }), { offset: 1200 });
  expect(root.querySelector('[role="status"]')?.textContent).toBe("1,201–1,204 of 1,204");
  expect(button("Next")?.disabled).toBe(true);
});

test("A heading sorts by its column, and the other way when it is sorted already", () => {
  list(page(3));
  const heads = () => [...root.querySelectorAll("th[aria-sort]")];
  expect(heads().map((head) => head.getAttribute("aria-sort"))).toEqual([
    ...["none", "descending", "none", "none"],
  ]);
  for (const name of ["Rate", "Item", "Labels"]) button(name)?.click();
  expect(told).toEqual(["sort rate false", "sort item false", "sort labels true"]);
});

test("Arrows move from row to row, and a row opens its item", () => {
  list(page(3), { opened: "item-1" });
  const rows = [...root.querySelectorAll<HTMLElement>(".tw-items-open")];
  expect(rows.map(({ tabIndex }) => tabIndex)).toEqual([-1, 0, -1]);
  expect(root.querySelector('[aria-current="true"]')?.textContent).toContain("item-1");
  rows[1]?.focus();
  press("ArrowDown", rows[1] ?? null);
  expect(document.activeElement).toBe(rows[2]);
  rows[2]?.click();
  expect(told).toEqual(["open item-2"]);
});

test("Hostile excerpts, an empty slice and a page on its way are shown as what they are", () => {
  const rows = page(1).rows.map((row) => ({ ...row, excerpt: HOSTILE, rate: null, at: null }));
  list(page(1, { rows }), { isWaiting: true });
  expect(root.querySelector("img")).toBeNull();
  expect(root.querySelector(".tw-items-excerpt")?.textContent).toContain("U+202E");
  expect(root.querySelector("section")?.getAttribute("aria-busy")).toBe("true");
  list(page(0));
  expect(root.textContent).toContain("No item is in this slice");
  list(null);
  expect(root.textContent).toContain("Fetching");
});

test("An opened item tells its features, and of each label how it came about", async () => {
  const all = [
    said("ana", ranked([["A"], ["B"]], { strength: 3 }), { rationale: `Because ${HOSTILE}` }),
    said("bo", ranked([["B"], ["A"]], { strength: 1 }), { is_stale: true, in_slice: false }),
    said("chen", null, {
      ...{ action: "answer", item: null, is_stale: true },
      columns: [{ name: "order", text: `a, ${HOSTILE}` }],
    }),
    said("claude", null, { annotator_kind: "model", outcome: null, active_ms: null }),
  ];
  const features = [{ name: "language", text: "ar" }];
  const gold = { expected: "A", reason: "It answers the question." };
  await detail(opened(dealt(1), all, { features, gold }), RANKING);
  expect(root.querySelector(".tw-opened-gold")?.textContent).toContain("Gold A");
  expect(root.querySelector(".tw-opened-head")?.textContent).toContain("languagear");
  const rows = [...root.querySelectorAll(".tw-labels tbody tr")].map((row) => row.textContent);
  expect(rows[0]).toContain("anayes1.1unassisted");
  expect(rows[0]).toContain("34 s");
  expect(rows[1]).toContain("Because <img");
  expect(rows[2]).toContain("not in the slice, stale");
  expect(rows[4]).toContain("ordera, <img");
  expect(rows[5]).toContain("claudemodelskipped");
  expect(root.querySelector("img")).toBeNull();
  button("Close the item")?.click();
  expect(told).toEqual(["closed"]);
});

test("The item is shown as its annotator saw it, and nothing can be changed there", async () => {
  const mirrored = { ...dealt(1, ["two", "one"]), token: "token-bo" };
  const all = [
    said("ana", ranked([["A"], ["B"]], { strength: 3 })),
    said("bo", ranked([["A"], ["B"]], { strength: 3 }), {
      item: mirrored,
      answer: ranked([["B"], ["A"]], { strength: 3, points: 7 }),
    }),
    said("eve", null, { item: null }),
  ];
  await detail(opened(dealt(1), all), RANKING);
  const names = [...root.querySelectorAll("option")].map((one) => one.textContent);
  expect(names).toEqual(["ana", "bo"]);
  button("As seen by")?.click();
  await settle(2);
  const select = root.querySelector("select") as HTMLSelectElement;
  select.value = "1";
  select.dispatchEvent(new Event("change", { bubbles: true }));
  await settle(2);
  const seen = root.querySelector(".tw-seen") as HTMLElement;
  expect(seen.getAttribute("aria-label")).toBe("Item as bo saw it");
  expect(seen.querySelector(".tw-response-text")?.textContent).toBe("two");
  expect(seen.querySelector(".tw-chosen")?.textContent).toContain("B much better");
  press("1", seen);
  await settle(2);
  expect(seen.querySelector(".tw-chosen")?.textContent).toContain("B much better");
  expect(told).toEqual(["This shows what was answered; nothing can be changed here."]);
  button("Side by side")?.click();
  await settle(2);
  expect(root.querySelector(".tw-people-rows")).not.toBeNull();
});

test("A veil that was lifted once is lifted on everybody's screen, and for this item alone", async () => {
  const own = { ...CONVERSATION, token: "token-ana" };
  const all = explored("safety", { ...SAFETY, veil: true }, HARM);
  const one = opened(CONVERSATION, [said("ana", judged("safe"), { item: own })]);
  await detail(one, all);
  expect(root.textContent).not.toContain("wrench");
  button("Show it")?.click();
  await settle(2);
  button("As seen by")?.click();
  await settle(2);
  expect(root.querySelector(".tw-seen")?.textContent).toContain("wrench");
  const other = { ...CONVERSATION, token: "token-2" };
  await detail({ ...one, item_id: "item-2", item: other, said: [said("ana", null)] }, all);
  expect(root.textContent).not.toContain("wrench");
});

test("Two labels of one person are told apart by their times", async () => {
  const all = ["2026-01-01T10:00:00Z", "2026-02-03T10:00:00Z"].map((at) =>
    said("ana", ranked([["A"], ["B"]], { strength: 3 }), { submitted_at: at }),
  );
  await detail(opened(dealt(1), all), RANKING);
  const names = [...root.querySelectorAll("option")].map((one) => one.textContent);
  expect(new Set(names).size).toBe(2);
  expect(root.querySelector(".tw-people-rows tbody th")?.textContent).toMatch(/^ana.*2026/);
});

test("Labels without a project have no view to be seen in", async () => {
  const columns = [{ name: "toxic", text: "yes" }];
  const one = said("ana", null, { action: "answer", item: null, columns });
  await detail(opened(null, [one]), explored(null, {}));
  expect(root.querySelector(".tw-opened-ways")).toBeNull();
  expect(root.querySelector(".tw-answer-grid")?.textContent).toContain("toxicanayes");
});

test("Escalations are told with what was asked and what came of it", async () => {
  const entry: Escalated = {
    ...{ escalation: "e", item: "item-1", token: "t", excerpt: "", annotator: "ana" },
    ...{
      status: "resolved",
      reason: "guideline_silent",
      note: HOSTILE,
      suggested_rule: "Be kind.",
    },
    ...{ guideline: "1.0", categories: [], escalated_at: "2026-01-01T10:00:00Z" },
    ...{ resolved_at: "2026-01-02T10:00:00Z", resolved_by: "lead", ruling: "clarification" },
    ...{ ruling_reason: "Both are fine.", ruling_guideline: "1.1" },
  };
  await detail(opened(dealt(1), [], { escalations: [entry] }), RANKING);
  const text = root.querySelector(".tw-asked-list")?.textContent ?? "";
  for (const part of ["settled with a clarification by lead", "Be kind.", "Both are fine."]) {
    expect(text).toContain(part);
  }
  expect(text).toContain("part of guideline 1.1");
  expect(root.querySelector("img")).toBeNull();
});

test("While an item is on its way, and when it does not come, it can be closed", async () => {
  await detail(null, RANKING);
  expect(root.textContent).toContain("Fetching the item");
  await detail(null, RANKING, "There is no such item.");
  expect(root.querySelector('[role="alert"]')?.textContent).toBe("There is no such item.");
  button("Close the item")?.click();
  expect(told).toEqual(["closed"]);
});

test("Times are told in seconds and minutes", () => {
  expect([900, 9_960, 34_200, 125_000].map(lasted)).toEqual([
    ...["0.9 s", "10.0 s", "34 s", "2 min 5 s"],
  ]);
});
