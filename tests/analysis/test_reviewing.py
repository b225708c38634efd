"""What passes an audit, and what is done again: who counts, in which group, and how sure it is."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

import ibis
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

import trainer_widgets as tw
from trainer_widgets.analysis import LabelsError, audit_pass_rate, charts, rework_rate
from trainer_widgets.records import RankingAnswer, Review

if TYPE_CHECKING:
    from pathlib import Path

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
SHARES = ["estimate", "low", "high"]


def events(*cells: str, **more: Any) -> pd.DataFrame:
    """Give events an hour apart from ``"ana q1"``, a label, or ``"0 return audit"``, its review."""
    rows: list[dict[str, Any]] = []
    for hour, cell in enumerate(cells):
        first, second, *why = cell.split()
        row = {"event_id": f"e{hour}", "recorded_at": NOON + dt.timedelta(hours=hour)}
        if first.isdigit():
            label = rows[int(first)]
            review = {"decision": second, "reason": "", "why": why}
            row |= {"action": "review", "annotator": "lead", "item_id": label["item_id"]}
            row |= {"refers_to": label["event_id"], "review": review}
        else:
            row |= {"action": "answer", "annotator": first, "item_id": second}
            row |= {"refers_to": None, "review": None}
        rows.append(row)
    return pd.DataFrame(rows).assign(**more)


AUDITED = events(
    *("ana q1", "ana q2", "ben q3", "ben q4", "ben q5", "ana q6"),
    *("0 pass audit", "1 return audit", "2 pass audit", "3 correct audit"),
    *("4 return gold_missed", "1 pass audit", "ana q2"),
)  # fmt: skip


def test_the_newest_review_of_an_audited_label_counts() -> None:
    """Sent back or corrected is no pass; what was reviewed for another reason is left out."""
    found = audit_pass_rate(AUDITED).iloc[0]
    assert (found["n_passed"], found["n_labels"], found["n_annotators"]) == (3, 4, 2)
    low, high = proportion_confint(3, 4, method="wilson")
    assert found[SHARES].tolist() == pytest.approx([0.75, low, high])
    assert found["note"] == (
        "95 % interval: Wilson; 1 labels reviewed for another reason than the audit left out"
    )
    everything = audit_pass_rate(AUDITED, audit=False).iloc[0]
    assert (everything["n_passed"], everything["n_labels"]) == (3, 5)
    assert "1 labels reviewed for another reason: no random sample" in everything["note"]
    by = audit_pass_rate(AUDITED, "annotator").set_index("annotator")
    assert by["estimate"].to_dict() == {"ana": 1.0, "ben": 0.5}
    assert audit_pass_rate(AUDITED, "reviewer")["reviewer"].tolist() == ["lead"]


def test_rework_is_no_part_of_the_audit() -> None:
    """What failed and passed when it was done again has failed, whatever its review says."""
    labels = [f"ana q{n}" for n in range(5)]
    reviews = [f"{n} {'return' if n < 2 else 'pass'} audit" for n in range(5)]
    first = events(*labels, *reviews)
    again = events(*labels, *reviews, "ana q0", "ana q1", "10 pass audit", "11 pass audit")
    found = audit_pass_rate(again).iloc[0]
    assert found[SHARES].tolist() == audit_pass_rate(first).iloc[0][SHARES].tolist()
    assert (found["estimate"], found["n_labels"]) == (0.6, 5)
    assert found["note"].endswith("2 labels that replace one sent back left out")
    every = audit_pass_rate(again, audit=False).iloc[0]
    assert (every["n_passed"], every["n_labels"]) == (5, 7)
    assert "2 labels that replace one sent back: no random sample" in every["note"]
    weighted = audit_pass_rate(again, strata="annotator").iloc[0]
    assert (weighted["estimate"], weighted["n_labels"]) == (0.6, 5)


def test_reviews_that_do_not_say_why_all_count_with_a_warning() -> None:
    """Where nothing tells how labels came to be reviewed, the note does not call it a sample."""
    found = audit_pass_rate(events("ana q1", "ana q2", "0 pass", "1 return")).iloc[0]
    assert (found["n_passed"], found["n_labels"]) == (1, 2)
    assert "2 labels reviewed for no known reason: maybe no random sample" in found["note"]


def test_labels_of_one_item_count_for_less() -> None:
    """Where an item's labels fail together, the interval is that of items and not of labels."""
    cells = [f"{who} q{item}" for item in range(6) for who in ("ana", "ben", "chi")]
    ways = ["pass" if item < 4 else "return" for item in range(6) for _ in range(3)]
    together = events(*cells, *(f"{n} {way} audit" for n, way in enumerate(ways)))
    alone = events(*cells, *(f"{3 * n} {way} audit" for n, way in enumerate(ways[::3])))
    one, other = (audit_pass_rate(form).iloc[0] for form in (together, alone))
    assert one["estimate"] == other["estimate"] == pytest.approx(4 / 6)
    assert one["note"] == "95 % interval: Wilson, clustered by item"
    assert one["high"] - one["low"] > other["high"] - other["low"]


