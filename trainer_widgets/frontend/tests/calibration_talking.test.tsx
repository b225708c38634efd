import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Decide } from "../src/contract";
import { HOSTILE } from "./answered_items";
import { order, revised, TalkPage, there } from "./calibration_talking_fakes";
import { dealt, press, settle } from "./fakes";

let page: TalkPage;

beforeEach(() => {
  localStorage.clear();
  page = new TalkPage();
  document.body.append(page.el);
});

afterEach(() => {
  page.end();
  page.el.remove();
});

const submit = async (inside: string) => {
  press("Enter", page.el.querySelector(inside), { ctrlKey: true });
  await settle();
};

async function write(field: HTMLTextAreaElement | HTMLInputElement | null, text: string) {
  if (!field) throw new Error("there is no such field");
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
}

const reason = () => page.el.querySelector<HTMLTextAreaElement>(".tw-decision-form textarea");

describe("What is revealed", () => {
  test("The most divided item comes first, and those on which nobody differs can be left out", async () => {
    await page.talk({ phase: "reveal", discussing: null });
    expect(page.places).toEqual(["2", "3", "1"]);
    expect(page.heading).toBe("Item 2");
    expect(page.labeled("Agreement")).toContain("0.38 [0.08, 0.63]");
    await page.key("o");
    expect(page.places).toEqual(["2", "3"]);
  });

  test("An item has everybody's answer, and both answers of who has revised", async () => {
    await page.talk({ discussing: 3 });
    expect(page.labeled("Orders")).toContain("anayou, revised");
    expect(page.labeled("Rationales")).toMatch(/ana.*revised.* → .*/);
    expect(page.labeled("Agreement")).toContain("no longer independent");
  });

  test("A long rationale is a box of some lines, and whole for who asks", async () => {
    await page.talk();
    const said = [there("ben", order("A", "B"), { rationale: "Kind. ".repeat(800) })];
    const item = { item: dealt(1), excerpt: "One", difference: 0, said };
    page.model.script = { compared: "order", items: [item, item, item] };
    await page.model.tell({ news: 1 });
    expect(page.labeled("What they wrote")).toContain("Kind. Kind.");
    await page.click("Show all");
    expect(page.labeled("What they wrote")).toBe("");
    expect(page.labeled("Rationales")).toContain("Kind. Kind.");
  });

  test("Names and rationales of others are text and nothing else", async () => {
    await page.talk();
    const said = [there(HOSTILE, order("A", "B"), { rationale: HOSTILE })];
    const item = { item: dealt(1), excerpt: HOSTILE, difference: 0, said };
    page.model.script = { compared: HOSTILE, items: [item, item, item] };
    await page.model.tell({ news: 1, discussing: 1, facilitator: HOSTILE });
    expect(page.el.querySelector("img")).toBeNull();
    expect(page.labeled("Rationales")).toContain("<img src=x");
  });

  test("When something was revised, what is on screen is asked for again and nothing else", async () => {
    await page.talk();
    const before = page.model.requests.length;
    await page.model.tell({ news: 1 });
    expect(page.since(before)).toEqual(["reveal", "open_revealed", "attend"]);
    const after = page.model.requests.length;
    await page.model.tell({});
    expect(page.since(after)).toEqual([]);
  });
});

describe("Following", () => {
  test("Whoever follows goes where the facilitator leads, and browsing ends that", async () => {
    await page.talk();
    await page.model.tell({ discussing: 1 });
    expect(page.heading).toBe("Item 1");
    await page.key("k");
    expect(page.heading).toBe("Item 3");
    await page.model.tell({ discussing: 2 });
    expect(page.heading).toBe("Item 3");
    await page.click("Go to item 2, which ben discusses");
    expect(page.heading).toBe("Item 2");
    await page.model.tell({ discussing: 1 });
    expect(page.heading).toBe("Item 1");
  });

  test("Nobody is taken away from a revision that they are writing", async () => {
    await page.talk();
    await page.key("r");
    await page.model.tell({ discussing: 1 });
    expect(page.heading).toBe("Item 2");
    expect(page.button("Go to item 1, which ben discusses")).toBeDefined();
  });

  test("Only the facilitator leads, in the phases in which people are led", async () => {
    await page.talk();
    await page.key("l");
    expect(page.model.led).toEqual([]);
    await page.model.tell({ facilitator: "ana" });
    await page.key("j");
    await page.key("l");
    expect(page.model.led).toEqual([3]);
  });
});

