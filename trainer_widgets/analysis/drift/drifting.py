"""Agreement over time: one row a window, with limits that a stable season stays within."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from trainer_widgets.analysis.counts import LabelsError
from trainer_widgets.analysis.counts import windows as counted
from trainer_widgets.analysis.drift.compared import Windowed, compared, windowed
from trainer_widgets.analysis.drift.estimates import interval_of, mean_of
from trainer_widgets.analysis.drift.limits import Limits, limits
from trainer_widgets.analysis.drift.seasons import Season, seasons
from trainer_widgets.analysis.results import executed, note, result, whole, z

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis

LIMITS = ("lower_limit", "upper_limit", "ewma")


def agreement_drift(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    value: str = "choice",
    every: str | int = "1w",
    window: str = "label",
    by: str | Sequence[str] | None = None,
    *,
    level: str = "nominal",
    items: object = None,
    item: str = "item_id",
    annotator: str = "annotator",
    at: str | None = None,
    guideline: str | None = None,
    baseline: int | None = None,
    independent: bool = True,
    models: bool = False,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure how agreement moves over time, and say when it has left what was normal.

    Each label is compared with the others' labels of its item, whenever those were given, since
    the annotators of an item often work weeks apart. ``percent_agreement`` is the mean share of
    others who gave the same value: an item counts by its labels, and once in
    :func:`trainer_widgets.analysis.agreement`. ``krippendorff_alpha`` is one less the window's
    observed over the season's expected disagreement [1]_: over a whole season Krippendorff's alpha.
    Intervals are clustered by item (linearized ratio [2]_), for shares in Wilson's form.

    The first ``baseline`` windows say what is normal. From then on an exponentially weighted mean
    of the windows (EWMA, weight 0.2 [3]_) is held against limits that a stable season leaves with
    a probability of at most 5 %, all its windows together. Windows may differ in size and share
    items: how their means vary together is estimated from the items' sums, the variance between
    windows beyond that from the differences of successive windows, and stable seasons are drawn
    from the two, with the second, and the baseline's mean, as uncertain as so few windows leave
    them [4]_. ``lower_limit`` and ``upper_limit`` are limits of the ``ewma``, not of single
    windows. They hold for one look at a season: whoever looks every week is alarmed more often.

    Parameters
    ----------
    labels
        In any form that :func:`trainer_widgets.analysis.agreement` takes, with times.
    value
        The column whose values are compared.
    every
        The length of a window (``"1w"``, ``"2w"``, ``"1d"``, ``"4h"``, ``"30min"``; weeks begin
        on Mondays, all times are UTC), or how many labels (or items) it holds.
    window
        ``"label"`` counts a label in the window in which it was given; ``"item"`` puts an item,
        with all its labels, where its last label falls.
    by
        Columns to group by, of the labels or of the items. A label is compared with all others of
        its item, in whatever group: ``by="annotator"`` holds each against the rest.
    level
        ``nominal``, ``ordinal``, ``interval``, ``ratio``, ``set`` or ``multiset``.
    items
        A table with the items' features, joined on ``item``.
    item, annotator, at
        The columns that say what was labeled, by whom and when.
    guideline
        The column of the guideline's version; ``"guideline"`` where there is one.
    baseline
        How many windows with labels, from the first, say what is normal; they are not tested. By
        default a quarter of them, at least 8 and never more than half. With fewer than 8 windows
        there are no limits, as ``note`` says.
    independent
        Leave out labels given after feedback, reveal or rework, where ``condition`` tells.
    models
        Keep labels by models, where ``annotator_kind`` tells.
    confidence
        Of the intervals.
    seed
        Seed of the stable seasons that the limits are made from.

    Returns
    -------
    pandas.DataFrame
        One row a window, statistic and group: ``*by, window`` (its start, UTC)``, statistic,
        estimate, low, high, lower_limit, upper_limit, ewma, signal`` (``fell``, ``rose`` or empty)
        ``, baseline, n_items, n_annotators, n_labels, guideline`` (versions in force)``, note``.
        Windows without labels are there, with NaN. Limits hold for alpha; at the nominal level,
        where the two statistics are the same on another scale, for both. Each group has its own
        signal, with at most 5 % each.

    Raises
    ------
    LabelsError
        When a column is missing, an argument is unknown, or the labels have no time.

    Notes
    -----
    Form (b) of the sufficient forms: sums of each item's contributions in each window, and of
    products over the items that two windows share. No labels cross into the kernel.

    References
    ----------
    .. [1] Krippendorff (2011), Computing Krippendorff's alpha-reliability, section D.
    .. [2] Cochran (1977), Sampling Techniques, 3rd edition, section 6.3.
    .. [3] Lucas and Saccucci (1990), Exponentially weighted moving average control schemes,
       Technometrics 32(1).
    .. [4] Viechtbauer (2007), Confidence intervals for the amount of heterogeneity in
       meta-analysis, Statistics in Medicine 26(1); Jensen, Jones-Farmer, Champ and Woodall (2006),
       Effects of parameter estimation on control chart properties, Journal of Quality
       Technology 38(4).

    Examples
    --------
    >>> import pandas as pd
    >>> labels = pd.DataFrame(
    ...     {
    ...         "item_id": ["q1", "q1", "q2", "q2"],
    ...         "annotator": ["ana", "ben"] * 2,
    ...         "choice": ["a", "a", "a", "b"],
    ...         "submitted_at": pd.to_datetime(["2026-03-02"] * 2 + ["2026-03-18"] * 2, utc=True),
    ...     }
    ... )
    >>> found = agreement_drift(labels)
    >>> found[["window", "statistic", "estimate"]].iloc[::2]
                         window          statistic  estimate
    0 2026-03-02 00:00:00+00:00  percent_agreement       1.0
    2 2026-03-09 00:00:00+00:00  percent_agreement       NaN
    4 2026-03-16 00:00:00+00:00  percent_agreement       0.0
    """
    check(baseline, confidence, seed)
    chosen = {"items": items, "item": item, "annotator": annotator, "at": at, "models": models}
    put = windowed(
        labels, value, every, window, by,
        level=level, guideline=guideline, independent=independent, **chosen,
    )  # fmt: skip
    table, said = compared(put)
    put = put._replace(said=said)
    versions = _versions(put, table)
    rows = []
    for key, season in seasons(put, table).items():
        held = limits(season, baseline, seed)
        rows += [
            row | dict(zip(put.by, key, strict=True))
            for row in _rows(put, season, held, versions, confidence)
        ]
    return _framed(rows or _nothing(put), put.by)


