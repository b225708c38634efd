import { expect, test } from "vitest";
import { dealt, freshPage, settle } from "./fakes";

const page = freshPage();

test("What was said of it stands above the item that came back, and leaves with it", async () => {
  const note = "<b>Both</b> dialects are fine.";
  const back = { ...dealt(1), note };
  const emit = page.model.emit.bind(page.model);
  page.model.emit = (name, message) => {
    const { body } = (message ?? {}) as { body?: { items?: unknown[] } };
    if (body?.items) body.items = [back, dealt(2)];
    emit(name, message);
  };
  const root = await page.show();
  const shown = root.querySelector('[role="note"]');
  expect(shown?.textContent).toContain(`This came back to you:${note}`);
  expect(shown?.querySelector("p")?.getAttribute("dir")).toBe("auto");
  await page.type("s");
  await settle();
  expect(page.position).toBe("2 of 9");
  expect(root.querySelector('[role="note"]')).toBeNull();
});
