import { afterEach, expect, test, vi } from "vitest";
import { freshPage, press } from "./fakes";

const page = freshPage();
const MINUTE = 60_000;

afterEach(() => vi.useRealTimers());

const reminder = () => page.el.querySelector('[aria-label="Break"]');

/** Works for so long: a key now and then. */
async function work(minutes: number): Promise<void> {
  for (let half = 0; half < 2 * minutes; half += 1) {
    press("Shift", page.root);
    await vi.advanceTimersByTimeAsync(MINUTE / 2);
  }
}

async function show(options: object): Promise<void> {
  vi.useFakeTimers();
  const shown = page.show(options);
  await vi.advanceTimersByTimeAsync(100);
  await shown;
}

async function click(name: string): Promise<void> {
  page.button(name)?.click();
  await vi.advanceTimersByTimeAsync(100);
}

test("After so many minutes of work a break is offered, and what was begun is kept", async () => {
  await show({ break_after: 10 });
  press("6", page.root);
  await work(9);
  expect(reminder()).toBeNull();
  await work(2);
  expect(reminder()?.textContent).toContain("10 minutes");
  await click("Take a break");
  expect(reminder()).toBeNull();
  expect(page.root.textContent).toContain("Paused.");
  expect(page.model.stored).toEqual([]);
  press("Enter", page.root, { ctrlKey: true });
  await vi.advanceTimersByTimeAsync(100);
  expect(page.position).toBe("1 of 9");
  expect(page.chosen).toContain("B better");
});

test("Later means as many minutes again, and an absence is a break", async () => {
  await show({ break_after: 10 });
  await work(11);
  await click("Later");
  expect(reminder()).toBeNull();
  await work(8);
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  await work(8);
  expect(reminder()).toBeNull();
  await work(3);
  expect(reminder()).not.toBeNull();
});

test("Nobody is reminded where the project does not ask for it", async () => {
  await show({ break_after: 0 });
  await work(100);
  expect(reminder()).toBeNull();
});
