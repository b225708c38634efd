"""The chart of which categories of failure come together."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import altair as alt

from trainer_widgets.analysis.charts import failure_lines as told
from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.rendering import INK

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.analysis.charts.rows import Row

CELL = 34
MOST = 16
FEW = 10  # pairs that the description tells where none stands out
FURTHEST = 16  # times the odds, where the colors end
HUNDRED = 100  # from here on, two digits are too few
DARK = 6
BROWN_TO_BLUE = ["#b35806", "#f1a340", "#fee0b6", "#f7f7f7", "#d1e3fa", "#6ba3ea", "#174ea6"]


def co_occurrence(result: pd.DataFrame) -> alt.LayerChart | alt.VConcatChart:
    """Draw what :func:`trainer_widgets.analysis.co_occurrence` returns.

    Parameters
    ----------
    result
        One row a group and pair of categories.

    Returns
    -------
    altair.LayerChart or altair.VConcatChart
        A matrix of the sixteen most frequent categories: the color tells the odds ratio, the
        number the items with both, a frame what holds after correction for many tests.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> labels = pd.DataFrame({"item_id": ["q1", "q2", "q3", "q4"], "annotator": "ana"})
    >>> labels["categories"] = [["style", "tone"], ["style", "tone"], [], []]
    >>> chart = analysis.charts.co_occurrence(analysis.co_occurrence(labels))
    >>> chart.description.split(".")[0]
    'No two failures are shown to come together more or less often than by chance'
    """
    by = [name for name in told.groups_by(result) if name not in ("other", "other_label")]
    rows = drawn.rows_of(result)
    groups = told.by_group(rows, by) or {"": []}
    panels = [_matrix(each, name) for name, each in groups.items()]
    chart = panels[0] if len(panels) == 1 else alt.VConcatChart(vconcat=panels, spacing=28)
    title = _title(rows, by)
    how = "Number: items with both; color: times the odds by chance; framed: holds after correction"
    rare = max((len(_frequency(each)) for each in groups.values()), default=0) - MOST
    how += f". Left out: {rare} rarer categories" if rare > 0 else ""
    lines = [_cell(row) for row in [row for row in rows if _holds(row)] or rows[:FEW]]
    return chart.properties(
        title=drawn.heading(title, how), description=drawn.description(title, lines)
    )


def _frequency(rows: list[Row]) -> dict[str, float]:
    found: dict[str, float] = {}
    for row in rows:
        found[row["category"]] = row["n_category"]
        found[row["other"]] = row["n_other"]
    return found


def _cell(row: Row) -> Row:
    name = f"{row['label']} and {row['other_label']}"
    sizes = f"{row['n_both']:.1f} items with both, {row['expected']:.1f} by chance"
    # No upper end is told in words: JSON has no infinite numbers.
    ends = {end: row[end] for end in ("low", "high") if math.isfinite(row[end])}
    line = drawn.line(row, name, _times, sizes) | {"high": None} | ends
    # Half a case that nobody saw makes large odds of nothing where both are rare.
    odds = row["estimate"] if row["n_both"] else min(row["estimate"], 1.0)
    return line | {
        "category": row["category"],
        "other": row["other"],
        "odds": min(max(odds, 1 / FURTHEST), FURTHEST),
        "text": _count(row["n_both"]),
        "is_dark": odds > DARK or odds < 1 / DARK,
        "holds": _holds(row),
        "q": "untested" if drawn.is_missing(row["q_value"]) else f"{row['q_value']:.3f}",
    }


def _count(items: float) -> str:
    return (f"{items:.0f}" if items >= 1 else f"{items:.1f}") if items else ""


def _times(value: float) -> str:
    if math.isinf(value):
        return "any number of times"
    return f"{value:.2g} times the odds" if value < HUNDRED else f"{value:.0f} times the odds"


def _holds(row: Row) -> bool:
    return not drawn.is_missing(row["q_value"]) and row["q_value"] < told.SIGNIFICANT


def _matrix(rows: list[Row], group: str) -> alt.LayerChart:
    often = _frequency(rows)
    shown = set(sorted(often, key=lambda name: (-often[name], name))[:MOST])
    rows = [row for row in rows if {row["category"], row["other"]} <= shown]
    names = {row["category"]: str(row["label"]) for row in rows}
    names |= {row["other"]: str(row["other_label"]) for row in rows}
    order = list(names)
    base = drawn.base_of([_cell(row) for row in rows])
    below, right = {name: names[name] for name in order[1:]}, told.looked_up(names)
    y = told.category_axis(list(below), below, "other")
    axis = alt.Axis(labelExpr=right, labelAngle=-40, labelLimit=200, orient="bottom")
    x = alt.X("category:N", sort=order[:-1], title=None, axis=axis)
    tips = {"name:N": "Of", "words:N": "Odds ratio", "sizes:N": "From", "q:N": "q value"}
    base = base.encode(
        x=x, y=y, tooltip=[alt.Tooltip(field, title=name) for field, name in tips.items()]
    )
    ends = [1 / FURTHEST, FURTHEST]
    legend = alt.Legend(
        title="Odds ratio", orient="right", values=[1 / FURTHEST, 0.25, 1, 4, FURTHEST], format="~g"
    )
    scale = alt.Scale(type="log", domain=ends, range=BROWN_TO_BLUE, interpolate="rgb")
    boxes = base.mark_rect(stroke="white", strokeWidth=2)
    boxes = boxes.encode(color=alt.Color("odds:Q", scale=scale, legend=legend))
    frames = base.transform_filter("datum.holds").mark_rect(
        filled=False, stroke=INK, strokeWidth=1.8
    )
    ink = alt.condition("datum.is_dark", alt.value("white"), alt.value(INK))
    counts = base.mark_text(fontSize=11).encode(text="text:N", color=ink)
    size = CELL * max(len(order) - 1, 1)
    chart = alt.LayerChart(layer=[boxes, frames, counts]).properties(width=size, height=size)
    heading = alt.TitleParams(text=group, fontSize=12, offset=8)
    return chart.properties(title=heading) if group else chart


def _title(rows: list[Row], by: list[str]) -> str:
    holding = sorted((row for row in rows if _holds(row)), key=lambda row: row["p_value"])
    if not rows:
        return "No two failures occur that could come together"
    if not holding:
        return "No two failures are shown to come together more or less often than by chance"
    first = holding[0]
    where = f" ({drawn.group_name(first, by)})" if by else ""
    way = "together" if first["estimate"] > 1 else "apart"
    names = f"{first['label']} and {first['other_label']}"
    return f"{names} come {way}{where}: {_times(first['estimate'])}"
