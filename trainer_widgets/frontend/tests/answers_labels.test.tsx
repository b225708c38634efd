// Labels that no task of ours tells.
import { expect, test } from "vitest";
import { HOSTILE } from "./answered_items";
import { by, draw, grid, isClean, OTHERS, root } from "./answers_page";

test("Labels without a task are told in their own columns", async () => {
  const columns = (text: string, tags: string) => [
    { name: "toxic", text },
    { name: "tags", text: tags },
  ];
  const said = [
    by("ana", null, { action: "answer", columns: columns("yes", '["a", "b"]') }),
    by("bo", null, { action: "answer", columns: columns(HOSTILE, "[broken") }),
    by("chen", null),
  ];
  await draw(null, { said });
  const shown = HOSTILE.replace("\u202e", "U+202E");
  expect(grid()).toEqual([
    "Annotator | toxic | tags",
    `ana | yes≠${OTHERS} | ab≠${OTHERS}`,
    `bo | ${shown}≠${OTHERS} | [broken≠${OTHERS}`,
    "chenskipped | – | –",
  ]);
  expect(isClean()).toBe(true);
});

test("A task of somebody's own is told by its fields, with the item's texts above", async () => {
  const item = { type: "own", token: "t", number: 1, text: `Read ${HOSTILE}` };
  const said = [
    by("ana", { type: "own", stars: 3, why: null }),
    by("bo", { type: "own", stars: 3 }),
  ];
  await draw("own", { item, said });
  expect(grid()).toEqual(["Annotator | stars", "ana | 3", "bo | 3"]);
  expect(root.querySelector('[aria-label="text"]')?.textContent).toContain("Read <img");
  expect(isClean()).toBe(true);
});
