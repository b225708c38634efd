"""Reviews: which labels are drawn, what is kept of them, and what Python may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import trainer_widgets as tw
from tests.conftest import REPOSITORY
from trainer_widgets.audit_samples import allocated, audit_number, audit_sample
from trainer_widgets.labels_to_review import labels_to_review
from trainer_widgets.records import SafetyAnswer
from trainer_widgets.returns import Returns
from trainer_widgets.review_choices import ReviewChoice
from trainer_widgets.reviews import ReviewError

if TYPE_CHECKING:
    from pathlib import Path

NAMES = st.text("ab:0", min_size=1, max_size=4)
PAIRS = st.dictionaries(st.tuples(NAMES, NAMES), st.sampled_from("xyz"), max_size=40)
SEEDS = st.integers(-5, 5)


def number(pair: tuple[str, str], seed: int) -> float:
    """Return the number of a label."""
    return audit_number(pair[0], pair[1], seed)


@given(PAIRS, PAIRS, st.floats(0, 1), SEEDS)
@settings(max_examples=60)
def test_a_share_only_grows_as_labels_arrive(
    there: dict[Any, str], more: dict[Any, str], rate: float, seed: int
) -> None:
    """What chance has drawn stays drawn, in any order; the rest are strata that are owed one."""
    both = {**more, **there}
    drawn = {pair for pair in there if number(pair, seed) < rate}
    today, tomorrow = audit_sample(there, rate, seed), audit_sample(both, rate, seed)
    assert drawn <= today & tomorrow
    assert today == audit_sample(dict(reversed(list(there.items()))), rate, seed)
    owed = {name for name in there.values() if list(there.values()).count(name) * rate >= 1}
    assert owed <= {there[pair] for pair in today}
    assert len(today - drawn) <= len(owed)


@given(PAIRS, st.integers(0, 50), SEEDS)
@settings(max_examples=60)
def test_a_number_of_labels_is_shared_out(there: dict[Any, str], n: int, seed: int) -> None:
    """There are as many as asked for, of each stratum the first, and of each at least one."""
    chosen = audit_sample(there, n, seed)
    assert len(chosen) == min(n, len(there))
    if n >= len(set(there.values())):
        assert {there[pair] for pair in chosen} == set(there.values())
    for pair in there.keys() - chosen:
        own = {one for one in chosen if there[one] == there[pair]}
        assert all(number(one, seed) <= number(pair, seed) for one in own)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=8), st.integers(0, 200))
@settings(max_examples=60)
def test_strata_get_their_share(sizes: list[int], n: int) -> None:
    """Nobody gives more than there is, and a larger stratum never gives less than a smaller."""
    given_ = allocated(sizes, n)
    assert sum(given_) == min(n, sum(sizes))
    assert all(few <= size for few, size in zip(given_, sizes, strict=True))
    by_size = [few for _, few in sorted(zip(sizes, given_, strict=True))]
    assert by_size == sorted(by_size)


def test_a_share_is_about_what_was_asked_for() -> None:
    """Numbers are spread evenly, and those of another seed are others."""
    there = {(f"q{item}", f"a{who}"): who for item in range(1000) for who in range(4)}
    chosen = audit_sample(there, 0.1, 3)
    assert abs(len(chosen) - 400) < 80
    assert len(chosen & audit_sample(there, 0.1, 4)) < 100


@pytest.fixture
def project(tmp_path: Path) -> tw.Project:
    """Return the safety project, with a place for reviews."""
    return tw.Project(REPOSITORY / "datasets" / "safety_flags", labels=tmp_path)


def test_a_corrected_label_does_not_get_out_of_the_audit(project: tw.Project) -> None:
    """Who answers anew is still in the sample, with the new answer."""
    choice = ReviewChoice(audit=0.3, gold_missed=False, by=())
    chosen = labels_to_review(project, choice)
    old = project.store.find(project.task, [next(iter(chosen))]).popitem()[1]
    with project.session(annotator=old.annotator) as session:
        answer = SafetyAnswer(verdict="safe")
        new = session.record(item_id=old.item_id, answer=answer, supersedes=old.event_id)
    again = labels_to_review(project, choice)
    assert again.keys() ^ chosen.keys() == {old.event_id, new.event_id}


def test_python_reviews_like_a_browser(project: tw.Project) -> None:
    """Each call is an event; the newest of a label counts, and a return is answered by rework."""
    label = project.labels().iloc[0]
    given_: dict[str, Any] = {"reviewer": "lead", "why": ["audit"], "event_id": "r1"}
    first = project.review(label["event_id"], "return", "Which turn?", **given_)
    assert project.review(label["event_id"], "return", "Which turn?", **given_) == first
    assert first.condition == "revealed"
    answer = SafetyAnswer(verdict="safe")
    with project.session(annotator=label["annotator"]) as session:
        again = session.record(
            item_id=label["item_id"],
            answer=answer,
            condition="rework",
            supersedes=label["event_id"],
        )
    project.review(again.event_id, "correct", "Safe.", reviewer="boss", answer=answer)
    table = project.reviews()
    assert table["answered_again"].tolist()[0] == again.event_id
    assert table["why"].tolist() == [["audit"], []]
    assert table["answer"].tolist() == [None, answer]
    assert Returns(project.store, project.task).now() == {label["event_id"]: "Which turn?"}
    assert project.verify().empty


def test_python_is_refused_what_a_browser_is(project: tw.Project) -> None:
    """Nobody reviews their own label, one that is not there, or says something else than is."""
    label = project.labels().iloc[0]
    event_id, owner = label["event_id"], label["annotator"]
    with pytest.raises(ReviewError, match="gave this label"):
        project.review(event_id, "pass", reviewer=owner)
    with pytest.raises(ReviewError, match="is not there"):
        project.review("nothing", "pass", reviewer="lead")
    with pytest.raises(ReviewError, match="one of pass, return, correct"):
        project.review(event_id, "passed", reviewer="lead")  # type: ignore[arg-type]
    with pytest.raises(ReviewError, match="say why"):
        project.review(event_id, "return", " ", reviewer="lead")
    assert project.reviews().empty
