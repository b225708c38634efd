import { expect, test } from "vitest";
import { ActiveClock, watch } from "../src/kit/clock";
import { keepFocus } from "../src/kit/focus";

const SECOND = 1_000;

function clockAt(start: number) {
  const time = { now: start };
  return { time, clock: new ActiveClock(() => time.now) };
}

test("Time counts while somebody moves or types", () => {
  const { time, clock } = clockAt(0);
  time.now = 30 * SECOND;
  clock.touch();
  time.now = 70 * SECOND;
  expect(clock.milliseconds).toBe(70 * SECOND);
});

test("After a minute without a sign nobody is there", () => {
  const { time, clock } = clockAt(0);
  time.now = 600 * SECOND;
  expect(clock.milliseconds).toBe(60 * SECOND);
  clock.touch();
  time.now = 610 * SECOND;
  expect(clock.milliseconds).toBe(70 * SECOND);
});

test("A hidden tab does not count", () => {
  const { time, clock } = clockAt(0);
  time.now = 10 * SECOND;
  clock.show(false);
  time.now = 40 * SECOND;
  clock.touch();
  time.now = 50 * SECOND;
  clock.show(true);
  time.now = 55 * SECOND;
  expect(clock.milliseconds).toBe(15 * SECOND);
});

test("A new item begins at zero", () => {
  const { time, clock } = clockAt(0);
  time.now = 10 * SECOND;
  clock.restart();
  time.now = 12 * SECOND;
  expect(clock.milliseconds).toBe(2 * SECOND);
});

test("After a long absence the time begins anew where a break is what counts", () => {
  const time = { now: 0 };
  const clock = new ActiveClock(() => time.now, 300 * SECOND);
  time.now = 50 * SECOND;
  clock.touch();
  // Somebody looks at it in between: that changes nothing.
  time.now = 200 * SECOND;
  expect(clock.milliseconds).toBe(110 * SECOND);
  time.now = 420 * SECOND;
  clock.touch();
  time.now = 430 * SECOND;
  expect(clock.milliseconds).toBe(10 * SECOND);
});

test("A widget that nobody has used yet waits for the first sign; the one in use does not", () => {
  const { time, clock } = clockAt(0);
  const root = document.body.appendChild(document.createElement("button"));
  const ending = new AbortController();
  keepFocus(root, ending.signal);
  watch(clock, root, ending.signal);
  clock.restart();
  time.now = 40 * SECOND;
  expect(clock.milliseconds).toBe(0);
  root.focus();
  time.now = 42 * SECOND;
  expect(clock.milliseconds).toBe(2 * SECOND);
  clock.restart();
  time.now = 45 * SECOND;
  expect(clock.milliseconds).toBe(3 * SECOND);
  ending.abort();
  root.remove();
});
