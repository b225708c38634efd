"""How long escalations wait: what is open counts as waiting, and nothing is made up."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight
from statsmodels.stats.proportion import proportion_confint

from trainer_widgets.analysis import LabelsError, charts, time_to_resolution

if TYPE_CHECKING:
    from collections.abc import Sequence

START = pd.Timestamp("2026-03-02T12", tz="UTC")  # a Monday
LATER = START + pd.Timedelta(days=400)
# Weeks in remission with 6-mercaptopurine and whether they ended: Freireich and others (1963),
# Blood 21(6), as in Kalbfleisch and Prentice (2002), table 1.1.
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
ENDED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]


def escalations(days: Sequence[float], settled: Sequence[Any], **more: Any) -> pd.DataFrame:
    """Give escalations that were settled after so many days, or withdrawn then."""
    ends = START + pd.to_timedelta(list(days), unit="D")
    is_settled = np.array(settled, bool)
    return pd.DataFrame(
        {
            "item_id": [f"q{n}" for n in range(len(days))],
            "annotator": "ana",
            "escalated_at": START,
            "resolved_at": ends.where(is_settled),
            "withdrawn_at": ends.where(~is_settled),
        }
    ).assign(**more)


def rows(result: pd.DataFrame) -> tuple[pd.Series[Any], pd.Series[Any], pd.DataFrame]:
    """Give the median, the share at the mark and the curve of a result of one group."""
    median, share = result.iloc[0], result.iloc[1]
    assert median["statistic"] == "median_days"
    return median, share, result[result["statistic"] == "resolved"]


def test_remission_times_as_published() -> None:
    """S(10) is .753 and the median 23, with 13 as its lower bound and no upper one."""
    median, share, curve = rows(time_to_resolution(escalations(WEEKS, ENDED), now=LATER))
    assert share["statistic"] == "resolved_within_10_days"
    assert 1 - share["estimate"] == pytest.approx(0.753, abs=0.0005)
    assert (median["estimate"], median["low"]) == (23, 13)
    assert np.isnan(median["high"])
    assert "no upper bound" in median["note"]
    published = [0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448]
    steps = curve.iloc[1:-1]
    assert (1 - steps["estimate"]).round(3).tolist() == published
    assert steps["days"].tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert steps["n_at_risk"].tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert curve.iloc[-1][["days", "n_at_risk"]].tolist() == [35, 1]


@settings(max_examples=12)
@given(
    st.lists(st.tuples(st.integers(1, 30), st.booleans()), min_size=3, max_size=25),
    st.sampled_from([0.9, 0.95]),
)
def test_statsmodels_agrees(cells: list[tuple[int, bool]], confidence: float) -> None:
    """The median's interval is statsmodels' own, and the curve is its survival function."""
    days, settled = (list(column) for column in zip(*cells, strict=True))
    if not any(settled):
        return
    found = time_to_resolution(escalations(days, settled), now=LATER, confidence=confidence)
    median, _, curve = rows(found)
    oracle = SurvfuncRight(np.array(days, float), np.array(settled, int))
    inside = curve[curve["days"].isin(oracle.surv_times)].drop_duplicates("days")
    np.testing.assert_allclose(1 - inside["estimate"], oracle.surv_prob, atol=1e-12)
    crossing = np.isclose(oracle.surv_prob, 0.5) | (oracle.surv_prob == 0)
    if not crossing.any():
        np.testing.assert_equal(median["estimate"], oracle.quantile(0.5))
        low, high = oracle.quantile_ci(0.5, 1 - confidence)
        if np.isfinite(low) and np.isfinite(high):
            assert median[["low", "high"]].tolist() == [low, high]


def test_open_ones_are_censored_at_now() -> None:
    """Two of four settled after 1 and 3 days; leaving out the open ones would halve the median."""
    frame = escalations([1, 3, 5, 7], [1, 1, 1, 1])
    now = START + pd.Timedelta(days=4)
    median, share, _ = rows(time_to_resolution(frame, now=now))
    assert median["estimate"] == 3
    assert median[["n_labels", "n_resolved", "n_open"]].tolist() == [4, 2, 2]
    assert np.isnan(share["estimate"])
    assert "no escalation was followed for 10 days" in share["note"]
    assert f"open ones censored at {now:%Y-%m-%d %H:%M} UTC" in share["note"]


def test_withdrawn_ones_are_censored_when_they_were() -> None:
    """Whoever takes a question back has waited until then; without the time it is left out."""
    frame = escalations([1, 2, 3, 4], [1, 0, 1, 1])
    median, _, curve = rows(time_to_resolution(frame, now=LATER))
    assert median[["n_withdrawn", "n_resolved", "n_open"]].tolist() == [1, 3, 0]
    assert curve["estimate"].tolist() == pytest.approx([0, 0.25, 0.625, 1])
    untold = frame.drop(columns="withdrawn_at")
    untold["status"] = ["resolved", "withdrawn", "resolved", "resolved"]
    median, *_ = rows(time_to_resolution(untold, now=LATER))
    assert median["n_labels"] == 3
    assert "1 withdrawn escalations left out: it is not known when" in median["note"]


def test_where_all_or_none_are_resolved_the_interval_is_wilsons() -> None:
    """Ten of ten within the mark are no certainty, and neither are none of ten."""
    _, share, _ = rows(time_to_resolution(escalations([2] * 10, [1] * 10), now=LATER))
    expected = [1, *proportion_confint(10, 10, method="wilson")]
    assert share[["estimate", "low", "high"]].tolist() == pytest.approx(expected)
    _, share, _ = rows(time_to_resolution(escalations([20] * 10, [1] * 10), now=LATER))
    expected = [0, *proportion_confint(0, 10, method="wilson")]
    assert share[["estimate", "low", "high"]].tolist() == pytest.approx(expected)
    assert "Wilson, over the 10 of which it is known" in share["note"]


def test_the_mark_and_groups() -> None:
    """Another mark is told in the statistic's name; each group has its own rows."""
    frame = escalations([1, 2, 8, 9], [1, 1, 1, 1], reason=["r", "r", "s", "s"])
    found = time_to_resolution(frame, by="reason", within=2.5, now=LATER)
    at_mark = found[found["statistic"] == "resolved_within_2.5_days"]
    assert at_mark[["reason", "estimate", "days"]].to_numpy().tolist() == [
        ["r", 1.0, 2.5],
        ["s", 0.0, 2.5],
    ]


