"""The one label of each item: what counts, in which order, and what is behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.widgets.client import table
from trainer_widgets.analysis import LabelsError
from trainer_widgets.records import Escalation, ImageTagAnswer, RankingAnswer, Review, Ruling, Tag
from trainer_widgets.schema import InvalidRecordError
from trainer_widgets.settings import ProjectError

if TYPE_CHECKING:
    from pathlib import Path

ITEM = "secret-item-0"


def ranked(best: str, **more: Any) -> RankingAnswer:
    """Return an answer that prefers one of two responses; of none it says that nobody can judge."""
    if best == "?":
        return RankingAnswer(order=[], verdict="cannot_judge")
    return RankingAnswer(order=[[best], ["b" if best == "a" else "a"]], **more)


class People:
    """A project's people, who say things one after the other."""

    def __init__(self, folder: Path, items: pd.DataFrame | None = None) -> None:
        """Open a project of six items."""
        self.project = tw.Project.from_items(table() if items is None else items, folder)

    def say(self, who: str, best: str, item: str = ITEM, **more: Any) -> str:
        """Label an item."""
        return self.record(who, item_id=item, answer=ranked(best), **more)

    def review(self, label: str, decision: Any, best: str | None = None, who: str = "lead") -> str:
        """Review a label."""
        return self.record(
            who, item_id=ITEM, action="review", condition="revealed", refers_to=label,
            review=Review(decision, "Why."), answer=ranked(best) if best else None,
        )  # fmt: skip

    def record(self, who: str, **event: Any) -> str:
        """Record any event."""
        kind = "model" if who == "judge" else "person"
        with self.project.session(annotator=who, annotator_kind=kind) as session:
            return session.record(**event).event_id

    def final(self, method: str = "majority", **options: Any) -> pd.Series[Any]:
        """Return what became of the item that is talked about."""
        found: Any = self.project.final(method, **options).set_index("item_id")
        row: pd.Series[Any] = found.loc[ITEM]
        return row


@pytest.fixture
def people(tmp_path: Path) -> People:
    """Return a project nobody has worked on."""
    return People(tmp_path / "labels")


def test_labels_alone_are_single_consensus_or_open(people: People) -> None:
    """One label is final, several when most agree; a tie is open and has no answer."""
    assert people.project.final().empty
    first = people.say("ana", "a")
    found = people.final()
    assert (found["how"], found["choice"], found["events"]) == ("single", "a", [first])
    people.say("ben", "b")
    found = people.final()
    assert (found["how"], found["note"]) == ("open", "the labels are tied")
    assert pd.isna(found["choice"])
    assert pd.isna(found["label"])
    third = people.say("chi", "b")
    found = people.final()
    assert (found["how"], found["choice"], found["n_labels"]) == ("consensus", "b", 3)
    assert found["annotators"] == ["ana", "ben", "chi"]
    # Of the labels with the agreed value the first that was given.
    assert found["events"][0] == found["label"] != third
    likely = people.final("dawid_skene")
    assert likely["choice"] == "b"
    assert 0.5 < likely["probability"] <= 1


def test_who_cannot_judge_has_no_vote(people: People) -> None:
    """Where one can judge, that label is the only one; alone, not to judge is an answer."""
    people.say("ana", "?")
    found = people.final()
    assert (found["how"], found["verdict"]) == ("single", "cannot_judge")
    people.say("ben", "a")
    assert people.final()[["how", "choice", "n_labels"]].tolist() == ["single", "a", 2]
    (ben,) = people.project.labels().query("annotator == 'ben'")["event_id"]
    people.record("ben", item_id=ITEM, action="retract", refers_to=ben)
    people.say("chi", "?")
    assert people.final()[["how", "note"]].tolist() == ["open", "nobody could judge"]


def test_the_newest_decision_counts(people: People) -> None:
    """Adjudications, rulings and corrections beat labels, and each other by their time."""
    label = people.say("ana", "a")
    people.say("ben", "a")
    first = people.project.adjudicate(ITEM, ranked("b"), adjudicator="lead", reason="Sources.")
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
    label = people.say("ana", "a", rationale="mine")
    one = people.project.adjudicate(ITEM, {"order": [["a"], ["b"]]}, adjudicator="lead")
    assert (one.refers_to, one.condition) == (label, "revealed")
    other = people.project.adjudicate(ITEM, ranked("b"), adjudicator="lead")
    assert (other.supersedes, other.refers_to) == (one.event_id, None)
    assert people.final()["choice"] == "b"
    people.record("lead", item_id=ITEM, action="retract", refers_to=other.event_id)
    people.record("lead", item_id=ITEM, action="retract", refers_to=one.event_id)
    assert people.final()[["how", "choice"]].tolist() == ["single", "a"]
    assert set(people.project.labels(independent=True)["annotator"]) == {"ana"}


