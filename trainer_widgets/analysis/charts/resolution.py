"""Chart of how long escalations wait for their ruling."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.confidence import confidence_of
from trainer_widgets.analysis.charts.rendering import INK, MUTED, PALETTE

if TYPE_CHECKING:
    import pandas as pd

WIDE, HIGH = 560, 260
CURVE, MEDIAN = "resolved", "median_days"
ROUND = 20  # days from which on their tenths say nothing
HALF = 0.5


def time_to_resolution(result: pd.DataFrame) -> alt.VConcatChart:
    """Draw what :func:`trainer_widgets.analysis.time_to_resolution` returns.

    Parameters
    ----------
    result
        The rows of one group or several.

    Returns
    -------
    altair.VConcatChart
        The share that is resolved, rising with the days, in its band, with the median where the
        curve passes one half and a dashed line at the mark; below it the numbers. More than seven
        groups have no curves, but dots on their intervals at the mark.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> escalations = pd.DataFrame({"item_id": ["q1", "q2"], "annotator": "ana"})
    >>> escalations["escalated_at"] = pd.to_datetime(["2026-03-01", "2026-03-01"], utc=True)
    >>> escalations["resolved_at"] = pd.to_datetime(["2026-03-03", None], utc=True)
    >>> result = analysis.time_to_resolution(escalations, now="2026-03-21")
    >>> analysis.charts.time_to_resolution(result).description.split(".")[0]
    'Half of the escalations are resolved within 2 days, 50 % within 10 days'
    """
    by = drawn.group_columns(result)
    rows = [row | {"group": drawn.group_name(row, by)} for row in drawn.rows_of(result)]
    marks = [row for row in rows if row["statistic"] not in (CURVE, MEDIAN)]
    medians = {row["group"]: row for row in rows if row["statistic"] == MEDIAN}
    unit = "working days" if any("working days" in row["note"] for row in marks) else "days"
    lines = [_line(row, medians[row["group"]], by, unit) for row in marks]
    title = _title(lines, unit)
    how = (
        f"Share of the escalations that are resolved (Kaplan-Meier), {confidence_of(marks)} "
        "intervals; those still open count as waiting"
    )
    curves = [row for row in rows if row["statistic"] == CURVE]
    panels: list[alt.LayerChart] = []
    if curves and len(lines) <= len(PALETTE):
        panels = [_curves(curves, medians, lines, unit)]
    panels.append(_table(lines, alone=not panels))
    return alt.VConcatChart(vconcat=panels, spacing=18).properties(
        title=drawn.heading(title, how), description=drawn.description(title, lines)
    )


def _line(row: drawn.Row, middle: drawn.Row, by: list[str], unit: str) -> drawn.Row:
    what = ", ".join(
        [
            drawn.counted(row["n_labels"], "escalation"),
            f"{row['n_open']:,} open",
            *([f"{row['n_withdrawn']:,} withdrawn"] if row["n_withdrawn"] else []),
        ]
    )
    line = drawn.line(row, row["group"] if by else "All escalations", drawn.percent, what)
    if not drawn.is_missing(row["days"]):
        mark = f"{row['days']:g} {unit}"
        known = not drawn.is_missing(row["estimate"])
        within = f"{line['words']} within {mark}" if known else f"too early for {mark}"
        line["words"] = f"median {_median(middle, unit)}; {within}"
    return line | {"days": row["days"], "median": middle["estimate"], "group": row["group"]}


def _median(row: drawn.Row, unit: str) -> str:
    low, high = row["low"], row["high"]
    half = "not reached"
    if not drawn.is_missing(row["estimate"]):
        half = f"{_number(row['estimate'])} {unit}"
    if drawn.is_missing(low):
        return half
    above = " or more" if drawn.is_missing(high) else f" to {_number(high)}"
    return f"{half} ({_number(low)}{above})"


def _title(lines: list[drawn.Row], unit: str) -> str:
    known = [line for line in lines if not drawn.is_missing(line["estimate"])]
    if not lines or not any(line["days"] > 0 for line in lines):
        return "How long escalations wait cannot be told: there are none"
    if len(lines) > 1:
        return _titles(known, unit)
    (line,) = lines
    mark = f"{line['days']:g} {unit}"
    within = f"{drawn.percent(line['estimate'])} within {mark}" if known else ""
    if drawn.is_missing(line["median"]):
        few = "Fewer than half of the escalations are resolved so far"
        return f"{few}, {within}" if within else few
    half = f"Half of the escalations are resolved within {_number(line['median'])} {unit}"
    return f"{half}, {within}" if within else half


def _titles(known: list[drawn.Row], unit: str) -> str:
    if not known:
        return "Nowhere was an escalation followed up to the mark"
    least = min(known, key=lambda line: (line["estimate"], line["name"]))
    most = max(known, key=lambda line: (line["estimate"], line["name"]))
    low, high = (f"{drawn.percent(one['estimate'])} ({one['name']})" for one in (least, most))
    return f"{low} to {high} of the escalations are resolved within {least['days']:g} {unit}"


def _curves(
    curves: list[drawn.Row], medians: dict[str, drawn.Row], lines: list[drawn.Row], unit: str
) -> alt.LayerChart:
    names = {line["group"]: line["name"] for line in lines}
    steps = [_step(row, names) for row in curves]
    x = alt.X(
        "days:Q", title=f"{unit.capitalize()} since the escalation", axis=alt.Axis(grid=False)
    )
    shares = alt.Axis(format="~%", grid=True, tickCount=5)
    y = alt.Y("estimate:Q", scale=alt.Scale(domain=[0, 1]), axis=shares, title=None)
    colors = alt.Scale(domain=list(names.values()), range=PALETTE[: len(names)])
    shown = alt.Legend(title=None, orient="top", symbolType="stroke", symbolOpacity=1)
    legend = None if len(names) == 1 else shown
    base = alt.Chart(alt.InlineData(values=steps)).encode(x=x)
    base = base.encode(color=alt.Color("name:N", scale=colors, legend=legend))
    band = base.mark_area(interpolate="step-after", opacity=0.16)
    band = band.encode(y=alt.Y("low:Q"), y2="high:Q")
    curve = base.mark_line(interpolate="step-after", strokeWidth=2.2).encode(y=y)
    tips = {"name:N": "Of", "days:Q": "Days", "words:N": "Resolved", "at_risk:N": "Still waiting"}
    seen = base.mark_circle(size=90, opacity=0)
    seen = seen.encode(y=y, tooltip=[alt.Tooltip(one, title=name) for one, name in tips.items()])
    halves = [{"days": row["estimate"], "name": names[group]} for group, row in medians.items()]
    middle = [half | {"half": HALF} for half in halves if not drawn.is_missing(half["days"])]
    medial = alt.Chart(alt.InlineData(values=middle)).mark_point(
        filled=True, size=110, opacity=1, shape="diamond"
    )
    medial = medial.encode(x="days:Q", y="half:Q", color=alt.Color("name:N", scale=colors))
    layers = [*_mark(lines[0]["days"]), band, curve, medial, seen]
    return alt.LayerChart(layer=layers).properties(width=WIDE, height=HIGH)


def _step(row: drawn.Row, names: dict[str, str]) -> drawn.Row:
    line = drawn.line(row, names[row["group"]], drawn.percent, "")
    kept: dict[str, Any] = {
        name: None if drawn.is_missing(value) else value for name, value in line.items()
    }
    return kept | {"days": row["days"], "at_risk": f"{row['n_at_risk']:,.0f}"}


def _mark(days: float) -> list[alt.Chart]:
    base = alt.Chart(alt.InlineData(values=[{"days": days, "label": f"{days:g} days"}]))
    base = base.encode(x="days:Q")
    label = base.mark_text(align="left", baseline="bottom", dx=5, dy=-4, color=MUTED, fontSize=11)
    return [
        base.mark_rule(color=MUTED, strokeDash=[4, 4]),
        label.encode(y=alt.value(HIGH), text="label:N"),
    ]


def _table(lines: list[drawn.Row], *, alone: bool) -> alt.LayerChart:
    base = drawn.base_of(lines)
    if not alone:
        numbers = base.mark_text(align="left", color=INK, fontSize=12.5, dy=-8)
        sizes = base.mark_text(align="left", color=MUTED, fontSize=11, dy=8)
        left = alt.value(0)
        layers = [numbers.encode(x=left, text="words:N"), sizes.encode(x=left, text="sizes:N")]
    else:
        scale = alt.Scale(domain=[0, 1])
        x = alt.X("low:Q", scale=scale, axis=alt.Axis(format="~%", tickCount=5), title=None)
        layers = [*drawn.dots(base, x), *drawn.words(base)]
    width = drawn.WIDTH if alone else WIDE
    return alt.LayerChart(layer=layers).properties(width=width, height=drawn.height(lines))


def _number(days: float) -> str:
    return f"{days:.0f}" if days >= ROUND or days == round(days) else f"{days:.1f}"