describe("Revising", () => {
  test("A revision begins with one's own answer, and goes through the outbox with a rationale", async () => {
    await page.talk();
    await page.key("r");
    const field = page.el.querySelector<HTMLTextAreaElement>(".tw-revision .tw-rationale textarea");
    expect(field?.value).toBe("A is kinder.");
    await write(field, "B is shorter indeed.");
    await submit(".tw-revision textarea");
    const [revision] = page.model.revisions;
    expect(revision).toMatchObject({
      ...{ action: "answer", token: "token-2", rationale: "B is shorter indeed." },
      answer: { order: [["A"], ["B"]] },
    });
    expect(page.el.querySelector(".tw-revision")).toBeNull();
  });

  test("What somebody types survives news, and a revision that was closed goes on", async () => {
    await page.talk();
    await page.key("r");
    const field = () =>
      page.el.querySelector<HTMLTextAreaElement>(".tw-revision .tw-rationale textarea");
    await write(field(), "Half a");
    const same = field();
    await page.model.tell({ news: 1 });
    expect(field()).toBe(same);
    expect(field()?.value).toBe("Half a");
    await page.click("Close");
    await page.click("Go on revising");
    expect(field()?.value).toBe("Half a");
  });

  test("Nothing is revised in a closed session, which says what to do next", async () => {
    await page.talk({ phase: "close" });
    await page.key("r");
    expect(page.el.querySelector(".tw-revision")).toBeNull();
    expect(page.text).toContain("session.report()");
  });

  test("A revision that is open when the session closes is not recorded, and says so", async () => {
    await page.talk();
    await page.key("r");
    const form = () => page.el.querySelector(".tw-revision");
    await write(
      form()?.querySelector<HTMLTextAreaElement>(".tw-rationale textarea") ?? null,
      "Mine",
    );
    await page.model.tell({ phase: "close" });
    expect(form()?.textContent).toContain("The session was closed before you recorded this");
    expect(page.button("Record the revision")).toBeUndefined();
    expect(page.button("Copy the rationale")).toBeDefined();
    await submit(".tw-revision textarea");
    expect(page.model.revisions).toEqual([]);
    await page.click("Discard");
    expect(form()).toBeNull();
  });

  test("Who said nothing blind is not told that it is kept", async () => {
    await page.talk();
    page.model.script.items[1]?.said.splice(0, 1);
    await page.model.tell({ news: 1 });
    await page.key("r");
    expect(page.labeled("Your answer")).not.toContain("from before the reveal");
  });

  test("Nothing that others said is kept in the browser", async () => {
    await page.talk();
    await page.key("r");
    await write(page.el.querySelector(".tw-revision .tw-rationale textarea"), "Mine");
    await page.click("Close");
    expect(JSON.stringify(localStorage)).toContain("Mine");
    expect(JSON.stringify(localStorage)).not.toContain("B is shorter.");
  });
});

describe("Deciding", () => {
  const lead = { facilitator: "ana", phase: "decide" } as const;

  test("A decision starts from somebody's answer and needs a reason", async () => {
    await page.talk(lead);
    await submit(".tw-decision-form textarea");
    expect(page.text).toContain("Choose whose answer to start from");
    await page.click("ben");
    await submit(".tw-decision-form textarea");
    expect(page.text).toContain("Write why");
    await write(reason(), "Shorter is kinder.");
    await submit(".tw-decision-form textarea");
    expect(page.model.decided).toMatchObject([
      { place: 2, reason: "Shorter is kinder.", rule: null, answer: { order: [["B"], ["A"]] } },
    ]);
    expect(page.labeled("Decision")).toContain("Shorter is kinder.");
  });

  test("An item can be left open, as an escalation with a note", async () => {
    await page.talk(lead);
    page.el
      .querySelector<HTMLInputElement>('.tw-decision-kinds [type="radio"]:not(:checked)')
      ?.click();
    await settle();
    await write(reason(), "The guideline says nothing.");
    await submit(".tw-decision-form textarea");
    expect(page.model.decided).toMatchObject([
      { answer: null, escalation: { note: "The guideline says nothing." } },
    ]);
    expect(page.labeled("Decision")).toContain("Left open by ana");
  });

  test("A kernel that has forgotten this view gets the decision again, under the same id", async () => {
    await page.talk(lead);
    await page.click("ben");
    await write(reason(), "Shorter.");
    page.model.forgets = 1;
    await submit(".tw-decision-form textarea");
    const ids = page.model.sent("decide").map((body) => (body as Decide).event_id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(page.model.decided).toHaveLength(1);
  });

  test("Everybody else sees the decision, and no form for one", async () => {
    await page.talk({ phase: "decide" });
    expect(page.el.querySelector(".tw-decision-form")).toBeNull();
    page.model.script.items[1]?.said.splice(0, 1, revised("ana", order("A", "B"), order("B", "A")));
    page.model.decisions.set(2, {
      ...{ kind: "answer", plain: order("B", "A"), reason: "Agreed.", guideline: "1.1" },
      ...{ escalation: null, decided_by: "ben", decided_at: "2026-03-12T10:31:00Z" },
    });
    await page.model.tell({ news: 1 });
    expect(page.labeled("Decision")).toContain("Agreed.");
  });
});
