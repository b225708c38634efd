"""Escalations in real JupyterLab: an annotator asks, the lead rules, the item comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from playwright.sync_api import Locator, expect

from tests.browser.hostile import PWN
from tests.browser.labeling import Labeler
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.lab import Lab, Notebook

SETUP = """
import trainer_widgets as tw, pandas as pd
from pathlib import Path
made = Path({folder!r})
(made / "guideline").mkdir(parents=True)
(made / "guideline" / "1.0.md").write_text("# Tone" + chr(10), "utf-8")
settings = 'id = "e5"; task = "ranking"; order = "given"; guideline = "1.0"'
(made / "project.toml").write_text(settings.replace("; ", chr(10)), "utf-8")
pd.DataFrame({{
    "item_id": ["s1", "s2", "s3"],
    "prompt": [f"Prompt {{i}}: which is kinder?" for i in range(3)],
    "response_a": [f"alpha {{i}}" for i in range(3)],
    "response_b": [f"beta {{i}}" for i in range(3)],
}}).to_parquet(made / "items.parquet")
"""
ANA = "tw.RankingWidget({folder!r}, annotator='ana')"
LEAD = "tw.EscalationWidget({folder!r}, annotator='lead')"
COPIES = """
import shutil, trainer_widgets as tw
for name in ("safety_flags", "image_tags"):
    without = shutil.ignore_patterns("labels", "imported")
    shutil.copytree("{datasets}/" + name, "{folder}/" + name, ignore=without)
"""
NOTE = f'<img src="x" onerror="{PWN}"> لهجتان مختلفتان'
RETURN = "window.dispatchEvent(new Event('focus'))"


class Lead(Labeler):
    """The list of escalations in a notebook's cell."""

    def item(self) -> Locator:
        """Locate the item as its annotator saw it."""
        return self.root.get_by_role("group", name="Item", exact=True)

    def field(self, name: str) -> Locator:
        """Locate a text field by its name."""
        return self.root.get_by_role("textbox", name=name, exact=True)

    def rule(self) -> None:
        """Send the ruling and wait until nothing is on its way."""
        self.press("Control+Enter")
        self.wait_saved()


def escalate(labeler: Labeler, note: str, reason: str, rule: str = "") -> None:
    """Escalate the item on screen by keyboard."""
    labeler.focus()
    labeler.press("e")
    dialog = labeler.root.get_by_role("dialog")
    dialog.get_by_role("radio", name=reason).check()
    dialog.get_by_role("textbox", name="Note").fill(note)
    dialog.get_by_role("textbox", name="Suggested rule").fill(rule)
    labeler.press("Control+Enter")
    expect(dialog).to_have_count(0)
    labeler.wait_saved()


def looks(notebook: Notebook, labeler: Labeler, name: str) -> None:
    """Check a state in both themes; the pictures are in tests/artifacts."""
    notebook.page.set_viewport_size({"width": 1400, "height": 1800})
    for dark in (True, False):
        notebook.set_theme(dark=dark)
        notebook.page.wait_for_selector("#jupyterlab-splash", state="detached")
        notebook.screenshot(f"escalations-{name}-{'dark' if dark else 'light'}", labeler.root)
        assert notebook.violations("section.tw") == []


def events(folder: Path, action: str) -> list[dict[str, Any]]:
    """Read a project's events of one kind with nothing but pandas, oldest first."""
    parts = [pd.read_parquet(part) for part in (folder / "labels" / "ranking").glob("*.parquet")]
    frame = pd.concat(parts).sort_values("recorded_at")
    rows: list[dict[str, Any]] = frame[frame["action"] == action].to_dict("records")  # type: ignore[assignment]
    return rows


def test_from_the_question_to_the_rule_and_back(kept_lab: Lab, folder: str) -> None:
    """An answer becomes a rule with a case; a clarification brings the item back with its words."""
    cells = [text.format(folder=folder) for text in (SETUP, ANA, LEAD)]
    notebook = kept_lab.open_notebook(cells)
    notebook.run_all()
    ana, lead = Labeler(notebook, 1), Lead(notebook, 2)
    expect(lead.root.get_by_text("Nothing is waiting for you.")).to_be_visible()
    ana.wait_ready()
    ana.focus()
    ana.press("2")
    escalate(ana, NOTE, "The guideline is unclear here", "Any dialect will do.")
    expect(ana.prompt()).to_contain_text("Prompt 1")
    escalate(ana, "Is this one broken?", "The item is broken")
    expect(ana.prompt()).to_contain_text("Prompt 2")
    ana.focus()
    ana.press("6", "Control+Enter")
    expect(ana.root.get_by_text("That is all.")).to_be_visible()

    lead.focus()
    lead.press("u")
    expect(lead.root.get_by_text("2 open", exact=True)).to_be_visible()
    search(lead)
    lead.press("Escape", "j", "k")
    expect(lead.item()).to_contain_text("Prompt 0")
    expect(lead.root.locator(".tw-asked")).to_contain_text("<img src")
    answer(lead)
    looks(notebook, lead, "rule")
    lead.rule()
    expect(lead.item()).to_contain_text("Prompt 1")
    lead.focus()
    lead.press("2")
    lead.page.keyboard.type("It is not: 日本語でも大丈夫。")
    # A cell that is run again is another view: what was begun is there.
    notebook.run_cell(2)
    expect(lead.field("Reason")).to_have_value("It is not: 日本語でも大丈夫。")
    lead.focus()
    lead.rule()
    expect(lead.root.get_by_text("0 open", exact=True)).to_be_visible()

    made = kept_lab.server.work / folder
    check_rulings(notebook, made)
    notebook.page.evaluate(RETURN)
    expect(ana.root.get_by_role("note")).to_contain_text("It is not: 日本語でも大丈夫。")
    expect(ana.prompt()).to_contain_text("Prompt 1")
    notebook.screenshot("escalations-back", ana.root)
    assert notebook.violations("section.tw") == []
    ana.focus()
    ana.press("2", "Control+Enter")
    ana.wait_saved()
    expect(ana.root.get_by_role("note")).to_have_count(0)
    assert [row["condition"] for row in events(made, "answer")] == ["blind", "rework"]
    assert not notebook.page.evaluate("'__pwned' in window")


