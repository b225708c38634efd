"""Reviews: which labels are drawn, what is kept of them, and what Python may do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import trainer_widgets as tw
from tests.conftest import REPOSITORY
from trainer_widgets.records import SafetyAnswer
from trainer_widgets.reviewing.audit_samples import allocated, audit_number, audit_sample
from trainer_widgets.reviewing.choices import ReviewChoice
from trainer_widgets.reviewing.labels_to_review import labels_to_review
from trainer_widgets.reviewing.returns import Returns
from trainer_widgets.reviewing.reviews import ReviewError

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
    """Chance draws each by its own number, in any order; the rest stand for strata owed one."""
    both = {**more, **there}
    today, tomorrow = audit_sample(there, rate, seed), audit_sample(both, rate, seed)
    assert today.by_chance == {pair for pair in there if number(pair, seed) < rate}
    assert today.by_chance <= tomorrow.by_chance
    assert today == audit_sample(dict(reversed(list(there.items()))), rate, seed)
    owed = {name for name in there.values() if list(there.values()).count(name) * rate >= 1}
    served = {there[pair] for pair in today.by_chance}
    assert sorted(there[pair] for pair in today.for_stratum) == sorted(owed - served)


@given(PAIRS, st.integers(0, 50), SEEDS)
@settings(max_examples=60)
def test_a_number_of_labels_is_shared_out(there: dict[Any, str], n: int, seed: int) -> None:
    """There are as many as asked for, of each stratum the first, and of each at least one."""
    chosen = audit_sample(there, n, seed).by_chance
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
    chosen = audit_sample(there, 0.1, 3).by_chance
    assert abs(len(chosen) - 400) < 80
    assert len(chosen & audit_sample(there, 0.1, 4).by_chance) < 100


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


def test_what_chance_draws_speaks_for_all_labels() -> None:
    """Strata that are small and bad weigh no more than they are: no bias over many seeds."""
    small = {(f"q{n}", f"s{name}"): name for name in range(30) for n in range(12)}
    strata = small | {(f"q{n}", f"s{name}"): name for name in (30, 31, 32) for n in range(400)}
    good = {pair: int(pair not in small) for pair in strata}
    drawn = [audit_sample(strata, 0.1, seed) for seed in range(40)]
    rates = [sum(good[one] for one in part.by_chance) / len(part.by_chance) for part in drawn]
    assert sum(rates) / 40 == pytest.approx(1200 / 1560, abs=0.01)
    assert all(small.keys() >= part.for_stratum for part in drawn)


def test_rework_is_reviewed_again_and_not_audited(project: tw.Project) -> None:
    """It keeps its place in the sample, so that nobody else is drawn, and has its own reason."""
    choice = ReviewChoice(audit=12, gold_missed=False, by=("task",))
    chosen = labels_to_review(project, choice)
    assert set(map(tuple, chosen.values())) == {("audit",)}
    old = project.store.find(project.task, [next(iter(chosen))]).popitem()[1]
    project.review(old.event_id, "return", "Which turn?", reviewer="lead", why=["audit"])
    assert labels_to_review(project, choice) == chosen
    with project.session(annotator=old.annotator) as session:
        again = session.record(
            item_id=old.item_id, answer=old.answer, condition="rework", supersedes=old.event_id
        )
    del chosen[old.event_id]
    assert labels_to_review(project, choice) == chosen | {again.event_id: ["rework"]}


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
