"""A calibration session over the wire: blind first, then revealed, revised and decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import trainer_widgets as tw
from tests.widgets.calibrating import ITEMS, WHY, Member, labeled, session, told
from tests.widgets.client import Client, ranked
from tests.widgets.exploring import better
from tests.widgets.settling import RULE

if TYPE_CHECKING:
    from pathlib import Path

REFUSED = "refused"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where the project is made."""
    return tmp_path / "project"


def code(reply: dict[str, Any]) -> str | None:
    """Return why a request failed."""
    found = reply.get("error")
    return found and str(found["code"])


def test_nobody_hears_what_the_others_said_before_the_reveal(folder: Path) -> None:
    """While people label, nothing that the widget sends has an answer, a rationale or an id."""
    widget = session(folder)
    members = [Member(widget, name) for name in ("lea", "ana", "ben")]
    watching = members[0]
    for member, text in zip(members[1:], ("alpha", "beta"), strict=True):
        member.attend()
        member.label(text, rationale=f"secret reason of {member.name}")
        watching.attend()
        assert code(watching.say("reveal")) == REFUSED
        assert code(watching.open_revealed(1)) == REFUSED
        watching.say("mine")
        watching.say("next", held=[])
    heard = [one for one in watching.sent if "name" in one or one.get("body") is not None]
    assert heard
    assert "secret" not in told(watching)
    rooms = [one["body"] for one in watching.sent if one.get("name") == "room"]
    assert set(rooms[-1]) == set(tw.wire.CALIBRATION_REPLIES[0].__struct_fields__)
    # The only answers on the wire are those that people ask for of their own.
    assert not any("answer" in repr(one) for one in rooms)
    assert "'order'" not in told(watching)


def test_everybody_sees_who_is_waited_for(folder: Path) -> None:
    """The room counts, tells who is there, and is told anew after each change."""
    people = labeled(folder, people=["ana", "ben", "eva"])
    room = people["lea"].attend()["room"]
    found = {one["name"]: one for one in room["people"]}
    assert list(found) == ["ana", "ben", "eva", "lea"]
    assert {name: one["n_labeled"] for name, one in found.items()} == {
        "ana": 3,
        "ben": 3,
        "eva": 0,
        "lea": 0,
    }
    assert [name for name, one in found.items() if one["is_awaited"]] == ["eva"]
    assert [name for name, one in found.items() if one["is_there"]] == ["lea"]
    turns = [one["body"]["turn"] for one in people["lea"].sent if one.get("name") == "room"]
    assert turns == sorted(set(turns))
    before = len(turns)
    people["lea"].attend()
    assert sum(one.get("name") == "room" for one in people["lea"].sent) == before


def test_the_reveal_shows_where_people_differ(folder: Path) -> None:
    """Items come by how much people differ; each has who said what, in everybody's letters."""
    people = labeled(folder)
    people["lea"].move("reveal")
    revealed = people["ana"].say("reveal")
    assert revealed["compared"] == "choice"
    assert {one["when"] for one in revealed["agreement"]} == {"before", "after"}
    assert [row["difference"] for row in revealed["items"]] == [1.0, 1.0, 1.0]
    opened = people["ana"].open_revealed(2)
    assert [response["text"] for response in opened["item"]["responses"]] == ["alpha 1", "beta 1"]
    said = {one["annotator"]: one for one in opened["said"]}
    assert said["ana"]["before"]["order"] == [["A"], ["B"]]
    assert said["ben"]["before"]["order"] == [["B"], ["A"]]
    assert said["ben"]["rationale"] == "secret reason of ben"
    assert not said["ben"]["is_revised"]
    assert "secret-item" not in told(people["ana"])
    assert "secret-model" not in told(people["ana"])


def test_whoever_has_seen_the_others_is_no_longer_independent(folder: Path) -> None:
    """The exposure is stored before the reply, for this session and for every widget after it."""
    people = labeled(folder)
    people["lea"].move("reveal")
    sent_before: list[int] = []
    project = tw.Project(folder)
    send = people["ana"].widget.send

    def watched(content: dict[str, Any], buffers: Any = None) -> None:
        if "agreement" in repr(content):
            events = project.events()
            seen = events[(events["condition"] == "revealed").to_numpy()]
            sent_before.append(len(seen))
        send(content, buffers)

    people["ana"].widget.send = watched
    people["ana"].say("reveal")
    assert sent_before == [3]
    people["ana"].say("reveal")
    assert sent_before == [3, 3]
    ranking = Client(tw.RankingWidget(folder, annotator="ana"))
    opened = ranking.ask("open", seat=ranking.seat, token=None, number=1)["item"]
    known = {item["prompt"][0]["content"] for item in people["ana"].items}
    for number in range(1, 7):
        opened = ranking.ask("open", seat=ranking.seat, token=None, number=number)["item"]
        assert "error" not in ranking.submit(opened, answer=better(opened, "beta"))
        is_known = opened["prompt"][0]["content"] in known
        newest = project.events().iloc[-1]
        assert newest["condition"] == ("revealed" if is_known else "blind")
    independent = project.labels(independent=True)
    mine = independent[(independent["annotator"] == "ana").to_numpy()].set_index("item_id")
    assert mine.loc[ITEMS, "choice"].tolist() == ["a", "a", "a"]
    assert len(mine) == 6


