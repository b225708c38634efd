"""Which item comes next, for whom."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer_widgets import Escalation, Project, RankingAnswer
from trainer_widgets.leases import LEASE, Leases
from trainer_widgets.queues import Queue, plan, rendezvous, sides
from trainer_widgets.settings import ProjectError, UnknownArgumentError

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = ["ana", "ben", "chen", "dalia", "emil"]
ANSWER = RankingAnswer(order=[["a"], ["b"]], strength=2, points=7)


def items(n: int) -> pd.DataFrame:
    """Return a table of n items."""
    ids = [f"q{number}" for number in range(n)]
    return pd.DataFrame(
        {"item_id": ids, "prompt": "Which?", "response_a": "one", "response_b": "two"}
    )


def project(folder: Path, n: int = 40, **settings: Any) -> Project:
    """Return a project of n items whose labels go to a folder."""
    return Project.from_items(items(n), folder / "labels", **settings)


def queue_of(source: Project, annotator: str) -> Queue:
    """Return somebody's queue, rebuilt from the store."""
    return Queue(plan(source, annotator), source.store.events_of("ranking", annotator))


def test_orders_differ_between_people_and_last(tmp_path: Path) -> None:
    """Everybody gets every item in an order of their own, the same on another day."""
    source = project(tmp_path)
    orders = {name: plan(source, name) for name in PEOPLE}
    assert all(sorted(order) == sorted(source.items) for order in orders.values())
    assert len({tuple(order) for order in orders.values()}) == len(PEOPLE)
    assert plan(project(tmp_path), "ana") == orders["ana"]
    assert plan(project(tmp_path, seed=1), "ana") != orders["ana"]
    assert plan(project(tmp_path, order="given"), "ana") == list(source.items)


def test_overlap_gives_each_item_to_k_people_evenly(tmp_path: Path) -> None:
    """Each item goes to exactly k of the named people, and nobody gets far more than others."""
    source = project(tmp_path, n=500, people=PEOPLE, overlap=2)
    dealt = Counter(item for name in PEOPLE for item in plan(source, name))
    assert set(dealt.values()) == {2}
    assert set(dealt) == set(source.items)
    loads = [len(plan(source, name)) for name in PEOPLE]
    assert max(loads) - min(loads) < 80


@given(st.lists(st.text(min_size=1), min_size=2, max_size=8, unique=True), st.integers(0, 99))
def test_a_new_person_moves_only_what_they_get(people: list[str], seed: int) -> None:
    """Rendezvous hashing: whoever keeps an item after somebody joins had it before."""
    *before, new = people
    k = max(1, len(before) - 1)
    then = set(rendezvous("q", before, k, seed))
    now = set(rendezvous("q", people, k, seed))
    assert now - then <= {new}


def test_assignments_name_the_items_of_each_person(tmp_path: Path) -> None:
    """Named assignments replace overlap."""
    source = project(tmp_path, n=4, assignments={"ana": ["q3", "q1"], "ben": ["q0"]})
    assert sorted(plan(source, "ana")) == ["q1", "q3"]
    assert plan(source, "ben") == ["q0"]
    assert plan(source, "eva") == []
    given = project(tmp_path, n=4, order="given", assignments={"ana": ["q3", "q1"]})
    assert plan(given, "ana") == ["q3", "q1"]
    with pytest.raises(ProjectError, match="not among the items: \\['q9'\\]"):
        plan(project(tmp_path, n=4, assignments={"ana": ["q9"]}), "ana")


def test_sides_are_a_fair_coin_of_their_own_for_each_person() -> None:
    """Over many items each side comes first half of the time, independent between people."""
    first = [sides(["a", "b"], "ana", f"q{n}", seed=0)[0] for n in range(2000)]
    other = [sides(["a", "b"], "ben", f"q{n}", seed=0)[0] for n in range(2000)]
    assert 900 < first.count("a") < 1100
    assert 900 < sum(x == y for x, y in zip(first, other, strict=True)) < 1100


