"""The adjudicator's list: where people differ, what is told before a choice, and what after."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import msgspec
import pandas as pd
import pytest
from PIL import Image

import trainer_widgets as tw
from tests.widgets.client import Client, ranked, table
from trainer_widgets.records import ImageTagAnswer, RankingAnswer, Tag

if TYPE_CHECKING:
    from pathlib import Path

CHOICES = {
    "secret-item-0": {"ana-secret": "a", "ben-secret": "b", "chi-secret": "b"},
    "secret-item-1": {"ana-secret": "a", "ben-secret": "a"},
    "secret-item-2": {"ana-secret": "a", "ben-secret": "b"},
}
NOW = "2026-03-02T12:00:00Z"


def order(best: str) -> RankingAnswer:
    """Return an answer that prefers one of two responses."""
    return RankingAnswer(order=[[best], ["b" if best == "a" else "a"]], strength=2, points=7)


@pytest.fixture
def project(tmp_path: Path) -> tw.Project:
    """Return a project in which people differ on the first and on the third item."""
    project = tw.Project.from_items(table(), tmp_path / "labels")
    for person in ("ana-secret", "ben-secret", "chi-secret"):
        with project.session(annotator=person) as session:
            for item, said in CHOICES.items():
                if person in said:
                    why = f"because {said[person]}"
                    session.record(item_id=item, answer=order(said[person]), rationale=why)
    return project


def view(project: tw.Project, annotator: str = "lead", **options: Any) -> Client:
    """Return an adjudicator's view."""
    return Client(tw.AdjudicationWidget(project, annotator=annotator, **options))


def look(client: Client, number: int) -> dict[str, Any]:
    """Return an item of the list with its answers."""
    (entry,) = (one for one in client.welcome["items"] if one["number"] == number)
    return client.ask("look", seat=client.seat, item=entry["item"]) | {"name": entry["item"]}


