"""Several people at one explorer: who is there, who looks at what, and who follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.widgets.exploring import ARABIC, EVERYTHING, SIGHT, TEXT, View
from trainer_widgets.widgets._sights import PATIENCE, Sights

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def explorer() -> Iterator[tw.SliceExplorer]:
    """Return one that nobody looks at yet."""
    labels = pd.DataFrame({"item_id": range(200), "annotator": "ana"})
    labels["language"] = ["ar", "de", "en", "fr"] * 50
    labels["wrong"] = labels["item_id"] % 2 == 0
    explorer = tw.SliceExplorer(labels, outcome="wrong", features="language")
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
    people = {one["annotator"]: (one["view"], one["sight"]) for one in moved["people"]}
    assert people == {"ana": ("a", moved["sight"]), "ben": ("b", SIGHT | {"slice": EVERYTHING})}
    assert explorer.views == {"ana": TEXT, "ben": ""}
    assert explorer.slice == TEXT


def test_a_reload_goes_on_where_somebody_was(explorer: tw.SliceExplorer) -> None:
    """Everybody comes back to their own sight."""
    View(explorer, "ana", "a").move(item="7", offset=50)
    View(explorer, "ben", "b").move(slice=EVERYTHING)
    assert View(explorer, "ana", "a2").welcome["sight"] == SIGHT | {"item": "7", "offset": 50}
    assert View(explorer, "ben", "b2").welcome["sight"]["slice"] == EVERYTHING
    assert View(explorer, "eva", "e").welcome["sight"]["slice"] == EVERYTHING


def test_who_leaves_is_gone(explorer: tw.SliceExplorer) -> None:
    """Others are told; who is alone again is moved by a cell; who comes back goes on."""
    ana, ben = View(explorer, "ana", "a"), View(explorer, "ben", "b")
    ben.move(item="7")
    assert ana.ask("leave", seat=ana.seat, view="b") == {}  # nobody can send others away
    assert explorer.views == {"ana": "", "ben": TEXT}
    ben.leave()
    moved = ana.told("moved")[-1]
    assert [one["annotator"] for one in moved["people"]] == ["ana"]
    assert View(explorer, "ben", "b2").welcome["sight"] == SIGHT | {"item": "7"}
    ben.ask("leave", seat=ben.seat, view="b2")
    explorer.slice = TEXT
    assert ana.told("moved")[-1]["is_order"] is True
    assert explorer.views == {"ana": TEXT}


def test_each_view_of_a_person_is_one_of_its_own(explorer: tw.SliceExplorer) -> None:
    """Of guests as of others the newest view is shown; where it goes, the one before is."""
    one, other = View(explorer, view="one"), View(explorer, view="other")
    one.move()
    other.move(slice=EVERYTHING)
    assert explorer.views == {"guest": ""}
    one.move(offset=50)
    (guest,) = other.told("moved")[-1]["people"]
    assert (guest["view"], guest["sight"]) == ("one", SIGHT | {"offset": 50})
    one.leave()
    assert explorer.views == {"guest": ""}


def test_a_view_that_falls_silent_is_forgotten() -> None:
    """A closed page says no word; whoever asks again is there again."""
    now = [0.0]
    sights = Sights(lambda: now[0])
    sights.arrive("ana", "a")
    sights.arrive("ben", "b")
    now[0] += PATIENCE / 2
    assert sights.hear("ben", "b") is None  # known already
    now[0] += PATIENCE / 2 + 1
    assert [one.annotator for one in sights.people()] == ["ben"]
    back = sights.hear("ana", "a")
    assert back is not None
    assert [one.annotator for one in back.people] == ["ben", "ana"]


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
