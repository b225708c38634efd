"""Charts of how often annotators ask their lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.confidence import confidence_of
from trainer_widgets.analysis.charts.rendering import ACCENT, FAINT, INK, MUTED, PALETTE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

OUTSIDE = PALETTE[3]
WIDE, HIGH = 620, 220
SIDE = 250
NAMED, TICKS = 3, 8
NOBODY = "Nobody has escalated"
NOTHING = "How much is escalated cannot be told: nothing is done yet"


def escalation_rates(result: pd.DataFrame) -> alt.LayerChart | alt.FacetChart | alt.VConcatChart:
    r"""Draw what :func:`trainer_widgets.analysis.escalation_rates` returns.

    Parameters
    ----------
    result
        One row a group, window or reason.

    Returns
    -------
    altair.LayerChart or altair.FacetChart or altair.VConcatChart
        For windows a p-chart: shares on their intervals before the band of their limits, with what
        lies outside marked, and dashed lines where a guideline version comes into use; a panel a
        group. By reason a Pareto chart: sorted bars, beside the share of the escalations that they
        make up together. Otherwise dots on their intervals.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> events = pd.DataFrame({"item_id": ["q1", "q2"], "annotator": "ana"})
    >>> events["action"] = ["answer", "escalate"]
    >>> result = analysis.escalation_rates(events)
    >>> analysis.charts.escalation_rates(result).description.split(".")[0]
    '50\xa0% of the work is escalated'
    """
    by = drawn.group_columns(result)
    rows = drawn.rows_of(result)
    if "window" in by:
        return _windows(rows, [name for name in by if name != "window"])
    if "reason" in by:
        return _reasons(rows, [name for name in by if name != "reason"])
    return _groups(rows, by)


def _line(row: drawn.Row, name: str) -> drawn.Row:
    pairs = drawn.counted(row["n_labels"], "pair")
    return drawn.line(row, name, drawn.share, f"{row['n_escalated']:,} of {pairs}")


def _groups(rows: list[drawn.Row], by: list[str]) -> alt.LayerChart:
    lines = [_line(row, drawn.group_name(row, by) if by else "All work") for row in rows]
    base = drawn.base_of(lines)
    x = alt.X("low:Q", scale=drawn.from_zero(lines), axis=drawn.share_axis(), title=None)
    title = _groups_title(lines)
    sure = confidence_of(rows)
    how = f"Share of pairs of item and annotator ever escalated; lines are {sure} intervals"
    return alt.LayerChart(layer=[*drawn.dots(base, x), *drawn.words(base)]).properties(
        width=drawn.WIDTH,
        height=drawn.height(lines),
        title=drawn.heading(title, how),
        description=drawn.description(title, lines),
    )


def _groups_title(lines: list[drawn.Row]) -> str:
    known = [(x["estimate"], x["name"]) for x in lines if not drawn.is_missing(x["estimate"])]
    if not known:
        return NOTHING
    (least, where), (most, other) = min(known), max(known)
    if len(known) == 1 or drawn.share(least) == drawn.share(most):
        return f"{drawn.share(least)} of the work is escalated"
    return (
        f"{drawn.share(least)} ({where}) to {drawn.share(most)} ({other}) of the work is escalated"
    )


def _reasons(rows: list[drawn.Row], by: list[str]) -> alt.VConcatChart:
    groups: dict[str, list[drawn.Row]] = {}
    for row in rows:
        line = _line(row, drawn.group_name(row, ["reason"]).replace("_", " "))
        line |= {"cumulative": row["cumulative"], "group": drawn.group_name(row, by)}
        groups.setdefault(line["group"], []).append(line)
    lines = [line for part in groups.values() for line in part]
    scale = drawn.from_zero(lines)
    panels = [_pareto(part, name, scale) for name, part in groups.items()]
    title = _reasons_title(lines)
    how = f"By the reason of the first escalation; thin lines are {confidence_of(rows)} intervals"
    told = [x | {"name": f"{x['group']}, {x['name']}"} for x in lines] if by else lines
    return alt.VConcatChart(vconcat=panels or [_pareto([], "", scale)], spacing=30).properties(
        title=drawn.heading(title, how), description=drawn.description(title, told)
    )


def _pareto(lines: list[drawn.Row], group: str, shares: alt.Scale) -> alt.HConcatChart:
    base = drawn.base_of(lines)
    x = alt.X("estimate:Q", scale=shares, axis=drawn.share_axis("Share of all pairs", 4))
    bars = base.mark_bar(color=ACCENT, opacity=0.55, size=20, cornerRadiusEnd=3).encode(x=x)
    whole = base.mark_rule(color=INK, strokeWidth=1.5).encode(x=alt.X("low:Q"), x2="high:Q")
    bare = base.encode(y=alt.Y("name:N", sort=None, title=None, axis=None))
    scale = alt.Scale(domain=[0, 1])
    axis = drawn.share_axis("Cumulative share of the escalations", 5)
    along = bare.mark_line(
        color=PALETTE[1], strokeWidth=2, point={"size": 70, "filled": True, "color": PALETTE[1]}
    )
    along = along.encode(x=alt.X("cumulative:Q", scale=scale, axis=axis))
    # Vega draws a line from left to right; here it goes from one reason to the next.
    along = along.encode(order=alt.Order("cumulative:Q"))
    height = max(30 * len(lines), 30)
    size = {"width": SIDE, "height": height}
    place = alt.value(SIDE + drawn.GAP)
    numbers = bare.mark_text(align="left", color=INK, fontSize=12, dy=-6)
    sizes = bare.mark_text(align="left", color=MUTED, fontSize=10.5, dy=7)
    words = [numbers.encode(x=place, text="words:N"), sizes.encode(x=place, text="sizes:N")]
    left = alt.LayerChart(layer=[bars, whole]).properties(**size)
    right = alt.LayerChart(layer=[along, *words]).properties(**size)
    panels = alt.HConcatChart(hconcat=[left, right], spacing=24)
    return panels.properties(title=_panel_title(group)) if group else panels


def _reasons_title(lines: list[drawn.Row]) -> str:
    asked = [line for line in lines if line["estimate"]]
    if not asked:
        return NOBODY
    most = max(asked, key=lambda line: (line["estimate"], line["name"]))
    where = f" in {most['group']}" if most["group"] else ""
    share = drawn.share(most["estimate"])
    return f"Most escalations are for: {most['name']} ({share} of the work{where})"


def _windows(rows: list[drawn.Row], by: list[str]) -> alt.LayerChart | alt.FacetChart:
    lines = []
    for row in rows:
        day = f"{row['window']:%d %b %Y}"
        line = _line(row, day) | {name: row[name] for name in ("lower_limit", "upper_limit")}
        line |= {"window": row["window"].isoformat(), "start": 1000 * row["window"].timestamp()}
        line |= {"new": row["guideline"], "group": drawn.group_name(row, by)}
        line["outside"] = "outside" if row["signal"] else "within"
        lines.append(line)
    title = _windows_title(lines)
    limits = any(not drawn.is_missing(line["lower_limit"]) for line in lines)
    how = "Share of pairs ever escalated, by the time of the first event, "
    how += f"on {confidence_of(rows)} intervals"
    how += ", the gray band holds what chance alone would do" if limits else ""
    how += "; dashed: a new guideline version" if any(line["new"] for line in lines) else ""
    told = [x | {"name": f"{x['group']}, {x['name']}"} for x in lines] if by else lines
    size = {"width": WIDE, "height": HIGH if not by else HIGH // 2}
    chart = _p_chart(lines).properties(**size)
    whole = {"title": drawn.heading(title, how), "description": drawn.description(title, told)}
    if not by:
        return chart.properties(**whole)
    header = alt.Header(labelOrient="top", labelAnchor="start", labelPadding=4)
    panels = chart.facet(row=alt.Row("group:N", title=None, sort=None, header=header))
    return panels.properties(**whole)


def _p_chart(lines: Sequence[drawn.Row]) -> alt.LayerChart:
    # Vega's own weeks begin on Sunday.
    starts = sorted({line["start"] for line in lines})
    axis = alt.Axis(grid=False, format="%d %b", values=starts[:: len(starts) // TICKS + 1])
    x = alt.X("window:T", scale=alt.Scale(type="utc", padding=14), title=None, axis=axis)
    listed = drawn.base_of(lines)
    bare = alt.Chart(listed.data).encode(x=x)
    base = bare.encode(tooltip=listed.encoding.tooltip)
    axis = alt.Axis(format="~%", grid=True, tickCount=5)
    y = alt.Y("low:Q", scale=drawn.from_zero(lines), axis=axis, title=None)
    limits = {"y": alt.Y("lower_limit:Q"), "y2": "upper_limit:Q"}
    band = base.mark_area(interpolate="step", color=FAINT, opacity=0.45).encode(**limits)
    colors = alt.Scale(domain=["within", "outside"], range=[ACCENT, OUTSIDE])
    shapes = alt.Scale(domain=["within", "outside"], range=["circle", "diamond"])
    color = alt.Color("outside:N", scale=colors, legend=None)
    shape = alt.Shape("outside:N", scale=shapes, legend=None)
    whole = base.mark_rule(strokeWidth=3, opacity=0.4, strokeCap="round")
    whole = whole.encode(y=y, y2="high:Q", color=color)
    points = base.mark_point(filled=True, size=90, opacity=1)
    points = points.encode(y=alt.Y("estimate:Q"), color=color, shape=shape)
    new = bare.transform_filter("datum.new != ''")
    rule = new.mark_rule(color=MUTED, strokeDash=[4, 4])
    label = new.mark_text(align="left", baseline="top", dx=5, color=MUTED, fontSize=11)
    label = label.encode(y=alt.value(0), text="new:N")
    return alt.LayerChart(layer=[band, rule, whole, points, label])


def _windows_title(lines: list[drawn.Row]) -> str:
    known = [line for line in lines if not drawn.is_missing(line["estimate"])]
    if not known:
        return NOTHING
    outside = [line for line in known if line["outside"] == "outside"]
    if outside:
        most = sorted(outside, key=lambda line: -line["estimate"])[:NAMED]
        named = ", ".join(
            f"{' '.join([x['group'], x['name']]).strip()} ({drawn.share(x['estimate'])})"
            for x in most
        )
        rest = f" and {len(outside) - NAMED} more" if len(outside) > NAMED else ""
        windows = f"{len(outside)} of {len(known)} windows"
        return f"Escalations leave their limits in {windows}: {named}{rest}"
    span = _range([line["estimate"] for line in known])
    if all(drawn.is_missing(line["lower_limit"]) for line in known):
        return f"{span} of the work is escalated"
    return f"{span} of the work is escalated: no window leaves the limits"


def _range(shares: list[float]) -> str:
    low, high = drawn.share(min(shares)), drawn.share(max(shares))
    return low if low == high else f"{low} to {high}"


def _panel_title(group: str) -> alt.TitleParams:
    return alt.TitleParams(text=group, fontSize=12, fontWeight=600, offset=8)
