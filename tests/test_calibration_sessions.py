"""Calibration sessions from Python: opened, replayed, moved and decided, and what they refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.widgets.settling import ranking_project
from trainer_widgets.answer_differences import differences
from trainer_widgets.calibration.sessions import CalibrationError, StoredSession
from trainer_widgets.records import RankingAnswer
from trainer_widgets.settings import UnknownArgumentError

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = ["secret-item-2", "secret-item-0"]
FIRST, SECOND = (
    RankingAnswer(order=order, strength=2, points=7) for order in ([["a"], ["b"]], [["b"], ["a"]])
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a project."""
    return ranking_project(tmp_path / "project", settings='name = "Tone"\n')


def opened(folder: Path, **changes: Any) -> tw.CalibrationSession:
    """Return a session that lea leads."""
    return tw.CalibrationSession(folder, **{"items": ITEMS, "facilitator": "lea"} | changes)


def said(**changes: Any) -> pd.DataFrame:
    """Return what two people said of both items, in the columns of labels."""
    rows = [
        {"annotator": name, "item_id": item, "answer": answer, "rationale": why}
        for name, answer, why in (("ana", FIRST, "because"), ("ben", SECOND, None))
        for item in ITEMS
    ]
    return pd.DataFrame(rows).assign(**changes)


def test_a_script_does_what_browsers_do(folder: Path) -> None:
    """Answers, phases, a revision, decisions and the lead: the same events, from Python."""
    session = opened(folder)
    assert session.replay(said()) == 4
    assert session.replay(said()) == 0
    assert session.progress.set_index("annotator")["n_labeled"].to_dict() == {
        "lea": 0,
        "ana": 2,
        "ben": 2,
    }
    session.move_to("reveal")
    session.discuss(ITEMS[0])
    session.answer("ben", ITEMS[0], {"order": [["a"], ["b"]], "strength": 1, "points": 7}, "Right")
    session.move_to("decide")
    rule = "Any dialect will do."
    decision = session.decide(ITEMS[0], FIRST, "It reads better.", rule=rule)
    session.leave_open(ITEMS[1], note="Ask Eva")
    session.hand_over("ben")
    assert (session.facilitator, session.phase) == ("ben", "decide")
    assert decision.ruling is not None
    assert decision.ruling.guideline == "1.1"
    project = tw.Project(folder)
    assert rule in str(project.guideline and project.guideline.text)
    assert project.escalations()["note"].tolist() == ["Ask Eva"]
    assert set(project.events()["origin"]) == {"python"}
    agreed = session.agreement.set_index(["when", "statistic"])["estimate"]
    assert agreed["before", "percent_agreement"] == 0
    assert agreed["after", "percent_agreement"] == 0.5
    stored = StoredSession(project, session.id)
    assert stored.people == ["ana", "ben"]
    assert stored.decisions().keys() == set(ITEMS)
    assert stored.labels(independent=True)["condition"].tolist() == ["blind"] * 4
    assert stored.labels(independent=False)["condition"].tolist().count("revealed") == 1


def test_a_replay_takes_answers_by_field_too(folder: Path, tmp_path: Path) -> None:
    """The labels of one session are what the next one replays."""
    session = opened(folder)
    session.replay(said())
    session.move_to("reveal")
    kept = session.labels(independent=True)
    again = opened(folder, store=tmp_path / "other")
    assert again.replay(kept) == 4
    again.move_to("reveal")
    same = ["item_id", "annotator", "choice", "preference", "rationale"]
    pd.testing.assert_frame_equal(again.labels()[same], kept[same])


def test_nothing_is_shown_while_people_label(folder: Path) -> None:
    """What would tell others' answers says how to go on instead."""
    session = opened(folder)
    session.replay(said())
    for ask in (session.labels, session.report, session.gold, lambda: session.agreement):
        with pytest.raises(CalibrationError, match=r'session\.move_to\("reveal"\)'):
            ask()


def test_the_same_cell_goes_on_and_others_have_to_say_which(folder: Path) -> None:
    """A session is found by its items, by its name, or as the only one that is open."""
    first = opened(folder)
    assert opened(folder).id == first.id
    assert opened(folder, items=None).id == first.id
    assert opened(folder, items=pd.DataFrame({"item_id": ITEMS * 2})).items == ITEMS
    with pytest.raises(CalibrationError, match="is open with other items: leave items= out"):
        opened(folder, items=["secret-item-1"])
    second = opened(folder, items=["secret-item-1"], name="Second")
    with pytest.raises(CalibrationError, match="several calibration sessions are open: name="):
        opened(folder, items=None)
    assert opened(folder, items=None, name="Second").id == second.id
    with pytest.raises(CalibrationError, match="about other items: give this one another name="):
        opened(folder, items=ITEMS, name="Second")
    for session in (first, second):
        session.move_to("close")
    with pytest.raises(CalibrationError, match=r"Give items=.*name= opens one that is closed"):
        opened(folder, items=None)
    assert opened(folder).phase == "close"
    project = tw.Project(folder)
    project._lists.send("calibration", ["secret-item-3"], slice_text="", sent_by="ana")
    assert opened(folder, items=None).items == ["secret-item-3"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"items": []}, "needs items"),
        ({"items": "secret-item-0"}, "a list of item ids"),
        ({"items": ["secret-item-0", "secret-item-0"]}, "given twice"),
        ({"items": ["secret-item-O", *ITEMS]}, "did you mean .* 1 of 3 are unknown"),
        ({"items": pd.DataFrame({"id": ITEMS})}, "without a column item_id"),
        ({"items": [ITEMS]}, "item ids, which are texts"),
        ({"people": "ana"}, "people is a list of names"),
        ({"people": ["ana", ""]}, "'' is no name"),
        ({"people": ["ana", 5]}, "5 is no name"),
        ({"people": ["ana", "ana"]}, "twice"),
        ({"facilitator": 3}, "3 is no name"),
        ({"name": "\n"}, "is no name"),
    ],
)
def test_what_is_asked_for_wrongly_is_refused(
    folder: Path, changes: dict[str, Any], says: str
) -> None:
    """Each mistake has one error, which says what to do; nothing is stored."""
    with pytest.raises(CalibrationError, match=says):
        opened(folder, **changes)
    assert tw.Project(folder).events().empty


