"""Who leads a calibration session, who is there, and how it goes on after what went wrong."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

import trainer_widgets as tw
from tests.widgets.calibrating import ITEMS, WHY, Member, labeled, session, told
from tests.widgets.client import ranked

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where the project is made."""
    return tmp_path / "project"


def problem(reply: dict[str, Any]) -> str:
    """Return why a request failed."""
    return str(reply["error"]["message"])


def test_only_who_leads_moves_the_session(folder: Path) -> None:
    """Nobody else moves, leads to an item or hands over; no phase comes twice, label least."""
    people = labeled(folder)
    lea, ana = people["lea"], people["ana"]
    assert "lea leads this session" in problem(ana.move("reveal"))
    assert "still labeling" in problem(lea.say("lead_to", place=1))
    assert "after 'label' comes 'reveal' or 'close'" in problem(lea.move("discuss"))
    lea.move("reveal")
    stored = len(tw.Project(folder).events())
    assert lea.move("reveal")["phase"] == "reveal"
    assert len(tw.Project(folder).events()) == stored
    assert "after 'reveal'" in problem(lea.move("label"))
    assert "lea leads" in problem(ana.say("lead_to", place=1))
    assert "from 1 to 3" in problem(lea.say("lead_to", place=4))
    assert lea.say("lead_to", place=2)["discussing"] == 2
    assert "lea leads" in problem(ana.say("hand_over", to="ana"))
    assert lea.say("hand_over", to="ana")["facilitator"] == "ana"
    assert "ana leads" in problem(lea.move("close"))
    assert ana.move("close")["phase"] == "close"
    assert "is over, and stays closed" in problem(ana.move("reveal"))
    assert "it is over" in problem(ana.decide(1, ranked("A", "B")))


def test_the_lead_is_taken_only_where_nobody_has_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is there keeps it; of two who want it from somebody gone, the first gets it."""
    widget = session(folder, facilitator=None)
    ana, ben = Member(widget, "ana"), Member(widget, "ben")
    assert "nobody leads" in problem(ana.move("reveal"))
    assert ana.say("take_lead")["facilitator"] == "ana"
    ana.attend()
    assert "has not gone" in problem(ben.say("take_lead"))
    ana.say("leave", view=ana.view)
    # A kernel that has just begun gives everybody the time to come back.
    assert "has not gone" in problem(ben.say("take_lead"))
    monkeypatch.setattr("trainer_widgets.widgets._calibration_room.PATIENCE", 0.0)
    assert ben.say("take_lead")["facilitator"] == "ben"
    monkeypatch.undo()
    ben.attend()
    assert "has not gone" in problem(ana.say("take_lead"))


def test_a_session_goes_on_in_every_phase_after_a_restart(folder: Path) -> None:
    """A new kernel knows the phase, the lead, who has seen what, the answers and the decisions."""
    people = labeled(folder, facilitator="ana")
    people["ana"].say("hand_over", to="lea")
    for phase in ("label", "reveal", "discuss", "decide", "close"):
        before = people["lea"].attend()["room"]
        if phase != "label":
            before = people["lea"].move(phase)
        if phase == "discuss":
            before = people["lea"].say("lead_to", place=2)
        if phase == "decide":
            people["lea"].decide(1, ranked("A", "B"))
            people["lea"].decide(3, escalation=WHY)
            before = people["lea"].attend()["room"]
        seen = {name: member.attend()["has_seen"] for name, member in people.items()}
        people["lea"].widget.close()
        # The same cell runs again; who was handed the lead keeps it.
        widget = session(folder, facilitator="ana")
        people = {name: Member(widget, name) for name in people}
        after = {name: member.attend() for name, member in people.items()}
        assert {name: one["has_seen"] for name, one in after.items()} == seen
        for name in ("phase", "facilitator", "n_decided", "discussing", "n_items"):
            assert after["lea"]["room"][name] == before[name]
        assert people["ana"].items == []
        if phase != "label":
            assert "error" not in people["ben"].say("reveal")
            opened = people["ben"].open_revealed(1)
            assert [one["before"]["order"] for one in opened["said"]] == [
                [["A"], ["B"]],
                [["B"], ["A"]],
            ]
    assert people["ben"].open_revealed(1)["decision"]["decided_by"] == "lea"
    assert session(folder).phase == "close"


def test_what_cannot_be_stored_does_not_happen(folder: Path, tmp_path: Path) -> None:
    """With the labels' folder gone no phase begins and nobody sees anything; later both go on."""
    people = labeled(folder)
    labels, away = folder / "labels", tmp_path / "away"
    labels.rename(away)
    labels.write_text("a file where the folder was")
    failed = people["lea"].move("reveal")["error"]
    assert (failed["code"], failed["final"]) == ("storage", False)
    assert people["lea"].attend()["room"]["phase"] == "label"
    labels.unlink()
    # No new folder is begun without what was there.
    assert "was removed" in problem(people["lea"].move("reveal"))
    assert not labels.exists()
    away.rename(labels)
    assert people["lea"].move("reveal")["phase"] == "reveal"
    labels.rename(away)
    labels.write_text("a file where the folder was")
    heard = len(people["ana"].sent)
    for failed in (people["ana"].say("reveal"), people["ana"].open_revealed(1)):
        assert failed["error"]["code"] == "storage"
    assert "secret reason of ben" not in repr(people["ana"].sent[heard:])
    labels.unlink()
    away.rename(labels)
    assert people["ana"].attend()["has_seen"] is False
    assert len(people["ana"].say("reveal")["items"]) == 3


