"""Reviews: what is decided, and what the annotator gets back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pytest

import trainer_widgets as tw
from tests.widgets.client import Client, ranked, table
from tests.widgets.reviewing import label, look, next_items, review, reviewer
from tests.widgets.settling import ranking_project

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = '<img src=x onerror=alert(1)> \u202e"); DROP TABLE labels; --\n\x00'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a ranking project."""
    return ranking_project(tmp_path / "project")


def test_a_returned_label_is_reworked_and_reviewed_again(folder: Path) -> None:
    """The item comes back with the reason, the new answer is rework, and comes to be reviewed."""
    ana = label(folder)
    view = reviewer(folder)
    (entry,) = [one for one in view.welcome["labels"] if one["number"] == 1]
    looked = look(view, entry)
    done = review(view, entry, "return", "Both are kind.")["entry"]
    assert (done["decision"], done["reason"], done["answered_again"]) == (
        "return",
        "Both are kind.",
        False,
    )
    before = ana.ask("next", seat=ana.seat, held=[])
    assert before["progress"]["done"] == 1
    back = before["items"][0]
    assert back["note"] == "Both are kind."
    assert [one["text"] for one in back["responses"]] == [
        one["text"] for one in looked["item"]["responses"]
    ]
    assert "error" not in ana.submit(back, answer=ranked("B", "A"))
    project = tw.Project(folder)
    assert sorted(project.labels()["condition"]) == ["blind", "rework"]
    assert len(project.labels(independent=True)) == 2
    again = view.ask("reread", seat=view.seat)["labels"]
    states = sorted((one["decision"] or "", one["answered_again"]) for one in again)
    assert states == [("", False), ("", False), ("return", True)]
    assert next_items(ana)[0]["note"] is None
    (row,) = project.reviews().to_dict("records")
    stands = project.labels().set_index("condition").loc["rework", "event_id"]
    assert row["answered_again"] == stands
    assert (row["annotator"], row["reviewer"], row["why"]) == ("ana", "lead", ["audit"])


def test_what_came_back_survives_skips_undo_and_other_kernels(folder: Path) -> None:
    """Until it is answered the item stays returned, in every tab and kernel; then it is done."""
    ana, second = label(folder, n=1), Client(tw.RankingWidget(folder, annotator="ana"))
    view = reviewer(folder)
    review(view, view.welcome["labels"][0], "return", "Why A?")
    back = next_items(ana)[0]
    assert "error" not in ana.submit(back, "skip")
    elsewhere = Client(tw.RankingWidget(folder, annotator="ana"))
    assert elsewhere.welcome["progress"]["done"] == 0
    skipped = elsewhere.ask("open", seat=elsewhere.seat, token=back["token"], number=None)["item"]
    assert skipped["note"] == "Why A?"
    answered = str(uuid.uuid4())
    assert "error" not in elsewhere.submit(skipped, event_id=answered)
    assert [one["note"] for one in next_items(second)] == [None] * 5
    undone = {"answer": None, "supersedes": None, "refers_to": answered}
    assert "error" not in elsewhere.submit(skipped, "retract", **undone)
    again = elsewhere.ask("open", seat=elsewhere.seat, token=back["token"], number=None)["item"]
    assert again["note"] == "Why A?"
    assert "error" not in elsewhere.submit(again)
    assert tw.Project(folder).labels()["condition"].tolist() == ["rework"]
    assert tw.Project(folder).verify().empty


def test_a_label_is_returned_as_often_as_it_takes(folder: Path) -> None:
    """The second return has its own note; a pass by somebody else later ends it."""
    ana, view = label(folder, n=1), reviewer(folder)
    (first,) = reviewer(folder).welcome["labels"]
    assert "error" in review(reviewer(folder, "ana"), first, "pass")
    for reason in ("Once.", "Twice."):
        entries = view.ask("reread", seat=view.seat)["labels"]
        (entry,) = [one for one in entries if one["decision"] is None]
        review(view, entry, "return", reason)
        back = next_items(ana)[0]
        assert back["note"] == reason
        if reason == "Once.":
            ana.submit(back)
    other = reviewer(folder, "boss")
    (entry,) = [one for one in other.welcome["labels"] if one["reason"] == "Twice."]
    assert review(other, entry, "pass")["entry"]["reviewed_by"] == "boss"
    assert next_items(ana)[0]["note"] is None
    table_ = tw.Project(folder).reviews()
    assert table_["counts"].tolist() == [True, False, True]
    assert table_["reason"].tolist() == ["Once.", "Twice.", ""]


