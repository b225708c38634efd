"""Which event is the label, and what its columns say."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.store import rule
from tests.store.samples import A_OVER_B, B_OVER_A, NOON, an_event, fill
from trainer_widgets.event_arrays import SLIM
from trainer_widgets.heads import heads, standing
from trainer_widgets.records import TASKS, Escalation, RankingAnswer
from trainer_widgets.schema import arrow_type, event_schema, plain
from trainer_widgets.store.derived import DERIVED, derived_columns
from trainer_widgets.store.parts import arrow_rows

if TYPE_CHECKING:
    from trainer_widgets.store import LabelStore

SCHEMA = event_schema("ranking")


def head_ids(events: rule.Events, *, independent: bool = False) -> set[str]:
    """Return the ids of the labels as the store derives them."""
    table = arrow_rows([plain(event) for event in events], SCHEMA).select(list(SLIM))
    chosen = heads(table, independent=independent)
    ids: list[Any] = table["event_id"].take(chosen).to_pylist()
    return set(ids)


@settings(max_examples=600)
@given(rule.histories)
def test_labels_follow_the_rule(events: rule.Events) -> None:
    """Whatever people record, the labels are those of the rule as it is written down."""
    assert head_ids(events) == rule.labels(events)
    assert head_ids(events, independent=True) == rule.labels(events, independent=True)


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ("1>2 2>1", "2"),  # in a circle nothing supersedes anything, so the latest stands
        ("1>2 2>3 3>1", "3"),
        ("1>2 2>1 3>2 0>3", "1"),  # what leads into a circle still counts
        ("1>1", "1"),
        ("1>2 2>1 3>9", "3"),
        ("1>0 2>1 3>2 0>3", "3"),
    ],
)
def test_circles_of_corrections_are_ignored(links: str, expected: str) -> None:
    """Links that lead back to where they began do not count, and all others do."""
    pairs = dict(link.split(">") for link in links.split())
    ids = sorted({*pairs, *pairs.values()} - {"9"})
    events = [
        an_event(
            event_id=i, supersedes=pairs.get(i), recorded_at=NOON + dt.timedelta(seconds=int(i))
        )
        for i in ids
    ]
    assert head_ids(events) == {expected} == rule.labels(events)
    label = standing(events)
    assert label is not None
    assert label.event_id == expected


@given(rule.histories, st.randoms(use_true_random=False))
def test_labels_do_not_depend_on_the_order_of_rows(events: rule.Events, random: Any) -> None:
    """Files are read in any order, and the labels are the same."""
    expected = head_ids(events)
    random.shuffle(events)
    assert head_ids(events) == expected


@settings(max_examples=300)
@given(rule.histories)
def test_what_stands_for_a_queue_is_the_label(events: rule.Events) -> None:
    """A queue sees for each item the label, and without one the latest skip or escalation."""
    labels = rule.labels(events)
    for item in ("q1", "q2"):
        own = [event for event in events if (event.item_id, event.annotator) == (item, "ana")]
        stands = standing(own)
        ids = {event.event_id for event in own} & labels
        assert (stands is None) == (not rule.what_stands(own))
        if stands is not None:
            assert ids in ({stands.event_id}, set())
            assert bool(ids) == (stands.action in {"answer", "adjudicate"})


def test_corrections_and_retractions(store: LabelStore) -> None:
    """A correction replaces a label, retracting it brings the label back, a skip removes it."""
    session = store.session("ranking", annotator="ana")

    def choices() -> list[str]:
        chosen: list[str] = store.labels("ranking")["choice"].tolist()
        return chosen

    first = session.record(item_id="q1", answer=A_OVER_B)
    second = session.record(item_id="q1", answer=B_OVER_A, supersedes=first.event_id)
    assert choices() == ["b"]
    session.record(item_id="q1", action="retract", refers_to=second.event_id)
    assert choices() == ["a"]
    session.record(item_id="q1", action="skip")
    assert choices() == ["a"]
    session.record(item_id="q1", action="skip", supersedes=first.event_id)
    assert choices() == []
    escalation = Escalation(reason="broken_item")
    session.record(item_id="q2", action="escalate", escalation=escalation, answer=A_OVER_B)
    assert choices() == []


def test_a_clock_that_runs_ahead_does_not_win(store: LabelStore) -> None:
    """Of two tabs the later submission counts, and no browser can submit from the future."""
    session = store.session("ranking", annotator="ana")
    session.record(item_id="q1", answer=A_OVER_B, submitted_at=NOON.replace(year=2999))
    session.record(item_id="q1", answer=B_OVER_A)
    assert store.labels("ranking")["choice"].tolist() == ["b"]
    session.record(item_id="q1", answer=A_OVER_B, submitted_at=NOON.replace(year=2020))
    assert store.labels("ranking")["choice"].tolist() == ["b"]


def test_independent_labels_are_those_before_exposure(store: LabelStore) -> None:
    """After a reveal an answer is no independent evidence: the last one before it is taken."""
    session = store.session("ranking", annotator="ana")
    first = session.record(item_id="q1", answer=A_OVER_B, condition="prelabel")
    session.record(item_id="q1", answer=B_OVER_A, condition="revealed", supersedes=first.event_id)
    session.record(item_id="q1", answer=B_OVER_A)
    session.record(item_id="q2", answer=B_OVER_A, condition="rework")
    assert store.labels("ranking")["choice"].tolist() == ["b", "b"]
    independent = store.labels("ranking", independent=True)
    assert independent[["item_id", "choice"]].to_numpy().tolist() == [["q1", "a"]]
    table = store.table("ranking", independent=True)
    assert table.choice.to_pyarrow().to_pylist() == ["a"]


def test_labels_and_table_are_the_same(store: LabelStore) -> None:
    """The Ibis table holds the same rows, columns and values as the data frame."""
    with store.session("ranking", annotator="ana", taxonomy="1") as session:
        fill(session, 7)
        session.record(item_id="z", answer=RankingAnswer(order=[], verdict="cannot_judge"))
        session.record(item_id="y", answer=RankingAnswer(order=[["c"], ["a", "b"]]), active_ms=7)
    table, labels = store.table("ranking"), store.labels("ranking")
    assert list(table.columns) == labels.columns.tolist()
    rows = table.order_by(["item_id", "annotator"]).to_pyarrow().cast(_arrow_of(store)).to_pylist()
    assert rows == store._labels("ranking", independent=False).to_pylist()
    assert table.count().to_pyarrow().as_py() == len(labels) == 9
    assert table.filter(table.choice == "b").count().to_pyarrow().as_py() == sum(
        labels["choice"] == "b"
    )


def _arrow_of(store: LabelStore) -> pa.Schema:
    return store._labels("ranking", independent=False).schema


@st.composite
def answers(draw: st.DrawFn) -> RankingAnswer:
    """Draw any answer that the record allows."""
    verdict: Any = draw(st.sampled_from(["ranked", "ranked", "ranked", "both_bad", "cannot_judge"]))
    if verdict != "ranked":
        return RankingAnswer(order=[], verdict=verdict)
    name = st.text(st.characters(codec="utf-8"), min_size=1, max_size=3)
    names = draw(st.lists(name | st.sampled_from(["tie", "both_bad"]), min_size=1, unique=True))
    cuts = draw(st.sets(st.integers(1, max(len(names) - 1, 1)), max_size=4))
    places = [part.tolist() for part in np.split(np.array(names, object), sorted(cuts))]
    order = [place for place in places if place]
    strength = None
    if len(names) == 2 and draw(st.booleans()):
        strength = 0 if len(order) == 1 else draw(st.integers(1, 3))
    return RankingAnswer(order=order, strength=strength)


@settings(max_examples=300)
@given(st.lists(answers(), max_size=6))
@example([])
@example([RankingAnswer(order=[["a", "b"]], strength=0), RankingAnswer(order=[["é"], ["z"]])])
def test_derived_columns_are_the_answers_own(drawn: list[RankingAnswer]) -> None:
    """The columns ``choice`` and ``preference`` equal the answer's properties on every row."""
    rows = pa.array([plain(answer) for answer in drawn], arrow_type(RankingAnswer))
    columns = derived_columns("ranking", pa.chunked_array([rows]), pa.nulls(len(drawn)))
    assert columns["choice"].to_pylist() == [answer.choice for answer in drawn]
    assert columns["preference"].to_pylist() == [answer.preference for answer in drawn]


