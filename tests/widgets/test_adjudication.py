"""The adjudicator's list: where people differ, what is told before a choice, and what after."""

from __future__ import annotations

import threading
import uuid
from typing import TYPE_CHECKING, Any

import pytest

import trainer_widgets as tw
from tests.widgets.adjudicating import choose, differing, look, number_of, view
from tests.widgets.client import ranked, table
from trainer_widgets.widgets import _adjudication_docket

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> tw.Project:
    """Return a project in which people differ on the first and on the third item."""
    return differing(tmp_path)


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
    orders: set[tuple[str, ...]] = set()
    for number in range(40):
        client = view(project, f"lead {number}")
        looked = look(client, number_of(client, "Prompt 0"))
        assert len(looked["answers"]) == 2
        assert {one["rationale"] for one in looked["answers"]} == {"because a", "because b"}
        orders.add(tuple(one["plain"]["order"][0][0] for one in looked["answers"]))
        if len(orders) == 2:
            break
    assert orders == {("A", "B"), ("B", "A")}


@pytest.mark.parametrize("method", ["majority", "dawid_skene"])
def test_the_consensus_comes_only_after_the_first_choice(project: tw.Project, method: str) -> None:
    """Nothing before tells it; the choice is durable first, and a second one supersedes it."""
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


def test_two_adjudicators_at_the_same_moment(project: tw.Project) -> None:
    """Both choices are stored, neither replaces the other, and one of them counts."""
    views = [view(project, who) for who in ("lead", "head")]
    shared = views[0].widget
    seen = [look(one, 1) for one in views]
    threads = [threading.Thread(target=choose, args=pair) for pair in zip(views, seen, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    made = [one for one in project.store.events_of("ranking") if one.action == "adjudicate"]
    assert {one.annotator for one in made} == {"lead", "head"}
    assert [one.supersedes for one in made] == [None, None]
    newest = max(made, key=lambda one: (one.recorded_at, one.event_id))
    assert isinstance(shared, tw.AdjudicationWidget)
    final = shared.final.set_index("item_id")
    assert final.loc[newest.item_id, "decided_by"] == newest.annotator


def test_a_choice_is_stored_whatever_the_consensus_does(
    project: tw.Project, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A consensus that cannot be made is said to be none; the choice has its receipt."""

    def failing(*_: object) -> None:
        message = "singular matrix of secret-item-0"
        raise ArithmeticError(message)

    client = view(project)
    monkeypatch.setattr(_adjudication_docket, "agreed", failing)
    told = choose(client, look(client, 1))
    assert told["entry"]["is_settled"]
    assert told["looked"]["consensus"]["plain"] is None
    assert "log" in told["looked"]["consensus"]["note"]
    assert "secret" not in repr(told)
    assert "singular matrix" in caplog.text
    assert (project.events()["action"] == "adjudicate").sum() == 1


def test_no_bar_runs_while_somebody_waits(
    project: tw.Project, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The consensus is made without a word below whatever cell runs just then."""
    monkeypatch.setattr("trainer_widgets.analysis.waiting.PATIENCE", 0.0)
    monkeypatch.delenv("TQDM_DISABLE", raising=False)
    client = view(project, method="dawid_skene")
    assert choose(client, look(client, 1))["looked"]["consensus"]["method"] == "dawid_skene"
    assert capfd.readouterr().err == ""
