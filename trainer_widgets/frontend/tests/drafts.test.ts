import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BrowserStore, ownerOf } from "../src/kit/browser_store";
import { Drafts } from "../src/kit/drafts";

const ANA = ownerOf("ana", "ana", "project");
const open = () => new Drafts<string>(new BrowserStore(), ANA);

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => vi.useRealTimers());

test("A draft is written a moment after the last change", () => {
  const drafts = open();
  drafts.save("t", "a");
  drafts.save("t", "ab");
  expect(open().load("t")).toBeNull();
  vi.advanceTimersByTime(300);
  expect(open().load("t")).toBe("ab");
});

test("A draft of one item is not lost when another one is begun", () => {
  const drafts = open();
  drafts.save("one", "1");
  drafts.save("two", "2");
  drafts.flush();
  expect([open().load("one"), open().load("two")]).toEqual(["1", "2"]);
});

test("A draft expires after fourteen days", () => {
  const drafts = open();
  drafts.save("t", "a");
  drafts.flush();
  vi.setSystemTime(14 * 86_400_000);
  expect(open().load("t")).toBe("a");
  vi.setSystemTime(14 * 86_400_000 + 1);
  expect(open().load("t")).toBeNull();
  expect(localStorage.length).toBe(0);
});

test("A draft that was submitted is gone, also when it was about to be written", () => {
  const drafts = open();
  drafts.save("t", "a");
  drafts.drop("t");
  vi.advanceTimersByTime(1_000);
  expect(open().load("t")).toBeNull();
});

test("Forgetting touches nobody else's drafts", () => {
  const other = new Drafts<string>(new BrowserStore(), ownerOf("bo", "bo", "project"));
  other.save("t", "b");
  other.flush();
  const drafts = open();
  drafts.save("t", "a");
  drafts.flush();
  drafts.clear();
  expect([open().load("t"), other.load("t")]).toEqual([null, "b"]);
});
