"""What an explorer's views ask, and what they get."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.widgets.exploring import ARABIC, EVERYTHING, TEXT, View
from trainer_widgets.project_slices import slices_of
from trainer_widgets.widgets._slice_search import SliceSearch
from trainer_widgets.widgets._turns import ClosedWidgetError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_view_begins_with_all_labels(view: View) -> None:
    """It gets the rate, the facets with what they hold, the trend, and who is there."""
    hello = view.welcome
    assert (hello["annotator"], hello["project_name"], hello["task"]) == ("lea", "Tone", "ranking")
    assert (hello["outcome"], hello["unit"], hello["can_save"]) == ("disagreement", "labels", True)
    assert (hello["total"]["n_labels"], hello["total"]["n_items"]) == (24, 12)
    facets = {facet["feature"]: facet for facet in hello["facets"]}
    assert facets["language"]["values"] == ["ar", "de", "en"]
    assert facets["language"]["all"]["n"] == [0, 8, 8, 8, 0]
    assert facets["language"]["all"]["rate"][1:4] == [1, 0, 0]
    assert facets["length"]["edges"][0] == 0
    assert sum(window["rate"]["n_labels"] for window in hello["trend"]) == 24
    assert {"name": "language", "kind": "category"} in hello["fields"]
    assert hello["sight"]["slice"] == EVERYTHING
    assert {"annotator": "lea", "view": view.view, "sight": hello["sight"]} in hello["people"]
    assert hello["guideline"]["version"] == "1.0"
    assert "disagreement of choice (nominal)" in hello["note"]


def test_whom_nobody_knows_is_a_guest(view: View) -> None:
    """Without a login nobody is stopped by a question; a name can be given."""
    for name, known in ((None, "guest"), ("Zoe", "Zoe")):
        assert view.ask("hello", protocol=2, login=None, name=name, view="x")["annotator"] == known


def test_a_slice_is_held_against_the_rest(view: View) -> None:
    """Its rate, the rest's and their difference come, and what remains of each facet."""
    found = view.look("look", ARABIC)
    assert (found["turn"], found["text"], found["standing"]) == (1, TEXT, "exploratory")
    assert found["rate"]["estimate"] == 1
    assert (found["rest"]["estimate"], found["rest"]["n_labels"]) == (0, 16)
    assert found["difference"]["estimate"] == 1
    facets = {one["feature"]: one["n"] for one in found["facets"]}
    assert facets["language"] == [0, 8, 8, 8, 0]
    assert facets["annotator"] == [0, 4, 4, 0]
    assert view.look("look")["standing"] == "all"


def test_a_slice_moves_and_breaks_down(view: View) -> None:
    """The trend, the rate by one feature or two, and two slices side by side."""
    trend = view.look("trend", ARABIC)
    assert sum(window["rate"]["n_labels"] for window in trend["windows"]) == 8
    broken = view.look("breakdown", by=["language"])
    assert [(one["codes"], one["rate"]["estimate"]) for one in broken["cells"]] == [
        ([1], 1),
        ([2], 0),
        ([3], 0),
    ]
    crossed = view.look("breakdown", by=["language", "annotator"])
    assert len(crossed["cells"]) == 6
    compared = view.look("compare", ARABIC, other=EVERYTHING)
    assert compared["texts"] == [TEXT, ""]
    assert [one["n_labels"] for one in compared["rates"]] == [8, 24]
    assert compared["both"]["n_labels"] == 8


def test_the_items_come_in_pages(view: View) -> None:
    """Sorted as asked, with how each item begins."""
    asked = {"sort": "item", "descending": False, "limit": 3}
    first = view.look("page", ARABIC, offset=0, **asked)
    assert (first["n_items"], [row["item_id"] for row in first["rows"]]) == (
        4,
        ["q00", "q03", "q06"],
    )
    assert first["rows"][1]["excerpt"] == "Prompt 3"
    assert (first["rows"][1]["n_labels"], first["rows"][1]["rate"]) == (2, 1)
    assert dict(zip(first["columns"], first["rows"][0]["features"], strict=True))["length"] == "0"
    assert [row["item_id"] for row in view.look("page", ARABIC, offset=3, **asked)["rows"]] == [
        "q09"
    ]
    by_rate = {"sort": "rate", "descending": True, "offset": 0, "limit": 4}
    assert {row["rate"] for row in view.look("page", **by_rate)["rows"]} == {1}


def test_values_are_found_by_words(view: View) -> None:
    """Of a feature with many values those come that hold the words."""
    found = view.look("find_values", feature="language", search="A")
    assert (found["values"], found["n"]) == (["ar"], [8])


def test_a_line_is_parsed_and_completed(view: View) -> None:
    """What somebody types becomes a condition, or a mistake with its place."""
    read = view.ask("parse", seat=view.seat, text="language = 'ar'")
    assert (read["slice"], read["text"], read["mistake"]) == (ARABIC, TEXT, None)
    wrong = view.ask("parse", seat=view.seat, text='langage = "ar"')
    assert wrong["slice"] is None
    assert (wrong["mistake"]["start"], wrong["mistake"]["end"]) == (0, 7)
    assert "did you mean 'language'" in wrong["mistake"]["message"]
    offered = view.ask("complete", seat=view.seat, text="lang", at=4)
    assert [one["text"] for one in offered["options"]] == ["language"]


