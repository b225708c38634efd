"""What happens to labels when the line, the kernel or the disk fails."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pandas as pd
from playwright.sync_api import expect

from tests.browser.labeling import Labeler, open_ranking
from tests.browser.line import Line

if TYPE_CHECKING:
    from tests.browser.lab import Lab


def answers(lab: Lab, folder: str) -> list[str]:
    """Return the item ids of the answers on disk, one a row."""
    parts = (lab.server.work / folder / "ranking").glob("*.parquet")
    events = pd.concat([pd.read_parquet(part) for part in parts]).sort_values("submitted_at")
    assert events["event_id"].is_unique
    return list(events.loc[events["action"] == "answer", "item_id"])


def label(labeler: Labeler, n: int) -> list[str]:
    """Label n items; return their ids."""
    labeled = []
    for _ in range(n):
        labeled.append(f"secret-{labeler.number()}")
        labeler.press("2")
        labeler.submit()
    return labeled


def with_line(labeler: Labeler) -> Line:
    """Put a line that can be cut under a page that is open, by loading it again."""
    line = Line(labeler.page)
    labeler.notebook.save()
    labeler.page.reload()
    labeler.notebook.wait_open()
    labeler.wait_ready()
    labeler.focus()
    return line


def test_reload_in_the_middle_goes_on(lab: Lab, folder: str) -> None:
    """After a reload the next item is the one that was next, and nothing is dealt twice."""
    labeler = open_ranking(lab, folder)
    labeler.focus()
    first = label(labeler, 2)
    labeler.wait_saved()
    here = labeler.number()
    labeler.notebook.save()
    labeler.page.reload()
    labeler.notebook.wait_open()
    labeler.wait_ready()
    assert labeler.number() == here
    labeler.focus()
    rest = label(labeler, 2)
    labeler.wait_saved()
    assert answers(lab, folder) == first + rest
    assert len(set(first + rest)) == 4


def test_the_last_answer_can_be_undone_after_a_reload(lab: Lab, folder: str) -> None:
    """Undo takes back what was decided last, also where the view has forgotten it."""
    labeler = open_ranking(lab, folder)
    labeler.focus()
    label(labeler, 1)
    (last,) = label(labeler, 1)
    labeler.wait_saved()
    with_line(labeler)
    labeler.press("u")
    expect(labeler.prompt()).to_contain_text(f"Prompt {last.removeprefix('secret-')}:")
    expect(labeler.root.get_by_role("radio", name="A better", exact=True)).to_be_checked()
    labeler.wait_saved()
    assert len(labeler.rows()) == 1


def test_a_cut_line_holds_nobody_up_and_loses_nothing(lab: Lab, folder: str) -> None:
    """While the line is down labeling goes on; once it is back every answer arrives once."""
    labeler = open_ranking(lab, folder)
    line = with_line(labeler)
    before = label(labeler, 1)
    labeler.wait_saved()
    line.cut()
    during = label(labeler, 3)
    labeler.wait_unsent()
    line.mend()
    expect(labeler.status()).to_contain_text("Saved", timeout=60_000)
    assert answers(lab, folder) == before + during


def test_nothing_is_applied_to_an_item_that_was_not_on_screen(lab: Lab, folder: str) -> None:
    """With the line down and the prefetched items used up, further keys label nothing."""
    labeler = open_ranking(lab, folder, n=24)
    line = with_line(labeler)
    line.cut()
    seen = set()
    for _ in range(24):
        text = labeler.root.inner_text()
        found = re.search(r"Prompt (\d+)", text)
        if found:
            seen.add(f"secret-{found[1]}")
        labeler.press("2", "Control+Enter")
        labeler.page.wait_for_timeout(60)
    assert len(seen) < 24
    kept = labeler.page.evaluate(
        "Object.keys(localStorage).filter(k => k.includes('outbox')).length"
    )
    assert kept == len(seen)
    line.mend()
    labeler.notebook.js("await kernel.reconnect();")
    expect(labeler.status()).to_contain_text("Saved", timeout=60_000)
    arrived = answers(lab, folder)
    assert set(arrived) == seen
    assert len(arrived) == len(seen)


def test_unsent_answers_outlive_the_kernel(lab: Lab, folder: str) -> None:
    """Two unsent answers, the kernel restarted, the cell run again: both arrive, each once."""
    labeler = open_ranking(lab, folder)
    line = with_line(labeler)
    kernel = labeler.notebook.js("return kernel.id;")
    before = label(labeler, 1)
    labeler.wait_saved()
    line.cut()
    during = label(labeler, 2)
    labeler.wait_unsent()
    lab.server.request("POST", f"kernels/{kernel}/restart")
    line.mend()
    labeler.notebook.js("await kernel.reconnect(); await idle();")
    labeler.notebook.run_all()
    labeler.wait_ready()
    labeler.wait_saved()
    assert answers(lab, folder) == before + during
    labeler.focus()
    after = label(labeler, 1)
    labeler.wait_saved()
    assert answers(lab, folder) == before + during + after


def test_a_restarted_kernel_says_re_run_the_cell(kept_lab: Lab, folder: str) -> None:
    """After a restart the old view keeps what it has and says what to do."""
    labeler = open_ranking(kept_lab, folder, n=24)
    labeler.focus()
    before = label(labeler, 1)
    labeler.wait_saved()
    labeler.notebook.restart_kernel()
    seen = []
    for _ in range(3):
        if labeler.prompt().count():
            seen.append(f"secret-{labeler.number()}")
        labeler.press("2", "Control+Enter")
        labeler.page.wait_for_timeout(100)
    expect(labeler.root.get_by_text(re.compile("run the cell", re.IGNORECASE)).first).to_be_visible(
        timeout=40_000
    )
    kept = labeler.page.evaluate(
        "Object.keys(localStorage).filter(k => k.includes('outbox')).length"
    )
    labeler.notebook.run_all()
    labeler.wait_ready()
    labeler.wait_saved()
    arrived = answers(kept_lab, folder)
    assert len(arrived) == len(before) + kept
    assert set(arrived) <= set(before + seen)


def test_a_busy_kernel_does_not_hold_the_labeler_up(kept_lab: Lab, folder: str) -> None:
    """While a long cell runs, answers are stored and receipts come."""
    labeler = open_ranking(kept_lab, folder)
    labeler.notebook.js("await app.commands.execute('notebook:insert-cell-below');")
    labeler.notebook.js(
        "panel.content.activeCell.model.sharedModel.setSource('import time; time.sleep(20)');"
    )
    labeler.notebook.run_cell(2, wait=False)
    labeler.page.wait_for_function(
        "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'busy'"
    )
    labeler.focus()
    labeled = label(labeler, 3)
    labeler.wait_saved()
    assert answers(kept_lab, folder) == labeled
    still_runs = "return panel.content.widgets[2].model.executionState;"
    assert labeler.notebook.js(still_runs) == "running"
    labeler.notebook.js("await kernel.interrupt();")


def test_a_folder_that_cannot_be_written_keeps_the_answers(kept_lab: Lab, folder: str) -> None:
    """While the labels' folder fails the answers stay in the browser; then they are stored."""
    labeler = open_ranking(kept_lab, folder)
    labeler.focus()
    before = label(labeler, 1)
    labeler.wait_saved()
    place = kept_lab.server.work / folder / "ranking"
    aside = kept_lab.server.work / f"{folder}-aside"
    shutil.move(place, aside)
    place.write_text("a file where the folder was")
    during = label(labeler, 2)
    expect(labeler.status()).to_contain_text("2 not sent", timeout=20_000)
    place.unlink()
    shutil.move(aside, place)
    expect(labeler.status()).to_contain_text("Saved", timeout=60_000)
    assert answers(kept_lab, folder) == before + during


def test_a_browser_without_storage_waits_for_the_receipt(lab: Lab, folder: str) -> None:
    """With storage full the view moves on only when the answer is on disk."""
    labeler = open_ranking(lab, folder)
    labeler.page.evaluate(
        "() => { Storage.prototype.setItem = () => {"
        " throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    labeler.focus()
    labeled = label(labeler, 3)
    assert answers(lab, folder) == labeled
    labeler.wait_saved()