def check(baseline: object, confidence: float, seed: int) -> None:
    """Refuse what is out of bounds, such as a baseline that tells nothing of how windows vary."""
    z(confidence)
    whole("seed", seed, 0)
    if baseline is not None and (not isinstance(baseline, int) or baseline <= 1):
        message = f"baseline={baseline!r} windows are too few to compare with: give 2 or more"
        raise LabelsError(message)


def _versions(put: Windowed, table: ibis.Table) -> dict[int, str]:
    """Return the guideline versions in force in each window, in the order of their first use."""
    if not put.guideline:
        return {}
    found = executed(counted.version_counts(table, put.guideline))
    found = found.sort_values(["since", "version"])
    in_force: dict[int, list[str]] = {}
    for number, version in zip(found["number"], found["version"], strict=True):
        in_force.setdefault(int(number), []).append(str(version))
    return {number: ", ".join(versions) for number, versions in in_force.items()}


def _rows(
    put: Windowed, season: Season, held: Limits, versions: dict[int, str], confidence: float
) -> list[dict[str, Any]]:
    which = f"{100 * confidence:g} % interval: other items, same annotators (clustered by item)"
    said = note(put.said, which)
    rows = []
    for number, start in enumerate(season.starts):
        common = {
            "window": start,
            "n_items": int(season.items[number]),
            "n_annotators": int(season.people[number]),
            "n_labels": int(season.labels[number]),
            "guideline": versions.get(number, ""),
            "baseline": bool(held.baseline[number]),
        }
        for statistic in ("percent_agreement", "krippendorff_alpha"):
            found, why = interval_of(season, statistic, put.level, number, confidence)
            is_held = statistic == headline(put.level) or put.level == "nominal"
            row = _limits_of(season, statistic, held, number) if is_held else _NOT_HELD
            about = held.note if is_held else "limits are alpha's, which knows the level"
            rows.append(
                common
                | {"statistic": statistic}
                | dict(zip(("estimate", "low", "high"), found, strict=True))
                | row
                | {"note": note(why, about, said if common["n_labels"] else put.said)}
            )
    return rows


def headline(level: str) -> str:
    """Return the statistic that is told first."""
    return "percent_agreement" if level == "nominal" else "krippendorff_alpha"


_NOT_HELD: dict[str, Any] = dict.fromkeys(LIMITS, np.nan) | {"signal": "", "baseline": False}


def _limits_of(season: Season, statistic: str, held: Limits, number: int) -> dict[str, Any]:
    mean, reach, ewma = held.mean, held.reach[number], held.ewma[number]
    if held.baseline[number]:
        return dict.fromkeys(LIMITS, np.nan) | {"signal": ""}
    signal = "fell" if ewma > mean + reach else "rose" if ewma < mean - reach else ""
    ends = [mean_of(season, statistic, far) for far in (mean + reach, mean - reach, ewma)]
    return dict(zip(LIMITS, ends, strict=True)) | {"signal": signal}


def _framed(rows: list[dict[str, Any]], by: list[str]) -> pd.DataFrame:
    frame = result(rows, by, more=LIMITS)
    for place, name in ((len(by), "window"), (len(by) + 8, "signal"), (len(by) + 9, "baseline")):
        frame.insert(place, name, [row[name] for row in rows])
    if "guideline" not in by:
        frame.insert(len(frame.columns) - 1, "guideline", [row["guideline"] for row in rows])
    frame["window"] = pd.to_datetime(frame["window"], utc=True)
    return frame


def _nothing(put: Windowed) -> list[dict[str, Any]]:
    sizes = dict.fromkeys(("n_items", "n_annotators", "n_labels"), 0)
    said = note("undefined: no item has two labels", put.said)
    row = sizes | _NOT_HELD | {"window": pd.NaT, "guideline": "", "note": said}
    names = () if put.by else ("percent_agreement", "krippendorff_alpha")
    return [row | {"statistic": name} for name in names]