def test_a_label_that_passed_is_final_until_somebody_decides(people: People) -> None:
    """It beats the majority; two that differ leave the item open; a later decision settles it."""
    ana = people.say("ana", "a")
    ben, _ = people.say("ben", "b"), people.say("chi", "b")
    passed = people.review(ana, "pass")
    found = people.final()
    assert found[["how", "choice", "decided_by"]].tolist() == ["reviewed", "a", "lead"]
    assert found["events"][:2] == [passed, ana]
    people.review(ben, "pass", who="chief")
    found = people.final()
    assert found["how"] == "open"
    assert found["note"] == "labels that differ have passed: adjudicate"
    people.review(ana, "return")
    assert people.final()[["how", "choice"]].tolist() == ["reviewed", "b"]
    people.project.adjudicate(ITEM, ranked("a"), adjudicator="boss")
    assert people.final()[["how", "choice", "note"]].tolist() == [
        "adjudicated", "a",
        "an earlier decision differs; 1 labels sent back and not answered again left out",
    ]  # fmt: skip


def test_what_was_sent_back_counts_once_it_is_answered_again(people: People) -> None:
    """Until then there is no answer; rework stands where nothing independent is left."""
    label = people.say("ana", "a")
    people.review(label, "return")
    found = people.final()
    assert (found["how"], found["n_labels"]) == ("open", 0)
    assert found["note"] == "1 labels sent back and not answered again left out"
    people.say("ana", "b", condition="rework", supersedes=label)
    found = people.final()
    assert found[["how", "choice", "note"]].tolist() == ["single", "b", "not independent: rework"]
    people.say("ben", "a")
    assert people.final()[["how", "choice", "annotators"]].tolist() == ["single", "a", ["ben"]]


def test_only_independent_labels_agree(people: People) -> None:
    """Who joined the others after a reveal counts with what they said before."""
    ana = people.say("ana", "a")
    people.say("ben", "b")
    people.say("chi", "b")
    people.say("ben", "a", condition="revealed")
    assert people.final()["choice"] == "b"
    assert people.final()["label"] != ana
    people.say("judge", "a")
    people.say("judge", "a")
    assert people.final()["n_labels"] == 3
    assert people.final(models=True)[["how", "n_labels"]].tolist() == ["open", 4]


def test_what_an_item_was_before_does_not_count(people: People) -> None:
    """Labels and decisions of a changed item are left out, and told; items that went are gone."""
    people.say("ana", "a")
    people.say("ben", "b", item="secret-item-1")
    people.project.adjudicate(ITEM, ranked("b"), adjudicator="lead")
    changed = table().drop(index=1)
    changed.loc[0, "prompt"] = "Another prompt"
    project = tw.Project.from_items(changed, people.project.store)
    found = project.final()
    assert found[["item_id", "how"]].to_numpy().tolist() == [[ITEM, "open"]]
    assert found["note"].tolist() == ["1 labels of what the item was before left out"]
    assert project.adjudicate(ITEM, ranked("a"), adjudicator="lead").supersedes is None
    assert project.final()["choice"].tolist() == ["a"]


def test_answers_have_the_columns_of_labels(tmp_path: Path) -> None:
    """Lists agree as wholes, whatever their order; fields and derived columns are as in labels."""
    items = pd.DataFrame({"item_id": [ITEM], "image": ["a.png"], "auto_tags": [["fig"]]})
    project = tw.Project.from_items(items, tmp_path, task="image_tags")
    project.__dict__["hashes"] = {ITEM: "as it is"}
    for who, names in (("ana", ["fig", "pear"]), ("ben", ["pear", "fig"]), ("chi", ["fig"])):
        with project.session(annotator=who) as session:
            session.record(item_id=ITEM, answer=ImageTagAnswer([Tag(one) for one in names]))
    found, labels = project.final(), project.labels()
    assert found["how"].tolist() == ["consensus"]
    assert list(found["tag_names"].iloc[0]) == ["fig", "pear"]
    shared = [name for name in labels.columns[:7] if name != "annotator"]
    assert list(found.columns[:7]) == ["item_id", "how", *shared[1:]]
    assert found.dtypes[shared].to_dict() == labels.dtypes[shared].to_dict()


def test_wrong_arguments_say_what_to_do(people: People) -> None:
    """An unknown item or method, and an answer that cannot be, are refused with what is right."""
    people.say("ana", "a")
    with pytest.raises(LabelsError, match="did you mean 'majority'"):
        people.final("majorty")
    with pytest.raises(ProjectError, match="no item 'secret-item-9'"):
        people.project.adjudicate("secret-item-9", ranked("a"), adjudicator="lead")
    with pytest.raises(InvalidRecordError, match="the order holds"):
        people.project.adjudicate(ITEM, {"order": [["a"], ["c"]]}, adjudicator="lead")
    with pytest.raises(InvalidRecordError):
        people.project.adjudicate(ITEM, {"ordr": []}, adjudicator="lead")
