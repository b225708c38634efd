"""How often annotators escalate: who counts, in which group, and what is said of the rest."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from tests.analysis.escalated import NOON, events
from trainer_widgets.analysis import charts, escalation_rates

SHARES = ["estimate", "low", "high"]


def weekly(counts: list[int], sizes: list[int]) -> pd.DataFrame:
    """Give one event a pair, in consecutive weeks."""
    rows = [
        {
            "item_id": f"q{week}-{n}",
            "annotator": "ana",
            "action": "escalate" if n < count else "answer",
            "submitted_at": NOON + dt.timedelta(weeks=week),
        }
        for week, (count, size) in enumerate(zip(counts, sizes, strict=True))
        for n in range(size)
    ]
    return pd.DataFrame(rows)


def test_pairs_ever_escalated_over_pairs_with_a_terminal_event() -> None:
    """An answer after an escalation, and one after an answer, add no pair; dealing is no answer."""
    frame = events(
        *("ana q1 needs_expert", "ana q1 answer", "ben q1 answer", "ben q1 answer"),
        *("ana q2 skip", "ana q2 broken_item", "ana q3 assign", "ana q3 release"),
        "lead q1 adjudicate",
    )
    found = escalation_rates(frame).iloc[0]
    assert (found["n_escalated"], found["n_labels"]) == (2, 3)
    assert (found["n_items"], found["n_annotators"]) == (2, 2)
    assert found["estimate"] == 2 / 3


def items(*cells: str) -> pd.DataFrame:
    """Give the pairs of an item each: ``a`` for an answer, ``r`` and ``s`` for two reasons."""
    actions = {"a": "answer", "r": "needs_expert", "s": "broken_item"}
    return events(
        *(
            f"annotator-{who} q{item} {actions[letter]}"
            for item, cell in enumerate(cells)
            for who, letter in enumerate(cell)
        )
    )


def test_pairs_of_an_item_are_clustered() -> None:
    """Of items with 3/3, 0/1, 1/2, 0/2 the variance is 7/96: .25 of 24/7 pairs; t(3) is 3.18245."""
    found = escalation_rates(items("rrr", "a", "ra", "aa")).iloc[0]
    t, effective = 3.1824463, 24 / 7
    half = t / 2 / math.sqrt(effective + t**2)
    assert found[SHARES].tolist() == pytest.approx([0.5, 0.5 - half, 0.5 + half])
    assert found["note"] == "95 % interval: Wilson, clustered by item"


def test_where_all_items_are_alike_each_counts_once() -> None:
    """Three people who all escalate, on each of five items, tell as much as five pairs."""
    found = escalation_rates(items(*["rrr"] * 5)).iloc[0]
    assert found[SHARES].tolist() == pytest.approx([1, 5 / (5 + 2.7764451**2), 1])
    alone = escalation_rates(items("rra")).iloc[0]
    assert alone["estimate"] == 2 / 3
    assert alone[["low", "high"]].isna().all()
    assert alone["note"] == "no interval: one item only"


def test_the_interval_of_a_reason_is_as_if_the_others_were_answers() -> None:
    """Escalations for another reason are pairs without this one."""
    cells = ["rrs", "a", "rs", "aa", "sar"]
    found = escalation_rates(items(*cells), by="reason").set_index("reason")
    for other, reason in (("s", "needs_expert"), ("r", "broken_item")):
        only = escalation_rates(items(*(cell.replace(other, "a") for cell in cells))).iloc[0]
        assert found.loc[[reason], SHARES].iloc[0].tolist() == only[SHARES].tolist()


def test_a_retracted_escalation_counts_and_is_told() -> None:
    """The question did come up; only the annotator's own retraction is one."""
    frame = events("ana q1 needs_expert", "ana q1 retract", "ben q2 answer", "ben q2 retract")
    frame["refers_to"] = [None, "e0", None, "e0"]
    found = escalation_rates(frame).iloc[0]
    assert found["estimate"] == 0.5
    assert "1 escalations that were retracted, counted" in found["note"]


def test_wilson_as_published() -> None:
    """Of 263 items with one pair 81 are escalated: Newcombe's (1998) interval is .2553 to .3662."""
    found = escalation_rates(weekly([81], [263])).iloc[0]
    assert found[["low", "high"]].round(4).tolist() == [0.2553, 0.3662]
    wide = escalation_rates(weekly([81], [263]), confidence=0.99).iloc[0]
    assert wide[["low", "high"]].tolist() == pytest.approx(
        proportion_confint(81, 263, 0.01, "wilson")
    )
    assert wide["note"].startswith("99 % interval")


def test_the_guideline_is_that_of_the_first_terminal_event() -> None:
    """Whoever answered under 1.0 and escalated under 1.1 counts for 1.0."""
    frame = events(
        "ana q1 answer", "ana q1 needs_expert", "ana q2 skip", guideline=["1.0", "1.1", "1.1"]
    )
    found = escalation_rates(frame, by="guideline")
    columns = ["guideline", "estimate", "n_labels"]
    assert found[columns].to_numpy().tolist() == [["1.0", 1.0, 1], ["1.1", 0.0, 1]]