def test_a_correction_is_no_label_and_is_an_answer_to_what_was_on_screen(folder: Path) -> None:
    """The right answer is stored with the responses' own ids; letters nobody saw are refused."""
    label(folder, n=1)
    view = reviewer(folder)
    (entry,) = view.welcome["labels"]
    project = tw.Project(folder)
    before = project.labels()["choice"].tolist()
    refused = review(view, entry, "correct", "B is right.", answer=ranked("B", "Q"))
    assert "'Q'" in refused["error"]["message"]
    assert "error" not in review(view, entry, "correct", "B is right.", answer=ranked("B", "A"))
    looked = look(view, entry)
    assert (looked["answer"]["order"], looked["corrected"]["order"]) == (
        [["A"], ["B"]],
        [["B"], ["A"]],
    )
    assert look(reviewer(folder), entry)["corrected"] == looked["corrected"]
    assert project.labels()["choice"].tolist() == before
    assert [project.reviews()["answer"][0].choice] != before
    assert project.verify().empty


@pytest.mark.parametrize(
    ("decision", "reason", "answer", "told"),
    [
        ("return", "", None, "say why"),
        ("correct", " \n", ranked("B", "A"), "say why"),
        ("correct", "Because.", None, "give the right answer"),
        ("pass", "", ranked("B", "A"), "leave the answer out"),
        ("return", "x" * 20_001, None, "reason"),
    ],
)
def test_half_a_review_is_refused(
    folder: Path, decision: str, reason: str, answer: Any, told: str
) -> None:
    """A decision without its reason or its answer stores nothing, and is told what is missing."""
    label(folder, n=1)
    view = reviewer(folder)
    reply = review(view, view.welcome["labels"][0], decision, reason, answer=answer)
    assert told in reply["error"]["message"]
    assert tw.Project(folder).reviews().empty


def test_a_hostile_reason_arrives_as_it_was_written(folder: Path) -> None:
    """What a reviewer writes is text, to the annotator and in the table."""
    ana, view = label(folder, n=1), reviewer(folder)
    review(view, view.welcome["labels"][0], "return", HOSTILE)
    assert next_items(ana)[0]["note"] == HOSTILE.strip()
    assert tw.Project(folder).reviews()["reason"].tolist() == [HOSTILE.strip()]


def test_a_review_that_is_sent_twice_is_stored_once(folder: Path) -> None:
    """The same id changes nothing, also after a restart; with another content it is refused."""
    label(folder, n=2)
    view = reviewer(folder)
    one, other = view.welcome["labels"]
    event_id = str(uuid.uuid4())
    first = review(view, one, "pass", event_id=event_id)
    restarted = reviewer(folder)
    assert review(restarted, one, "pass", event_id=event_id) == first
    for entry, decision in ((one, "return"), (other, "pass")):
        reply = review(restarted, entry, decision, "Why?", event_id=event_id)
        assert "another content" in reply["error"]["message"]
    assert len(tw.Project(folder).reviews()) == 1


def test_a_label_of_a_changed_item_is_flagged(folder: Path) -> None:
    """An answer to what the item was before is not shown on today's, and cannot be corrected."""
    label(folder, n=6)
    items = table()
    items["response_a"] = "new " + items["response_a"]
    items.to_parquet(folder / "items.parquet")
    view = reviewer(folder)
    entry = view.welcome["labels"][0]
    looked = look(view, entry)
    assert (looked["changed"], looked["answer"]) == (True, None)
    reply = review(view, entry, "correct", "B.", answer=ranked("B", "A"))
    assert "changed since" in reply["error"]["message"]
    assert "error" not in review(view, entry, "return", "It is another item now.")


def test_who_reviews_does_not_label_blind_any_more(folder: Path) -> None:
    """One's own labels are not in one's queue, and what one has looked at is not independent."""
    label(folder, n=1)
    label(folder, "ben", 6)
    view = reviewer(folder, "ben")
    (entry,) = view.welcome["labels"]
    look(view, entry)
    ben = Client(tw.RankingWidget(folder, annotator="ben"))
    for item in ben.ask("mine", seat=ben.seat)["entries"]:
        opened = ben.ask("open", seat=ben.seat, token=item["token"], number=None)["item"]
        ben.submit(opened)
    labels = tw.Project(folder).labels()
    conditions = labels.loc[labels["annotator"] == "ben", "condition"]
    assert conditions.value_counts().to_dict() == {"blind": 5, "revealed": 1}


def test_what_comes_back_does_not_depend_on_what_is_dealt_today(folder: Path) -> None:
    """A returned label comes back also where the item is others' by now, or labeled enough."""
    label(folder, "ana", 1)
    view = reviewer(folder)
    review(view, view.welcome["labels"][0], "return", "Again, please.")
    project = tw.Project(folder)
    (item_id,) = project.labels()["item_id"]
    others = [one for one in project.items if one != item_id]
    moved = Client(tw.RankingWidget(folder, annotator="ana", assignments={"ana": others}))
    back = moved.items[0]
    assert (back["note"], moved.welcome["progress"]["total"]) == ("Again, please.", 6)
    label(folder, "ben", 6)
    enough = Client(tw.RankingWidget(folder, annotator="ana", overlap=1))
    assert enough.items[0]["note"] == "Again, please."