def test_a_revision_keeps_both_answers(folder: Path) -> None:
    """What somebody says after the reveal stands beside what they said blind."""
    people = labeled(folder)
    people["lea"].move("reveal")
    item = people["ana"].open_revealed(1)["item"]
    assert "error" not in people["ana"].submit(item, answer=ranked("B", "A"), rationale="Ben is")
    (said, _) = people["ben"].open_revealed(1)["said"]
    assert (said["is_revised"], said["rationale_now"]) == (True, "Ben is")
    assert said["before"]["order"] == [["A"], ["B"]]
    assert said["now"]["order"] == [["B"], ["A"]]
    (row,) = [row for row in people["ben"].say("reveal")["items"] if row["place"] == 1]
    assert (row["difference"], row["now"], row["n_revised"]) == (1.0, 0.0, 1)
    project = tw.Project(folder)
    assert project.labels(independent=True)["condition"].unique().tolist() == ["blind"]
    now = project.labels().set_index(["item_id", "annotator"])
    assert now.loc[(ITEMS[0], "ana"), "choice"] == "b"
    after = people["ana"].widget.agreement
    assert set(after.loc[after["when"] == "before", "n_labels"]) == {6}


def test_what_was_said_blind_and_comes_late_stays_blind(folder: Path) -> None:
    """An outbox that empties after the reveal, of somebody who has not looked, counts as blind."""
    people = labeled(folder)
    eva = Member(people["lea"].widget, "eva")
    people["lea"].move("reveal")
    first, second, third = eva.items
    eva.submit(first)
    assert eva.attend()["has_seen"] is False
    eva.say("reveal")
    assert eva.attend()["has_seen"] is True
    eva.submit(second)
    people["lea"].move("close")
    eva.submit(third, "skip")
    events = tw.Project(folder).events()
    mine = events[((events["annotator"] == "eva") & (events["action"] != "phase")).to_numpy()]
    assert mine["condition"].tolist() == ["blind", "revealed", "revealed"]
    assert len(eva.widget.labels(independent=True)) == 7


def test_skips_and_escalations_are_done_and_revealed(folder: Path) -> None:
    """Nobody waits for an item that was skipped or escalated; the reveal shows who did."""
    widget = session(folder)
    lea, ana = Member(widget, "lea"), Member(widget, "ana")
    first, second, third = ana.items
    ana.submit(first, "skip")
    ana.submit(second, "escalate", escalation=WHY)
    assert [p["is_awaited"] for p in ana.attend()["room"]["people"]] == [False, True]
    answer = ana.submit(third)
    retract = {"refers_to": answer["event_id"], "supersedes": None}
    ana.submit(third, "retract", **retract)
    assert ana.attend()["room"]["people"][1]["n_labeled"] == 2
    ana.submit(third)
    assert ana.attend()["room"]["people"][1]["is_awaited"] is False
    lea.move("reveal")
    actions = [lea.open_revealed(place)["said"] for place in (1, 2, 3)]
    found = {one["action"]: one for (one,) in actions}
    assert set(found) == {"skip", "escalate", "answer"}
    assert found["escalate"]["escalation"]["note"] == "Two dialects"


def test_a_decision_becomes_a_version_of_the_guideline(folder: Path) -> None:
    """The facilitator's answer is an adjudication with its reason, and the rule is in force."""
    people = labeled(folder)
    lea = people["lea"]
    assert code(lea.decide(1, ranked("A", "B"))) == REFUSED
    lea.move("reveal")
    lea.move("decide")
    assert code(people["ana"].decide(1, ranked("A", "B"))) == REFUSED
    asked = {"event_id": "d1", "rule": RULE}
    decided = lea.decide(1, ranked("A", "B"), **asked)
    assert decided["guideline"]["version"] == "1.1"
    assert decided["item"]["decision"]["guideline"] == "1.1"
    assert lea.decide(1, ranked("A", "B"), **asked)["item"] == decided["item"]
    assert code(lea.decide(1, ranked("B", "A"), **asked)) == REFUSED
    project = tw.Project(folder)
    assert project.guideline is not None
    assert project.guideline.version == "1.1"
    assert len(project.cases().items) == 1
    events = project.events()
    (row,) = events[(events["action"] == "adjudicate").to_numpy()].to_dict("records")
    assert (row["annotator"], row["condition"], row["guideline"]) == ("lea", "revealed", "1.1")
    assert row["ruling"]["reason"] == "Because."
    assert lea.widget.labels()["annotator"].unique().tolist() == ["ana", "ben"]
    lea.decide(1, ranked("B", "A"))
    assert people["ana"].open_revealed(1)["decision"]["plain"]["order"] == [["B"], ["A"]]
    room = people["ana"].attend()["room"]
    assert (room["n_decided"], room["n_left_open"]) == (1, 0)


def test_what_is_left_open_is_an_escalation_until_it_is_decided(folder: Path) -> None:
    """It is in the project's list; a decision after it, by whomever, resolves it."""
    people = labeled(folder)
    people["lea"].move("decide")
    people["lea"].move("reveal")
    left = people["lea"].decide(2, escalation=WHY)
    assert left["item"]["decision"]["kind"] == "open"
    table = people["lea"].widget.project.escalations()
    assert table[["annotator", "status"]].to_numpy().tolist() == [["lea", "open"]]
    room = people["ana"].attend()["room"]
    assert (room["n_decided"], room["n_left_open"]) == (0, 1)
    # It is a decision, and no work of lea's own queue: her answer there takes nothing back.
    ranking = Client(tw.RankingWidget(folder, annotator="lea"))
    assert ranking.welcome["progress"]["escalated"] == 0
    for number in range(1, 7):
        item = ranking.ask("open", seat=ranking.seat, token=None, number=number)["item"]
        assert item["supersedes"] is None
        ranking.submit(item)
    assert tw.Project(folder).escalations()["status"].tolist() == ["open"]
    people["lea"].say("hand_over", to="ben")
    people["ben"].decide(2, ranked("A", "B"))
    table = people["lea"].widget.project.escalations()
    assert table[["status", "resolved_by"]].to_numpy().tolist() == [["resolved", "ben"]]
