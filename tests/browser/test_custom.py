"""Tasks of one's own in real JupyterLab: the README's example, the presets, views with mistakes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd
from playwright.sync_api import Locator, expect

from tests.browser.hostile import PWN
from tests.browser.labeling import Labeler
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.lab import Lab, Notebook

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("\n## Make your own task\n")[2].partition("\n## ")[0]
IMPORTS = "import pandas as pd\nimport trainer_widgets as tw"
REPLY = "Good morning! 🙂 We open at nine."
HOSTILE = f'<img src="x" onerror="{PWN}"> Ana Novak flew to Oslo.'
SPANS = """
items = pd.DataFrame({{"item_id": ["n1", "n2"], "text": [{text!r}, "Nobody went anywhere."]}})
tw.TaskWidget(
    items, {folder!r}, "ana", task="span_extraction",
    labels=["person", "place"], order="given", rationale="required",
)
"""
CLASSES = """
items = pd.DataFrame({{"item_id": ["n1", "n2"], "text": ["لغة جميلة", "Good tea"]}})
tw.TaskWidget(
    items, {folder!r}, "ana", task="text_classification",
    labels=["praise", "blame"], order="given", at_once=True,
)
"""
BROKEN = """
class Text(tw.Record):
    item_id: str
    text: str

class Verdict(tw.Record):
    is_good: bool

def show(name, view):
    tw.register_task(name, item=Text, answer=Verdict, view=view)
    items = pd.DataFrame({{"item_id": ["n1", "n2"], "text": ["one", "two"]}})
    return tw.TaskWidget(items, {folder!r}, "ana", task=name, order="given")