def search(lead: Lead) -> None:
    """Find one of two escalations by a word of its note, and both again."""
    lead.press("/")
    lead.page.keyboard.type("broken?")
    entries = lead.root.get_by_role("group", name="List").get_by_role("listitem")
    expect(entries).to_have_count(1)
    lead.root.get_by_role("searchbox", name="Search the escalations").fill("")
    expect(entries).to_have_count(2)


def check_rulings(notebook: Notebook, made: Path) -> None:
    """Look for both rulings in the events, in the guideline and in its cases."""
    given, clarified = events(made, "resolve")
    assert given["answer"]["order"].tolist()[0].tolist() == ["b"]
    assert (given["annotator"], given["ruling"]["guideline"]) == ("lead", "1.1")
    assert clarified["ruling"]["kind"] == "clarification"
    new = (made / "guideline" / "1.1.md").read_text("utf-8")
    for part in ("### Dialects", "Any dialect will do.", "> colour", "```case", "- 1.1: Dialects"):
        assert part in new
    assert (made / "guideline" / "1.0.md").read_text("utf-8") == "# Tone\n"
    project = f"tw.Project({made.name!r})"
    assert notebook.value(f"{project}.escalations()['status'].tolist()") == ["resolved"] * 2
    assert notebook.value(f"len({project}.cases().items)") == 1


def answer(lead: Lead) -> None:
    """Answer the item by keyboard, and begin a rule from it."""
    lead.focus()
    lead.press("i", "6")
    expect(lead.root.get_by_text("choose the ruling “Answer”").first).to_be_visible()
    lead.press("Escape", "1")
    expect(lead.item()).to_be_focused()
    lead.press("6" if "alpha" in lead.response("A").inner_text() else "2", "Escape", "b")
    expect(lead.field("Rule (Markdown)")).to_have_value("Any dialect will do.")
    lead.field("Title").fill("Dialects")
    expect(lead.field("Line in the list of changes")).to_have_value("Dialects")
    lead.field("Example").fill("colour")


def test_other_tasks_show_their_items_as_they_are_labeled(kept_lab: Lab, folder: str) -> None:
    """A veiled text stays veiled until asked for; a picture comes from its annotator's desk."""
    setup = COPIES.format(datasets=REPOSITORY / "datasets", folder=folder)
    names = ("SafetyWidget", "safety_flags"), ("ImageTagWidget", "image_tags")
    cells = [setup]
    for widget, name in names:
        cells += [f"tw.{widget}('{folder}/{name}', annotator='ana')"]
        cells += [f"tw.EscalationWidget('{folder}/{name}', annotator='lead')"]
    notebook = kept_lab.open_notebook(cells)
    notebook.run_all()
    for cell in (1, 3):
        labeler = Labeler(notebook, cell)
        expect(labeler.button("Escalate")).to_be_enabled()
        escalate(labeler, "Look at this, please.", "It needs an expert")
    safety, images = Lead(notebook, 2), Lead(notebook, 4)
    for lead in (safety, images):
        lead.focus()
        lead.press("u")
        expect(lead.item()).to_be_visible()
    expect(safety.item()).to_contain_text("is veiled")
    safety.focus()
    safety.press("i", "v")
    verdict = safety.item().get_by_role("radio", name="Unsafe")
    expect(verdict).to_be_visible()
    expect(images.item().locator("img")).to_be_visible()
    notebook.screenshot("escalations-safety", safety.root)
    notebook.screenshot("escalations-images", images.root)
    images.focus()
    images.press("1", "Shift+A", "Control+Enter")
    images.wait_saved()
    expect(images.root.get_by_text("0 open", exact=True)).to_be_visible()
    images.root.evaluate("(one) => { one.id = 'images'; }")
    assert notebook.violations("#images") == []
    ruled = f"tw.Project('{folder}/image_tags').escalations()['ruling'].tolist()"
    assert notebook.value(ruled) == ["answer"]
