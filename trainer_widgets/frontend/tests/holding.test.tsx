// A browser that can keep nothing: the view waits for each receipt.
import { beforeEach, expect, test, vi } from "vitest";
import { FullStorage, freshPage, settle } from "./fakes";

const page = freshPage();

/** Two answers are stored; the third is on its way. */
beforeEach(async () => {
  vi.stubGlobal("localStorage", new FullStorage());
  await page.show();
  await page.type("1", "Submit", "2", "Submit");
  page.model.answers = false;
  await page.type("3", "Submit");
  expect([page.position, page.saved]).toEqual(["3 of 9", "Saving…"]);
});

async function goTo(number: string): Promise<void> {
  const form = page.root.querySelector<HTMLFormElement>(".tw-goto");
  const field = form?.querySelector("input") as HTMLInputElement;
  field.value = number;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  form?.requestSubmit();
  await settle();
}

async function receive(): Promise<void> {
  const request = page.model.requests.findLast((one) => one.name === "submit");
  if (request) page.model.reply(request);
  await settle();
}

test("It moves on with the receipt, and no earlier", async () => {
  await receive();
  expect(page.position).toBe("4 of 9");
});

test.each(["u", "p", "s", "n", "Submit"])("%s does not move what is being saved", async (key) => {
  await page.type(key);
  expect([page.position, page.saved]).toEqual(["3 of 9", "Saving…"]);
  await receive();
  expect(page.position).toBe("4 of 9");
});

test("No button moves it, in the footer, in one's own list or beside feedback", async () => {
  for (const name of ["Undou", "Previousp", "Skips", "Escalatee"]) {
    expect(page.button(name)?.disabled).toBe(true);
  }
  await page.type("l");
  await goTo("1");
  expect(page.position).toBe("3 of 9");
  await receive();
  expect(page.position).toBe("4 of 9");
});

test("An old item that is being saved again is not left, neither by key nor by button", async () => {
  await receive();
  await page.type("p", "7", "Submit", "n");
  expect([page.position, page.saved]).toEqual(["3 of 9", "Saving…"]);
  await page.click("Backn");
  expect(page.position).toBe("3 of 9");
  await receive();
  expect(page.position).toBe("4 of 9");
});

test("An item that was asked for before does not come while another is being saved", async () => {
  await receive();
  await page.type("l");
  await goTo("8");
  await page.type("1", "Submit");
  const asked = page.model.requests.find((one) => one.name === "open");
  if (asked) page.model.reply({ ...asked, body: { token: "token-8" } });
  await settle();
  expect([page.position, page.saved]).toEqual(["4 of 9", "Saving…"]);
});

test("Forgetting ends the waiting, and the item stays", async () => {
  await page.type("?");
  await page.click("Forget on this computer");
  await page.click("Forget them");
  expect([page.position, page.saved]).toEqual(["3 of 9", "✓ Saved"]);
  await receive();
  expect(page.position).toBe("3 of 9");
  page.model.answers = true;
  await page.type("Submit");
  expect(page.position).toBe("4 of 9");
});
