"""What a calibration session reveals, to whom, and whose answers it compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.widgets.calibrating import Member, labeled, session
from tests.widgets.client import ranked
from tests.widgets.exploring import better
from tests.widgets.settling import RULE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where the project is made."""
    return tmp_path / "project"


def test_whoever_labels_after_the_reveal_reads_the_guideline_of_the_others(folder: Path) -> None:
    """A rule about the very items is not told to somebody who is blind to them."""
    people = labeled(folder)
    lea, widget = people["lea"], people["lea"].widget
    lea.move("reveal")
    lea.decide(1, ranked("A", "B"), event_id="d1", rule=RULE)
    eva = Member(widget, "eva")
    assert eva.welcome["guideline"]["version"] == "1.0"
    attendance = eva.attend()
    assert (attendance["guideline"], attendance["next_version"]) == ("1.0", None)
    eva.say("reveal")
    attendance = eva.attend()
    assert (attendance["guideline"], attendance["next_version"]) == ("1.1", "1.2")
    assert Member(widget, "eva").welcome["guideline"]["version"] == "1.1"
    widget.close()
    again = session(folder)
    assert Member(again, "fay").welcome["guideline"]["version"] == "1.0"


def test_what_cannot_be_judged_is_told_and_compared_with_nothing(folder: Path) -> None:
    """Its item comes after those on which people differ, and says how many could not judge."""
    widget = session(folder)
    lea, ana, ben = (Member(widget, name) for name in ("lea", "ana", "ben"))
    ana.label("alpha")
    first, second, third = (item["prompt"][0]["content"] for item in ana.items)
    cannot = ranked() | {"strength": None, "verdict": "cannot_judge"}
    for item in ben.items:
        said = item["prompt"][0]["content"]
        answer = {first: better(item, "alpha"), second: better(item, "beta"), third: cannot}[said]
        assert "error" not in ben.submit(item, answer=answer)
    lea.move("reveal")
    rows = lea.say("reveal")["items"]
    assert [row["difference"] for row in rows] == [1.0, None, 0.0]
    assert [row["n_unjudged"] for row in rows] == [0, 1, 0]
