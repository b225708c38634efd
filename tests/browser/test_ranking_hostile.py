"""Whatever a model, an item, a guideline or a colleague writes: it is text, and only text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.hostile import NAMES, PAYLOADS
from tests.browser.lab import Lab
from tests.browser.labeling import Labeler
from tests.browser.stored import events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Dialog

    from tests.browser.jupyter import JupyterServer

READ = """
import json, pandas as pd, trainer_widgets as tw
hostile = json.load(open("hostile.json", encoding="utf-8"))
"""
ITEMS = """
items = pd.DataFrame(hostile["items"])
widget = tw.RankingWidget(items, "hostile", annotator=hostile["annotator"], order="given")
widget
"""
NAMED = """
project = tw.Project.from_items(
    pd.DataFrame(hostile["items"]).head(4), "named", order="given", feedback=True,
    name=hostile["project"], guideline=tw.Guideline("1", hostile["guideline"]),
    gold=pd.DataFrame(hostile["gold"]).head(4))
criteria = [tw.wire.Criterion(name, definition, 3) for name, definition in hostile["criteria"]]
widget = tw.RankingWidget(project, annotator=hostile["annotator"], criteria=criteria)
widget
"""
ANYONE = """
widget = tw.RankingWidget(pd.DataFrame(hostile["items"]), "anyone", order="given")
widget
"""
# Everything that text must not become, and everything that it must not do to the layout.
INSPECT = """
() => {
  const root = document.querySelector("section.tw");
  const found = [];
  const tell = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 120)}`);
  if (window.__pwned || parent.__pwned) found.push("code ran");
  const forbidden = "img iframe frame script style object embed base link meta video audio source"
    + " picture svg math marquee applet portal track canvas template slot";
  for (const one of root.querySelectorAll(forbidden.split(" ").join())) tell("element", one);
  const box = root.getBoundingClientRect();
  const boxed = (one) => one !== root && one &&
    (getComputedStyle(one).overflowX !== "visible" || boxed(one.parentElement));
  for (const one of root.querySelectorAll("*")) {
    for (const { name, value } of one.attributes) {
      if (/^(on|style$|src|srcset|ping|formaction|action|background)/i.test(name)) tell(name, one);
      if (name === "href" && !/^(https?|mailto):/.test(value)) tell("href", one);
      if (name === "id" && /proto|evil|pwned/.test(value)) tell("id", one);
    }
    if (one.tagName === "A" && !/noopener/.test(one.rel)) tell("opener", one);
    const { left, right, width } = one.getBoundingClientRect();
    if (width && (left < box.left - 1 || right > box.right + 1) && !boxed(one.parentElement))
      tell("sticks out", one);
    const scrolls = one.matches(".tw-scroll, .tw-own, .tw-criteria-list");
    if (scrolls && one.scrollWidth > one.clientWidth + 1) tell("scrolls sideways", one);
  }
  if (root.scrollWidth > root.clientWidth + 1) found.push("the widget is too wide");
  if (box.height > 1600) found.push(`the widget is ${box.height} high`);
  const submit = [...root.querySelectorAll("footer button")].at(-1);
  submit.scrollIntoView({ block: "nearest" });
  const { x, y, width, height } = submit.getBoundingClientRect();
  const top = document.elementFromPoint(x + width / 2, y + height / 2);
  if (!submit.contains(top)) tell("covers Submit", top ?? root);
  return found;
}
"""
CLICK = """
() => {
  const places = document.querySelectorAll("section.tw :is(.tw-link, .tw-more button)");
  for (const place of [...places].slice(0, 20)) place.click();
}
"""


def content() -> dict[str, Any]:
    """Put every payload into a prompt and into a response, and names wherever there are names."""
    pairs = [PAYLOADS[n : n + 2] for n in range(0, len(PAYLOADS), 2)]
    pairs[-1] = [*pairs[-1], "plain"][:2]
    items = []
    for n, (one, other) in enumerate(pairs):
        ids = NAMES[2 * n % len(NAMES)], NAMES[(2 * n + 1) % len(NAMES)]
        turns = pairs[(n + 17) % len(pairs)]
        items.append(
            {
                "item_id": f"{NAMES[(3 * n) % len(NAMES)]} {n}",
                "prompt": [{"role": "user", "content": turn} for turn in turns],
                "responses": [
                    {"response_id": ids[0], "text": one, "model": ids[1]},
                    {"response_id": ids[1], "text": other, "model": ids[0]},
                ],
                "file name": ids[0],
            }
        )
    gold = [
        {"item_id": item["item_id"], "choice": "both_bad", "reason": NAMES[-n]}
        for n, item in enumerate(items, 1)
    ]
    return {
        "items": items,
        "annotator": "<img src=x onerror=window.__pwned=1> \u202eana\u202c __proto__ ../..",
        "project": "<svg onload=window.__pwned=1> [x](javascript:window.__pwned=1) " + "W" * 300,
        "guideline": "\n\n".join(NAMES),
        "criteria": [[NAMES[n * 5], NAMES[n * 5 + 1]] for n in range(12)],
        "gold": gold,
    }


class Victim:
    """A page that shows the payloads, and all that it does that it should not."""

    def __init__(self, server: JupyterServer, browser: Browser) -> None:
        self.content = content()
        (server.work / "hostile.json").write_text(json.dumps(self.content))
        context = browser.new_context(viewport={"width": 1300, "height": 1000})
        self.notebook = Lab(server, context).open_notebook([READ, ITEMS, NAMED, ANYONE])
        self.page = self.notebook.page
        self.done: list[str] = []
        self.page.on("dialog", self._dismiss)
        self.page.on("pageerror", lambda error: self.done.append(f"an error: {error}"))
        context.on("page", lambda page: self.done.append(f"a page: {page.url}"))
        self.page.on("framenavigated", lambda frame: self.done.append(f"went to {frame.url}"))
        self.notebook.run_cell(0)

    def _dismiss(self, dialog: Dialog) -> None:
        self.done.append("a dialog")
        dialog.dismiss()

    def show(self, cell: int) -> Labeler:
        """Run a cell, and only that one shows a widget."""
        self.notebook.js("await app.commands.execute('notebook:clear-all-cell-outputs');")
        self.notebook.run_cell(cell)
        return Labeler(self.notebook, cell)

    def problems(self) -> list[str]:
        """List what was done since the page was opened, and what is wrong now."""
        asked = [request.url for request in self.notebook.wire.requests]
        asked = [url for url in asked if "pwned" in url or "evil" in url]
        here: list[str] = self.page.evaluate(INSPECT)
        return [*here, *self.done, *asked, *self.notebook.wire.elsewhere()]


@pytest.fixture(scope="module")
def victim(lab_server: JupyterServer, browser: Browser) -> Iterator[Victim]:
    """Give one page to all tests here."""
    victim = Victim(lab_server, browser)
    yield victim
    victim.page.context.close()
    lab_server.stop_kernels()


def test_every_payload_is_text_and_its_label_arrives(victim: Victim) -> None:
    """No payload runs, loads, leaves or breaks the layout, and each item's label is exact."""
    labeler = victim.show(1)
    labeler.wait_ready()
    items = victim.content["items"]
    found: dict[str, list[str]] = {}
    for number, item in enumerate(items, 1):
        expect(labeler.root.get_by_text(f"{number} of {len(items)}", exact=True)).to_be_visible()
        labeler.focus()
        problems = victim.problems()
        labeler.press("t", "d")
        problems += victim.problems()
        labeler.press("t")
        victim.page.evaluate(CLICK)
        problems += victim.problems()
        if problems:
            found[f"item {number}"] = sorted(set(problems))
        labeler.focus()
        labeler.press("d", "2")
        if number % 4 == 0:
            labeler.root.get_by_role("textbox", name="Rationale").fill(item["item_id"])
        labeler.press("Control+Enter")
    labeler.wait_saved()
    assert found == {}
    rows = events(victim.notebook.lab.server.work / "hostile")
    assert [row["item_id"] for row in rows] == [item["item_id"] for item in items]
    assert {row["annotator"] for row in rows} == {victim.content["annotator"]}
    for number, (item, row) in enumerate(zip(items, rows, strict=True), 1):
        order = row["answer"]["order"]
        ids = {response["response_id"] for response in item["responses"]}
        assert {one for tied in order for one in tied} == ids
        assert order[0][0] == row["shown"]["order"][0]
        if number % 4 == 0:
            assert row["rationale"] == item["item_id"].strip()


def test_names_guideline_and_feedback_are_text(victim: Victim) -> None:
    """Criteria, guideline, the names of project and annotator, gold reasons and notes stay text."""
    labeler = victim.show(2)
    labeler.wait_ready()
    labeler.focus()
    assert victim.problems() == []
    for letter, row in (("A", 0), ("B", 11)):
        labeler.root.locator(f".tw-dots[aria-label$='response {letter}']").nth(row).locator(
            "input"
        ).nth(1).check()
    labeler.focus()
    labeler.press("g", "/")
    victim.page.keyboard.type("pwned")
    expect(labeler.root.get_by_role("status", name="Matches")).to_contain_text("1 of")
    assert victim.problems() == []
    labeler.focus()
    labeler.press("?")
    assert victim.problems() == []
    labeler.press("2", "Control+Enter")
    expect(labeler.root.get_by_role("status", name="Feedback on item 1")).to_be_visible()
    labeler.press("e")
    note = labeler.root.get_by_role("dialog").get_by_role("textbox", name="Note")
    note.fill(NAMES[0] + NAMES[30])
    labeler.press("Control+Enter", "l")
    expect(labeler.root.get_by_role("list").get_by_role("button")).to_have_count(2)
    labeler.wait_saved()
    assert victim.problems() == []
    rows = events(victim.notebook.lab.server.work / "named")
    scored = [score["criterion"] for score in rows[0]["answer"]["scores"]]
    assert sorted(scored) == sorted(victim.content["criteria"][n][0] for n in (0, 11))
    (escalated,) = (row for row in rows if row["action"] == "escalate")
    assert escalated["escalation"]["note"] == NAMES[0] + NAMES[30]


def test_a_hostile_name_is_a_name(victim: Victim) -> None:
    """A name that is typed is stored as it was typed, whatever is in it."""
    labeler = victim.show(3)
    name = "<img src=x onerror=window.__pwned=1> ${7*7} {{7*7}} __proto__"
    victim.page.evaluate("localStorage.removeItem('tw:name')")
    labeler.root.get_by_label("Your name").fill(name)
    labeler.press("Enter")
    labeler.wait_ready()
    labeler.focus()
    labeler.press("?", "2", "Control+Enter")
    expect(labeler.root.get_by_text("2 of", exact=False)).to_be_visible()
    labeler.wait_saved()
    assert victim.problems() == []
    (row,) = events(victim.notebook.lab.server.work / "anyone")
    assert row["annotator"] == name
