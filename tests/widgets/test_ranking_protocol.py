"""The ranking widget's side of the wire, spoken to as a view would."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import trainer_widgets as tw
from tests.widgets.client import GOLD, Client, ranked, side, widget

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_on_the_left_goes_home_with_its_id(tmp_path: Path) -> None:
    """Answers in letters arrive as response ids, with the order that was on screen."""
    ours = widget(tmp_path, guideline=tw.Guideline("1.2", "# Be fair"))
    client = Client(ours)
    held = client.items
    for item in held:
        other = side(item, "beta")
        client.submit(item, answer=ranked(side(item, "alpha"), other), rationale=f"not {other}")
    labels = ours.labels
    assert len(labels) == len(held) == 6
    assert set(labels["choice"]) == {"a"}
    assert set(labels["preference"]) == {-2}
    assert set(labels["guideline"]) == {"1.2"}
    assert set(labels["identity"]) == {"given"}
    assert not labels["stale"].any()
    shown = [row["order"] for row in labels["shown"]]
    letters = {text: text[-1] for text in labels["rationale"]}
    for order, rationale in zip(shown, labels["rationale"], strict=True):
        assert "AB".index(letters[rationale]) == list(order).index("b")
    assert len({tuple(order) for order in shown}) == 2


def test_the_browser_learns_no_ids_models_files_or_gold(tmp_path: Path) -> None:
    """Nothing that crosses the wire or lies in a trait names an item, a model or the key."""
    ours = widget(tmp_path, gold=GOLD)
    client = Client(ours)
    for item in client.items:
        client.submit(item)
    client.ask("mine", seat=client.seat)
    client.ask("open", seat=client.seat, token=client.items[0]["token"], number=None)
    client.ask("next", seat=client.seat, held=[])
    crossed = json.dumps(client.sent)
    state = ours.get_state()
    state.pop("_esm"), state.pop("_css")
    for secret in ("secret", "because alpha", "item_id", '"a"', '"b"'):
        assert secret not in crossed
        assert secret not in json.dumps(state, default=str)


def test_the_same_submission_twice_is_one_row_also_after_a_restart(tmp_path: Path) -> None:
    """A resend is recognised by its event id, in this kernel and in the next."""
    client = Client(widget(tmp_path))
    item = client.items[0]
    body = client.submission(item)
    first = client.ask("submit", **body)
    again = client.ask("submit", **body)
    assert first["event_id"] == again["event_id"] == body["event_id"]
    client.widget.close()
    later = Client(widget(tmp_path))
    receipt = later.ask("submit", **body | {"seat": later.seat})
    assert receipt["event_id"] == body["event_id"]
    assert len(later.widget.events) == 1
    conflict = later.submit(client.items[1], event_id=body["event_id"])
    assert conflict["error"]["final"]
    changed = body | {"seat": later.seat, "answer": ranked("B", "A")}
    assert later.ask("submit", **changed)["error"]["final"]
    assert len(later.widget.events) == 1


def test_undo_and_revise_leave_the_last_word(tmp_path: Path) -> None:
    """A retraction brings the item back; a revision supersedes; every event stays."""
    client = Client(widget(tmp_path))
    item = client.items[0]
    first = client.submit(item)
    client.submit(item, "retract", refers_to=first["event_id"])
    assert client.widget.labels.empty
    opened = client.ask("open", seat=client.seat, token=item["token"], number=None)
    assert opened["own"] is None
    second = client.submit(item, answer=ranked("A", "B"))
    own = client.ask("open", seat=client.seat, token=item["token"], number=None)
    assert own["own"]["answer"]["order"] == [["A"], ["B"]]
    assert own["item"]["supersedes"] == second["event_id"]
    client.submit(own["item"], answer=ranked("B", "A"))
    listed = client.ask("mine", seat=client.seat)["entries"]
    assert [entry["answer"]["order"] for entry in listed] == [[["B"], ["A"]]]
    assert len(client.widget.labels) == 1
    assert len(client.widget.events) == 4


def test_people_do_not_meet(tmp_path: Path) -> None:
    """Each login has its own queue, its own sides, its own list; nobody sees the other's."""
    ours = widget(tmp_path, annotator=None)
    ana, ben = Client(ours, login="ana"), Client(ours, login="ben")
    assert ana.seat != ben.seat
    assert {i["token"] for i in ana.items}.isdisjoint(i["token"] for i in ben.items)
    ana.submit(ana.items[0], rationale="mine alone")
    assert ben.ask("mine", seat=ben.seat)["entries"] == []
    assert ben.submit(ana.items[0])["error"]["final"]
    assert list(ours.labels["annotator"]) == ["ana"]
    assert list(ours.labels["identity"]) == ["asserted"]
    assert ours.progress.set_index("annotator")["done"].to_dict() == {"ana": 1, "ben": 0}


def test_a_widget_for_one_person_refuses_a_second_login(tmp_path: Path) -> None:
    """With annotator= two different known logins cannot both be that person."""
    ours = widget(tmp_path)
    assert Client(ours, login="ana@host").welcome["annotator"] == "ana"
    assert Client(ours, login="ana@host").welcome["annotator"] == "ana"
    error = Client(ours, login="ben@host").welcome["error"]
    assert error["code"] == "identity"
    assert "ana@host" in error["message"]


def test_asks_for_a_name_where_the_server_knows_nobody(tmp_path: Path) -> None:
    """Without login and annotator= the view is asked for a name; an odd one is refused."""
    ours = widget(tmp_path, annotator=None)
    assert Client(ours).welcome["error"]["code"] == "need_name"
    assert Client(ours, name="a\nb").welcome["error"]["code"] == "need_name"
    assert Client(ours, name=" Zoë ").welcome["annotator"] == "Zoë"


def test_feedback_after_a_miss_marks_what_follows(tmp_path: Path) -> None:
    """A missed key is told with its reason, and the answer after that is no longer blind."""
    ours = widget(tmp_path, gold=GOLD, feedback=True, order="given")
    client = Client(ours)
    item = client.items[0]
    right, wrong = side(item, "alpha"), side(item, "beta")
    missed = client.submit(item, answer=ranked(wrong, right))
    assert missed["feedback"]["expected"] == right
    assert missed["feedback"]["reason"] == "because alpha is right"
    assert client.submit(client.items[1])["feedback"] is None
    client.submit(item, answer=ranked(right, wrong), supersedes=missed["event_id"])
    conditions = ours.events.query("item_id == 'secret-item-0'")["condition"]
    assert list(conditions) == ["blind", "feedback", "feedback"]
    independent = ours.project.labels(independent=True).set_index("item_id")
    assert independent.loc["secret-item-0", "choice"] == "b"
    assert ours.labels.set_index("item_id").loc["secret-item-0", "choice"] == "a"


def test_a_name_that_is_known_in_two_ways_is_one_person(tmp_path: Path) -> None:
    """Typed in one tab and told by the server in another: their progress is one, and whole."""
    ours = widget(tmp_path, annotator=None)
    typed = Client(ours, name="ana")
    login = Client(ours, login="ana")
    assert typed.seat != login.seat
    for item in typed.items[:2]:
        typed.submit(item)
    assert ours.progress[["annotator", "done"]].to_numpy().tolist() == [["ana", 2]]
