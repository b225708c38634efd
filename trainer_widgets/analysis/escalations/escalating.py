"""How often annotators ask their lead instead of answering."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from trainer_widgets.analysis import counts, wilson
from trainer_widgets.analysis.counts import escalations as counting
from trainer_widgets.analysis.counts import windows
from trainer_widgets.analysis.escalations.control_limits import share_limits
from trainer_widgets.analysis.event_selection import Columns, Wanted, select_events
from trainer_widgets.analysis.results import executed, groups, note, result, share_note, z
from trainer_widgets.analysis.shares import Sums, intervals
from trainer_widgets.analysis.windows import every_of, first_start, starts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis

STATISTIC = "escalation_rate"
ACTIONS = (*counting.TERMINAL, "retract")
LINKS = ("event_id", "refers_to")
SIZES = ["n_escalated", "n_labels", "n_items", "n_annotators", "imported"]
OF_REASON = ["n_escalated", "yy", "yn"]
SUMMED = ("n_escalated", "n_labels", "yy", "yn", "nn", "n_items")  # as Sums has them
ALONE = "no interval: one item only"


def escalation_rates(  # noqa: PLR0913 - columns and choices, all named
    events: object,
    by: str | Sequence[str] | None = None,
    *,
    every: str | int | None = None,
    baseline: int | None = None,
    items: object = None,
    item: str = "item_id",
    annotator: str = "annotator",
    at: str | None = None,
    models: bool = False,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure which share of the work is escalated.

    A pair of item and annotator counts once it has a first terminal event: an answer, a skip or an
    escalation. What comes later (a corrected answer, rework) adds no pair. The rate is the share of
    pairs that were *ever* escalated; a retracted escalation counts, because the question did come
    up, and ``note`` tells how many were retracted.

    Intervals are Wilson's [1]_. Where pairs share an item, they are Wilson's for the effective
    number of pairs [3]_, clustered by item: several people escalate what is hard. Pairs of a single
    item have none. Contributions of items (form b) are summed in the engine: a row a group crosses.

    Parameters
    ----------
    events
        A :class:`~trainer_widgets.Project`, a :class:`~trainer_widgets.LabelStore`, or a DataFrame,
        an Arrow table, a parquet path or an Ibis table with ``action``, ``item_id``, ``annotator``,
        and ``submitted_at`` or ``recorded_at`` where the order of events matters: for windows, and
        for groups by what differs between the events of a pair. Times without a zone are UTC.
    by
        Columns to group by. Those of the events, such as ``"guideline"``, are as they were at the
        pair's first terminal event. ``"reason"`` gives the share of all pairs whose first
        escalation had this reason.
    every
        Length of the windows in which pairs are counted by the time of their first terminal event:
        ``"12h"``, ``"1d"``, ``"1w"`` (from Monday), UTC; or how many pairs a window holds. Windows
        without pairs have no row.
    baseline
        How many windows at the start the control limits come from. Those are not tested. By default
        the limits come from all windows, eight or more. Over 50 windows in which nothing happens
        the chance of any false signal is about 13 %, and more where they come from few windows.
    items
        A table with the items' features, such as a category, to group by; a project's own are
        there without it.
    item, annotator, at
        The columns that say what it was about, who did it and when.
    models
        Count events by models too, where ``annotator_kind`` tells.
    confidence
        Of the intervals.
    seed
        Seed of the charts that are simulated to tell overdispersion.

    Returns
    -------
    pandas.DataFrame
        One row a group with the ``statistic`` ``escalation_rate`` and ``n_escalated``; ``n_labels``
        is the number of pairs. For windows also ``window`` (its start), ``lower_limit``,
        ``upper_limit`` and ``signal`` (``fell`` or ``rose`` where the rate is outside of them, or
        empty), see ``note`` for which limits, and ``guideline``, the versions that were first used
        in a window after the first. By reason also ``cumulative``, the share of the escalations
        that have this or a more frequent reason.

    Raises
    ------
    LabelsError
        When a column is missing, times are needed and there are none, or ``every`` is no length.

    References
    ----------
    .. [1] Wilson (1927), Probable inference, the law of succession, and statistical inference,
       Journal of the American Statistical Association 22(158).
    .. [2] Laney (2002), Improved control charts for attributes, Quality Engineering 14(4).
    .. [3] Korn and Graubard (1998), Confidence intervals for proportions with small expected
       number of positive counts estimated from survey data, Survey Methodology 24(2).

    Examples
    --------
    >>> events = pd.DataFrame(
    ...     {
    ...         "item_id": ["q1", "q1", "q2", "q2"],
    ...         "annotator": ["ana", "ben", "ana", "ana"],
    ...         "action": ["answer", "escalate", "skip", "escalate"],
    ...     }
    ... )
    >>> escalation_rates(events)[["statistic", "estimate", "n_escalated", "n_labels"]].round(2)
             statistic  estimate  n_escalated  n_labels
    0  escalation_rate      0.67            2         3
    """
    keys = counts.by_columns(by)
    _check(every, baseline, confidence)
    others = [name for name in keys if name != "reason"]
    by_reason = len(others) < len(keys)
    optional = [*LINKS, "origin", *(["guideline"] if every else [])]
    optional += ["escalation", "reason"] if by_reason else []
    wanted = Wanted(ACTIONS, optional=optional, timed=bool(every) or by_reason)
    columns = Columns(item, annotator, at)
    table, said = select_events(events, wanted, others, columns, items=items, models=models)
    said = note(said, _retracted(table))
    pairs = counting.escalated_pairs(table.mutate(why=counting.reason(table)))
    pairs, starts = _windowed(pairs, every) if every else (pairs, {})
    cells = [*others, *(["window"] if every else [])]
    frame = executed(counting.escalation_counts(pairs, cells))
    frame = frame[frame["n_labels"] > 0]
    if by_reason:
        frame = _by_reason(frame, executed(counting.reason_counts(pairs, cells)), cells)
    frame = _with_rates(frame, said, confidence)
    if every:
        frame = _with_limits(frame.sort_values([*keys, "window"]), keys, baseline, seed)
        frame["guideline"] = _new_versions(frame, pairs, others)
        frame["window"] = [starts[number] for number in frame["window"]]
    elif others:
        frame = frame.sort_values(
            [*others, "n_escalated"], ascending=[*[True] * len(others), False]
        )
    return _tidy(frame, keys, timed=bool(every), by_reason=by_reason)


