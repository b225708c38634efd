"""One calibration session in several kernels: at the same time, and one after the other."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.widgets.calibrating import ITEMS, WHY, Member, labeled, session
from tests.widgets.client import Client, ranked
from tests.widgets.exploring import better
from trainer_widgets.calibration.sessions import CalibrationError, StoredSession

if TYPE_CHECKING:
    from pathlib import Path

FIRST = tw.RankingAnswer(order=[["a"], ["b"]], strength=2, points=7)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where the project will be."""
    return tmp_path / "project"


def problem(answer: dict[str, object]) -> str:
    """Return the message of an error."""
    return str(answer.get("error"))


def test_no_kernel_takes_people_back(folder: Path) -> None:
    """What another kernel has moved is known before the next move: phases, the lead, the end."""
    first, second = session(folder), session(folder)
    lea, there = Member(first, "lea"), Member(second, "lea")
    lea.move("reveal")
    assert there.say("hand_over", to="ben")["phase"] == "reveal"
    assert "ben leads" in problem(lea.move("close"))
    Member(second, "ben").move("close")
    second.hand_over("lea")
    assert "is over, and stays closed" in problem(lea.move("reveal"))
    # A move that was under way at the same time does not either.
    lead = first._session.lead
    first._session.move(lead, "label")
    first._session.move(lead, "discuss")
    stored = StoredSession(tw.Project(folder), first.id)
    assert (first.phase, stored.phase, session(folder).phase) == ("close", "close", "close")


def test_nobody_is_blind_who_has_seen_the_others_elsewhere(folder: Path) -> None:
    """Desks that were open before the reveal know of it: of another session, of the queue."""
    second = session(folder, name="Second")
    again, ranking = Member(second, "ana"), Client(tw.RankingWidget(folder, annotator="ana"))
    people = labeled(folder, name="First")
    blind = second.answer("ben", ITEMS[0], FIRST)
    people["lea"].move("reveal")
    for name in ("ana", "ben"):
        people[name].say("reveal")
    for desk in (again, ranking):
        for item in desk.items:
            assert "error" not in desk.submit(item, answer=better(item, "beta"))
    scripted = second.answer("ben", ITEMS[1], FIRST)
    assert (blind.condition, scripted.condition) == ("blind", "revealed")
    events = tw.Project(folder).events()
    own = events[(events["annotator"] == "ana") & (events["action"] == "answer")]
    assert own["condition"].value_counts().to_dict() == {"blind": 6, "revealed": 6}
    second.move_to("reveal")
    before = second.labels(independent=True)
    assert before[["annotator", "item_id"]].to_numpy().tolist() == [["ben", ITEMS[0]]]


def test_what_was_blind_is_shown_whenever_it_arrives(folder: Path) -> None:
    """An answer that this kernel hears of after its author's exposure is still the one before."""
    first, second = session(folder), session(folder)
    lea, ana = Member(first, "lea"), Member(first, "ana")
    Member(second, "ana").label("alpha")
    first._session.move(first._session.lead, "reveal")
    first._session.expose(first._session.lead._replace(annotator="ana"))
    assert [one["before"] is not None for one in ana.open_revealed(1)["said"]] == [True]
    assert [one["before"] is not None for one in lea.open_revealed(1)["said"]] == [True]


def test_the_newest_decision_counts_in_every_kernel(folder: Path) -> None:
    """In whatever order they are heard of; what is sent again after a hand-over is stored once."""
    first, second = session(folder), session(folder)
    lea, there = Member(first, "lea"), Member(second, "lea")
    Member(first, "ana").label("alpha")
    lea.move("reveal")
    there.decide(1, ranked("A", "B"))
    again = {"event_id": str(uuid.uuid4())}
    lea.decide(1, ranked("B", "A"), **again)
    lea.say("hand_over", to="ana")
    assert "error" not in lea.decide(1, ranked("B", "A"), **again)
    assert "ana leads" in problem(lea.decide(1, ranked("B", "A")))
    there.attend()
    second._take_in()
    stored = StoredSession(tw.Project(folder), first.id)
    for one in (first._session, second._session, stored):
        assert one.decisions()[ITEMS[0]].event_id == again["event_id"]


def test_escalations_follow_the_newest_decision(folder: Path) -> None:
    """Each answer settles them anew; to leave the item open takes back what was answered."""
    widget = session(folder)
    lea, ana = Member(widget, "lea"), Member(widget, "ana")
    for item in ana.items:
        ana.submit(item, "escalate", escalation=WHY)
    lea.move("reveal")

    def of_ana() -> list[str | None]:
        table = widget.project.escalations()
        own = table[(table["annotator"] == "ana") & (table["item_id"] == ITEMS[0])]
        return own[["status", "ruling_reason"]].iloc[0].tolist()

    lea.decide(1, ranked("A", "B"), reason="One")
    lea.decide(1, ranked("B", "A"), reason="Two")
    assert of_ana() == ["resolved", "Two"]
    lea.say("hand_over", to="ben")
    ben = Member(widget, "ben")
    ben.decide(1, escalation=WHY)
    assert of_ana()[0] == "open"
    assert widget.project.escalations()["status"].tolist().count("resolved") == 0
    ben.decide(1, ranked("A", "B"), reason="Three")
    assert of_ana() == ["resolved", "Three"]
    events = tw.Project(folder).events()
    ruling = events["event_id"][(events["action"] == "resolve").to_numpy()].iloc[-1]
    item = ana.open_revealed(1)["item"]
    assert "one's own" in problem(ana.submit(item, "retract", refers_to=ruling))


def test_a_session_goes_on_without_an_item_that_has_gone(folder: Path) -> None:
    """It is dealt to nobody, waited for by nobody and cannot be opened; the others go on."""
    widget, gone = session(folder), ITEMS[1]
    for item in (ITEMS[0], ITEMS[2]):
        widget.answer("ana", item, FIRST)
    items = pd.read_parquet(folder / "items.parquet")
    items[items["item_id"] != gone].to_parquet(folder / "items.parquet")
    widget = session(folder)
    assert widget.items == ITEMS
    eva = Member(widget, "eva")
    eva.attend()
    assert len(eva.items) == 2
    waited = widget.progress.set_index("annotator")["is_awaited"]
    assert waited.to_dict() == {"lea": False, "ana": False, "eva": True}
    widget.move_to("reveal")
    listed = {row["place"]: row["excerpt"] for row in eva.say("reveal")["items"]}
    assert "no longer" in listed[2]
    assert "no longer" in problem(eva.open_revealed(2))
    assert len(eva.open_revealed(1)["said"]) == 1
    for refused in (
        lambda: widget.discuss(gone),
        lambda: widget.decide(gone, FIRST, "Because."),
        lambda: session(folder, name="Another"),
    ):
        with pytest.raises(CalibrationError, match=r"no longer|has no item 'secret-item-1'"):
            refused()