def test_what_is_derived_for_whole_tables_is_what_the_answer_names() -> None:
    """Where columns are computed for whole tables, they are those that the answer names."""
    named = {name: getattr(TASKS[name].answer, "columns", ()) for name in DERIVED}
    assert {name: tuple(columns) for name, columns in DERIVED.items()} == named


@pytest.mark.parametrize("chained", [False, True])
def test_a_million_events(chained: bool) -> None:
    """The labels of a million events are found, however long their chains are."""
    n = 1_000_000
    number = np.arange(n)
    ids = pd.Series(number).astype(str).array
    item = number // 1000 if chained else number % 300_000
    earlier: Any = pd.Series(number - 1).astype(str).where(number % 1000 > 0) if chained else None
    now = pa.array(np.full(n, 1_700_000_000_000_000) + number, pa.timestamp("us", "UTC"))
    table = pa.table(
        {
            "event_id": pa.array(ids, pa.string()),
            "action": pa.repeat(pa.scalar("answer"), n),
            "item_id": pa.array(pd.Series(item).astype(str), pa.string()),
            "annotator": pa.repeat(pa.scalar("ana"), n),
            "condition": pa.repeat(pa.scalar("blind"), n),
            "submitted_at": now,
            "recorded_at": now,
            "supersedes": pa.array(earlier, pa.string()) if chained else pa.nulls(n, pa.string()),
            "refers_to": pa.nulls(n, pa.string()),
        }
    )
    chosen = heads(table)
    assert len(chosen) == (1000 if chained else 300_000)
