"""The chart of how likely a drop in agreement is to be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.rendering import MUTED, PALETTE

if TYPE_CHECKING:
    import pandas as pd

AIM = 0.8
HEIGHT = 260
MOST_NAMED = 3
LARGE = 8  # from this ratio of the numbers of items on, their axis is logarithmic


def power(result: pd.DataFrame) -> alt.LayerChart:
    """Draw what :func:`trainer_widgets.analysis.power` returns.

    Parameters
    ----------
    result
        One row a drop and numbers of items and annotators.

    Returns
    -------
    altair.LayerChart
        One curve a drop and number of annotators with the band of its intervals, and the 80 %
        that plans usually aim at.

    Examples
    --------
    >>> from trainer_widgets import analysis
    >>> result = analysis.power(0.2, items=[50, 100, 200], runs=50)
    >>> analysis.charts.power(result).description.split(".")[0]
    'To see a drop of 20 points in 80 % of seasons takes 100 items'
    """
    rows = drawn.rows_of(result)
    varying = [name for name in ("drop", "n_annotators", "overlap") if _values(rows, name)[1:]]
    lines = [_point(row, _name(row, varying or ["drop"])) for row in rows]
    names = list(dict.fromkeys(line["series"] for line in lines))
    title = _title(rows, varying)
    return alt.LayerChart(
        layer=[_aim(), *_curves(lines, names, _items_axis(rows))],
        width=drawn.WIDTH,
        height=HEIGHT,
        title=drawn.heading(title, _subtitle(rows)),
        description=drawn.description(title, lines),
    )


def _point(row: drawn.Row, series: str) -> drawn.Row:
    name = f"{series}, {drawn.counted(row['n_items'], 'item')}"
    sizes = f"{drawn.counted(row['n_runs'], 'season')} drawn"
    return drawn.line(row, name, drawn.percent, sizes) | {
        "series": series,
        "n_items": row["n_items"],
    }


def _curves(lines: list[drawn.Row], names: list[str], x: alt.X) -> list[alt.Chart]:
    """Return a band, a line and points for each series."""
    tips = {"series:N": "Of", "n_items:Q": "Items", "words:N": "Seen in", "note:N": "Note"}
    scale = alt.Scale(domain=names, range=[PALETTE[at % len(PALETTE)] for at in range(len(names))])
    legend = (
        alt.Legend(title=None, symbolSize=90, symbolOpacity=1, labelLimit=320)
        if len(names) > 1
        else None
    )
    base = alt.Chart(alt.InlineData(values=lines)).encode(
        x=x,
        color=alt.Color("series:N", scale=scale, legend=legend),
        tooltip=[alt.Tooltip(field, title=title) for field, title in tips.items()],
    )
    axis = alt.Axis(format=".0%", values=[0, 0.2, 0.4, 0.6, AIM, 1])
    y = alt.Y("low:Q", scale=alt.Scale(domain=[0, 1]), axis=axis, title="Seasons in which it shows")
    return [
        base.mark_area(opacity=0.14).encode(y=y, y2="high:Q"),
        base.mark_rule(opacity=0.5, strokeWidth=1.5).encode(y=y, y2="high:Q"),
        base.mark_line(strokeWidth=2).encode(y=alt.Y("estimate:Q")),
        base.mark_point(filled=True, size=70, opacity=1).encode(
            y=alt.Y("estimate:Q"),
            shape=alt.Shape("series:N", scale=alt.Scale(domain=names), legend=legend),
        ),
    ]


def _aim() -> alt.Chart:
    data = alt.InlineData(values=[{"aim": AIM}])
    rule: alt.Chart = alt.Chart(data).mark_rule(color=MUTED, strokeDash=[4, 4])
    return rule.encode(y="aim:Q")


def _items_axis(rows: list[drawn.Row]) -> alt.X:
    tried = _values(rows, "n_items")
    wide = len(tried) > 1 and tried[-1] >= LARGE * tried[0]
    domain = [tried[0], tried[-1]] if tried else [0, 1]
    scale = alt.Scale(type="log" if wide else "linear", domain=domain, nice=False, padding=14)
    return alt.X(
        "n_items:Q",
        scale=scale,
        title="Items",
        axis=alt.Axis(values=tried, format=",d", grid=False),
    )


def _title(rows: list[drawn.Row], varying: list[str]) -> str:
    series: dict[str, list[drawn.Row]] = {}
    for row in rows:
        if row["drop"]:
            series.setdefault(_name(row, varying), []).append(row)
    needs = [(name, _needs(found)) for name, found in series.items()]
    if not needs:
        return "No drop in agreement was planned for"
    if len(needs) > MOST_NAMED:
        needs = [needs[0], needs[-1]]
    (first, takes), others = needs[0], needs[1:]
    aim = f"in {drawn.percent(AIM)} of seasons"
    if "drop" in varying:
        parts = [f"{first} takes {takes} items", *(f"{name} {more}" for name, more in others)]
        return f"To be seen {aim}, {', '.join(parts)}"
    parts = [f"{takes} items {first}".rstrip(), *(f"{more} {name}" for name, more in others)]
    return f"To see a drop of {_points(rows[0])} {aim} takes {', '.join(parts)}"


def _needs(rows: list[drawn.Row]) -> str:
    enough = [row["n_items"] for row in rows if row["estimate"] >= AIM]
    most = max(row["n_items"] for row in rows)
    return f"{min(enough):,}" if enough else f"more than {most:,}"


def _subtitle(rows: list[drawn.Row]) -> str:
    if not rows:
        return "There are no rows to draw"
    people = _listed(rows, "n_annotators")
    noun = "annotator" if people == "1" else "annotators"
    return (
        f"{people} {noun}, {_listed(rows, 'overlap')} for each item; a point is the share of "
        f"{_listed(rows, 'n_runs')} simulated seasons in which the test saw a difference, with its "
        f"interval; dashes: {drawn.percent(AIM)}"
    )


def _listed(rows: list[drawn.Row], name: str) -> str:
    *some, last = (f"{n:,}" for n in _values(rows, name))
    return f"{', '.join(some)} or {last}" if some else last


def _name(row: drawn.Row, varying: list[str]) -> str:
    """Return what a curve is called: by what differs between curves."""
    parts = {
        "drop": f"a drop of {_points(row)}" if row["drop"] else "no drop",
        "n_annotators": f"with {drawn.counted(row['n_annotators'], 'annotator')}",
        "overlap": f"at {row['overlap']} an item",
    }
    return " ".join(parts[name] for name in varying)


def _points(row: drawn.Row) -> str:
    return f"{100 * row['drop']:g} points"


def _values(rows: list[drawn.Row], name: str) -> list[float]:
    return sorted({row[name] for row in rows})
