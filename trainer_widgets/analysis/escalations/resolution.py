"""How long an escalation waits for its ruling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.escalations.survival import (
    WILSON,
    kaplan_meier,
    median,
    resolved_within,
)
from trainer_widgets.analysis.escalations.working_days import elapsed_days, working_calendar
from trainer_widgets.analysis.event_selection import Columns, select_escalations
from trainer_widgets.analysis.results import executed, groups, note, result, share_note, z

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

TIMES = ("asked", "ruled", "retracted", "replaced")
CURVE = "resolved"
MOST_STEPS = 200
MORE = ("days", "n_at_risk", "n_resolved", "n_open", "n_withdrawn")
FOUND = ("n_resolved", "n_open", "n_withdrawn")


def time_to_resolution(  # noqa: PLR0913 - columns and choices, all named
    events: object,
    by: str | Sequence[str] | None = None,
    *,
    now: dt.datetime | str | None = None,
    calendar: str | np.busdaycalendar | Iterable[Any] | None = None,
    within: float = 10,
    items: object = None,
    item: str = "item_id",
    annotator: str = "annotator",
    at: str | None = None,
    models: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Measure how many days an escalation waits for its ruling.

    Leaving out what is still open would make a lead look quick, so the time is estimated by Kaplan
    and Meier [1]_: an open escalation counts as one that took longer than it has been waiting. One
    that its annotator took back counts as open until then. The first ruling resolves; a later one
    corrects it and does not move the time. A ruling is given when it is recorded, which is when the
    annotator can see it. Intervals are pointwise on the log-log scale [2]_; that of the median are
    the times at which they hold one half [3]_.

    Needs rows: one an escalation crosses into the kernel, with ``by``, integer codes of item and
    annotator, and times.

    Parameters
    ----------
    events
        A :class:`~trainer_widgets.Project`, a :class:`~trainer_widgets.LabelStore`, or a DataFrame,
        an Arrow table, a parquet path or an Ibis table: of events, with ``event_id``, ``action``,
        ``refers_to``, ``item_id``, ``annotator``, times and where known ``supersedes``; or of
        escalations as ``project.escalations()`` gives them, with ``escalated_at`` and
        ``resolved_at``. Those do not tell when an escalation was withdrawn: without a column
        ``withdrawn_at`` withdrawn ones are left out. Times without a zone are UTC.
    by
        Columns to group by, as they were when the escalation was made; ``"reason"`` is its reason.
    now
        The moment up to which everything is known: what happened later counts as not happened yet.
        By default this moment, which ``note`` tells; give it for a result that stays the same.
    calendar
        Count working days: ``"workdays"`` (Monday to Friday), a list of holidays beside the
        weekends, or a :class:`numpy.busdaycalendar`. Days begin at midnight UTC. By default every
        day counts.
    within
        The mark in days.
    items
        A table with the items' features to group by; a project's own are there without it.
    item, annotator, at
        The columns that say what an event is about, who gave it and when.
    models
        Count escalations by models too, where ``annotator_kind`` tells.
    confidence
        Of the intervals.

    Returns
    -------
    pandas.DataFrame
        Rows a group: the ``statistic`` ``median_days``; ``resolved_within_10_days`` (of the mark),
        the share resolved by then; and for the curve rows ``resolved``, the share resolved within
        ``days``, at up to 200 times, with ``n_at_risk``, the escalations still waiting just before.
        The last is where nobody is followed any further. ``n_labels`` is the number of escalations,
        ``n_resolved``, ``n_open`` and ``n_withdrawn`` what became of them; ``note`` stands on the
        first two rows.

    Raises
    ------
    LabelsError
        When a column is missing, there are no times, or ``calendar`` or ``within`` mean nothing.

    References
    ----------
    .. [1] Kaplan and Meier (1958), Nonparametric estimation from incomplete observations, Journal
       of the American Statistical Association 53(282).
    .. [2] Kalbfleisch and Prentice (2002), The Statistical Analysis of Failure Time Data, 1.4.
    .. [3] Brookmeyer and Crowley (1982), A confidence interval for the median survival time,
       Biometrics 38(1).

    Examples
    --------
    >>> days = pd.to_datetime(["2026-03-02", "2026-03-04", "2026-03-08", None], utc=True)
    >>> escalations = pd.DataFrame(
    ...     {"item_id": ["q1", "q2", "q3", "q4"], "annotator": "ana", "resolved_at": days}
    ... ).assign(escalated_at=pd.Timestamp("2026-03-01", tz="UTC"))
    >>> found = time_to_resolution(escalations, now="2026-03-31")
    >>> found[["statistic", "estimate", "n_open"]].head(2)
                     statistic  estimate  n_open
    0              median_days      3.00       1
    1  resolved_within_10_days      0.75       1
    """
    keys = counts.by_columns(by)
    z(confidence)
    days = working_calendar(calendar)
    mark, until = _mark(within), _moment(now)
    columns = Columns(item, annotator, at)
    spans, said = select_escalations(events, keys, columns, items=items, models=models)
    frame, left = _durations(executed(spans), until, days)
    sure = f"{100 * confidence:g} % interval"
    told = note(
        "escalations as independent",
        f"open ones censored at {until:%Y-%m-%d %H:%M} UTC",
        "in working days" if days is not None else "",
        said,
        left,
    )
    rows = [
        dict(zip(keys, key, strict=True)) | _sizes(part) | row | _told(row, sure, told)
        for key, part in groups(frame, keys).items()
        if len(part)
        for row in _rows(part, mark, confidence)
    ]
    if not rows and not keys:
        nothing = dict.fromkeys(("n_items", "n_annotators", "n_labels", *FOUND), 0)
        why = note("undefined: nobody has escalated", said, left)
        rows = [nothing | {"statistic": name, "note": why} for name in _names(mark)]
    return result(rows, keys, MORE).astype(dict.fromkeys(FOUND, "int64"))


