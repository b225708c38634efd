"""Several people at one explorer: who looks at what, who follows, and who is overtaken."""

from __future__ import annotations

import threading
import time
import uuid
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.widgets.exploring import ARABIC, EVERYTHING, SIGHT, TEXT, View
from trainer_widgets.widgets._turns import Asker, ClosedWidgetError, Turns

if TYPE_CHECKING:
    from collections.abc import Iterator

LONG = "a prompt of many words that nobody has ever read to its end " * 40


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    """Return labels with long texts, in which a search takes its time."""
    labels = pd.DataFrame({"item_id": range(20_000), "annotator": "ana"})
    labels["language"] = ["ar", "de", "en", "fr"] * 5_000
    labels["wrong"] = labels["item_id"] % 2 == 0
    labels["prompt"] = [f"{number} {LONG}" for number in labels["item_id"]]
    return labels


@pytest.fixture
def explorer(table: pd.DataFrame) -> Iterator[tw.SliceExplorer]:
    """Return its explorer."""
    explorer = tw.SliceExplorer(table.head(200), outcome="wrong", features="language")
    yield explorer
    explorer.close()


def test_a_view_that_follows_is_told(explorer: tw.SliceExplorer) -> None:
    """Where two views are there, each move of one is told to all."""
    ana, ben = View(explorer, "ana", "a"), View(explorer, "ben", "b")
    assert [one["annotator"] for one in ana.told("moved")] == ["ben"]  # has come
    ana.move()
    assert ben.told("moved")[-1]["sight"] == SIGHT
    ben.move(slice=EVERYTHING)
    ana.move(by=["language"])
    moved = ben.told("moved")[-1]
    assert (moved["annotator"], moved["view"], moved["is_order"]) == ("ana", "a", False)
    assert moved["sight"] == SIGHT | {"by": ["language"]}
    assert moved["people"] == [
        {"annotator": "ana", "text": TEXT},
        {"annotator": "ben", "text": ""},
    ]
    assert explorer.views == {"ana": TEXT, "ben": ""}
    assert explorer.slice == TEXT


def test_a_reload_goes_on_where_somebody_was(explorer: tw.SliceExplorer) -> None:
    """Everybody comes back to their own sight."""
    View(explorer, "ana", "a").move(item="7", offset=50)
    View(explorer, "ben", "b").move(slice=EVERYTHING)
    assert View(explorer, "ana", "a2").welcome["sight"] == SIGHT | {"item": "7", "offset": 50}
    assert View(explorer, "ben", "b2").welcome["sight"]["slice"] == EVERYTHING
    assert View(explorer, "eva", "e").welcome["sight"]["slice"] == EVERYTHING


def test_a_cell_moves_the_view_of_who_is_alone(explorer: tw.SliceExplorer) -> None:
    """With one person there the view goes along; with two they are told and stay."""
    explorer.slice = TEXT
    ana = View(explorer, "ana", "a")
    assert ana.welcome["sight"]["slice"] == ARABIC
    ana.move()
    assert ana.told("moved") == []  # nobody else is there
    explorer.slice = ""
    (moved,) = ana.told("moved")
    assert (moved["is_order"], moved["annotator"], moved["sight"]["slice"]) == (
        True,
        None,
        EVERYTHING,
    )
    assert View(explorer, "ana", "a2").welcome["sight"]["slice"] == EVERYTHING
    View(explorer, "ben", "b")
    explorer.slice = TEXT
    assert ana.told("moved")[-1]["is_order"] is False
    assert explorer.views == {"ana": "", "ben": ""}
    assert explorer.slice == TEXT
    ana.move(slice=EVERYTHING)
    assert explorer.slice == ""


def test_a_sight_that_nobody_can_have_is_refused(explorer: tw.SliceExplorer) -> None:
    """What others would follow fits these labels."""
    ana = View(explorer, "ana")
    reply = ana.move(slice=ARABIC | {"feature": "langage"})
    assert "did you mean 'language'" in reply["error"]["message"]
    assert explorer.slice == ""


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
    """While the engine is busy, older requests of a view and kind are dropped; others are not."""
    race = Race(View(explorer, "ana"))
    with explorer._turns.held():
        for turn in (1, 2, 3):
            race.ask("look", turn, ARABIC)
        race.ask("trend", 1, ARABIC)
        race.ask("look", 1, ARABIC, view="another")
    assert race.replies() == ["overtaken", "overtaken", "answered", "answered", "answered"]
    race.ask("look", 2, ARABIC)
    assert race.replies()[-1] == "overtaken"


def test_what_is_running_is_cut(table: pd.DataFrame) -> None:
    """A newer request of the same view and kind cuts a slow query; other views' go on."""
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
    while explorer._turns._running is None:
        assert time.monotonic() < until
        time.sleep(0.001)
    time.sleep(0.1)  # into the query
    race.ask("look", 1, EVERYTHING, view="another")
    assert explorer._turns._running == Asker("v", "look")
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
    cut: list[Asker | None] = []
    turns = Turns(lambda: cut.append(turns._running))
    with turns.taken(Asker("a", "look"), 1) as wanted:
        thread = threading.Thread(target=lambda: _ask(turns, Asker("b", "look"), 1))
        thread.start()
        assert wanted()
        other = threading.Thread(target=lambda: _ask(turns, Asker("a", "look"), 2))
        other.start()
        while wanted():
            time.sleep(0.001)
    thread.join()
    other.join()
    assert cut == [Asker("a", "look")]
    turns.end()
    with pytest.raises(ClosedWidgetError), turns.held():
        pass


def _ask(turns: Turns, asker: Asker, turn: int) -> None:
    with turns.taken(asker, turn):
        pass
