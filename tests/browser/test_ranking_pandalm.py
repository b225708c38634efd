"""PandaLM's real pairs, labeled in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.labeling import Labeler
from tests.browser.stored import frame

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.lab import Lab

PAIRS = 999
LABELED = 250
# Keys as fast as the view shows items: a key is given only to the item whose number is on screen.
LABEL_THE_REST = """
async ([from, to]) => {
  const root = document.querySelector("section.tw");
  const key = (init) => root.dispatchEvent(
    new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...init }));
  const frame = () => new Promise(requestAnimationFrame);
  for (let number = from; number <= to; number += 1) {
    const shown = () => root.querySelector(".tw-position")?.textContent ?? "";
    while (!shown().startsWith(`${number} of`)) await frame();
    key({ key: number % 2 ? "2" : "6" });
    await frame();
    key({ key: "Enter", ctrlKey: true });
  }
}
"""


def test_real_pairs_are_labeled(lab: Lab, folder: str, originals: Path) -> None:
    """250 real pairs labeled in the browser are 250 rows on the right sides, beside the votes."""
    load = (
        f"import os; os.environ['TRAINER_WIDGETS_DATA'] = {str(originals)!r}\n"
        "import trainer_widgets as tw\n"
        f"project = tw.load_public('pandalm', cache='public').replace(labels={folder!r})"
    )
    show = "widget = tw.RankingWidget(project, annotator='ana')\nwidget"
    notebook = lab.open_notebook([load, show])
    notebook.run_all()
    labeler = Labeler(notebook)
    labeler.wait_ready()
    labeler.focus()
    for number in range(1, 6):
        expect(labeler.root.get_by_text(f"{number} of {PAIRS}", exact=True)).to_be_visible()
        labeler.press("2" if number % 2 else "6", "Control+Enter")
    labeler.page.evaluate(LABEL_THE_REST, [6, LABELED])
    expect(labeler.status()).to_contain_text("Saved", timeout=60_000)
    rows = frame(lab.server.work / folder)
    assert len(rows) == LABELED
    assert rows["item_id"].is_unique
    best = [row["order"][0][0] for row in rows["answer"]]
    sides = [list(row["order"]) for row in rows["shown"]]
    assert best == [side[0] if n % 2 == 0 else side[1] for n, side in enumerate(sides)]
    assert notebook.value("len(project.labels())") == PAIRS * 3 + LABELED
