"""The chart of how strong models are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.confidence import confidence_of
from trainer_widgets.analysis.charts.rendering import ACCENT, INK, MUTED

if TYPE_CHECKING:
    import pandas as pd

PART = re.compile(r"comparable among [^;]* only")
ALONE = "Cannot be compared"
TICK = "datum.value == 0 ? '0' : format(datum.value, '+.1~f')"
MANY = 30  # models from which on numbers are in tooltips only
THIN = 15  # pixels a line of many models
MOST_SPOKEN = 40


def model_strengths(result: pd.DataFrame) -> alt.LayerChart | alt.VConcatChart:
    """Draw what :func:`trainer_widgets.analysis.model_strengths` returns.

    Parameters
    ----------
    result
        One row a model.

    Returns
    -------
    altair.LayerChart or altair.VConcatChart
        A dot on its interval for each model, the strongest on top. Models that can only be
        compared with some others have panels of their own; those that cannot be compared at all
        are named.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> pairs = pd.DataFrame({"left": ["heron"] * 4, "right": ["crane"] * 4})
    >>> pairs["winner"] = ["left", "left", "left", "right"]
    >>> chart = analysis.charts.model_strengths(analysis.model_strengths(pairs))
    >>> chart.description.split(".")[0]
    'heron comes out strongest and crane weakest of 2 models'
    """
    rows = drawn.rows_of(result)
    panels: dict[str, list[drawn.Row]] = {}
    for row in rows:
        sizes = drawn.counted(row["n"], "comparison")
        line = drawn.line(row, str(row["model"]), _signed, sizes)
        part = _part(row)
        if part == ALONE:
            line["words"] = row["note"].split(";")[0]
        panels.setdefault(part, []).append(line)
    title = _title(rows)
    lines = [line for some in panels.values() for line in some]
    whole = {
        "title": drawn.heading(title, _how(rows)),
        "description": drawn.description(title, lines[:MOST_SPOKEN]),
    }
    if len(panels) <= 1:
        return _panel(lines, lines).properties(**whole)
    parts = [_panel(some, lines).properties(title=_small(name)) for name, some in panels.items()]
    return alt.VConcatChart(vconcat=parts, spacing=26).properties(**whole)


def _part(row: drawn.Row) -> str:
    found = PART.search(row["note"])
    if found:
        return found.group()[0].upper() + found.group()[1:]
    return ALONE if drawn.is_missing(row["estimate"]) else "All"


def _panel(lines: list[drawn.Row], of: list[drawn.Row]) -> alt.LayerChart:
    ends = [
        line[name]
        for line in of
        for name in ("estimate", "low", "high")
        if not drawn.is_missing(line[name])
    ]
    domain = [min([-0.5, *ends]), max([0.5, *ends])]
    many = len(of) > MANY
    base = drawn.base_of(lines)
    axis = alt.Axis(labelExpr=TICK, tickCount=6)
    x = alt.X("low:Q", scale=alt.Scale(domain=domain), axis=axis, title=None)
    mean = alt.Chart(alt.InlineData(values=[{"mean": 0}])).mark_rule(color=MUTED, strokeDash=[4, 4])
    layers = [mean.encode(x=alt.X("mean:Q", scale=alt.Scale(domain=domain)))]
    if many:
        names = alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelFontSize=10, offset=6))
        base = base.encode(y=names)
        whole = base.mark_rule(color=ACCENT, strokeWidth=2, opacity=0.45)
        points = base.mark_circle(color=ACCENT, size=36, opacity=1)
        layers += [whole.encode(x=x, x2="high:Q"), points.encode(x=alt.X("estimate:Q"))]
    else:
        layers += [*drawn.dots(base, x), *drawn.words(base)]
    height = THIN * len(lines) if many else drawn.height(lines)
    return alt.LayerChart(layer=layers).properties(width=drawn.WIDTH, height=height)


def _small(text: str) -> alt.TitleParams:
    return alt.TitleParams(text=text, fontSize=12.5, fontWeight=600, color=INK, offset=8)


def _title(rows: list[drawn.Row]) -> str:
    known = [row for row in rows if not drawn.is_missing(row["estimate"])]
    if not known:
        return "No strengths can be told: no models won against each other in turn"
    left = len(rows) - len(known)
    rest = f"; {drawn.counted(left, 'model')} cannot be compared" if left else ""
    parts = {_part(row) for row in known}
    if len(parts) > 1:
        return f"Models fall into {len(parts)} groups that cannot be compared with each other{rest}"
    best, worst = known[0]["model"], known[-1]["model"]
    if known[0]["estimate"] == known[-1]["estimate"]:
        return f"{drawn.counted(len(known), 'model')} come out equally strong{rest}"
    models = drawn.counted(len(known), "model")
    return f"{best} comes out strongest and {worst} weakest of {models}{rest}"


def _how(rows: list[drawn.Row]) -> str:
    sizes = [row["n"] for row in rows] if len(rows) > MANY else []
    told = f"; each has {min(sizes):,} to {max(sizes):,} comparisons" if sizes else ""
    return (
        f"Log strength around the mean of 0, with {confidence_of(rows)} intervals: 1 above "
        f"another model is odds of 2.7 to 1 to win, ties aside{told}"
    )


def _signed(value: float) -> str:
    return f"{value:+.2f}"