def choose(client: Client, looked: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Pick the first of the answers, or what the changes say."""
    first = looked["answers"][0]
    body = {"seat": client.seat, "event_id": str(uuid.uuid4()), "item": looked["name"]}
    body |= {"picked": first["key"], "answer": first["plain"], "reason": "It is kinder."}
    body |= {"started_at": NOW, "submitted_at": NOW, "active_ms": 5000}
    return client.ask("adjudicate", **body | changes)


def number_of(client: Client, text: str) -> int:
    """Return the number of the item whose prompt this is."""
    return next(int(one["number"]) for one in client.welcome["items"] if one["excerpt"] == text)


def test_the_list_has_what_people_differ_on_most_first(project: tw.Project) -> None:
    """What all agree on is not listed; names, models and items' ids never reach the browser."""
    client = view(project)
    entries = client.welcome["items"]
    assert [one["excerpt"] for one in entries] == ["Prompt 2", "Prompt 0"]
    assert [one["difference"] for one in entries] == [1.0, round(2 / 3, 6)]
    assert not any(one["is_settled"] for one in entries)
    offer = choose(client, look(client, 1))["looked"]["consensus"]
    assert (offer["plain"], offer["same"], offer["note"]) == (None, None, "the labels are tied")
    assert "secret" not in repr(client.sent)
    three = view(project, min_answers=3).welcome["items"]
    assert [one["n_answers"] for one in three] == [3]
    assert view(project, items=["secret-item-1"]).welcome["items"][0]["difference"] == 0
    assert len(view(project, min_difference=0.9).welcome["items"]) == 1


def test_like_answers_stand_together_so_that_no_majority_shows(project: tw.Project) -> None:
    """Each different answer is there once, with all reasons, in an order of the adjudicator's."""
    orders = set()
    for who in ("lead", "head", "chief", "judge", "dean", "rector"):
        client = view(project, who)
        looked = look(client, number_of(client, "Prompt 0"))
        assert len(looked["answers"]) == 2
        assert {one["rationale"] for one in looked["answers"]} == {"because a", "because b"}
        orders.add(tuple(one["plain"]["order"][0][0] for one in looked["answers"]))
    assert orders == {("A", "B"), ("B", "A")}


@pytest.mark.parametrize("method", ["majority", "dawid_skene"])
def test_the_consensus_comes_only_after_the_first_choice(project: tw.Project, method: str) -> None:
    """Nothing before tells it; the choice is durable first, and a second one says it was seen."""
    client = view(project, method=method)
    looked = look(client, number_of(client, "Prompt 0"))
    assert looked["choice"] is None
    assert looked["consensus"] is None
    assert "majority" not in repr(client.sent)
    assert "dawid_skene" not in repr(client.sent)
    minority = next(one for one in looked["answers"] if one["rationale"] == "because a")
    told = choose(client, looked, picked=minority["key"], answer=minority["plain"])
    assert told["entry"]["is_settled"]
    offer = told["looked"]["consensus"]
    assert offer["plain"]["order"] == [["B"], ["A"]]
    assert (offer["same"], offer["method"]) == (False, method)
    assert (offer["probability"] is not None) == (method == "dawid_skene")
    assert told["looked"]["choice"]["picked"] == minority["key"]
    again = choose(client, looked, picked=None, answer=ranked("B", "A"))["looked"]
    assert (again["choice"]["is_first"], again["consensus"]["same"]) == (False, True)
    events = project.store.events_of("ranking", "lead")
    assert [one.action for one in events] == ["phase", "adjudicate", "adjudicate"]
    _, first, second = events
    assert (first.condition, first.supersedes, first.rationale) == (
        "revealed", None, "It is kinder."
    )  # fmt: skip
    assert second.supersedes == first.event_id
    labels: Any = project.labels(independent=True).set_index("event_id")
    assert labels.loc[first.refers_to, "choice"] == "a"
    assert project.final().set_index("item_id").loc["secret-item-0", "choice"] == "b"


def test_two_adjudicators_do_not_anchor_each_other(project: tw.Project) -> None:
    """Another's choice settles the item in the list, and tells nothing of what was chosen."""
    one, other = view(project), view(project, "head")
    choose(one, look(one, 1))
    entry = other.ask("reread", seat=other.seat)["items"][0]
    assert (entry["is_settled"], entry["adjudicated_by"]) == (True, "lead")
    looked = look(other, 1)
    assert (looked["choice"], looked["consensus"], len(looked["answers"])) == (None, None, 2)
    key = {answer["key"] for answer in look(one, 1)["answers"]}
    assert key.isdisjoint(answer["key"] for answer in looked["answers"])
    told = choose(other, looked)
    assert told["entry"]["adjudicated_by"] == "head"
    assert told["looked"]["choice"]["is_first"]


def test_what_is_sent_again_is_stored_once(project: tw.Project) -> None:
    """The same choice gets the same receipt, also after a restart; another under its id none."""
    client = view(project)
    looked, event_id = look(client, 1), str(uuid.uuid4())
    first = choose(client, looked, event_id=event_id)
    assert choose(client, looked, event_id=event_id) == first
    later = view(tw.Project.from_items(table(), project.store))
    assert look(later, 1)["choice"]["event_id"] == event_id
    again = choose(later, look(later, 1), event_id=event_id)
    assert again["entry"] == first["entry"]
    assert again["looked"]["choice"] == first["looked"]["choice"]
    reply = choose(later, look(later, 1), event_id=event_id, reason="Another.")
    assert "another content" in reply["error"]["message"]
    other = view(project, "head")
    assert "error" in choose(other, look(other, 1), event_id=event_id)
    assert (project.events()["action"] == "adjudicate").sum() == 1


def test_who_has_looked_no_longer_labels_blind(project: tw.Project) -> None:
    """That others' answers were on screen is stored before they are, and counts everywhere."""
    client = view(project)
    look(client, number_of(client, "Prompt 0"))
    labeling = Client(tw.RankingWidget(project, annotator="lead"))
    for item in labeling.items:
        labeling.submit(item)
    labels = project.labels()
    own = labels[labels["annotator"] == "lead"].set_index("item_id")
    found = own["condition"].to_dict()
    assert found.pop("secret-item-0") == "revealed"
    assert set(found.values()) == {"blind"}


def test_ones_own_answer_is_among_the_others(project: tw.Project) -> None:
    """An adjudicator who labeled the item finds that answer there, and is not told whose it is."""
    client = view(project, "chi-secret")
    looked = look(client, number_of(client, "Prompt 0"))
    assert len(looked["answers"]) == 2
    told = choose(client, looked)
    assert told["looked"]["choice"]["is_first"]
    labels = project.labels(independent=True)
    assert (labels["annotator"] == "chi-secret").sum() == 1


def test_a_changed_item_has_no_old_answers(project: tw.Project) -> None:
    """Answers to what the item was before are not shown, and do not differ with any."""
    changed = table()
    changed.loc[0, "prompt"] = "Another prompt"
    client = view(tw.Project.from_items(changed, project.store))
    assert [one["excerpt"] for one in client.welcome["items"]] == ["Prompt 2"]
    old = view(project)
    name = look(old, number_of(old, "Prompt 0"))["name"]
    assert "has changed" in client.ask("look", seat=client.seat, item=name)["error"]["message"]


@pytest.mark.parametrize(
    "changes",
    [
        {"item": "secret-item-0"},
        {"picked": "nobody's"},
        {"picked": None, "answer": ranked("A", "C")},
        {"picked": None, "answer": None},
        {"answer": {"type": "safety"}, "active_ms": -1},
        {"reason": "x" * 20_001},
    ],
)
def test_what_cannot_be_is_refused(project: tw.Project, changes: dict[str, Any]) -> None:
    """A wrong message gets one clear refusal, and nothing is stored."""
    client = view(project)
    assert "error" in choose(client, look(client, 1), **changes)
    assert (project.events()["action"] != "adjudicate").all()


def test_wrong_arguments_say_what_to_do(project: tw.Project) -> None:
    """A misspelt item, method or option is answered with the right one."""
    for options, said in (
        ({"items": ["secret-item-9"]}, "no item 'secret-item-9'"),
        ({"method": "majorty"}, "did you mean 'majority'"),
        ({"min_answers": 0}, "min_answers counts answers"),
        ({"min_difference": 2}, "from 0 to 1"),
        ({"point": 7}, "point"),
    ):
        with pytest.raises((ValueError, TypeError), match=said):
            view(project, **options)


def test_tags_are_merged_and_pictures_given(tmp_path: Path) -> None:
    """A merge of two answers refers to neither; the picture comes under the item's own token."""
    scene = Image.new("RGB", (64, 48), "white")
    items = pd.DataFrame({"item_id": ["s1"], "image": [scene], "auto_tags": [["apple"]]})
    project = tw.Project.from_items(items, tmp_path, task="image_tags")
    for person, names in (("ana", ["apple"]), ("ben", ["apple", "pear"])):
        with project.session(annotator=person) as session:
            session.record(item_id="s1", answer=ImageTagAnswer([Tag(one) for one in names]))
    client = view(project)
    assert client.welcome["items"][0]["difference"] == 0.5
    looked = look(client, 1)
    box = {"x": 0, "y": 0, "width": None, "height": None, "most": 64}
    asked = {"seat": client.seat, "token": looked["item_token"]} | box
    assert client.ask("picture", **asked)["width"] == 64
    merged = msgspec.to_builtins(ImageTagAnswer([Tag("apple"), Tag("apple")]))
    told = choose(client, looked, picked=None, answer=merged)
    assert "error" not in told, told
    choose(client, looked, picked=None, answer=merged, reason="Two apples.")
    events = [one for one in project.store.events_of("image_tags") if one.action == "adjudicate"]
    assert [one.refers_to for one in events] == [None, None]
    assert [one.shown and one.shown.seen for one in events] == [[], ["consensus"]]
