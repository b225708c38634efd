import { expect, test } from "vitest";
import type { Escalated, Taxonomy } from "../src/contract";
import { type Choice, grouped, inList } from "../src/escalations/grouping";
import { openAfter, stepped } from "../src/worklist/order";

const ALL: Choice = { grouping: "reason", filter: "all", wanted: "" };

function entry(id: string, change: Partial<Escalated> = {}): Escalated {
  return {
    escalation: id,
    item: "item",
    token: "token",
    excerpt: "How long does milk keep?",
    annotator: "ana",
    status: "open",
    reason: "guideline_silent",
    note: "",
    suggested_rule: "",
    guideline: "1.0",
    categories: [],
    escalated_at: `2026-01-0${id}T10:00:00Z`,
    resolved_at: null,
    resolved_by: null,
    ruling: null,
    ruling_reason: null,
    ruling_guideline: null,
    ...change,
  };
}

const TAXONOMY = {
  category: [
    { id: "advice", name: "Advice" },
    { id: "advice.medical", name: "Medical advice" },
  ],
} as Taxonomy;

const shape = (groups: ReturnType<typeof grouped>) =>
  groups.map(({ name, open, entries }) => [name, open, entries.map((one) => one.escalation)]);

test("Open ones come first, the longest waiting on top; then what was settled last", () => {
  const entries = [
    entry("1", { status: "resolved" }),
    entry("2", { status: "withdrawn" }),
    entry("4"),
    entry("3"),
  ];
  expect(inList(grouped(entries, ALL, null))).toEqual(["3", "4", "2", "1"]);
  expect(inList(grouped(entries, { ...ALL, filter: "open" }, null))).toEqual(["3", "4"]);
});

test("Groups with more open ones come first", () => {
  const entries = [
    entry("1", { reason: "broken_item" }),
    entry("2"),
    entry("3"),
    entry("4", { reason: "broken_item", status: "resolved" }),
  ];
  expect(shape(grouped(entries, ALL, null))).toEqual([
    ["The guideline says nothing about this", 2, ["2", "3"]],
    ["The item is broken", 1, ["1", "4"]],
  ]);
});

test("An escalation is listed under each of its categories, and gone through once", () => {
  const entries = [
    entry("1", { categories: ["advice", "advice.medical"] }),
    entry("2", { categories: ["advice"] }),
    entry("3", { categories: ["gone"] }),
    entry("4"),
  ];
  const groups = grouped(entries, { ...ALL, grouping: "category" }, TAXONOMY);
  expect(shape(groups)).toEqual([
    ["Advice", 2, ["1", "2"]],
    ["Advice › Medical advice", 1, ["1"]],
    ["gone", 1, ["3"]],
    ["No category", 1, ["4"]],
  ]);
  expect(inList(groups)).toEqual(["1", "2", "3", "4"]);
});

test("Two people's escalations of one item stand together", () => {
  const entries = [entry("1"), entry("2", { item: "other" }), entry("3", { annotator: "ben" })];
  const groups = grouped(entries, { ...ALL, grouping: "item" }, null);
  expect(groups.map((group) => group.entries.length)).toEqual([2, 1]);
});

test("A search finds all its words wherever they are, whatever their case", () => {
  const entries = [
    entry("1", { note: "Two DIALECTS" }),
    entry("2", { suggested_rule: "dialects are fine", annotator: "ben" }),
  ];
  const found = (wanted: string) => inList(grouped(entries, { ...ALL, wanted }, null));
  expect(found("dialects")).toEqual(["1", "2"]);
  expect(found("Ben  dialects")).toEqual(["2"]);
  expect(found("nothing about")).toEqual(["1", "2"]);
  expect(found("zebra")).toEqual([]);
});

test("The keys stop at both ends, and come back to the list from outside it", () => {
  expect(stepped(["1", "2"], "1", 1)).toBe("2");
  expect(stepped(["1", "2"], "2", 1)).toBe("2");
  expect(stepped(["1", "2"], "1", -1)).toBe("1");
  expect(stepped(["1", "2"], "gone", 1)).toBe("1");
  expect(stepped([], "1", 1)).toBeNull();
});

test("After a ruling the next open one in the list follows, from the top again at its end", () => {
  const open = ["1", "3"];
  expect(openAfter(["1", "2", "3"], "2", open)).toBe("3");
  expect(openAfter(["1", "3", "2"], "2", open)).toBe("1");
  expect(openAfter(["2"], "2", open)).toBe("1");
  expect(openAfter(["2"], "2", [])).toBeNull();
});