"""
UNREADABLE = """export default {
  title: "Good?",
  Work( { },
}"""
DRAWING = """export default {
  Work({ item }) {
    return item.nothing.here;
  },
}"""
HANDLER = """export default {
  answer: () => ({ is_good: true }),
  Work({ kit }) {
    const act = () => kit.nothing();
    return kit.html`<${kit.Button} name="Act" onClick=${act} />`;
  },
}"""
MISTAKES = {
    "unreadable": (UNREADABLE, "unreadable.js, line 4: SyntaxError"),
    "workless": ("export default { title: 'x' }", "workless.js has no function `Work`"),
    "misspelt": ("export default { Wrok() {} }", "nothing is called `Wrok`"),
    "drawing": (DRAWING, "drawing.js, line 3: TypeError"),
    "greedy": (
        "export default { Work({ kit }) { kit.useKeys({ s() {} }); return null; } }",
        "the key s belongs to all widgets",
    ),
    "handler": (HANDLER, "handler.js, line 4: TypeError"),
}


def blocks(language: str) -> list[str]:
    """Give the section's code in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", SECTION, flags=re.MULTILINE | re.DOTALL)


def rows(folder: Path, task: str) -> list[dict[str, Any]]:
    """Read a task's events with nothing but pandas, oldest first."""
    parts = [pd.read_parquet(part) for part in (folder / task).glob("*.parquet")]
    frame = pd.concat(parts).sort_values("recorded_at")
    found: list[dict[str, Any]] = frame.to_dict("records")  # type: ignore[assignment]
    return found


def select(labeler: Labeler, name: str, text: str, words: str) -> None:
    """Select words of a text by keyboard alone."""
    labeler.root.get_by_role("textbox", name=name, exact=True).focus()
    labeler.press("Control+Home", *["ArrowRight"] * text.index(words))
    labeler.press(*["Shift+ArrowRight"] * len(words))


def looks(notebook: Notebook, labeler: Labeler, name: str) -> None:
    """Check a state in both themes; the pictures are in tests/artifacts."""
    for dark in (True, False):
        notebook.set_theme(dark=dark)
        notebook.page.wait_for_selector("#jupyterlab-splash", state="detached")
        notebook.screenshot(f"{name}-{'dark' if dark else 'light'}", labeler.root)
        assert notebook.violations("section.tw") == []


def test_the_readme_example(kept_lab: Lab, folder: str) -> None:
    """The README's task, copied from it, is labeled by keyboard and leaves the rows it promises."""
    (view,) = blocks("js")
    (kept_lab.server.work / "yes_no.js").write_text(view, encoding="utf-8")
    cell = blocks("python")[0].replace('"labels"', repr(folder))
    notebook = kept_lab.open_notebook([IMPORTS, cell])
    notebook.run_all()
    labeler = Labeler(notebook)
    question = labeler.root.get_by_role("group", name="Question", exact=True)
    expect(question).to_contain_text("Is the soup vegan?")
    labeler.focus()
    labeler.press("Control+Enter")
    expect(labeler.root.get_by_text("Choose yes or no first.").first).to_be_visible()
    labeler.press("2", "Control+Enter")
    expect(question).to_contain_text("When does the shop open?")
    select(labeler, "Reply", REPLY, "at nine")
    labeler.press("m", "1")
    expect(labeler.root.locator("mark")).to_have_text("at nine")
    looks(notebook, labeler, "custom-readme")
    labeler.focus()
    labeler.press("Control+Enter")
    expect(labeler.root.get_by_text("That is all.")).to_be_visible()
    labeler.wait_saved()
    stored = {
        row["item_id"]: row["answer"] for row in rows(kept_lab.server.work / folder, "yes_no")
    }
    start = REPLY.index("at nine")
    assert stored["q1"] == {"answered": "yes", "words": {"start": start, "end": start + 7}}
    assert stored["q2"] == {"answered": "no", "words": None}


def test_the_presets_by_keyboard(kept_lab: Lab, folder: str) -> None:
    """Spans are marked and texts classified by keyboard alone, and each is the row it should be."""
    cells = [IMPORTS, SPANS.format(text=HOSTILE, folder=folder), CLASSES.format(folder=folder)]
    notebook = kept_lab.open_notebook(cells)
    notebook.run_all()
    spans, classes = Labeler(notebook, 1), Labeler(notebook, 2)
    mark_three(spans)
    classify_and_undo(classes)
    looks(notebook, spans, "custom-spans")
    notebook.screenshot("custom-classes", classes.root)
    remove_novak(spans)
    classes.focus()
    classes.press("2")
    expect(classes.root.get_by_role("group", name="Text", exact=True)).to_have_text("Good tea")
    classes.wait_saved()
    (row,) = rows(kept_lab.server.work / folder, "span_extraction")
    said = [
        (HOSTILE[span["start"] : span["end"]], span["label"]) for span in row["answer"]["spans"]
    ]
    assert said == [("Ana Novak", "person"), ("Oslo", "place")]
    assert row["rationale"] == "12 named"
    stored = rows(kept_lab.server.work / folder, "text_classification")
    assert [row["action"] for row in stored] == ["answer", "retract", "answer"]
    assert list(stored[-1]["answer"]["labels"]) == ["blame"]
    assert not notebook.page.evaluate("'__pwned' in window")


def mark_three(labeler: Labeler) -> None:
    """Mark spans that overlap, one of them wrongly at first, in a text that attacks."""
    text = labeler.root.get_by_role("textbox", name="Text", exact=True)
    expect(text).to_contain_text(HOSTILE)
    labeler.focus()
    labeler.press("1")
    expect(labeler.root.get_by_text("Select the words first.")).to_be_visible()
    for words, key in (("Ana Novak", "1"), ("Novak", "2"), ("Oslo", "1")):
        select(labeler, "Text", HOSTILE, words)
        labeler.press(key)
    expect(labeler.root.get_by_role("list", name="Marks").get_by_role("listitem")).to_have_count(3)
    # The caret is at the end of Oslo: Enter looks at its mark, and a label's key changes it.
    labeler.press("ArrowLeft", "Enter", "2")


def remove_novak(labeler: Labeler) -> None:
    """Look at the second of two marks that overlap, remove it, and submit with a rationale."""
    select(labeler, "Text", HOSTILE, "Novak")
    current = labeler.root.locator("li[aria-current=true]")
    labeler.press("Escape", "ArrowLeft", "Enter")
    if "Ana" in current.inner_text():
        labeler.press("Enter")
    expect(current).to_have_text(re.compile("^Novak"))
    labeler.press("Delete", "r")
    labeler.page.keyboard.type("12 named")
    labeler.press("Control+Enter")
    expect(labeler.root.get_by_text("Nobody went")).to_be_visible()
    labeler.wait_saved()


def classify_and_undo(labeler: Labeler) -> None:
    """Label with one key, and take it back: the label is there again, to be changed."""
    text = labeler.root.get_by_role("group", name="Text", exact=True)
    expect(text).to_have_text("لغة جميلة")
    labeler.focus()
    labeler.press("1")
    expect(text).to_have_text("Good tea")
    labeler.press("u")
    expect(text).to_have_text("لغة جميلة")
    expect(labeler.button("praise")).to_have_attribute("aria-pressed", "true")


def test_a_view_with_a_mistake_says_where(kept_lab: Lab, folder: str) -> None:
    """Each mistake is told once, with its line; what is labeled before and after is kept."""
    cells = [f"{IMPORTS}\n{BROKEN.format(folder=folder)}"]
    cells += [f"show({name!r}, {view!r})" for name, (view, _) in MISTAKES.items()]
    notebook = kept_lab.open_notebook(cells)
    notebook.run_all()
    for index, (name, (_, says)) in enumerate(MISTAKES.items(), 1):
        root = Labeler(notebook, index).root
        if name == "handler":
            root.get_by_role("button", name="Act").click()
        alert(root, says)
        if name == "drawing":
            notebook.screenshot("custom-mistake", root)
    broken, handler = Labeler(notebook, 1), Labeler(notebook, len(MISTAKES))
    broken.focus()
    broken.press("Control+Enter", "s")
    expect(broken.root.get_by_text("2 of 2")).to_be_visible()
    handler.focus()
    handler.press("Control+Enter")
    expect(handler.root.get_by_text("2 of 2")).to_be_visible()
    handler.wait_saved()
    (row,) = rows(kept_lab.server.work / folder, "handler")
    assert row["answer"] == {"is_good": True}
    broken.wait_saved()
    (skipped,) = rows(kept_lab.server.work / folder, "unreadable")
    assert skipped["action"] == "skip"


def alert(root: Locator, says: str) -> None:
    """Wait for the one message that says what is wrong."""
    message = root.get_by_role("alert")
    expect(message).to_have_count(1)
    expect(message).to_contain_text(says)
