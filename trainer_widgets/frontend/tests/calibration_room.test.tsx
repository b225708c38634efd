import { expect, test, vi } from "vitest";
import type { Own } from "../src/contract";
import { freshRoom, person } from "./calibration_fakes";
import { press, settle } from "./fakes";

const page = freshRoom();
const REVEALING = ["reveal", "open_revealed"];
const asksForOthers = () => page.model.asked.some((name) => REVEALING.includes(name));

test("While people label, the bar has counts only and the work is the kit's own", async () => {
  await page.show();
  expect(page.labeled("People")).toContain("ben: is here, leads, 4 of 9 labeled");
  expect(page.text).toContain("Waiting for ana and ben");
  expect(page.el.querySelector('[aria-current="step"]')?.textContent).toBe("Label");
  expect(page.text).toContain("Question 1");
  page.root.focus();
  await page.key("1");
  await page.key("Enter", { ctrlKey: true });
  expect(page.model.stored).toHaveLength(1);
  expect(asksForOthers()).toBe(false);
  const kept = Object.keys(localStorage).filter((key) => !key.startsWith("tw:name"));
  expect(kept.every((key) => key.includes(":ana:project:"))).toBe(true);
});

test("Somebody in the middle of an item goes on blind until they choose to look", async () => {
  await page.show();
  await page.model.tell({ phase: "reveal" });
  expect(page.text).toContain("Question 1");
  expect(page.labeled("Revealed")).toContain("You go on blind with the 9 items");
  expect(asksForOthers()).toBe(false);
  await page.click("Look…");
  expect(page.text).toContain("stay out of independent agreement");
  expect(asksForOthers()).toBe(false);
  await page.click("Label first");
  expect(page.text).toContain("Question 1");
  await page.click("Look…");
  await page.click("Look now");
  expect(page.text).not.toContain("Question 1");
});

test("A late joiner is asked before anything of the others is asked for", async () => {
  await page.show({ phase: "discuss" });
  expect(page.text).toContain("The answers are revealed already.");
  expect(page.text).toContain("You have labeled 0 of 9 items.");
  expect(asksForOthers()).toBe(false);
});

test("Whoever is through sees the answers as soon as their own are stored", async () => {
  page.model.labeled(8);
  await page.show();
  page.model.answers = false;
  press("1", page.root);
  press("Enter", page.root, { ctrlKey: true });
  await settle();
  await page.model.tell({ phase: "reveal" });
  expect(page.text).toContain("Your last answers are on their way");
  expect(asksForOthers()).toBe(false);
});

test("A reveal names whom it leaves out, and moves the session only once confirmed", async () => {
  const people = [person("ana", { is_awaited: false }), person("<b>ben</b>", { is_there: false })];
  await page.show({ facilitator: "ana", people });
  page.button("Reveal…")?.focus();
  await page.click("Reveal…");
  const question = page.labeled("Reveal the answers?");
  expect(question).toContain("Not finished: <b>ben</b>");
  expect(question).toContain("Not here: <b>ben</b>.");
  await page.key("Escape");
  expect(page.labeled("Reveal the answers?")).toBe("");
  expect(document.activeElement).toBe(page.button("Reveal…"));
  expect(page.model.asked).not.toContain("move_phase");
  await page.click("Reveal…");
  await page.click("Reveal now");
  const moves = page.model.requests.filter(({ name }) => name === "move_phase");
  expect(moves.map(({ body }) => body)).toEqual([{ seat: "seat", phase: "reveal" }]);
  await page.model.tell({ phase: "reveal" });
  expect(page.model.asked).toContain("reveal");
});

test("The lead is taken where who has it is gone, and handed to somebody who is here", async () => {
  await page.show();
  expect(page.button("Take the lead")).toBeUndefined();
  await page.model.tell({ people: [person("ana"), person("ben", { is_there: false })] });
  await page.click("Take the lead");
  expect(page.model.asked).toContain("take_lead");
  await page.model.tell({ facilitator: "ana", people: [person("ana"), person("cem")] });
  expect(page.text).toContain("You lead the session now.");
  await page.click("Hand over");
  await page.click("Hand over to cem");
  const given = page.model.requests.find(({ name }) => name === "hand_over");
  expect(given?.body).toEqual({ seat: "seat", to: "cem" });
});

test("An older room is left alone, and another session's is not taken", async () => {
  await page.show();
  await page.model.tell({ phase: "reveal", turn: 9 });
  await page.model.tell({ phase: "label", turn: 8 });
  await page.model.tell({ name: "Another", session: "another", turn: 10 });
  expect(page.el.querySelector('[aria-current="step"]')?.textContent).toBe("Reveal");
  expect(page.text).not.toContain("Another");
});

test("What is led to is told to who only listens", async () => {
  await page.show({ phase: "discuss" });
  await page.model.tell({ discussing: 3 });
  expect(page.text).toContain("ben is leading the discussion of item 3.");
});

