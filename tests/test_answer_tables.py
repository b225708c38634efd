"""Tables that scripts give: answers to a session or a pack, and reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.final_people import People, ranked
from trainer_widgets.calibration.sessions import CalibrationError
from trainer_widgets.reviewing.reviews import ReviewError

if TYPE_CHECKING:
    from pathlib import Path

ROWS = {
    "annotator": ["ana", "ana"],
    "item_id": ["rr-001", "rr-045"],
    "order": [[["a"], ["b"]], [["b"], ["d"], ["a"], ["c"]]],
    "strength": [2, None],
    "points": [7, None],
}


def session_in(folder: Path) -> tw.CalibrationSession:
    """Open a session on a pair and on four responses."""
    project = tw.Project("datasets/response_ranking", labels=folder / "labels")
    items = ["rr-001", "rr-045"]
    return tw.CalibrationSession(project, items, facilitator="lea", name="Tone")


def test_whole_numbers_may_have_gaps(tmp_path: Path) -> None:
    """A column of them is one of floats then, and is replayed all the same, once."""
    session = session_in(tmp_path)
    assert [session.replay(pd.DataFrame(ROWS)) for _ in range(2)] == [2, 0]
    session.close()


def test_a_wrong_row_says_which_it_is(tmp_path: Path) -> None:
    """The message has its place, its item and whose it is."""
    session = session_in(tmp_path)
    labels = pd.DataFrame(ROWS | {"strength": [2, 1]})
    with pytest.raises(CalibrationError, match=r"row 1 \(item 'rr-045', annotator 'ana'\): "):
        session.replay(labels)
    session.close()


def test_a_pack_is_answered_by_a_table(tmp_path: Path) -> None:
    """The first answer counts for the score; a later one replaces it."""
    session = session_in(tmp_path)
    session.move_to("reveal")
    session.decide("rr-001", {"order": [["b"], ["a"]], "strength": 1}, "Both are kind.")
    pack = tw.CalibrationPack.write(session, tmp_path / "pack")
    session.close()
    orders = [[["a"], ["b"]], [["b"], ["a"]]]
    row = {"annotator": "nia", "item_id": "rr-001", "strength": 2}
    labels = pd.DataFrame([row | {"order": order} for order in orders])
    assert [pack.replay(labels) for _ in range(2)] == [2, 0]
    told = pack.answers("nia").iloc[0]
    assert told[["expected", "first", "final"]].tolist() == ["B", "A", "B"]
    with pytest.raises(CalibrationError, match=r"row 0 .*no item of the pack"):
        pack.replay(labels.assign(item_id="rr-01"))


def test_many_reviews_are_one_part_or_none(tmp_path: Path) -> None:
    """A row that cannot be stops all, and is named; together they are one file."""
    people = People(tmp_path)
    people.say("ana", "a")
    people.say("ben", "b")
    project = people.project
    labels = project.labels()["event_id"].to_frame("label")
    reviews = labels.assign(decision=["pass", "return"], reason=["", "Look again."])
    with pytest.raises(ReviewError, match=r"row 1 .*say why"):
        project.review_all(reviews.assign(reason=""), reviewer="lead")
    assert project.reviews().empty
    before = len(list(tmp_path.rglob("*.parquet")))
    assert project.review_all(reviews, reviewer="lead") == 2
    assert len(list(tmp_path.rglob("*.parquet"))) == before + 1
    assert project.reviews()["decision"].tolist() == ["pass", "return"]
    with pytest.raises(ReviewError, match=r"'reviewr' is unknown: .*reviewer"):
        project.review_all(reviews.assign(reviewr="lead"), reviewer="lead")


def test_a_correction_is_checked_as_a_decision_is(tmp_path: Path) -> None:
    """A pair without a strength is none, and fields do as well as a record."""
    people = People(tmp_path)
    label = people.say("ana", "a")
    with pytest.raises(ValueError, match="'strength'"):
        people.project.review(label, "correct", "Why.", reviewer="lead", answer=ranked("b"))
    right = {"order": [["b"], ["a"]], "strength": 3}
    people.project.review(label, "correct", "Why.", reviewer="lead", answer=right)
    assert people.final()["choice"] == "b"
