"""What a season's drift comes to, in rows: signal, trend, steps, annotators, further looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from statsmodels.stats.multitest import multipletests

from trainer_widgets.analysis.drift.drifting import headline
from trainer_widgets.analysis.drift.exploration import change_points, cusum, gee_slope, normal_p
from trainer_widgets.analysis.drift.seasons import products_of
from trainer_widgets.analysis.drift.steps import version_steps
from trainer_widgets.analysis.drift.trends import annotator_trends, trend
from trainer_widgets.analysis.results import note

if TYPE_CHECKING:
    from trainer_widgets.analysis.drift.limits import Limits
    from trainer_widgets.analysis.drift.seasons import Season

Row = dict[str, Any]
EXPLORATORY = "exploratory: not held to a rate of false alarms"


class Scale(NamedTuple):
    """How a disagreement becomes the agreement that is told.

    Attributes
    ----------
    statistic
        What is told: percent agreement, or alpha where values have more than one distance.
    unit
        Disagreement that one unit of it stands for.
    z
        The normal quantile of the intervals.
    """

    statistic: str
    unit: float
    z: float

    def change(self, disagreement: float, error: float = np.nan) -> dict[str, float]:
        """Return a change of the disagreement as one of the agreement, with its interval."""
        half = self.z * error / self.unit if error > 0 else np.nan
        estimate = -disagreement / self.unit
        return {"estimate": estimate + 0.0, "low": estimate - half, "high": estimate + half}


def scale_of(season: Season, level: str, z: float) -> Scale:
    """Return how a season's disagreement is told."""
    unit = 1.0 if level == "nominal" else season.expected
    return Scale(headline(level), unit if unit > 0 else np.nan, z)


def _row(season: Season, scale: Scale, statistic: str, about: object = "") -> Row:
    sums = season.by_annotator
    common = {"statistic": statistic, "about": about, "window": pd.NaT, "p_value": np.nan}
    sizes = {"n_items": season.n_items, "n_annotators": sums["annotator"].nunique()}
    said = {"n_labels": int(season.labels.sum()), "note": f"change of {scale.statistic}"}
    return common | sizes | said


def nothing(statistic: str) -> Row:
    """Return the row of a season in which no item has two labels."""
    sizes = dict.fromkeys(("n_items", "n_annotators", "n_labels"), 0)
    row = {"statistic": statistic, "about": "", "window": pd.NaT}
    return row | sizes | {"note": "undefined: no item has two labels"}


def signal_row(season: Season, held: Limits, scale: Scale) -> Row:
    """Return the EWMA's first alarm, or where it ended; ``alarm`` tells which."""
    tested = np.flatnonzero(~np.isnan(held.ewma))
    row = _row(season, scale, "signal") | scale.change(np.nan) | {"alarm": False}
    if not len(tested):
        return row | {"note": held.note}
    away = held.ewma - held.mean
    fired = tested[np.abs(away[tested]) > held.reach[tested]]
    number = int(fired[0] if len(fired) else tested[-1])
    change = scale._replace(z=1.0).change(float(away[number]), float(held.reach[number]))
    what = f"alarm in {len(fired)} of {len(tested)}" if len(fired) else f"no alarm in {len(tested)}"
    said = f"EWMA less baseline; {what} tested windows, at most 5 % false alarms a season"
    start = season.starts[number]
    row |= change | {"window": start, "p_value": held.p_value, "alarm": bool(len(fired))}
    return row | {"note": note(row["note"], said)}


def signal_without(season: Season, held: Limits, scale: Scale, who: object) -> Row:
    """Return the signal of a season without somebody."""
    row = signal_row(season, held, scale)
    said = "the alarm stays" if row["alarm"] else "the alarm is gone"
    return row | {"statistic": "signal_without", "about": who, "note": note(said, row["note"])}


def trend_without(season: Season, scale: Scale, who: object) -> Row:
    """Return the trend of a season without somebody."""
    return trend_row(season, scale) | {"statistic": "trend_without", "about": who}


