"""The widget outside one person's JupyterLab: marimo, Notebook 7, two logins, nobody known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Page, expect

from tests.browser.labeling import ITEMS, Labeler, open_ranking
from tests.browser.marimo_server import MarimoServer
from tests.browser.stored import events
from tests.browser.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext

    from tests.browser.jupyter import JupyterServer
    from tests.browser.lab import Lab

MARIMO = """\
import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo
    {items}
    widget = mo.ui.anywidget(tw.RankingWidget(items, "labels", annotator="ana"))
    widget
    return


if __name__ == "__main__":
    app.run()
"""
FOCUS = """
() => {
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  return [one?.tagName, one?.closest("section.tw") !== null];
}
"""


def label_with_a_rationale(page: Page, rationale: str) -> str:
    """Label the item on screen, by mouse and keyboard; return its id."""
    root = page.locator("section.tw")
    prompt = root.locator(".tw-prompt")
    prompt.wait_for()
    item = re.sub(r"\D", "", prompt.inner_text())
    root.get_by_role("article", name="Response A").click()
    page.keyboard.press("2")
    field = root.get_by_role("textbox", name="Rationale")
    field.click()
    page.keyboard.type(rationale)
    expect(field).to_have_value(rationale)
    page.keyboard.press("Control+Enter")
    expect(prompt.get_by_text(f"Prompt {item}:")).to_have_count(0)
    assert page.evaluate(FOCUS) == ["FIELDSET", True]
    expect(root.get_by_role("status", name="Saved")).to_have_text("✓ Saved")
    return f"secret-{item}"


def test_marimo(new_context: Callable[[], BrowserContext], tmp_path: Path) -> None:
    """In marimo the widget is shown, keeps the focus where one clicks, and stores answers."""
    app = tmp_path / "app.py"
    app.write_text(MARIMO.format(items=ITEMS.format(n=5).replace("\n", "\n    ")))
    with MarimoServer(app) as server:
        page = new_context().new_page()
        wire = Wire(page)
        page.goto(server.url)
        labeled = [label_with_a_rationale(page, text) for text in ("in marimo 1 2", "again")]
        assert wire.elsewhere() == []
    rows = events(tmp_path / "labels")
    assert [row["item_id"] for row in rows] == labeled
    assert [row["rationale"] for row in rows] == ["in marimo 1 2", "again"]
    assert [row["answer"]["strength"] for row in rows] == [2, 2]


def test_notebook_7(lab: Lab, lab_server: JupyterServer) -> None:
    """In Notebook 7 the widget is shown and stores what is submitted, and `b` inserts no cell."""
    seed = lab.open_notebook(
        [ITEMS.format(n=5) + "widget = tw.RankingWidget(items, 'seven', annotator='ana')\nwidget"]
    )
    seed.page.close()
    page = lab.context.new_page()
    page.goto(f"{lab_server.url}/notebooks/{seed.path}?token={lab_server.token()}")
    page.locator(".jp-Notebook .cm-content").first.click()
    page.get_by_text("Python 3 (ipykernel)").first.wait_for()
    page.keyboard.press("Shift+Enter")
    page.locator("section.tw .tw-prompt").wait_for()
    cells = page.locator(".jp-Notebook .jp-CodeCell").count()
    labeled = label_with_a_rationale(page, "in seven 1 2")
    for key in ("b", "a", "m", "Alt+Enter", "d", "d"):
        page.keyboard.press(key)
    assert page.locator(".jp-Notebook .jp-CodeCell").count() == cells
    (row,) = events(lab_server.work / "seven")
    assert (row["item_id"], row["rationale"]) == (labeled, "in seven 1 2")


def test_two_logins_on_one_widget(
    lab_of: Callable[[str], Lab], shared_server: JupyterServer
) -> None:
    """Ana and Ben label one widget in turns: own queues, own logins, nothing lost, nothing seen."""
    ana = open_ranking(lab_of("ana"), "together", n=8, annotator=None)
    ben = Labeler(lab_of("ben").open(ana.notebook.path))
    ben.wait_ready()
    people = {"ana": ana, "ben": ben}
    labeled: dict[str, list[str]] = {"ana": [], "ben": []}
    for labeler in people.values():
        labeler.focus()
    for n in range(5):
        for who, labeler in people.items():
            labeled[who].append(f"secret-{labeler.number()}")
            labeler.press("2" if who == "ana" else "6", "r")
            labeler.page.keyboard.type(f"by {who} {n}")
            labeler.submit()
    for labeler in people.values():
        labeler.wait_saved()
        labeler.press("l")
        expect(labeler.root.get_by_role("list").get_by_role("button")).to_have_count(5)
    rows = events(shared_server.work / "together")
    assert len(rows) == 10
    assert {row["identity"] for row in rows} == {"asserted"}
    for who, labeler in people.items():
        other = "ben" if who == "ana" else "ana"
        own = [row for row in rows if row["annotator"] == who]
        assert [row["item_id"] for row in own] == labeled[who]
        assert [row["rationale"] for row in own] == [f"by {who} {n}" for n in range(5)]
        shown = labeler.root.inner_html() + labeler.page.evaluate("JSON.stringify(localStorage)")
        assert f"by {other}" not in shown
        said = labeler.root.locator(".tw-own-said").all_inner_texts()
        assert set(said) == {"A better" if who == "ana" else "B better"}
    assert labeled["ana"] != labeled["ben"]


def test_a_name_is_asked_for_once(lab: Lab) -> None:
    """Jupyter's anonymous user is asked for a name once, and after a reload it is still known."""
    notebook = lab.open_notebook(
        [ITEMS.format(n=5) + "widget = tw.RankingWidget(items, 'named-once')\nwidget"]
    )
    notebook.run_all()
    labeler = Labeler(notebook, 0)
    name: Any = labeler.root.get_by_label("Your name")
    name.fill("  ")
    expect(labeler.button("Begin")).to_be_disabled()
    name.fill("Zoë Ångström")
    labeler.press("Enter")
    labeler.wait_ready()
    labeler.focus()
    labeler.press("2")
    labeler.submit()
    labeler.wait_saved()
    notebook.save()
    notebook.page.reload()
    notebook.wait_open()
    labeler.wait_ready()
    expect(name).to_have_count(0)
    notebook.run_all()
    labeler.wait_ready()
    labeler.focus()
    labeler.press("2")
    labeler.submit()
    labeler.wait_saved()
    rows = events(lab.server.work / "named-once")
    assert [(row["annotator"], row["identity"]) for row in rows] == [("Zoë Ångström", "given")] * 2
    assert rows[0]["item_id"] != rows[1]["item_id"]
