"""Agreement over time: windows, the EWMA within its limits, and guideline versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.drift_marks import DAY, bars_of, marks_of, panel_of, sizes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

NAMES = {"percent_agreement": "Percent agreement", "krippendorff_alpha": "Krippendorff's alpha"}
WIDTH, HEIGHT = 680, 280
SMALL_WIDTH, SMALL_HEIGHT = 310, 140
COLUMNS = 2
HOW = (
    "Dots are windows with their intervals, the line is their weighted mean (EWMA); "
    "a stable season leaves the gray limits with a probability of at most 5 %"
)
HOW_WITHOUT = "Dots are windows with their intervals; limits need eight windows or more"


def agreement_drift(
    result: pd.DataFrame, statistic: str | None = None
) -> alt.VConcatChart | alt.FacetChart:
    """Draw what :func:`trainer_widgets.analysis.agreement_drift` returns.

    Parameters
    ----------
    result
        One row a window, statistic and group.
    statistic
        Which statistic; by default the one that has limits.

    Returns
    -------
    altair.VConcatChart or altair.FacetChart
        Each window as a dot on its interval, the baseline shaded, the EWMA with its limits and
        alarms, new guideline versions as vertical lines, and below how many labels each window
        has. For groups, a small panel each.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> labels = pd.DataFrame(
    ...     {"item_id": ["q1", "q1"], "annotator": ["ana", "ben"], "choice": ["a", "a"]}
    ... )
    >>> labels["submitted_at"] = pd.Timestamp("2026-03-02", tz="UTC")
    >>> chart = analysis.charts.agreement_drift(analysis.agreement_drift(labels))
    >>> chart.description.split(".")[0]
    'Percent agreement in 1 window: 100 %'
    """
    names = list(result.columns)
    by = names[: names.index("window")]
    rows = drawn.rows_of(result)
    statistic = statistic or _limited(rows)
    rows = [row for row in rows if row["statistic"] == statistic]
    parts: dict[str, list[drawn.Row]] = {}
    for row in rows:
        parts.setdefault(drawn.group_name(row, by), []).append(row)
    number = drawn.percent if statistic == "percent_agreement" else _two_digits
    told = {name: _finding(part, number) for name, part in parts.items()}
    title = _title(told, statistic, grouped=bool(by))
    limited = any(not drawn.is_missing(row["ewma"]) for row in rows)
    whole = {
        "title": drawn.heading(title, HOW if limited else HOW_WITHOUT),
        "description": _description(title, parts, told, number),
    }
    marks = [mark for name, part in parts.items() for mark in marks_of(part, name, number)]
    base = alt.Chart(alt.InlineData(values=marks))
    if by:
        panels = panel_of(base, NAMES[statistic], SMALL_WIDTH, SMALL_HEIGHT)
        header = alt.Header(title=None, labelAnchor="start", labelPadding=6)
        facet = panels.facet(alt.Facet("group:N", sort=None, header=header), columns=COLUMNS)
        small: alt.FacetChart = facet.properties(**whole)
        return small
    panel = panel_of(base, NAMES[statistic], WIDTH, HEIGHT)
    starts = [row["window"] for row in rows if row["window"] == row["window"]]  # no NaT
    stack = alt.vconcat(panel, bars_of(base, starts, WIDTH), spacing=8)
    large: alt.VConcatChart = stack.resolve_scale(x="shared").properties(**whole)
    return large


def _limited(rows: Sequence[drawn.Row]) -> str:
    limited = {row["statistic"] for row in rows if not drawn.is_missing(row["ewma"])}
    return next((name for name in NAMES if name in limited), "percent_agreement")


def _finding(part: list[drawn.Row], number: Callable[[float], str]) -> str:
    """Return what a group's windows say, behind the name of the statistic."""
    tested = [row for row in part if not drawn.is_missing(row["ewma"])]
    alarms = [row for row in tested if row["signal"]]
    if alarms:
        way, last = alarms[0]["signal"], tested[-1]
        window = f"{alarms[0]['window']:{DAY}}"
        moved = f"{number(_normal(last))} to {number(last['ewma'])}"
        return f"{way} from {moved}: signal from {window}"
    if tested:
        windows = drawn.counted(len(tested), "tested window")
        return f"stayed near {number(_normal(tested[-1]))}: no signal in {windows}"
    known = [row["estimate"] for row in part if not drawn.is_missing(row["estimate"])]
    if not known:
        return "cannot be told from these labels"
    ends = dict.fromkeys([number(min(known)), number(max(known))])
    return f"in {drawn.counted(len(known), 'window')}: {' to '.join(ends)}"


def _normal(row: drawn.Row) -> float:
    """Return the middle of the limits: the baseline's mean."""
    middle: float = (row["lower_limit"] + row["upper_limit"]) / 2
    return middle


def _title(told: dict[str, str], statistic: str, *, grouped: bool) -> str:
    if not grouped:
        return f"{NAMES[statistic]} {next(iter(told.values()), 'cannot be told: no labels')}"
    moved = {
        way: [name for name, said in told.items() if said.startswith(way)]
        for way in ("fell", "rose")
    }
    parts = [f"{way} for {', '.join(names)}" for way, names in moved.items() if names]
    if parts:
        return f"{NAMES[statistic]} {' and '.join(parts)}"
    if any(said.startswith("stayed") for said in told.values()):
        return f"{NAMES[statistic]} stayed where it was: no signal in any group"
    return f"{NAMES[statistic]} over time, too few windows for limits"


def _description(
    title: str,
    parts: dict[str, list[drawn.Row]],
    told: dict[str, str],
    number: Callable[[float], str],
) -> str:
    """Return the title, each group's finding and every window's numbers."""
    said = [f"{title}."]
    for name, part in parts.items():
        said += [f"{name}: {told[name]}."] if name else []
        lines = [
            drawn.line(row, f"{row['window']:%Y-%m-%d}", number, sizes_of(row))
            for row in part
            if not drawn.is_missing(row["estimate"])
        ]
        said += [drawn.spoken_line(line) for line in lines]
    return " ".join(said)


def _two_digits(value: float) -> str:
    return f"{value:.2f}"
