import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BrowserStore } from "../src/kit/browser_store";
import { loginOf, whoIsThere } from "../src/kit/identity";
import { FakeKernel, freshPage, settle } from "./fakes";

const page = freshPage();
const PAGE_NAME = "tw:name:/";

/** What Jupyter puts into its pages. */
function serve(...replies: (Response | Error)[]): void {
  const config = document.createElement("script");
  config.id = "jupyter-config-data";
  config.type = "application/json";
  config.textContent = JSON.stringify({ baseUrl: "/hub/" });
  document.body.append(config);
  const ask = async () => {
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    if (reply instanceof Error) throw reply;
    return reply?.clone();
  };
  vi.stubGlobal("fetch", vi.fn(ask));
}

const me = (identity: object) => new Response(JSON.stringify({ identity }));
const ask = (again = vi.fn()) =>
  whoIsThere(new BrowserStore(), new AbortController().signal, again);

async function giveName(name: string): Promise<void> {
  const field = page.root.querySelector<HTMLInputElement>(".tw-name input");
  if (!field) throw new Error("no name is asked for");
  field.value = name;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  field.form?.requestSubmit();
  await settle();
}

beforeEach(() => localStorage.setItem(PAGE_NAME, "Ana"));
afterEach(() => {
  for (const one of document.querySelectorAll("#jupyter-config-data")) one.remove();
  history.replaceState(null, "", "/");
  vi.useRealTimers();
});

test("Jupyter's invented users have no login", () => {
  const invented = { username: "d3b07384d113edec49eaa6238ad5ff00", display_name: "Anonymous Io" };
  expect(loginOf({ identity: invented })).toBeNull();
  const ana = { username: "ana", display_name: "Anonymous Ana" };
  expect(loginOf({ identity: ana })).toBe("ana");
  expect(loginOf({})).toBeNull();
});

test("A login goes before a name that was typed", async () => {
  serve(me({ username: "ben" }));
  expect(await ask()).toEqual({ login: "ben", name: null });
});

test.each([
  ["no server serves the page", null],
  ["the server knows nobody", new Response("{}")],
  ["the server is too old to tell", new Response("", { status: 404 })],
])("Where %s, the name typed on this page counts", async (_, reply) => {
  if (reply) serve(reply);
  expect(await ask()).toEqual({ login: null, name: "Ana" });
});

test.each([
  ["forbids it", new Response("", { status: 403 })],
  ["fails", new Response("", { status: 502 })],
  ["sends a page to log in", new Response("<!doctype html>")],
  ["is out of reach", new TypeError("Failed to fetch")],
])("A server that %s is asked again until it tells", async (_, failure) => {
  vi.useFakeTimers();
  serve(failure, failure, me({ username: "ben" }));
  const again = vi.fn();
  const person = ask(again);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await person).toEqual({ login: "ben", name: null });
  expect(again).toHaveBeenCalledTimes(2);
  expect(again.mock.calls[0]?.[0]).toContain("does not tell who you are");
});

test("A server that never tells is given up, and nobody labels under a stored name", async () => {
  vi.useFakeTimers();
  serve(new Response("", { status: 403, statusText: "Forbidden" }));
  page.show();
  await vi.advanceTimersByTimeAsync(500);
  expect(page.root.textContent).toContain("Connecting");
  expect(page.root.textContent).toContain("403 Forbidden");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(page.root.textContent).toContain("This did not work");
  expect(page.root.textContent).toContain("403 Forbidden");
  expect(page.model.requests).toEqual([]);
  serve(me({ username: "ben" }));
  page.button("Try again")?.click();
  await vi.advanceTimersByTimeAsync(500);
  expect(page.model.requests[0]?.body).toMatchObject({ login: "ben", name: null });
});

test("A name is asked for once a page, and suggested on the next one", async () => {
  localStorage.clear();
  page.model.asksName = true;
  await page.show();
  await giveName(" Zoë ");
  expect(page.position).toBe("1 of 9");
  page.end();
  await page.show();
  expect(page.position).toBe("1 of 9");
  page.end();
  history.pushState(null, "", "/lab/tree/other.ipynb");
  await page.show();
  expect(page.root.querySelector<HTMLInputElement>(".tw-name input")?.value).toBe("Zoë");
});

test("Not you? asks for a name, and leaves what the one before has begun", async () => {
  page.model.asksName = true;
  await page.show();
  page.model.answers = false;
  await page.type("1", "Submit", "5", "?");
  expect(page.root.textContent).toContain("You label as Ana in Project");
  page.model.answers = true;
  page.root.focus();
  await page.click("Not you?");
  expect(page.root.contains(document.activeElement)).toBe(true);
  await giveName("Ben");
  expect([page.position, page.chosen]).toEqual(["1 of 9", ""]);
  expect(page.model.stored).toEqual([]);
  const kept = Object.keys(localStorage).map((key) => key.split(":").slice(0, 3).join(":"));
  expect(kept).toEqual(expect.arrayContaining(["tw:outbox:Ana", "tw:draft:Ana"]));
  await page.type("?");
  await page.click("Not you?");
  await giveName("Ana");
  await vi.waitFor(() => expect(page.model.stored).toMatchObject([{ token: "token-1" }]));
  expect([page.position, page.chosen]).toEqual(["2 of 9", "B slightly better5"]);
});

test("Who has a login is told so, and cannot be somebody else", async () => {
  serve(me({ username: "ben" }));
  await page.show();
  await page.type("?");
  expect(page.root.textContent).toContain("You label as ben");
  expect(page.button("Not you?")).toBeUndefined();
});

test("Forgetting forgets one's own name on every page, and no other name", async () => {
  localStorage.setItem("tw:name", "Ana");
  localStorage.setItem("tw:name:/other", "Ana");
  localStorage.setItem("tw:name:/bens", "Ben");
  page.model = new FakeKernel();
  page.model.asksName = true;
  await page.show();
  await page.type("?");
  await page.click("Forget on this computer");
  expect(Object.keys(localStorage)).toEqual(["tw:name:/bens"]);
});
