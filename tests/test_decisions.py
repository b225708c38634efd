"""What somebody decided on an item, against labels, passes and other decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import trainer_widgets as tw
from tests.final_people import ITEM, People, ranked
from trainer_widgets.calibration.sessions import session_id
from trainer_widgets.records import Calibration, Escalation, Ruling
from trainer_widgets.widgets._adjudication_docket import AdjudicationDocket, Chosen

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def people(tmp_path: Path) -> People:
    """Return a project nobody has worked on."""
    return People(tmp_path / "labels")


def test_the_newest_decision_counts(people: People) -> None:
    """Adjudications, rulings and corrections beat labels, and each other by their time."""
    label = people.say("ana", "a")
    people.say("ben", "a")
    first = people.project.adjudicate(
        ITEM, ranked("b", strength=2), adjudicator="lead", reason="Sources."
    )
    found = people.final()
    assert found[["how", "choice", "decided_by"]].tolist() == ["adjudicated", "b", "lead"]
    assert found["events"][0] == found["label"] == first.event_id
    assert found["n_labels"] == 2
    corrected = people.review(label, "correct", "a", who="chief")
    found = people.final()
    assert found[["how", "choice", "decided_by"]].tolist() == ["reviewed", "a", "chief"]
    assert found["events"][:2] == [corrected, label]
    assert found["note"] == "an earlier decision differs"
    asked = people.record(
        "chi", item_id=ITEM, action="escalate", escalation=Escalation("needs_expert")
    )
    people.record(
        "boss", item_id=ITEM, action="resolve", refers_to=asked, ruling=Ruling("answer"),
        answer=ranked("b"),
    )  # fmt: skip
    assert people.final()[["how", "choice", "decided_by"]].tolist() == ["adjudicated", "b", "boss"]


def test_an_adjudicator_replaces_their_own_decision(people: People) -> None:
    """The second decision supersedes the first; retracted, the labels speak again."""
    mine = ranked("a", strength=2, points=7)
    label = people.record("ana", item_id=ITEM, answer=mine, rationale="mine")
    answer = {"order": [["a"], ["b"]], "strength": 2}
    one = people.project.adjudicate(ITEM, answer, adjudicator="lead")
    assert (one.refers_to, one.condition) == (label, "revealed")
    other = people.project.adjudicate(ITEM, ranked("b", strength=2), adjudicator="lead")
    assert (other.supersedes, other.refers_to) == (one.event_id, None)
    assert people.final()["choice"] == "b"
    people.record("lead", item_id=ITEM, action="retract", refers_to=other.event_id)
    people.record("lead", item_id=ITEM, action="retract", refers_to=one.event_id)
    assert people.final()[["how", "choice"]].tolist() == ["single", "a"]
    assert set(people.project.labels(independent=True)["annotator"]) == {"ana"}


def test_a_label_that_passed_is_final_until_somebody_decides(people: People) -> None:
    """It settles a tie; two that differ leave the item open; a decision beats passes since."""
    ana, ben = people.say("ana", "a"), people.say("ben", "b")
    passed = people.review(ana, "pass")
    found = people.final()
    assert found[["how", "choice", "decided_by"]].tolist() == ["reviewed", "a", "lead"]
    assert found["events"][:2] == [passed, ana]
    people.review(ben, "pass", who="chief")
    found = people.final()
    assert found["how"] == "open"
    assert found["note"].startswith("labels that differ have passed: adjudicate")
    people.review(ana, "return")
    assert people.final()[["how", "choice"]].tolist() == ["reviewed", "b"]
    people.project.adjudicate(ITEM, ranked("a", strength=2), adjudicator="boss")
    left = "1 label sent back and not answered again left out"
    assert people.final()[["how", "choice", "note"]].tolist() == ["adjudicated", "a", left]
    people.review(ben, "pass")
    assert people.final()[["how", "choice", "note"]].tolist() == [
        "adjudicated", "a", f"a label that differs has passed since; {left}"
    ]  # fmt: skip


def test_a_pass_does_not_outrank_a_consensus(people: People) -> None:
    """Who reviews one label has not judged the others: what differs is told, no more."""
    few, *many = [people.say(who, "b" if who == "a0" else "a") for who in ("a0", "a1", "a2", "a3")]
    passed = people.review(few, "pass")
    found = people.final()
    assert found[["how", "choice", "note"]].tolist() == [
        "consensus", "a", "a label that differs has passed"
    ]  # fmt: skip
    assert passed in found["events"]
    people.review(many[0], "pass")
    assert people.final()["how"] == "consensus"
    people.review(few, "return")
    assert people.final()[["how", "choice", "decided_by"]].tolist() == ["reviewed", "a", "lead"]


@pytest.mark.parametrize("leads", ["lea", "ana"])
def test_what_a_session_leaves_open_is_decided_no_more(people: People, leads: str) -> None:
    """Of a session the newest decision counts, whoever leads, with what it resolved on the way."""
    people.say("ben", "a")
    session = tw.CalibrationSession(people.project, [ITEM], facilitator="lea", name="Session")
    mark = Calibration(session_id(people.project, "Session"), "label")
    asked = Escalation("needs_expert")
    people.record("chi", item_id=ITEM, action="escalate", escalation=asked, calibration=mark)
    session.answer("dia", ITEM, ranked("a", strength=2, points=7))
    session.move_to("reveal")
    session.decide(ITEM, ranked("b", strength=2, points=7), "Sources.")
    assert people.final()[["how", "choice"]].tolist() == ["adjudicated", "b"]
    session.hand_over(leads)
    session.leave_open(ITEM, note="After all.")
    assert people.final()[["how", "choice"]].tolist() == ["consensus", "a"]
    people.project.adjudicate(ITEM, ranked("b", strength=2), adjudicator="boss")
    assert people.final()["decided_by"] == "boss"
    session.decide(ITEM, ranked("a", strength=2, points=7), "No.")
    assert people.final()[["how", "choice", "decided_by"]].tolist() == ["adjudicated", "a", leads]
    session.close()


def test_adjudicators_are_told_the_consensus_that_counts(people: People) -> None:
    """A label that was sent back, or taken back, has no vote in what they see either."""
    labels = [people.say(who, "b" if who < "c" else "a") for who in ("ana", "ben", "chi")]
    people.review(labels[0], "return")
    people.say("dia", "a")
    docket = AdjudicationDocket(people.project, Chosen([ITEM], 2, 0.0, "majority", models=False))
    assert docket.consensus(ITEM).label == people.final()["label"] == labels[2]
