"""Whether agreement moved over a season, when, and with whom."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pandas as pd
from scipy import stats

from trainer_widgets.analysis.counts import windows as counted
from trainer_widgets.analysis.drift.compared import Windowed, compared, windowed
from trainer_widgets.analysis.drift.drifting import check
from trainer_widgets.analysis.drift.evidence import (
    annotator_rows,
    exploration_rows,
    nothing,
    scale_of,
    signal_row,
    signal_without,
    step_rows,
    trend_row,
    trend_without,
)
from trainer_widgets.analysis.drift.limits import FALSE_ALARMS, limits
from trainer_widgets.analysis.drift.seasons import seasons
from trainer_widgets.analysis.results import executed, groups, note, result
from trainer_widgets.analysis.waiting import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis

    from trainer_widgets.analysis.results import Key

    Rows = list[dict[str, Any]]

MOST_LEFT_OUT = 6
FEWEST_LEFT = 2
ASSUMED = (
    "takes a person's labels as exchangeable: p is too small where items came in blocks; drawn out "
    "to windows without work of theirs"
)


def drift_signals(  # noqa: PLR0913 - columns and choices, all named
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
    exploratory: bool = False,
    independent: bool = True,
    models: bool = False,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Tell whether agreement moved over a season, when, and with whom.

    The windows are those of :func:`trainer_widgets.analysis.agreement_drift`. Rows are

    - ``signal``: the first window in which the EWMA left its limits, and how far it was from the
      baseline there; without an alarm, the last window. The interval is as wide as the limits.
      The only row that is held to at most 5 % false alarms a season, when a season is looked at
      once; who looks every week and stops at the first alarm has more;
    - ``trend``: the straight change from the first to the last window, each annotator held
      against the own mean, tested by permuting time within annotators; the labels of an item move
      together (exact moments of the permutation distribution, normal [1]_);
    - ``guideline_step``: agreement under a version less that under the one before, clustered by
      item. A trend shows in it too: read it beside the chart;
    - ``annotator_trend``: each annotator's own trend against the rest, tested likewise, with
      p-values after Holm [2]_. When one person drifts, the others' agreement with that person
      falls too, by less; when the team drifts, all fall alike. It takes the labels of a person as
      exchangeable: where items came in blocks, easy weeks and hard ones, p is too small. And it
      is drawn out to windows in which the person did not work;
    - ``signal_without`` and ``trend_without``, where agreement moved: the same again without one
      annotator (the six at most whose own agreement moved most). Where both are gone without one
      person and stay without any other, most likely that person drifted; with few labels both may
      go without anybody, and stay where two drifted.

    With ``exploratory`` also ``change_point`` (binary segmentation), ``cusum`` and ``gee_trend``
    (annotators as clusters, from 30 on): to find questions with, not to answer them.

    Parameters
    ----------
    labels, value, every, window, by, level, items, item, annotator, at, guideline, baseline
        As in :func:`trainer_widgets.analysis.agreement_drift`.
    exploratory
        Look further, without holding the rate of false alarms.
    independent, models, confidence, seed
        As in :func:`trainer_widgets.analysis.agreement_drift`.

    Returns
    -------
    pandas.DataFrame
        ``*by, statistic, about`` (an annotator, or versions)``, window, estimate, low, high,
        p_value, n_items, n_annotators, n_labels, note``. Estimates are changes of percent
        agreement, at levels other than nominal of Krippendorff's alpha. Below zero agreement fell.

    Raises
    ------
    LabelsError
        When a column is missing, an argument is unknown, or the labels have no time.

    Notes
    -----
    Forms (b) and (c) of the sufficient forms: sums over items that windows share, and over items
    that pairs of annotators share. No labels cross into the kernel.

    References
    ----------
    .. [1] Hoeffding (1951), A combinatorial central limit theorem, Annals of Mathematical
       Statistics 22(4).
    .. [2] Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian
       Journal of Statistics 6(2).

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.date_range("2026-03-02", periods=8, freq="W-MON", tz="UTC")
    >>> labels = pd.DataFrame(
    ...     {
    ...         "item_id": [f"q{n}" for n in range(8) for _ in "ab"],
    ...         "annotator": ["ana", "ben"] * 8,
    ...         "choice": ["a", "a"] * 5 + ["a", "b"] * 3,
    ...         "submitted_at": days.repeat(2),
    ...     }
    ... )
    >>> found = drift_signals(labels)
    >>> found.query("statistic == 'trend'")[["estimate", "p_value"]].round(3)
       estimate  p_value
    1     -1.25    0.025
    """
    check(baseline, confidence, seed)
    chosen = {"items": items, "item": item, "annotator": annotator, "at": at, "models": models}
    put = windowed(
        labels, value, every, window, by,
        level=level, guideline=guideline, independent=independent, **chosen,
    )  # fmt: skip
    table, said = compared(put)
    put = put._replace(said=said)
    z = float(stats.norm.ppf((1 + confidence) / 2))
    steps = _steps(put, table)
    found: dict[Key, Rows] = {}
    suspects: dict[Key, list[object]] = {}
    for key, season in seasons(put, table, pairs=True).items():
        held, scale = limits(season, baseline, seed), scale_of(season, level, z)
        rows = [signal_row(season, held, scale), trend_row(season, scale)]
        people = [
            row | {"note": note(row["note"], ASSUMED)} for row in annotator_rows(season, scale)
        ]
        if len(people) > FEWEST_LEFT and _moved(rows):
            # Largest change first; where all changes are equal, names decide.
            ordered = sorted(people, key=lambda row: (-abs(row["estimate"]), str(row["about"])))
            suspects[key] = [row["about"] for row in ordered[:MOST_LEFT_OUT]]
        found[key] = [*rows, *step_rows(season, scale, *steps[key]), *people]
        if exploratory:
            found[key] += exploration_rows(season, held, scale, seed)
    everybody = list(dict.fromkeys(who for part in suspects.values() for who in part))
    for who in told(everybody, "Without each annotator"):
        rest, _ = compared(put, without=who)
        for key, season in seasons(put, rest, pairs=True).items():
            if who in suspects.get(key, []):
                held, scale = limits(season, baseline, seed), scale_of(season, level, z)
                found[key].append(signal_without(season, held, scale, who))
                found[key].append(trend_without(season, scale, who))
    if not found and not put.by:
        found[()] = [nothing(name) for name in ("signal", "trend")]
    return _framed(put, found)