def test_strata_weigh_as_many_labels_as_they_have() -> None:
    """Two strata of which as much was drawn, one of them nine times as large (by hand)."""
    cells = [*(f"ana a{n}" for n in range(18)), "ben b0", "ben b1"]
    reviews = ["0 pass audit", "1 return audit", "18 pass audit", "19 pass audit"]
    frame = events(*cells, *reviews)
    assert audit_pass_rate(frame)["estimate"].tolist() == [0.75]
    found = audit_pass_rate(frame, strata="annotator").iloc[0]
    assert found["estimate"] == pytest.approx(0.9 * 0.5 + 0.1 * 1.0)
    assert (found["n_passed"], found["n_labels"]) == (3, 4)
    assert "weighted by annotator" in found["note"]
    assert audit_pass_rate(frame, "annotator", strata="annotator")["estimate"].tolist() == [0.5, 1]


def test_sent_back_once_or_twice_is_sent_back() -> None:
    """Pairs of item and annotator count once; those answered since are a share of their own."""
    frame = events(
        *("ana q1", "ana q2", "ben q1", "ben q3", "0 return audit", "ana q1", "5 return filter"),
        *("ana q1", "2 return asked", "1 pass audit", "3 correct audit"),
    )
    found = rework_rate(frame).set_index("statistic")
    assert found["estimate"].to_dict() == {"rework_rate": 0.5, "answered_again": 0.5}
    assert found[["n_counted", "n_labels"]].to_numpy().tolist() == [[2, 4], [1, 2]]
    by = rework_rate(frame, "annotator").set_index(["annotator", "statistic"])["estimate"]
    assert by.tolist() == [0.5, 1.0, 0.5, 0.0]
    lasting = rework_rate(frame.iloc[:9])
    assert lasting["n_counted"].tolist() == [2, 1]


@settings(max_examples=4, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.integers(0, 3), st.booleans()), min_size=3, max_size=14
    )
)
def test_shares_are_those_of_a_count_by_hand(drawn: list[tuple[str, int, bool]]) -> None:
    """Any labels with any reviews give the share that a loop counts, within its interval."""
    cells = [f"{who} q{item}" for who, item, _ in drawn]
    reviews = [f"{n} {'pass' if ok else 'return'} audit" for n, (_, _, ok) in enumerate(drawn)]
    frame = events("ana z", *(f"{cell}" for cell in cells), *(_later(one) for one in reviews))
    found = audit_pass_rate(frame).iloc[0]
    passed = sum(ok for *_, ok in drawn)
    assert (found["n_passed"], found["n_labels"]) == (passed, len(drawn))
    assert found["estimate"] == pytest.approx(passed / len(drawn))
    assert math.isnan(found["low"]) or found["low"] <= found["estimate"] <= found["high"]
    back = {(who, item) for who, item, ok in drawn if not ok}
    pairs = {(who, item) for who, item, _ in drawn} | {("ana", "z")}
    assert rework_rate(frame)["estimate"].iloc[0] == pytest.approx(len(back) / len(pairs))


def _later(review: str) -> str:
    number, rest = review.split(" ", 1)
    return f"{int(number) + 1} {rest}"


