"""Reviewers and adjudicators in a notebook, and the labels that they are about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd
from playwright.sync_api import expect

from tests.browser.hostile import PWN
from tests.browser.lab import VIEWPORT
from tests.browser.labeling import Labeler
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator


# Names are told backwards, so that the notebook's own cells do not hold them.
ANNOTATORS = ["zaraannotator", f"<img src=x onerror={PWN}>yuriannotator"]
HERE = re.compile(r"^(?!Fetching the item).+", re.DOTALL)
HOSTILE = f'<img src=x onerror="{PWN}"> لهجة **bold**'
LABELED = """
import pandas as pd, trainer_widgets as tw
from pathlib import Path
from trainer_widgets.records import RankingAnswer
people = [name[::-1] for name in {backwards!r}]
made = Path({folder!r})
made.mkdir()
(made / "project.toml").write_text('id = "{folder}"' + chr(10) + 'task = "ranking"', "utf-8")
pd.DataFrame({{
    "item_id": [f"q{{i}}" for i in range({n})],
    "prompt": [f"Prompt {{i}}: which is kinder?" for i in range({n})],
    "response_a": [f"alpha {{i}}" for i in range({n})],
    "response_b": [f"beta {{i}}" for i in range({n})],
}}).to_parquet(made / "items.parquet")
project = tw.Project(made)
def label(who, best, items=None, **fields):
    answer = lambda item: RankingAnswer(order=[["a"], ["b"]] if best == "a" else [["b"], ["a"]],
        strength=2)
    with project.session(annotator=who) as session:
        for item in items or project.items:
            session.record(action="answer", item_id=item, answer=answer(item), **fields)
"""
# Each project once more, without the labels of its own that are in the season.
COPIES = f"""
import shutil, trainer_widgets as tw
def copied(name):
    shutil.copytree("{REPOSITORY}/datasets/" + name, "{{folder}}/" + name, dirs_exist_ok=True)
    return "{{folder}}/" + name
"""
SETS = {
    "ranking": "season/ranking",
    "safety": "season/safety",
    "image_tags": "season/image_tags",
    "correction": "translation_check",
}


def labeled(folder: str, n: int) -> str:
    """Return the code that makes a project of n pairs of responses to be labeled."""
    backwards = [name[::-1] for name in ANNOTATORS]
    return LABELED.format(folder=folder, n=n, backwards=backwards)


class Decider(Labeler):
    """A reviewer's or an adjudicator's view in a notebook's cell."""

    def wait_ready(self) -> None:
        """Wait until the chosen item is on screen."""
        # The first time a kernel reads a season of labels it takes its time.
        expect(self.item()).to_have_text(HERE, timeout=20_000)

    def item(self) -> Locator:
        """Locate the item, or the answers side by side."""
        return self.root.get_by_role("group", name="Item", exact=True).first

    def reason(self) -> Locator:
        """Locate the field in which the reason is written."""
        return self.root.get_by_role("textbox", name="Reason", exact=True)

    def entries(self) -> Locator:
        """Locate the entries of the list."""
        return self.root.get_by_role("group", name="List").get_by_role("listitem")

    def wait_open(self, n: int) -> None:
        """Wait until so many are open."""
        expect(self.root.get_by_text(f"{n} open", exact=True)).to_be_visible()

    def wait_title(self, title: str) -> None:
        """Wait until an entry is chosen, and what belongs to it is there."""
        expect(self.root.get_by_role("heading", name=title, exact=True)).to_be_visible()
        self.wait_ready()

    def type_reason(self, text: str) -> None:
        """Write a reason where the focus is."""
        expect(self.reason()).to_be_focused()
        self.page.keyboard.type(text)

    def prompt_number(self) -> int:
        """Return the number in the prompt on screen."""
        return int(self.item().get_by_text("which is kinder?").inner_text()[7])


def stored(folder: Path, *actions: str) -> list[dict[str, Any]]:
    """Read a project's events of some kinds with nothing but pandas, oldest first."""
    parts = [pd.read_parquet(part) for part in (folder / "labels" / "ranking").glob("*.parquet")]
    frame = pd.concat(parts).sort_values("recorded_at")
    frame = frame[frame["action"].isin(actions)].astype("object")
    rows: list[dict[str, Any]] = frame.where(frame.notna(), None).to_dict("records")  # type: ignore[assignment]
    return rows


def looks(view: Decider, name: str) -> None:
    """Check a state in both themes; the pictures are in tests/artifacts."""
    notebook = view.notebook
    view.root.evaluate("(one) => { one.id = 'looked-at'; one.scrollIntoView(); }")
    for dark in (True, False):
        notebook.set_theme(dark=dark)
        notebook.page.wait_for_selector("#jupyterlab-splash", state="detached")
        notebook.screenshot(f"{name}-{'dark' if dark else 'light'}")
        assert notebook.violations("#looked-at") == []
    view.root.evaluate("(one) => one.removeAttribute('id')")


def narrow(view: Decider, name: str) -> None:
    """Check that everything fits where there is little room."""
    notebook = view.notebook
    notebook.page.set_viewport_size({"width": 760, "height": 1000})
    notebook.js("app.shell.collapseLeft();")
    assert _overflowing(view) == []
    notebook.screenshot(name)
    notebook.page.set_viewport_size(VIEWPORT)


def _overflowing(view: Decider) -> list[str]:
    """List what reaches out of the view to the right, apart from what scrolls by itself."""
    found: list[str] = view.root.evaluate(
        """(root) => [...root.querySelectorAll("*")]
        .filter((one) => one.checkVisibility() && !one.closest(".tw-hidden"))
        .filter((one) => one.getBoundingClientRect().right > root.getBoundingClientRect().right + 1)
        .map((one) => `${one.tagName} ${one.className}`)"""
    )
    return found
