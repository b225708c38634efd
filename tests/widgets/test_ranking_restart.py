"""What a label keeps when the widget comes back with other settings, or elsewhere."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import trainer_widgets as tw
from tests.widgets.client import GOLD, Client, ranked, side, table, widget
from trainer_widgets.settings import ProjectError

if TYPE_CHECKING:
    from pathlib import Path


def test_another_seed_refuses_answers_given_on_other_sides(tmp_path: Path) -> None:
    """Unsent answers never change sides: where the screen would differ they are refused."""
    before = Client(widget(tmp_path, seed=0))
    unsent = [before.submission(item) for item in before.items]
    favourites = [item["responses"][0]["text"] for item in before.items]
    after = Client(widget(tmp_path, seed=3))
    replies = [after.ask("submit", **body | {"seat": after.seat}) for body in unsent]
    stored = after.widget.labels.set_index("event_id")
    assert any("error" in reply for reply in replies)
    assert all(reply["error"]["final"] for reply in replies if "error" in reply)
    for body, favourite in zip(unsent, favourites, strict=True):
        if body["event_id"] in stored.index:
            chosen = "alpha" if stored.loc[body["event_id"], "choice"] == "a" else "beta"
            assert favourite.startswith(chosen)


def test_a_second_widget_deals_nothing_twice(tmp_path: Path) -> None:
    """What was answered in another widget is not dealt again when a view comes back."""
    here, there = Client(widget(tmp_path)), Client(widget(tmp_path))
    for item in there.items:
        there.submit(item)
    assert Client(here.widget).items == []
    assert here.ask("next", seat=here.seat, held=[])["items"] == []
    assert here.ask("next", seat=here.seat, held=[])["progress"]["done"] == 6


def test_an_answer_keeps_the_guideline_it_was_given_under(tmp_path: Path) -> None:
    """An answer that arrives after the guideline changed carries the version the person had."""
    old = Client(widget(tmp_path, guideline=tw.Guideline("1.0", "old")))
    unsent = old.submission(old.items[0])
    new = Client(widget(tmp_path, guideline=tw.Guideline("1.1", "new")))
    new.ask("submit", **unsent | {"seat": new.seat})
    new.submit(new.items[1])
    assert sorted(new.widget.labels["guideline"]) == ["1.0", "1.1"]


@pytest.mark.parametrize("told", [True, False])
def test_feedback_that_was_told_stays_told(tmp_path: Path, *, told: bool) -> None:
    """An exposure is a stored fact, whatever the widget's setting is afterwards."""
    first = Client(widget(tmp_path, gold=GOLD, feedback=told, order="given"))
    item = first.items[0]
    right, wrong = side(item, "alpha"), side(item, "beta")
    missed = first.submit(item, answer=ranked(wrong, right))
    assert bool(missed["feedback"]) is told
    later = Client(widget(tmp_path, gold=GOLD, feedback=not told, order="given"))
    later.submit(item, answer=ranked(right, wrong), supersedes=missed["event_id"])
    independent = later.widget.project.labels(independent=True)
    assert list(independent["choice"]) == (["b"] if told else ["a"])


def test_an_escalation_does_not_tell_the_key(tmp_path: Path) -> None:
    """A provisional answer gets no feedback."""
    client = Client(widget(tmp_path, gold=GOLD, feedback=True, order="given"))
    item = client.items[0]
    answer = ranked(side(item, "beta"), side(item, "alpha"))
    doubt = {"reason": "needs_expert", "note": "", "suggested_rule": ""}
    assert client.submit(item, "escalate", answer=answer, escalation=doubt)["feedback"] is None


def test_how_a_name_is_known_goes_with_each_event(tmp_path: Path) -> None:
    """A typed name does not pass as a login, and somebody's login cannot be typed."""
    ours = widget(tmp_path, annotator=None)
    typed = Client(ours, name="ana")
    typed.submit(typed.items[0])
    known = Client(ours, login="ana")
    known.submit(known.items[0])
    assert list(ours.events.sort_values("recorded_at")["identity"]) == ["given", "asserted"]
    assert Client(ours, name="ana").welcome["error"]["code"] == "need_name"


def test_a_stored_answer_gets_its_receipt_whatever_comes_after(tmp_path: Path) -> None:
    """Once the label is stored the receipt says so, even when the item has changed since."""
    client = Client(widget(tmp_path))
    body = client.submission(client.items[0])
    client.ask("submit", **body)
    changed = table()
    changed["response_a"] += "!"
    later = Client(tw.RankingWidget(changed, tmp_path / "labels", annotator="ana"))
    assert later.ask("submit", **body | {"seat": later.seat})["event_id"] == body["event_id"]
    listed = later.ask("mine", seat=later.seat)["entries"]
    assert [entry["answer"] for entry in listed] == [None]


def test_the_same_id_with_another_rationale_is_refused(tmp_path: Path) -> None:
    """Nothing of a submission is dropped without a word."""
    client = Client(widget(tmp_path))
    body = client.submission(client.items[0], rationale="one")
    client.ask("submit", **body)
    assert client.ask("submit", **body | {"rationale": "two"})["error"]["final"]
    assert list(client.widget.labels["rationale"]) == ["one"]


def test_no_error_tells_a_browser_what_it_should_not_know(tmp_path: Path) -> None:
    """When the folder fails, the view learns that, and neither path nor file name."""
    client = Client(widget(tmp_path))
    shutil.rmtree(tmp_path / "labels")
    (tmp_path / "labels").write_text("a file where the folder was")
    error = client.submit(client.items[0])["error"]
    assert error["code"] == "storage"
    assert not error["final"]
    assert str(tmp_path) not in error["message"]
    assert "secret" not in error["message"]


def test_only_the_people_of_a_project_label_it(tmp_path: Path) -> None:
    """A name that is not among the people stops the cell, and a login gets the reason."""
    with pytest.raises(ProjectError, match="anna is not among the people"):
        widget(tmp_path, annotator="anna", people=["ana"])
    ours = widget(tmp_path, annotator=None, people=["ana"])
    assert Client(ours, login="ben").welcome["error"]["code"] == "identity"
    with pytest.raises(TypeError, match="annotator is a name"):
        widget(tmp_path, annotator=5)


def test_open_enrolment_shares_through_the_widget(tmp_path: Path) -> None:
    """With an overlap of one, two logins at one widget get different items, all of them."""
    ours = tw.RankingWidget(table(20), tmp_path / "labels", overlap=1)
    ana, ben = Client(ours, login="ana"), Client(ours, login="ben")
    prompts = [{item["prompt"][0]["content"] for item in one.items} for one in (ana, ben)]
    assert prompts[0].isdisjoint(prompts[1])
    assert len(prompts[0] | prompts[1]) == 20
    ana.submit(ana.items[0])
    ours.close()
    later = tw.RankingWidget(table(20), tmp_path / "labels", overlap=1)
    assert len(Client(later, login="eva").items) == 10