def test_by_the_reason_of_the_first_escalation() -> None:
    """The shares of the reasons add up to the rate, the most frequent first."""
    frame = events(
        *("ana q1 broken_item", "ana q1 needs_expert", "ana q2 needs_expert"),
        *("ben q1 broken_item", "ben q2 answer"),
    )
    found = escalation_rates(frame, by="reason")
    columns = ["reason", "estimate", "cumulative", "n_labels"]
    assert found[columns].to_numpy().tolist() == [
        ["broken_item", 0.5, 2 / 3, 4],
        ["needs_expert", 0.25, 1.0, 4],
    ]
    by_both = escalation_rates(frame, by=["annotator", "reason"])
    assert by_both[["annotator", "reason", "n_escalated", "n_labels"]].to_numpy().tolist() == [
        *(["ana", "broken_item", 1, 2], ["ana", "needs_expert", 1, 2]),
        *(["ben", "broken_item", 1, 2], ["ben", "needs_expert", 0, 2]),
    ]
    plain = frame.assign(reason=pd.Series(["r", "s", "r", "r", None])).drop(columns="escalation")
    assert escalation_rates(plain, by="reason")["reason"].tolist() == ["r"]


def test_by_a_feature_of_the_items() -> None:
    """A category that only the items know groups the pairs, without any time."""
    frame = events("ana q1 needs_expert", "ana q2 answer", "ben q1 answer")
    items = pd.DataFrame({"item_id": ["q1", "q2"], "category": ["medical", "law"]})
    found = escalation_rates(frame.drop(columns="submitted_at"), by="category", items=items)
    assert found[["category", "estimate", "n_labels"]].to_numpy().tolist() == [
        ["law", 0.0, 1],
        ["medical", 0.5, 2],
    ]


@pytest.mark.parametrize(
    ("every", "starts"),
    [
        ("1w", ["2026-02-23", "2026-03-02", "2026-03-16"]),
        ("1d", ["2026-03-01", "2026-03-02", "2026-03-17"]),
        (2, ["2026-03-01T23:59:59", "2026-03-17T00:00:01"]),
    ],
)
def test_windows(every: str | int, starts: list[str]) -> None:
    """Weeks begin on Monday, days at midnight UTC, as are times that tell no zone."""
    frame = events("ana q1 skip", "ana q2 answer", "ana q3 needs_expert")
    frame["submitted_at"] = pd.to_datetime(
        ["2026-03-01T23:59:59", "2026-03-02T00:00:00", "2026-03-17T00:00:01"]
    )
    found = escalation_rates(frame, every=every)
    assert found["window"].tolist() == [pd.Timestamp(start, tz="UTC") for start in starts]
    assert found["n_labels"].sum() == 3


def test_windows_tell_new_guideline_versions() -> None:
    """The first version is no change; a later one stands at the window of its first use."""
    frame = weekly([1, 1, 1], [2, 2, 2]).assign(
        guideline=["1.0"] * 2 + ["1.1", "1.0"] + ["1.1"] * 2
    )
    assert escalation_rates(frame, every="1w")["guideline"].tolist() == ["", "1.1", ""]


def test_a_window_out_of_line_is_a_signal() -> None:
    """Of nine weeks with a tenth and one with half, the one is outside its limits and named."""
    found = escalation_rates(weekly([5] * 9 + [25], [50] * 10), every="1w")
    assert found["signal"].tolist() == [""] * 9 + ["rose"]
    assert "exact binomial, around the rate 14.0% of all windows" in found["note"][0]
    chart = charts.escalation_rates(found)
    assert "in 1 of 10 windows: 04 May 2026 (50\xa0%)" in chart.description
    few = escalation_rates(weekly([5] * 5, [50] * 5), every="1w")
    assert few["lower_limit"].isna().all()
    assert few["signal"].eq("").all()
    assert "no limits: they rest on 8 windows, there are 5" in few["note"][0]


def test_limits_of_each_group_are_its_own() -> None:
    """Somebody who always escalates more is not out of line for that."""
    low, high = (weekly([k] * 8, [50] * 8) for k in (2, 30))
    both = pd.concat([low, high.assign(annotator="ben")], ignore_index=True)
    found = escalation_rates(both, by="annotator", every="1w")
    assert found["signal"].eq("").all()
    assert found.groupby("annotator")["upper_limit"].max().round(2).to_dict() == {
        "ana": 0.14,
        "ben": 0.8,
    }


@settings(max_examples=2)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_and_names_do_not_matter(random: Any) -> None:
    """Shuffled events of renamed people on renamed items give the same numbers."""
    who, items = ["ana", "ben"], ["q1", "q2", "q3"]
    kinds = ["answer", "skip", "needs_expert", "broken_item"]
    cells = [
        f"{random.choice(who)} {random.choice(items)} {random.choice(kinds)}" for _ in range(9)
    ]
    frame = events(*cells)
    other = frame.assign(
        annotator=frame["annotator"].map({"ana": "zoe", "ben": "ada"}),
        item_id=frame["item_id"].map({"q1": "z", "q2": "y", "q3": "x"}),
    ).sample(frac=1, random_state=random.randint(0, 9))
    found = escalation_rates(frame, "reason")
    pd.testing.assert_frame_equal(found, escalation_rates(other, "reason"))