test("Who is not on the list is told so, and asks for nothing more", async () => {
  page.model.notInvited = "ana is not among the people of this session: ben, cem";
  await page.show();
  expect(page.text).toContain("This session is for others");
  expect(page.text).toContain("ben, cem");
  expect(page.model.asked.filter((name) => name !== "hello")).toEqual([]);
});

test("A closed session offers to look, and labels nothing any more", async () => {
  await page.show({ phase: "close" });
  expect(page.text).toContain("This session is closed.");
  expect(page.button("Label first")).toBeUndefined();
  expect(asksForOthers()).toBe(false);
  await page.click("Look now");
  expect(asksForOthers()).toBe(true);
});

test("A rule of the talk reaches only those who have seen it", async () => {
  await page.show({ phase: "discuss" });
  await page.click("Label first");
  const hellos = () => page.model.asked.filter((name) => name === "hello").length;
  page.model.version = "1.1";
  page.model.nextVersion = "1.2";
  window.dispatchEvent(new Event("focus"));
  await settle();
  expect(hellos()).toBe(1);
  page.model.hasSeen = true;
  window.dispatchEvent(new Event("focus"));
  await settle(12);
  expect(hellos()).toBe(2);
  expect(page.text).toContain("Guideline 1.1 is in force.");
});

test("What was labeled elsewhere is counted here as soon as the room tells of it", async () => {
  await page.show();
  expect(page.text).toContain("0 of 9");
  page.model.labeled(2);
  await page.model.tell({ people: [person("ana", { n_labeled: 2 }), person("ben")] });
  expect(page.text).toContain("2 of 9");
});

test("An item that was answered in another tab goes away, and what was begun of it", async () => {
  await page.show();
  const field = page.el.querySelector<HTMLTextAreaElement>(".tw-rationale textarea");
  if (field) field.value = "Half a";
  field?.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  expect(page.text).toContain("Question 1");
  page.model.labeled(1);
  page.model.own = [{ token: "token-1" } as Own];
  await page.model.tell({ phase: "reveal", people: [person("ana", { n_labeled: 1 })] });
  await settle(12);
  expect(page.text).toContain("Question 2");
  expect(page.labeled("Revealed")).toContain("You go on blind with the 8 items");
  expect(JSON.stringify(localStorage)).not.toContain("Half a");
});

test("With the line down, nobody is told that the next item is being fetched", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  try {
    page.model.labeled(8);
    await page.show();
    page.model.answers = false;
    press("1", page.root);
    press("Enter", page.root, { ctrlKey: true });
    await settle();
    expect(page.text).toContain("Fetching the next item");
    await vi.advanceTimersByTimeAsync(30_000);
    expect(page.text).not.toContain("Fetching the next item");
    expect(page.text).toContain("What you submitted is kept in this browser.");
  } finally {
    vi.useRealTimers();
  }
});

test("A page that goes says so, and not that it is there again as it is hidden", async () => {
  await page.show();
  const hidden = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  window.dispatchEvent(new Event("pagehide"));
  document.dispatchEvent(new Event("visibilitychange"));
  await settle();
  expect(page.model.asked.at(-1)).toBe("leave");
  hidden.mockRestore();
  window.dispatchEvent(new Event("pageshow"));
  await settle();
  expect(page.model.asked.at(-1)).toBe("attend");
});

test("News that come while the room is asked for are asked for once more", async () => {
  page.model.hasSeen = true;
  await page.show({ phase: "discuss" });
  const attends = () => page.model.asked.filter((name) => name === "attend").length;
  const before = attends();
  window.dispatchEvent(new Event("focus"));
  page.model.emit("msg:custom", {
    ...{ kind: "told", name: "room" },
    body: { ...page.model.room, turn: 9, news: 1 },
  });
  await settle();
  expect(attends()).toBe(before + 2);
});

test("A page that is hidden or seen again says that its view is there", async () => {
  await page.show();
  const attends = () => page.model.asked.filter((name) => name === "attend").length;
  const before = attends();
  document.dispatchEvent(new Event("visibilitychange"));
  await settle();
  expect(attends()).toBe(before + 1);
});

test("What is left open is not counted as decided", async () => {
  page.model.hasSeen = true;
  await page.show({ phase: "decide", n_decided: 2, n_left_open: 1 });
  expect(page.text).toContain("2 of 9 decided, 1 left open");
});

test("Who has labeled all reads who is still waited for and who reveals", async () => {
  page.model.labeled(9);
  await page.show();
  expect(page.text).toContain("Still labeling: ben.");
  expect(page.text).toContain("As soon as ben reveals the answers");
});

test("A view says every few seconds that it is there, and that it leaves", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  try {
    await page.show();
    const count = () => page.model.asked.filter((name) => name === "attend").length;
    const before = count();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(count()).toBe(before + 2);
    page.end();
    expect(page.model.asked.at(-1)).toBe("leave");
    await vi.advanceTimersByTimeAsync(20_000);
    expect(count()).toBe(before + 2);
    expect(page.model.listenerCount).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
