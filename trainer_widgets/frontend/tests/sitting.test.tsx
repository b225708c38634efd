import { expect, test, vi } from "vitest";
import { FakeKernel, freshPage, press, settle } from "./fakes";

const page = freshPage();

test("Undo takes the last answer back and brings it to the screen again", async () => {
  const root = await page.show();
  press("3", root);
  await settle();
  press("Enter", root, { ctrlKey: true });
  await settle();
  press("u", root);
  await settle();
  expect(page.position).toBe("1 of 9");
  expect(page.chosen).toContain("A slightly better");
  const [answer, retract] = page.model.stored;
  expect(retract).toMatchObject({ action: "retract", refers_to: answer?.event_id, answer: null });
});

test("An old answer that is submitted again supersedes itself, and one is back where one was", async () => {
  const root = await page.show();
  for (const key of ["1", "2"]) {
    press(key, root);
    await settle();
    press("Enter", root, { ctrlKey: true });
    await settle();
  }
  press("p", root);
  press("p", root);
  await settle();
  expect(page.position).toBe("1 of 9");
  press("7", root);
  await settle();
  press("Enter", root, { ctrlKey: true });
  await settle();
  expect(page.position).toBe("3 of 9");
  expect(page.model.stored[2]).toMatchObject({
    token: "token-1",
    supersedes: page.model.stored[0]?.event_id,
  });
});

test("While the kernel is silent answers are kept here, and sent when it is back", async () => {
  const root = await page.show();
  page.model.answers = false;
  for (const key of ["1", "7"]) {
    press(key, root);
    await settle();
    press("Enter", root, { ctrlKey: true });
    await settle();
  }
  expect(page.position).toBe("3 of 9");
  expect(page.saved).toBe("2 not sent yet");
  page.end();
  page.model = new FakeKernel();
  await page.show();
  await vi.waitFor(() => expect(page.model.stored).toHaveLength(2));
  expect(page.model.stored.map((one) => one.token)).toEqual(["token-1", "token-2"]);
});

test("After a restart nothing moves on, and the view says what to do", async () => {
  const root = await page.show();
  press("1", root);
  page.model.emit("comm:close");
  await settle();
  press("Enter", root, { ctrlKey: true });
  await settle();
  expect(root.textContent).toContain("Re-run the cell to go on");
  expect(page.position).toBe("1 of 9");
  expect(page.model.requests.filter((one) => one.name === "submit")).toEqual([]);
});

test("A refused answer is shown, can be copied, and can be dismissed", async () => {
  const root = await page.show();
  page.model.problem = { code: "refused", message: "Expected `int`", final: true };
  press("1", root);
  await settle();
  press("Enter", root, { ctrlKey: true });
  await settle();
  const notice = root.querySelector(".tw-warning");
  expect(notice?.textContent).toContain("Expected `int`");
  const dismiss = [...(notice?.querySelectorAll("button") ?? [])].find(
    (one) => one.textContent === "Dismiss",
  );
  dismiss?.click();
  await settle();
  expect(root.querySelector(".tw-warning")).toBeNull();
});

test("A draft is there again after a reload", async () => {
  const root = await page.show();
  press("5", root);
  await settle();
  window.dispatchEvent(new Event("pagehide"));
  page.end();
  await page.show();
  expect(page.chosen).toContain("B slightly better");
});

test("After stop_after answers the view proposes a break", async () => {
  const root = await page.show({ stop_after: 1 });
  press("1", root);
  await settle();
  press("Enter", root, { ctrlKey: true });
  await settle();
  expect(root.textContent).toContain("1 answer given");
  press("Enter", root, { ctrlKey: true });
  await settle();
  expect(page.position).toBe("2 of 9");
});

test("What is no answer yet stays in this browser when its item is escalated", async () => {
  const root = await page.show();
  const field = root.querySelector("textarea") as HTMLTextAreaElement;
  field.value = "Not sure yet";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  press("e", root);
  await settle();
  press("Enter", root.querySelector("dialog") as HTMLElement, { ctrlKey: true });
  await settle();
  expect(page.model.stored[0]).toMatchObject({ action: "escalate", answer: null });
  window.dispatchEvent(new Event("pagehide"));
  const kept = Object.keys(localStorage).map((key) => localStorage.getItem(key) ?? "");
  expect(kept.some((draft) => draft.includes("Not sure yet"))).toBe(true);
});