@pytest.mark.parametrize(
    ("calendar", "days"),
    [
        (None, 7.0),
        ("workdays", 5.0),
        (["2026-03-04"], 4.0),
        ([dt.date(2026, 3, 4), dt.date(2026, 3, 7)], 4.0),
        (np.busdaycalendar(weekmask="1111110"), 6.0),
    ],
)
def test_working_days(calendar: Any, days: float) -> None:
    """From Monday to Monday there are five working days, less the holidays."""
    median, *_ = rows(time_to_resolution(escalations([7], [1]), calendar=calendar, now=LATER))
    assert median["estimate"] == pytest.approx(days)
    assert ("in working days" in median["note"]) == (calendar is not None)


def test_a_weekend_takes_no_working_time() -> None:
    """Asked on Friday at 18:00 and settled on Monday at 6:00: half a day of 24 hours."""
    frame = escalations([0], [1])
    frame["escalated_at"] = pd.Timestamp("2026-03-06T18", tz="UTC")
    frame["resolved_at"] = pd.Timestamp("2026-03-09T06", tz="UTC")
    median, *_ = rows(time_to_resolution(frame, calendar="workdays", now=LATER))
    assert median["estimate"] == pytest.approx(0.5)


def test_clocks_that_differ_and_what_came_later_are_told() -> None:
    """A ruling before its question counts as 0 days; what was asked after ``now`` is left out."""
    frame = escalations([-1, 2, 3], [1, 1, 1])
    frame.loc[2, "escalated_at"] = START + pd.Timedelta(days=3)
    median, *_ = rows(time_to_resolution(frame, now=START + pd.Timedelta(days=2)))
    assert median[["estimate", "n_labels"]].tolist() == [0, 2]
    assert "1 settled before they were made (clocks differ), counted as 0 days" in median["note"]
    assert "1 escalations after that left out" in median["note"]


@settings(max_examples=4)
@given(st.permutations(range(21)))
def test_the_order_of_rows_and_names_do_not_matter(order: list[int]) -> None:
    """Shuffled escalations of renamed people on renamed items give the same rows."""
    frame = escalations(WEEKS, ENDED)
    other = frame.iloc[order].assign(annotator="zoe", item_id=[f"x{n}" for n in order])
    pd.testing.assert_frame_equal(
        time_to_resolution(frame, now=LATER), time_to_resolution(other, now=LATER)
    )


@pytest.mark.parametrize("by", [None, "annotator"])
def test_none_and_none_resolved_are_no_error(by: str | None) -> None:
    """Without escalations all is undefined; where all are open the median is not reached."""
    frame = escalations([1, 2], [1, 1])
    nothing = time_to_resolution(frame[:0], by, now=LATER)
    assert len(nothing) == (2 if by is None else 0)
    assert nothing["estimate"].isna().all()
    all_open = time_to_resolution(frame.assign(resolved_at=None, withdrawn_at=None), by, now=LATER)
    median, share, curve = rows(all_open)
    assert np.isnan(median["estimate"])
    assert "fewer than half are resolved so far" in median["note"]
    assert (share["estimate"], median["n_open"]) == (0, 2)
    assert curve["estimate"].eq(0).all()
    for result in (nothing, all_open):
        assert charts.time_to_resolution(result).to_dict()["description"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"by": "resaon"}, "did you mean 'reason'"),
        ({"calendar": "weekdays"}, "give 'workdays', a list of holidays"),
        ({"calendar": 5}, "give 'workdays', a list of holidays"),
        ({"now": "soon"}, "now='soon' is no moment"),
        ({"within": 0}, "give a number of days above 0"),
    ],
)
def test_wrong_arguments_say_what_to_do(options: dict[str, Any], said: str) -> None:
    """A wrong name, calendar, moment or mark is refused with what is right."""
    with pytest.raises(LabelsError, match=said):
        time_to_resolution(escalations([1], [1], reason="r"), **options)


def test_the_chart_tells_the_median_the_mark_and_what_is_open() -> None:
    """The title has what the curve shows, the words below it the numbers."""
    frame = escalations(WEEKS, ENDED)
    told = charts.time_to_resolution(time_to_resolution(frame, now=LATER)).description
    assert told.startswith("Half of the escalations are resolved within 23 days, 25 % within 10")
    assert "median 23 days (13 or more); 25 % (11 % to 50 %) within 10 days" in told
    assert "21 escalations, 0 open, 12 withdrawn" in told
