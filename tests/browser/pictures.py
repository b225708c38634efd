"""Take the README's pictures of the widget at work: ``python -m tests.browser.pictures``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.conftest import ARGUMENTS
from tests.browser.jupyter import REPOSITORY, JupyterServer
from tests.browser.lab import Lab
from tests.browser.labeling import Labeler

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SHOWN = "rr-069"
# Others were labeled before, so that the header has a pace to tell.
BEFORE = f"""
import trainer_widgets as tw
project = tw.Project({{folder!r}}, labels="labels")
ids = [item_id for item_id in project.items if item_id != "{SHOWN}"]
ids.insert(21, "{SHOWN}")
project = project.replace(order="given", assignments={{{{"ana": ids}}}})
with project.store.session("ranking", annotator="ana", guideline="1.0") as session:
    for item_id in ids[:21]:
        answer = tw.RankingAnswer(order=[], verdict="both_bad")
        session.record(item_id=item_id, answer=answer, active_ms=48_000)
"""
IMAGES = REPOSITORY / "notebooks" / "images"
SCORES = {"Follows the request": (3, 5), "Correct": (4, 4), "Ready to send": (2, 5)}
CURT = "We regret any inconvenience"
RATIONALE = "{0} says sorry by name and offers both ways; {1} defends the packing and sounds cold."


def main() -> None:
    """Fill in an item and save its picture in light and dark."""
    with (
        tempfile.TemporaryDirectory() as folder,
        JupyterServer(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=ARGUMENTS)
        labeler = _open(browser, server)
        labeler.focus()
        _fill_in(labeler)
        IMAGES.mkdir(exist_ok=True)
        for theme in ("light", "dark"):
            labeler.notebook.set_theme(dark=theme == "dark")
            labeler.root.screenshot(path=IMAGES / f"ranking-{theme}.png")
        browser.close()


def _open(browser: Browser, server: JupyterServer) -> Labeler:
    context = browser.new_context(viewport={"width": 1240, "height": 1100}, device_scale_factor=1.5)
    project = REPOSITORY / "datasets" / "response_ranking"
    cells = [BEFORE.format(folder=str(project)), "tw.RankingWidget(project, annotator='ana')"]
    notebook = Lab(server, context).open_notebook(cells)
    notebook.js("await app.commands.execute('application:toggle-left-area');")
    notebook.run_all()
    labeler = Labeler(notebook)
    labeler.wait_ready()
    return labeler


def _fill_in(labeler: Labeler) -> None:
    curt = labeler.letter_of(CURT)
    labeler.press("6" if curt == "A" else "2", "d")
    kind = "B" if curt == "A" else "A"
    for criterion, scores in SCORES.items():
        for letter, score in zip((curt, kind), scores, strict=True):
            group = labeler.root.get_by_role("group", name=f"{criterion}, response {letter}")
            group.get_by_role("radio", name=f"{score} of 5").check(force=True)
    labeler.root.get_by_role("textbox", name="Rationale").fill(RATIONALE.format(kind, curt))
    labeler.press("Escape")
    labeler.page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