def test_decisions_on_items_are_nobodys_labels() -> None:
    """Who adjudicates has labeled nothing, and has not answered again what came back to them."""
    frame = events("ana q1", "lea q1", "0 return audit", "1 return audit", "lea q1")
    frame.loc[4, "action"] = "adjudicate"
    found = rework_rate(frame)
    assert found[["n_counted", "n_labels"]].to_numpy().tolist() == [[2, 2], [0, 2]]
    more = events("ana q1", "0 pass audit", "lea q1", "2 pass audit")
    more.loc[2, "action"] = "adjudicate"
    assert audit_pass_rate(more)["n_labels"].tolist() == [1]


def test_nothing_reviewed_is_undefined() -> None:
    """No review and no label are no error; both draw."""
    frame = events("ana q1")
    for result in (audit_pass_rate(frame), rework_rate(frame[:0])):
        assert result["estimate"].isna().all()
        assert result["note"].str.startswith("undefined").all()
    assert rework_rate(frame)["estimate"].fillna(-1).tolist() == [0, -1]
    assert charts.audit_pass_rate(audit_pass_rate(frame)).to_dict()["description"]
    assert charts.rework_rate(rework_rate(frame)).to_dict()["description"]
    assert audit_pass_rate(frame, by="annotator").empty


def test_events_come_in_any_form() -> None:
    """Arrow, Ibis and flat columns give what a DataFrame gives; so does a table of reviews."""
    expected = audit_pass_rate(AUDITED, "annotator")
    table = pa.Table.from_pandas(AUDITED, preserve_index=False)
    flat = AUDITED.assign(
        decision=[one and one["decision"] for one in AUDITED["review"]],
        why=[one and one["why"] for one in AUDITED["review"]],
    ).drop(columns="review")
    for form in (ibis.memtable(table), flat):
        pd.testing.assert_frame_equal(audit_pass_rate(form, "annotator"), expected)


def test_a_project_tells_its_rates(tmp_path: Path) -> None:
    """Events of a project, and its table of reviews, give the same rate, also by its features."""
    items = pd.DataFrame({"item_id": ["q1", "q2"], "prompt": "Why?", "topic": ["law", "art"]})
    project = tw.Project.from_items(items.assign(response_a="So.", response_b="No."), tmp_path)
    with project.session(annotator="ana") as ana, project.session(annotator="lead") as lead:
        for item, decision in (("q1", "pass"), ("q2", "return")):
            label = ana.record(item_id=item, answer=RankingAnswer(order=[["a"], ["b"]]))
            review = Review(decision, "", ["audit"])  # type: ignore[arg-type] # one of both
            lead.record(
                item_id=item, action="review", refers_to=label.event_id, review=review,
                condition="revealed",
            )  # fmt: skip
    expected = audit_pass_rate(project)
    assert expected["estimate"].tolist() == [0.5]
    pd.testing.assert_frame_equal(audit_pass_rate(project.reviews()), expected)
    assert audit_pass_rate(project, "topic")["estimate"].tolist() == [0, 1]
    assert rework_rate(project)["estimate"].tolist() == [0.5, 0]


def test_wrong_arguments_say_what_to_do() -> None:
    """What cannot be told of these events is refused with what is needed."""
    reviews = pd.DataFrame({"item_id": ["q"], "annotator": ["a"], "decision": ["pass"]})
    untimed = AUDITED.drop(columns="recorded_at")
    cases: list[tuple[Any, pd.DataFrame, dict[str, Any], str]] = [
        (rework_rate, reviews, {}, "give the events"),
        (audit_pass_rate, reviews, {"strata": "annotator"}, "give the events"),
        (audit_pass_rate, AUDITED, {"by": "reviewer", "strata": "annotator"}, "leave out strata="),
        (audit_pass_rate, AUDITED, {"by": "anotator"}, "did you mean 'annotator'"),
        (rework_rate, AUDITED, {"confidence": 95}, "between 0 and 1"),
        (rework_rate, untimed, {}, "have no time"),
    ]
    for measure, frame, options, said in cases:
        with pytest.raises(LabelsError, match=said):
            measure(frame, **options)