def trend_row(season: Season, scale: Scale) -> Row:
    """Return the trend of all annotators together."""
    if len(season.starts) < 2:  # noqa: PLR2004 - one window has no trend
        row = _row(season, scale, "trend") | scale.change(np.nan)
        return row | {"note": "undefined: one window"}
    found, span = trend(season.by_annotator, season.by_pair), len(season.starts) - 1
    row = _row(season, scale, "trend") | scale.change(found.slope * span, found.error * span)
    said = "from the first to the last window, time permuted within annotators"
    why = "" if found.error > 0 else "undefined: nobody's agreement or time varies"
    return row | {"p_value": found.p_value, "note": note(why, row["note"], said)}


def annotator_rows(season: Season, scale: Scale) -> list[Row]:
    """Return each annotator's own trend against the rest, in the order of their names."""
    sums, span = season.by_annotator, max(len(season.starts) - 1, 1)
    found = annotator_trends(sums)
    p_values = np.array([one.p_value for one in found.values()])
    known = ~np.isnan(p_values)
    if known.any():
        p_values[known] = multipletests(p_values[known], method="holm")[1]
    rows = []
    for (who, one), p_value in zip(found.items(), p_values, strict=True):
        n = int(sums.loc[sums["annotator"] == who, "n"].sum())
        row = _row(season, scale, "annotator_trend", who)
        row |= {"n_items": n, "n_annotators": 1, "n_labels": n}
        row |= scale.change(one.slope * span, one.error * span) | {"p_value": float(p_value)}
        why = "" if one.error > 0 else "undefined: too few labels, or all alike"
        said = f"from the first to the last window; p-value after Holm over {known.sum()} people"
        rows.append(row | {"note": note(why, row["note"], said)})
    return rows


def step_rows(
    season: Season, scale: Scale, versions: pd.DataFrame, shared: pd.DataFrame
) -> list[Row]:
    """Return the steps from each guideline version to the next.

    Parameters
    ----------
    season, scale
        The group's.
    versions, shared
        As :func:`counts.windows.version_sums`, in the order of first use, and ``shared_sums``
        return them.
    """
    if len(versions) < 2:  # noqa: PLR2004 - one version has no step
        return []
    names = versions["version"].tolist()
    products = products_of(shared, {name: place for place, name in enumerate(names)}, "f")
    far, n = (versions[name].to_numpy(dtype=np.float64) for name in ("far", "n"))
    rows = []
    for place, step in enumerate(version_steps(products, far, n), 1):
        both = versions.iloc[place - 1 : place + 1]
        items = products.items[place - 1 : place + 1, place - 1 : place + 1]
        about = f"{names[place - 1]} to {names[place]}"
        row = _row(season, scale, "guideline_step", about) | scale.change(*step)
        row |= {"window": season.starts[int(both["number"].iloc[1])], "p_value": step.p_value}
        row |= {"n_items": int(items[0, 0] + items[1, 1] - items[0, 1])}
        row |= {"n_labels": int(both["n"].sum())}
        said = "all labels under a version less all under the one before, clustered by item"
        rows.append(row | {"note": note(row["note"], said)})
    return rows


def exploration_rows(season: Season, held: Limits, scale: Scale, seed: int) -> list[Row]:
    """Return change points, the CUSUM and GEE."""
    slope, error, why = gee_slope(season.by_annotator)
    span = len(season.starts) - 1
    row = _row(season, scale, "gee_trend") | scale.change(slope * span, error * span)
    row |= {"p_value": normal_p(slope, error), "note": note(why, row["note"], EXPLORATORY)}
    if held.note:
        return [row]
    rows = []
    for change in change_points(season, held, seed):
        one = _row(season, scale, "change_point") | scale.change(change.difference, change.error)
        one |= {"window": season.starts[change.number], "p_value": change.p_value}
        rows.append(one | {"note": note(one["note"], EXPLORATORY)})
    number = cusum(season, held)
    start = pd.NaT if number is None else season.starts[number]
    said = "no alarm" if number is None else "alarm"
    one = _row(season, scale, "cusum") | scale.change(np.nan)
    rows.append(one | {"window": start, "note": note(said, EXPLORATORY)})
    return [*rows, row]