def test_slices_are_saved_and_forgotten(view: View, folder: Path) -> None:
    """A saved slice is there for others, unless it does not fit these labels."""
    saved = view.ask("save", seat=view.seat, name="Arabic", slice=ARABIC)["saved"]
    assert [(one["name"], one["slice"], one["saved_by"]) for one in saved] == [
        ("Arabic", ARABIC, "lea")
    ]
    project = tw.Project(folder)
    slices_of(project).save("old", "dialect = 1", outcome="failed", saved_by="ben")
    other = View(view.widget, login="ben")
    first, second = other.welcome["saved"]
    assert (first["problem"], second["slice"]) == (None, None)
    assert "dialect" in second["problem"]
    refused = other.ask("save", seat=other.seat, name="Arabic", slice=EVERYTHING)
    assert "lea has saved a slice called 'Arabic'" in refused["error"]["message"]
    assert other.ask("drop", seat=other.seat, name="old")["saved"][0]["name"] == "Arabic"
    refused = other.ask("drop", seat=other.seat, name="Arabic")
    assert "lea has saved a slice called 'Arabic'" in refused["error"]["message"]
    assert view.ask("drop", seat=view.seat, name="Arabic") == {"saved": []}
    assert view.ask("drop", seat=view.seat, name="Arabic")["error"]["code"] == "refused"


def test_a_broken_file_of_slices_stops_nobody(explorer: tw.SliceExplorer, folder: Path) -> None:
    """It is told in place of the slices."""
    (folder / "slices.toml").write_text("[[slice]\n", "utf-8")
    (told,) = View(explorer, login="ben").welcome["saved"]
    assert "slices.toml" in told["problem"]
    (folder / "slices.toml").unlink()


def test_items_are_sent_on(view: View, folder: Path) -> None:
    """A list takes each item once, and the line of Python takes the list."""
    to = {"seat": view.seat, "purpose": "calibration"}
    sent = view.ask("send", slice=ARABIC, **to)
    assert (sent["purpose"], sent["n_items"], sent["n_added"]) == ("calibration", 4, 4)
    again = view.ask("send", slice=ARABIC, **to)
    assert (again["n_items"], again["n_added"]) == (4, 0)
    assert tw.Project(folder).item_list("calibration") == ["q00", "q03", "q06", "q09"]
    cell: dict[str, object] = {"tw": tw}
    exec(sent["code"], cell)  # noqa: S102 - what it is for
    assert cell["items"] == ["q00", "q03", "q06", "q09"]


def test_what_was_sent_is_taken_back(view: View, folder: Path) -> None:
    """What one has added last goes off the list again, and nothing that others sent."""
    to = {"seat": view.seat, "purpose": "review"}
    other = View(view.widget, login="ben")
    other.ask("send", seat=other.seat, purpose="review", slice=ARABIC)
    assert view.ask("send", slice=EVERYTHING, **to)["n_added"] == 8
    left = view.ask("take_back", **to)
    assert (left["n_items"], left["n_added"]) == (4, 0)
    assert tw.Project(folder).item_list("review") == ["q00", "q03", "q06", "q09"]
    assert "nothing to take back" in view.ask("take_back", **to)["error"]["message"]


def test_nothing_of_the_items_is_in_the_notebook(view: View) -> None:
    """What is saved into a notebook holds no item, label, person or feature."""
    view.look("page", ARABIC, sort="rate", descending=True, offset=0, limit=10)
    view.move()
    state = {name: it for name, it in view.widget.get_state().items() if name not in BUNDLE}
    for word in ("Prompt", "alpha", "q00", "language", "lea", "secret", "Tone"):
        assert word not in repr(state)


BUNDLE = {"_esm", "_css"}


def test_confirmed_slices_are_suggested() -> None:
    """They are looked for beside everything else, pushed when found, and confirmed to look at."""
    labels = pd.DataFrame({"item_id": range(400), "annotator": "ana"})
    labels["language"] = ["ar", "de", "en", "fr"] * 100
    labels["wrong"] = (labels["language"] == "ar") & (labels["item_id"] % 16 > 0)
    explorer = tw.SliceExplorer(labels, outcome="wrong")
    view = View(explorer)
    found = explorer.suggestions
    assert found["slice"].tolist() == [TEXT]
    (told,) = view.told("suggestions")
    assert told == view.ask("suggest", seat=view.seat, begin=False)
    (one,) = told["slices"]
    assert (told["state"], one["slice"], one["text"]) == ("done", ARABIC, TEXT)
    assert one["difference"]["low"] > 0.5
    assert "confirmed" in told["note"]
    assert view.look("look", ARABIC)["standing"] == "confirmed"
    explorer.close()


def test_a_search_that_failed_can_be_begun_again() -> None:
    """Whoever says so looks again; a view that comes does not."""
    labels = pd.DataFrame({"item_id": range(8), "annotator": "ana", "language": ["ar", "de"] * 4})
    explorer = tw.SliceExplorer(labels.assign(wrong=[True, False] * 4), outcome="wrong")
    problems, told = [ValueError("no memory")], list[str]()

    def find() -> pd.DataFrame:
        if problems:
            raise problems.pop()
        return explorer._parts.explored.exploration.suggestions()

    search = SliceSearch(
        find,
        explorer._parts.explored.condition,
        lambda state: told.append(state.state),
        lambda: None,
        is_quick=True,
    )
    search.begin_by_itself()
    with pytest.raises(ValueError, match="no memory"):
        _wait(search)
    search.begin_by_itself()
    assert told == ["failed"]
    search.begin()
    assert _wait(search).empty
    assert told == ["failed", "done"]
    search.end()
    explorer.close()
    with pytest.raises(ClosedWidgetError):
        explorer.suggestions  # noqa: B018 - raises


def _wait(search: SliceSearch) -> pd.DataFrame:
    assert search._thread is not None
    search._thread.join()
    return search.result()