def _told(row: dict[str, Any], sure: str, told: str) -> dict[str, str]:
    if row["statistic"] == CURVE:  # its rows would repeat it a hundred times
        return {"note": ""}
    said = str(row["note"])
    if said.startswith(WILSON):
        return {"note": note(f"{sure}: {said}", told)}
    return {"note": note(said, f"{sure}: log-log", told)}


def _mark(within: float) -> float:
    if not within > 0:
        message = f"within={within!r} is no mark: give a number of days above 0"
        raise counts.LabelsError(message)
    return float(within)


def _moment(now: dt.datetime | str | None) -> pd.Timestamp:
    if now is None:
        return pd.Timestamp.now(tz="UTC")
    try:
        moment = pd.Timestamp(now)
    except (TypeError, ValueError) as error:
        message = f"now={now!r} is no moment: give a datetime, or text such as '2026-03-31'"
        raise counts.LabelsError(message) from error
    return moment.tz_convert("UTC") if moment.tzinfo else moment.tz_localize("UTC")


def _names(mark: float) -> tuple[str, str]:
    return "median_days", f"resolved_within_{mark:g}_days"


def _durations(
    spans: pd.DataFrame, until: pd.Timestamp, calendar: np.busdaycalendar | None
) -> tuple[pd.DataFrame, str]:
    """Return how long each escalation was followed, and what became of it."""
    times = {name: _utc(spans[name]) for name in TIMES if name in spans}
    asked, ruled = times["asked"], times["ruled"]
    end = np.datetime64(until.tz_localize(None), "us")
    withdrawn = np.fmin(times["retracted"], times.get("replaced", times["retracted"]))
    unknown = np.zeros(len(spans), bool)
    if "withdrawn" in spans:
        unknown = spans["withdrawn"].to_numpy(bool) & np.isnat(withdrawn)
    kept = ~unknown & (asked <= end)
    stopped = np.fmin(np.fmin(ruled, withdrawn), end)
    is_ruled = (ruled == stopped) & ~np.isnat(ruled)
    frame = spans.assign(
        days=np.maximum(elapsed_days(asked, stopped, calendar), 0.0),
        resolved=is_ruled,
        withdrawn=(withdrawn == stopped) & ~is_ruled,
    )
    early = int((kept & (stopped < asked)).sum())
    said = note(
        share_note(int(unknown.sum()), "withdrawn escalations left out: it is not known when"),
        share_note(int((~unknown & (asked > end)).sum()), "escalations after that left out"),
        share_note(early, "settled before they were made (clocks differ), counted as 0 days"),
    )
    return frame[kept], said


def _utc(times: pd.Series[Any]) -> NDArray[np.datetime64]:
    moments = pd.to_datetime(times, utc=True).dt.tz_localize(None)
    return moments.to_numpy(dtype="M8[us]")


def _sizes(part: pd.DataFrame) -> dict[str, int]:
    resolved, withdrawn = int(part["resolved"].sum()), int(part["withdrawn"].sum())
    return {
        "n_items": part["item"].nunique(),
        "n_annotators": part["person"].nunique(),
        "n_labels": len(part),
        "n_resolved": resolved,
        "n_withdrawn": withdrawn,
        "n_open": len(part) - resolved - withdrawn,
    }


def _rows(part: pd.DataFrame, mark: float, confidence: float) -> Iterator[dict[str, Any]]:
    days, resolved = part["days"].to_numpy(np.float64), part["resolved"].to_numpy(bool)
    curve = kaplan_meier(days, resolved, confidence)
    middle, share = _names(mark)
    yield {"statistic": middle, **median(curve)._asdict()}
    within = resolved_within(curve, days, resolved, mark, confidence)
    yield {"statistic": share, "days": mark, **within._asdict()}
    step: dict[str, Any] = {"statistic": CURVE}
    step |= {"days": 0.0, "estimate": 0.0, "n_at_risk": len(part)}
    yield step
    drawn = np.unique(np.linspace(0, len(curve.times) - 1, MOST_STEPS).astype(int))
    for place in drawn[: len(curve.times)]:
        low, high = 1 - curve.high[place], 1 - curve.low[place]
        bounds = {"estimate": 1 - curve.share[place], "low": low, "high": high}
        step |= bounds | {"days": curve.times[place], "n_at_risk": curve.at_risk[place]}
        yield step
    if curve.followed > step["days"]:
        yield step | {"days": curve.followed, "n_at_risk": int((days == curve.followed).sum())}
