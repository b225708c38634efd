import { afterEach, beforeEach, expect, test, vi } from "vitest";
import widget from "../src/ranking";
import { FakeKernel, FullStorage, settle } from "./fakes";

let el: HTMLElement;
let model: FakeKernel;
let end: () => void;

async function show(options: object = {}): Promise<HTMLElement> {
  model.options = { ...model.options, ...options };
  end = widget.render({ model: model as never, el });
  await settle();
  return el.querySelector(".tw") as HTMLElement;
}

function press(
  key: string,
  target: Element | null,
  modifiers: KeyboardEventInit = {},
): KeyboardEvent {
  const event = new KeyboardEvent("keydown", {
    key,
    bubbles: true,
    cancelable: true,
    ...modifiers,
  });
  target?.dispatchEvent(event);
  return event;
}

const chosen = () => el.querySelector<HTMLElement>(".tw-chosen")?.textContent ?? "";
const position = () => el.querySelector(".tw-position")?.textContent;
const saved = () => el.querySelector('[aria-label="Saved"]')?.textContent;

beforeEach(() => {
  localStorage.clear();
  el = document.createElement("div");
  document.body.append(el);
  model = new FakeKernel();
  end = () => {};
});
afterEach(() => {
  end();
  el.remove();
  vi.unstubAllGlobals();
});

test("Undo takes the last answer back and brings it to the screen again", async () => {
  const root = await show();
  press("3", root);
  await settle();
  press("Enter", root, { ctrlKey: true });
  await settle();
  press("u", root);
  await settle();
  expect(position()).toBe("1 of 9");
  expect(chosen()).toContain("A slightly better");
  const [answer, retract] = model.stored;
  expect(retract).toMatchObject({ action: "retract", refers_to: answer?.event_id, answer: null });
});

test("An old answer that is submitted again supersedes itself, and one is back where one was", async () => {
  const root = await show();
  for (const key of ["1", "2"]) {
    press(key, root);
    await settle();
    press("Enter", root, { ctrlKey: true });
    await settle();
  }
  press("p", root);
  press("p", root);
  await settle();
  expect(position()).toBe("1 of 9");
  press("7", root);
  await settle();
  press("Enter", root, { ctrlKey: true });
  await settle();
  expect(position()).toBe("3 of 9");
  expect(model.stored[2]).toMatchObject({
    token: "token-1",
    supersedes: model.stored[0]?.event_id,
  });
});

test("While the kernel is silent answers are kept here, and sent when it is back", async () => {
  const root = await show();
  model.answers = false;
  for (const key of ["1", "7"]) {
    press(key, root);
    await settle();
    press("Enter", root, { ctrlKey: true });
    await settle();
  }
  expect(position()).toBe("3 of 9");
  expect(saved()).toBe("2 not sent yet");
  end();
  model = new FakeKernel();
  await show();
  await vi.waitFor(() => expect(model.stored).toHaveLength(2));
  expect(model.stored.map((one) => one.token)).toEqual(["token-1", "token-2"]);
});

test("After a restart nothing moves on, and the view says what to do", async () => {
  const root = await show();
  press("1", root);
  model.emit("comm:close");
  await settle();
  press("Enter", root, { ctrlKey: true });
  await settle();
  expect(root.textContent).toContain("Re-run the cell to go on");
  expect(position()).toBe("1 of 9");
  expect(model.requests.filter((one) => one.name === "submit")).toEqual([]);
});

test("With a full browser the view waits for the receipt before it moves on", async () => {
  vi.stubGlobal("localStorage", new FullStorage());
  const root = await show();
  model.answers = false;
  press("1", root);
  await settle();
  press("Enter", root, { ctrlKey: true });
  await settle();
  expect([position(), saved()]).toEqual(["1 of 9", "Saving…"]);
  const request = model.requests.at(-1);
  if (request) model.reply(request);
  await settle();
  expect(position()).toBe("2 of 9");
});

test("A refused answer is shown, can be copied, and can be dismissed", async () => {
  const root = await show();
  model.problem = { code: "refused", message: "Expected `int`", final: true };
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
  const root = await show();
  press("5", root);
  await settle();
  window.dispatchEvent(new Event("pagehide"));
  end();
  await show();
  expect(chosen()).toContain("B slightly better");
});

test("After stop_after answers the view proposes a break", async () => {
  const root = await show({ stop_after: 1 });
  press("1", root);
  await settle();
  press("Enter", root, { ctrlKey: true });
  await settle();
  expect(root.textContent).toContain("1 answer given");
  press("Enter", root, { ctrlKey: true });
  await settle();
  expect(position()).toBe("2 of 9");
});