def _check(every: str | int | None, baseline: int | None, confidence: float) -> None:
    z(confidence)
    if baseline is not None and every is None:
        message = "baseline= counts windows: give every=, how long one is, such as '1w'"
        raise counts.LabelsError(message)


def _windowed(pairs: ibis.Table, every: str | int) -> tuple[ibis.Table, dict[int, pd.Timestamp]]:
    """Return the pairs with ``window``, its number, and when each window begins."""
    length, pairs = every_of(every), pairs.mutate(moment=pairs["at"])
    if length.size:
        table = windows.numbered_by_size(pairs, length.size, "label")
        frame = executed(windows.starts(table))
        begins = pd.to_datetime(frame["start"], utc=True)
        return table.rename(window="number"), dict(zip(frame["number"], begins, strict=True))
    span = executed(windows.spans(pairs)).iloc[0]
    first, last = (pd.Timestamp(span[name]) for name in ("first", "last"))
    if pd.isna(first):
        return pairs.mutate(window=0), {}
    start = first_start(length, first)
    table = windows.numbered_by_time(pairs, start.to_pydatetime(), length.seconds)
    return table.rename(window="number"), dict(enumerate(starts_of(length, start, last)))


def _retracted(events: ibis.Table) -> str:
    if not set(events.columns) >= set(LINKS):
        return ""
    n = int(executed(counting.retracted_escalations(events))["n"].iloc[0])
    return share_note(n, "escalations that were retracted, counted")