def test_gold_comes_at_the_rate_and_anywhere(tmp_path: Path) -> None:
    """With a gold rate of a tenth, a tenth of what is dealt is gold, at no regular place."""
    keys = pd.DataFrame({"item_id": [f"q{n}" for n in range(30)], "choice": "a", "reason": ""})
    source = project(tmp_path, n=130, gold=keys, gold_rate=0.1)
    order = plan(source, "ana")
    gold = set(keys["item_id"])
    places = [place for place, item in enumerate(order) if item in gold]
    assert len(places) / len(order) == pytest.approx(0.1, abs=0.01)
    assert len({b - a for a, b in pairwise(places)}) > 3
    assert places != [n for n, i in enumerate(plan(source, "ben")) if i in gold]
    assert len(plan(project(tmp_path, n=130, gold=keys), "ana")) == 130


def test_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """Another kernel on another day deals what is left, and nothing twice."""
    source = project(tmp_path, n=6)
    queue = queue_of(source, "ana")
    first, second = queue.upcoming(2)
    with source.store.session("ranking", annotator="ana") as session:
        queue.add(session.record(item_id=first, answer=ANSWER, active_ms=4000))
    later = queue_of(project(tmp_path, n=6), "ana")
    assert later.upcoming(1) == [second] == queue.upcoming(1)
    assert first not in later.upcoming(6)
    assert later.progress().done == 1
    assert later.progress().pace_ms == 4000
    assert later.upcoming(6, without={second})[0] != second


def test_skipped_items_come_back_at_the_end_and_escalated_ones_do_not(tmp_path: Path) -> None:
    """A skip moves an item to the end; an escalation takes it out of the queue."""
    source = project(tmp_path, n=4)
    queue = queue_of(source, "ana")
    one, two, *rest = queue.items
    with source.store.session("ranking", annotator="ana") as session:
        queue.add(session.record(item_id=one, action="skip"))
        doubt = Escalation(reason="guideline_silent", note="two dialects")
        queue.add(session.record(item_id=two, action="escalate", escalation=doubt, answer=ANSWER))
    assert queue.upcoming(4) == [*rest, one]
    assert queue.progress().skipped == 1
    assert queue.progress().escalated == 1
    assert queue.progress().done == 1
    assert source.labels().empty


def test_undo_brings_an_item_back(tmp_path: Path) -> None:
    """A retracted answer counts no more, and the item is dealt again."""
    source = project(tmp_path, n=3)
    queue = queue_of(source, "ana")
    item = queue.items[0]
    with source.store.session("ranking", annotator="ana") as session:
        event = session.record(item_id=item, answer=ANSWER)
        queue.add(event)
        assert queue.upcoming(1) != [item]
        queue.add(session.record(item_id=item, action="retract", refers_to=event.event_id))
    assert queue.upcoming(1) == [item]
    assert queue.standing(item) is None


def test_open_enrolment_shares_items_by_leases(tmp_path: Path) -> None:
    """Without named people, k of whoever comes get an item, and a lease ends after its time."""
    ours = project(tmp_path, n=4, overlap=1)
    with ours.store.session("ranking", annotator="ana") as session:
        Leases(ours, "ana").take(["q0", "q1"], session)
    theirs = project(tmp_path, n=4, overlap=1)
    assert Leases(theirs, "ben").taken() == {"q0", "q1"}
    assert Leases(theirs, "ana").taken() == set()
    late = dt.datetime.now(dt.UTC) + LEASE
    assert Leases(theirs, "ben").taken(now=late) == set()
    with ours.store.session("ranking", annotator="ana") as session:
        session.record(item_id="q0", answer=ANSWER)
    assert Leases(theirs, "ben").taken(now=late) == {"q0"}


def test_misspelt_settings_suggest_the_right_one(tmp_path: Path) -> None:
    """An unknown setting raises, with the nearest that exists."""
    with pytest.raises(UnknownArgumentError, match="did you mean 'overlap'"):
        project(tmp_path, overlp=2)
    with pytest.raises(ProjectError, match=r"\$\.gold_rate"):
        project(tmp_path, gold_rate=2)
