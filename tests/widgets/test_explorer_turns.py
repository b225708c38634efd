"""Whose turn it is at an explorer: who is answered, who is overtaken, and what is cut."""

from __future__ import annotations

import threading
import time
import uuid
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.widgets.exploring import ARABIC, EVERYTHING, TEXT, View
from trainer_widgets.widgets._turns import MOST_VIEWS, ClosedWidgetError, Turns

if TYPE_CHECKING:
    from collections.abc import Iterator

LONG = "a prompt of many words that nobody has ever read to its end " * 40


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """Return labels with long texts, in which a search takes its time."""
    labels = pd.DataFrame({"item_id": range(4000), "annotator": "ana"})
    labels["language"] = ["ar", "de", "en", "fr"] * 1000
    labels["wrong"] = labels["item_id"] % 2 == 0
    labels["prompt"] = [f"{number} {LONG}" for number in labels["item_id"]]
    return labels


@pytest.fixture(scope="module")
def explorer(table: pd.DataFrame) -> Iterator[tw.SliceExplorer]:
    """Return an explorer of some of them."""
    explorer = tw.SliceExplorer(table.head(200), outcome="wrong", features="language")
    yield explorer
    explorer.close()


class Race:
    """Requests that are sent without waiting for one another's replies."""

    def __init__(self, view: View) -> None:
        """Send through a view."""
        self.view = view
        self.sent: list[str] = []

    def ask(self, name: str, turn: int, slice_: Any, view: str = "v", **more: Any) -> None:
        """Send a request."""
        body = {"seat": self.view.seat, "view": view, "turn": turn, "slice": slice_} | more
        self.sent.append(uuid.uuid4().hex)
        request = {"kind": "request", "id": self.sent[-1], "name": name, "body": body}
        self.view.widget._handle_custom_msg(request, [])

    def replies(self) -> list[str]:
        """Wait for all replies and return how each request ended, one reply each."""
        until = time.monotonic() + 60
        while len(self._found()) < len(self.sent):
            assert time.monotonic() < until
            time.sleep(0.005)
        found = self._found()
        assert len(found) == len({one["id"] for one in found}) == len(self.sent)
        by_id = {one["id"]: one.get("error", {}).get("code", "answered") for one in found}
        return [by_id[one] for one in self.sent]

    def _found(self) -> list[dict[str, Any]]:
        return [one for one in self.view.sent if one.get("id") in self.sent]


def test_of_what_waits_only_the_newest_is_answered(explorer: tw.SliceExplorer) -> None:
    """While the engine is busy, older questions of a view are dropped; others' are not."""
    race = Race(View(explorer, "ana"))
    with explorer._parts.turns.held():
        for turn in (1, 2, 3):
            race.ask("look", turn, ARABIC)
        race.ask("trend", 3, ARABIC)
        race.ask("compare", 1, ARABIC, other=EVERYTHING)  # chosen, and in nobody's way
        race.ask("look", 1, ARABIC, view="another")
    assert race.replies() == ["overtaken"] * 2 + ["answered"] * 4
    race.ask("look", 2, ARABIC)
    assert race.replies()[-1] == "overtaken"


def test_nobody_takes_the_turn_of_another_ones_view(explorer: tw.SliceExplorer) -> None:
    """Views are known by whose they are: others hear their names, and cannot speak for them."""
    ana, ben = View(explorer, "ana"), View(explorer, "ben")
    assert "error" not in ben.ask(
        "look", seat=ben.seat, view=ana.view, turn=2**53 - 1, slice=EVERYTHING
    )
    assert "error" not in ana.look("look", ARABIC)


def test_views_that_are_gone_are_forgotten() -> None:
    """What is remembered of views does not grow for ever."""
    turns = Turns(lambda: None)
    for number in range(2 * MOST_VIEWS):
        _ask(turns, f"view {number}", 1)
    assert len(turns._newest) == MOST_VIEWS


def test_what_is_running_is_cut(table: pd.DataFrame) -> None:
    """A newer question of the same view cuts a slow query; other views' go on."""
    explorer = tw.SliceExplorer(table, outcome="wrong", features="language")
    race = Race(View(explorer, "ana"))
    slow = {
        "type": "either",
        "parts": [
            {"type": "contains", "feature": "prompt", "text": f"nobody wrote {number}"}
            for number in range(150)
        ],
    }
    race.ask("look", 1, slow)
    until = time.monotonic() + 30
    while explorer._parts.turns._running is None:
        assert time.monotonic() < until
        time.sleep(0.001)
    time.sleep(0.1)  # into the query
    race.ask("look", 1, EVERYTHING, view="another")
    assert explorer._parts.turns._running == ("ana", "v")
    race.ask("look", 2, ARABIC)
    assert race.replies() == ["overtaken", "answered", "answered"]
    race.ask("look", 3, slow)
    explorer.close()
    assert not any(thread.is_alive() for thread in explorer._answering)


def test_a_cell_and_views_ask_at_the_same_time(explorer: tw.SliceExplorer) -> None:
    """Whoever asks gets their own answer."""
    view = View(explorer, "ana")
    found: list[int] = []

    def cells() -> None:
        for _ in range(5):
            explorer.slice = TEXT
            found.append(len(explorer.labels))

    thread = threading.Thread(target=cells)
    thread.start()
    rates = [view.look("look", ARABIC)["rate"]["n_labels"] for _ in range(5)]
    thread.join()
    assert set(rates) == set(found) == {50}


def test_no_late_interruption_hits_the_next() -> None:
    """An interruption reaches only the question that it is for."""
    cut: list[object] = []
    turns = Turns(lambda: cut.append(turns._running))
    with turns.taken("a", 1) as wanted:
        thread = threading.Thread(target=lambda: _ask(turns, "b", 1))
        thread.start()
        assert wanted()
        other = threading.Thread(target=lambda: _ask(turns, "a", 2))
        other.start()
        while wanted():
            time.sleep(0.001)
    thread.join()
    other.join()
    assert cut == ["a"]
    turns.end()
    assert cut == ["a", None]
    with pytest.raises(ClosedWidgetError), turns.held():
        pass


def _ask(turns: Turns, view: str, turn: int) -> None:
    with turns.taken(view, turn):
        pass