def _moved(rows: Rows) -> bool:
    signal, trend = rows
    return bool(signal["alarm"] or trend["p_value"] < FALSE_ALARMS)


def _steps(put: Windowed, table: ibis.Table) -> dict[Key, tuple[pd.DataFrame, pd.DataFrame]]:
    """Return each group's guideline versions, and what these share."""
    if not put.guideline:
        return defaultdict(lambda: (pd.DataFrame(), pd.DataFrame()))
    sums = counted.item_sums(table, put.by, put.guideline)
    shared = groups(executed(counted.shared_sums(sums, put.by)), put.by)
    versions = executed(counted.version_sums(table, put.by, put.guideline))
    nothing = pd.DataFrame(columns=versions.columns), pd.DataFrame()
    found = {
        key: (part.sort_values(["since", "version"], ignore_index=True), shared[key])
        for key, part in groups(versions, put.by).items()
        if len(part)
    }
    return defaultdict(lambda: nothing, found)


def _framed(put: Windowed, found: dict[Key, Rows]) -> pd.DataFrame:
    rows = [
        dict(zip(put.by, key, strict=True)) | row | {"note": note(row["note"], put.said)}
        for key, part in found.items()
        for row in part
    ]
    frame = result(rows, put.by, more=("p_value",))
    place = len(put.by) + 1
    frame.insert(place, "about", [row["about"] for row in rows])
    frame.insert(place + 1, "window", pd.to_datetime([row["window"] for row in rows], utc=True))
    return frame
