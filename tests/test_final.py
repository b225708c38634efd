"""The one label of each item: what counts, in which order, and what is behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

import trainer_widgets as tw
from tests.final_people import ITEM, People, ranked
from tests.widgets.client import table
from trainer_widgets.analysis import LabelsError
from trainer_widgets.records import ImageTagAnswer, Tag
from trainer_widgets.schema import InvalidRecordError
from trainer_widgets.settings import ProjectError

if TYPE_CHECKING:
    from pathlib import Path


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


def test_a_label_retracted_after_the_reveal_does_not_count(people: People) -> None:
    """Who takes it back is heard no more; who only changed their mind counts as before."""
    ana = people.say("ana", "a")
    people.say("ben", "b")
    for who in ("ana", "ben"):
        people.record(who, item_id=ITEM, action="phase", condition="revealed")
    people.record("ana", item_id=ITEM, action="retract", refers_to=ana, condition="revealed")
    people.say("ben", "a", condition="revealed")
    assert people.final()[["how", "choice", "annotators"]].tolist() == ["single", "b", ["ben"]]


def test_what_was_sent_back_counts_once_it_is_answered_again(people: People) -> None:
    """Until then there is no answer; rework stands where nothing independent is left."""
    label = people.say("ana", "a")
    people.review(label, "return")
    found = people.final()
    assert (found["how"], found["n_labels"]) == ("open", 0)
    assert found["note"] == "1 label sent back and not answered again left out"
    people.say("ana", "b", condition="rework", supersedes=label)
    found = people.final()
    assert found[["how", "choice", "note"]].tolist() == ["single", "b", "not independent: rework"]
    people.say("ben", "a")
    found = people.final()
    assert found[["how", "choice", "annotators"]].tolist() == ["single", "a", ["ben"]]
    assert found["note"] == "1 label answered again, not independent, left out"


def test_what_was_sent_back_is_part_of_the_chain(people: People) -> None:
    """The decision is the first of an item's events; what it followed from comes behind it."""
    label = people.say("ana", "a")
    review = people.review(label, "return")
    other = people.say("ben", "b")
    decision = people.project.adjudicate(ITEM, ranked("b", strength=2), adjudicator="lead")
    events = people.final()["events"]
    assert events[0] == decision.event_id
    assert set(events[1:]) == {label, review, other}


def test_a_decision_on_a_pair_says_how_much_better(people: People) -> None:
    """As on screen it needs a strength; the scale it is on is the project's."""
    with pytest.raises(InvalidRecordError, match=r"item-0'.* needs 'strength' .*'points'"):
        people.project.adjudicate(ITEM, ranked("b"), adjudicator="lead")
    event = people.project.adjudicate(ITEM, ranked("b", strength=2), adjudicator="lead")
    assert event.answer == ranked("b", strength=2, points=7)


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
    people.project.adjudicate(ITEM, ranked("b", strength=2), adjudicator="lead")
    changed = table().drop(index=1)
    changed.loc[0, "prompt"] = "Another prompt"
    project = tw.Project.from_items(changed, people.project.store)
    found = project.final()
    assert found[["item_id", "how"]].to_numpy().tolist() == [[ITEM, "open"]]
    assert found["note"].tolist() == ["1 label of what the item was before left out"]
    assert project.adjudicate(ITEM, ranked("a", strength=2), adjudicator="lead").supersedes is None
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