def test_what_a_script_says_wrongly_is_refused(folder: Path) -> None:
    """An answer that cannot be, an item of no session, somebody from outside, a late decision."""
    with pytest.raises(UnknownArgumentError, match="did you mean 'people'"):
        opened(folder, peple=["ana"])
    session = opened(folder, people=["ana"], facilitator=None)
    with pytest.raises(CalibrationError, match="nobody leads"):
        session.move_to("reveal")
    session.hand_over("ana")
    session.move_to("reveal")
    three = RankingAnswer(order=[["a"], ["b"], ["c"]])
    for call, says in (
        (lambda: session.answer("ana", "secret-item-1", FIRST), "no item of this session"),
        (lambda: session.answer("eva", ITEMS[0], FIRST), "not among the people"),
        (lambda: session.answer("ana", ITEMS[0], {"order": 3}), "no answer of ranking"),
        (lambda: session.answer("ana", ITEMS[0], three), "cannot be an answer"),
        (lambda: session.replay(said().drop(columns="answer")), "the column 'order'"),
        (lambda: session.move_to("label"), "after 'reveal' comes"),
    ):
        with pytest.raises((CalibrationError, ValueError), match=says):
            call()
    assert session.labels().empty
    session.move_to("close")
    with pytest.raises(CalibrationError, match="it is over"):
        session.decide(ITEMS[0], FIRST, "late")


def test_a_notebook_that_runs_again_stores_nothing_twice(folder: Path) -> None:
    """The same decision with the same reason and rule is the one that stands, also at the end."""
    session = opened(folder)
    session.replay(said())
    session.move_to("reveal")

    def decided(**changes: Any) -> list[str]:
        rule = {"rule": {"title": "Tone", "text": "Any dialect will do."}} | changes
        events = [
            session.decide(ITEMS[0], FIRST, "It reads better.", **rule),
            session.leave_open(ITEMS[1], note="Ask Eva"),
        ]
        return [event.event_id for event in events]

    first = decided()
    assert decided() == first
    assert decided(rule=None)[0] != first[0]
    session.decide(ITEMS[0], FIRST, "It reads better.", rule="Another rule.")
    assert [note["guideline"] for note in rulings(folder)] == ["1.1", None, "1.2"]
    session.move_to("close")
    session.move_to("close")
    assert decided(rule="Another rule.")[1] == first[1]
    with pytest.raises(CalibrationError, match="is over, and stays closed"):
        session.move_to("reveal")
    with pytest.raises(CalibrationError, match="'revael' is no phase: did you mean 'reveal'"):
        session.move_to("revael")  # type: ignore[arg-type] # misspelt on purpose


def rulings(folder: Path) -> list[dict[str, Any]]:
    """Return what was ruled with each decision that is an answer."""
    events = tw.Project(folder).events()
    return events["ruling"][(events["action"] == "adjudicate").to_numpy()].tolist()


def test_items_are_ordered_by_how_far_answers_are_apart() -> None:
    """Sets by MASI, multisets by Jaccard, choices by whether they differ, then all the rest."""
    tags = pd.DataFrame(
        {
            "item_id": ["q1", "q1", "q2", "q2", "q3"],
            "tag_names": [["a", "b"], ["a"], ["a"], ["a"], ["b"]],
        }
    )
    found = differences(tags, "image_tags")
    assert [found[item].compared for item in ("q1", "q2", "q3")] == [0.5, 0.0, None]
    choices = pd.DataFrame(
        {
            "item_id": ["q1", "q1", "q2", "q2", "q3", "q3", "q4", "q4", "q4"],
            "choice": ["a", "a", "a", "a", "a", None, "a", "b", None],
            "preference": [-3, -1, -3, -3, -3, None, -3, 3, None],
        }
    )
    found = differences(choices, "ranking")
    # Whoever could not judge is compared with nobody, and told apart all the same.
    assert [found[item].compared for item in ("q1", "q2", "q3", "q4")] == [0.0, 0.0, None, 1.0]
    assert [found[item].n_unjudged for item in ("q1", "q2", "q3", "q4")] == [0, 0, 1, 1]
    assert found["q3"].further > found["q2"].further
    assert found["q1"].further > found["q2"].further
