import { expect, test } from "vitest";
import type { AutoTag, ImageTagDealt, ImageTagOptions, Place } from "../src/contract";
import {
  answerOf,
  describe,
  emptyDraft,
  fitDraft,
  restoreDraft,
  shownOf,
  type TagDraft,
} from "../src/image_tags/answer";
import {
  acceptedAll,
  added,
  changed,
  changesOf,
  groupsOf,
  inOrder,
  neighbour,
  nextOpen,
  oneFewer,
  proposedRows,
  removed,
} from "../src/image_tags/rows";

const box = (x: number): Place => ({ x, y: 5, width: 20, height: 10 });
const auto = (name: string, place: Place | null = null): AutoTag => ({
  name,
  place,
  confidence: 0.5,
});
const PROPOSED = [auto("apple", box(10)), auto("banana"), auto("apple", box(60))];

const OPTIONS: ImageTagOptions = {
  rationale: "optional",
  min_words: 0,
  max_words: 0,
  stop_after: 0,
  break_after: 0,
  tags: [{ name: "apple", hotkey: "1", definition: "" }, "banana", "lime"],
  new_tags: false,
  place: "optional",
  place_kind: "any",
  prelabels: 1,
  confidence: true,
};

function item(autoTags: AutoTag[] | null, problem: string | null = null): ImageTagDealt {
  return {
    type: "image_tags",
    token: "token",
    number: 1,
    supersedes: null,
    note: null,
    width: 100,
    height: 80,
    problem,
    auto_tags: autoTags,
  };
}

const ITEM = item(PROPOSED);
const draftOf = (rows: TagDraft["rows"], nothing = false): TagDraft => ({
  rows,
  nothing,
  broken: null,
});

test("Proposals count for nothing until each is accepted or removed", () => {
  const draft = emptyDraft(ITEM, OPTIONS);
  expect(answerOf(draft, ITEM, OPTIONS)).toEqual({
    problem: "3 proposed tags are neither accepted nor removed.",
  });
  const rows = removed(
    acceptedAll(draft.rows, () => true),
    1,
  );
  expect(answerOf(draftOf(rows), ITEM, OPTIONS)).toEqual({
    type: "image_tags",
    tags: [
      { name: "apple", place: box(10) },
      { name: "apple", place: box(60) },
    ],
  });
});

test("Tags are a multiset, told against the auto tags", () => {
  let rows = proposedRows(PROPOSED);
  expect(changesOf(rows, PROPOSED)).toEqual([]);
  rows = added(added(removed(rows, 0), "lime"), "lime");
  expect(changesOf(rows, PROPOSED)).toEqual([
    { name: "apple", by: -1 },
    { name: "lime", by: 2 },
  ]);
  expect(groupsOf(rows).map(({ name, accepted, proposed }) => [name, accepted, proposed])).toEqual([
    ["apple", 0, 1],
    ["banana", 0, 1],
    ["lime", 2, 0],
  ]);
});

test("One fewer takes what was added first, and keeps what was proposed in sight", () => {
  let rows = added(proposedRows(PROPOSED), "apple");
  rows = oneFewer(rows, "apple");
  expect(rows).toHaveLength(3);
  rows = oneFewer(oneFewer(rows, "apple"), "apple");
  expect(rows.map(({ state }) => state)).toEqual(["removed", "proposed", "removed"]);
  expect(oneFewer(rows, "apple")).toEqual(rows);
});

test("Going on follows the list and its end leads to its beginning", () => {
  const rows = proposedRows(PROPOSED);
  expect(inOrder(rows).map(({ id }) => id)).toEqual([0, 2, 1]);
  expect(nextOpen(rows, 1)?.id).toBe(0);
  expect(nextOpen(changed(rows, 2, { state: "accepted" }), 0)?.id).toBe(1);
  expect(neighbour(rows, null, 1)?.id).toBe(0);
  expect(neighbour(rows, 0, -1)?.id).toBe(1);
  expect(neighbour([], null, 1)).toBeUndefined();
});

test("What is asked for must be there: a decision, a place, an image", () => {
  const none = item(null);
  expect(answerOf(draftOf([]), none, OPTIONS)).toHaveProperty("problem");
  expect(answerOf(draftOf([], true), none, OPTIONS)).toEqual({ type: "image_tags", tags: [] });
  const bare = draftOf(added([], "apple"));
  const required: ImageTagOptions = { ...OPTIONS, place: "required" };
  expect(answerOf(bare, none, required)).toEqual({ problem: "Not placed yet: apple 1." });
  expect(answerOf(bare, item(null, "It is damaged."), OPTIONS)).toHaveProperty("problem");
  expect(answerOf({ ...bare, broken: "damaged" }, none, OPTIONS)).toHaveProperty("problem");
});

test("All proposals removed is an answer without a further word", () => {
  const rows = [0, 1, 2].reduce((left, id) => removed(left, id), proposedRows(PROPOSED));
  expect(answerOf(draftOf(rows), ITEM, OPTIONS)).toEqual({ type: "image_tags", tags: [] });
});

test("An answer comes back as the draft that it was", () => {
  const start = acceptedAll(proposedRows(PROPOSED), (name) => name === "apple");
  const moved = changed(removed(start, 1), 2, { place: box(70) });
  const draft = draftOf(added(moved, "lime"));
  const answer = answerOf(draft, ITEM, OPTIONS);
  if ("problem" in answer) throw new Error(answer.problem);
  expect(restoreDraft(answer, ITEM)).toEqual(draft);
  expect(describe(answer)).toBe("apple × 2, lime");
  expect(describe({ type: "image_tags", tags: [] })).toBe("Nothing to tag");
});

test("What these options do not offer is not in a draft", () => {
  const strange = draftOf(
    added(
      acceptedAll(proposedRows([auto("kiwi")]), () => true),
      "plum",
    ),
  );
  const fitted = fitDraft(strange, item([auto("kiwi")]), OPTIONS);
  expect(fitted.rows).toMatchObject([{ name: "kiwi", state: "proposed" }]);
  const points = emptyDraft(ITEM, { ...OPTIONS, place_kind: "point" });
  expect(points.rows[0]?.place).toEqual({ x: 20, y: 10, width: null, height: null });
  const hidden = emptyDraft(ITEM, { ...OPTIONS, place: "hidden" });
  expect(hidden.rows.map(({ place }) => place)).toEqual([null, null, null]);
});

test("A proposal that reaches beyond the image is cut at its edge", () => {
  const far = [auto("apple", box(90)), auto("apple", box(120))];
  const { rows } = emptyDraft(item(far), OPTIONS);
  expect(rows.map(({ place }) => place)).toEqual([{ x: 90, y: 5, width: 10, height: 10 }, null]);
});

test("Names that are properties of every object are names like any other", () => {
  const names = ["__proto__", "constructor", "toString", "__proto__"];
  const rows = names.reduce((before, name) => added(before, name), proposedRows([]));
  expect(groupsOf(rows).map(({ name, accepted }) => [name, accepted])).toEqual([
    ["__proto__", 2],
    ["constructor", 1],
    ["toString", 1],
  ]);
});

test("Every tag that has a key is a button, however many come before it", () => {
  const tags = Array.from({ length: 30 }, (_, n) => ({
    name: `tag ${n}`,
    hotkey: n === 29 ? "9" : "",
    definition: "",
  }));
  const shown = shownOf(tags).map(({ name }) => name);
  expect(shown).toHaveLength(24);
  expect(shown.at(-1)).toBe("tag 29");
  expect(shownOf(tags.map((tag) => ({ ...tag, hotkey: "x" })))).toHaveLength(30);
});