def test_one_person_is_one_person_however_their_name_is_known(folder: Path) -> None:
    """A second tab, and a name given here and asserted there, go on with the same answers."""
    widget = session(folder)
    typed, again = Member(widget, "ana"), Member(widget, "ana")
    assert typed.seat == again.seat
    typed.submit(typed.items[0])
    login = Member(widget, "ana", login="ana")
    assert login.seat != typed.seat
    assert len(login.items) == 2
    login.submit(login.items[0])
    again.attend()
    assert len(again.say("next", held=[])["items"]) == 1
    room = login.attend()["room"]
    assert {one["name"]: one["n_labeled"] for one in room["people"]} == {"lea": 0, "ana": 2}
    events = tw.Project(folder).events()
    said = events[(events["action"] == "answer").to_numpy()]
    assert said["identity"].tolist() == ["given", "asserted"]
    assert "login of somebody" in problem(Member(widget, "ana").welcome)


def test_a_session_of_named_people_lets_nobody_else_in(folder: Path) -> None:
    """Whoever is not on the list is told so; who leads is always let in."""
    widget = session(folder, people=["ana", "ben"])
    assert "eva is not among the people" in problem(Member(widget, "eva").welcome)
    lea = Member(widget, "lea")
    assert len(lea.items) == 3
    assert "There are ana, ben" in problem(lea.say("hand_over", to="eva"))
    widget.close()
    widget = session(folder, people=["ana", "ben", "eva"])
    assert len(Member(widget, "eva").items) == 3


def test_nothing_that_a_view_makes_up_is_a_decision(folder: Path) -> None:
    """An annotator's escalation is their own, whatever it refers to."""
    widget = session(folder)
    ana = Member(widget, "ana")
    made_up = ana.submit(ana.items[0], "escalate", escalation=WHY, refers_to="something")
    assert made_up["error"]["final"]
    ana.submit(ana.items[0], "escalate", escalation=WHY)
    assert ana.attend()["room"]["n_decided"] == 0
    assert "unknown_seat" in told(ana) or "introduce" in problem(
        ana.ask("attend", seat="x", view="y")
    )


def test_two_widgets_of_one_session_see_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cell run twice in one kernel, or in two: what one stores the other takes in."""
    monkeypatch.setattr("trainer_widgets.widgets._calibration_requests.AFRESH", 0.0)
    first, second = session(folder), session(folder)
    ana, ben = Member(first, "ana"), Member(second, "ben")
    lea = Member(second, "lea")
    ana.label("alpha")
    ben.label("beta")
    lea.move("reveal")
    room = ana.attend()["room"]
    assert room["phase"] == "reveal"
    assert {one["name"]: one["n_labeled"] for one in room["people"]}["ben"] == 3
    assert [row["difference"] for row in ana.say("reveal")["items"]] == [1.0] * 3
    assert ITEMS == first.items == second.items


def test_an_outbox_reaches_the_next_kernel(folder: Path) -> None:
    """What was on its way when a kernel ended arrives at the next, once, as what it was."""

    def restarted(name: str) -> Member:
        member.widget.close()
        return Member(session(folder), name)

    member = Member(session(folder), "ana")
    blind = member.submission(member.items[0])
    assert "error" not in member.ask("submit", **blind)
    member = restarted("ana")
    other = member.submission(member.items[1])
    for body in (blind, other):
        assert "error" not in member.ask("submit", **body | {"seat": member.seat})
    member = restarted("lea")
    member.move("reveal")
    place = next(n for n in (1, 2, 3) if member.open_revealed(n)["said"])
    decision = {"event_id": "d1", "escalation": WHY}
    member.decide(place, **decision)
    member = restarted("ana")
    revision = member.submission(member.open_revealed(place)["item"], answer=ranked("B", "A"))
    member = restarted("ana")
    assert "error" not in member.ask("submit", **revision | {"seat": member.seat})
    member = restarted("lea")
    assert "error" not in member.decide(place, **decision)
    # Their own answer takes back nothing that they have decided.
    member.submit(member.open_revealed(place)["item"])
    project = tw.Project(folder)
    events = project.events()
    said = events[events["action"].isin(["answer", "escalate"])]
    assert said["annotator"].tolist() == ["ana", "ana", "lea", "ana", "lea"]
    assert said["condition"].tolist() == ["blind", "blind", "revealed", "revealed", "revealed"]
    assert project.escalations()["status"].tolist() == ["open"]


def test_closing_waits_for_nobody_for_ever(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that was cut off with the lock in its hands does not keep a kernel from ending."""
    monkeypatch.setattr("trainer_widgets.widgets.calibration.LONGEST_WAIT", 0.01)
    widget = session(folder)
    Member(widget, "ana").label("alpha")
    thread = threading.Thread(target=widget._lock.acquire)
    thread.start()
    thread.join()
    widget.close()
    assert widget.comm is None