def _by_reason(frame: pd.DataFrame, found: pd.DataFrame, cells: list[str]) -> pd.DataFrame:
    """Return a row for each reason in each cell; where nobody had it, with zero."""
    reasons = found.groupby("reason", dropna=False)["n_escalated"].sum().reset_index()
    reasons = reasons.sort_values("reason").sort_values(
        "n_escalated", ascending=False, kind="stable"
    )
    sizes = frame.drop(columns=OF_REASON).merge(reasons[["reason"]], how="cross")
    frame = sizes.merge(found, how="left", on=[*cells, "reason"])
    frame[OF_REASON] = frame[OF_REASON].fillna(0)
    frame = frame.sort_values("n_escalated", ascending=False, kind="stable", ignore_index=True)
    each = frame.groupby(cells or (lambda _: 0), dropna=False)["n_escalated"]
    # 0 of 0 escalations is NaN, without a warning.
    return frame.assign(cumulative=each.cumsum() / each.transform("sum"))


def _with_rates(frame: pd.DataFrame, said: str, confidence: float) -> pd.DataFrame:
    frame = frame.astype(dict.fromkeys(SIZES, "int64"))
    sums = Sums(*(frame[name].to_numpy(np.float64) for name in SUMMED))
    _, low, high = intervals(sums, confidence)
    frame = frame.assign(statistic=STATISTIC, estimate=sums.y / sums.n, low=low, high=high)
    plain = wilson.name(confidence)
    ways = [ALONE, plain]
    how = np.select([np.isnan(low), sums.nn == sums.n], ways, f"{plain}, clustered by item")
    came = [share_note(count, "pairs came with the data") for count in frame["imported"]]
    frame["note"] = [note(way, one, said) for way, one in zip(how, came, strict=True)]
    return frame


def _with_limits(
    frame: pd.DataFrame, keys: list[str], baseline: int | None, seed: int
) -> pd.DataFrame:
    parts = []
    for part in groups(frame, keys).values():
        k, n = (part[name].to_numpy() for name in ("n_escalated", "n_labels"))
        limits = share_limits(k, n, baseline, seed)
        notes = [note(one, limits.note) for one in part["note"]]
        columns = {"lower_limit": limits.lower, "upper_limit": limits.upper}
        parts.append(part.assign(**columns, signal=limits.signal, note=notes))
    return pd.concat(parts) if parts else frame


def _new_versions(frame: pd.DataFrame, pairs: ibis.Table, others: list[str]) -> list[str]:
    """Return the guideline versions that were first used in each row's window."""
    if "guideline" not in pairs.columns or not len(frame):
        return [""] * len(frame)
    firsts = groups(executed(counting.first_uses(pairs, others)), others)
    new: dict[Any, list[str]] = {}
    for key, part in firsts.items():
        later = part[part["window"] > part["window"].min()]
        for version, window in zip(later["guideline"], later["window"], strict=True):
            new.setdefault((*key, window), []).append(str(version))
    places = frame[[*others, "window"]].itertuples(index=False, name=None)
    return [", ".join(sorted(new.get(place, []))) for place in places]


def _tidy(frame: pd.DataFrame, keys: list[str], *, timed: bool, by_reason: bool) -> pd.DataFrame:
    by = [*keys, *(["window"] if timed else [])]
    more = ["n_escalated", *(["cumulative"] if by_reason and not timed else [])]
    more += ["lower_limit", "upper_limit"] if timed else []
    rows = [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
    if not rows and not by:
        nothing: dict[str, Any] = dict.fromkeys(SIZES, 0)
        why = "undefined: nobody has answered, skipped or escalated an item"
        rows = [nothing | {"statistic": STATISTIC, "note": why}]
    words = ("signal", "guideline") if timed else ()
    return result(rows, by, more, words).astype({"n_escalated": "int64"})
