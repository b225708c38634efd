"""The chart of how often failures occur as time goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import altair as alt

from trainer_widgets.analysis.charts import failure_lines as told
from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.confidence import confidence_of
from trainer_widgets.analysis.charts.rendering import ACCENT, PALETTE

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.analysis.charts.rows import Row

MOST = 12
ACROSS = 3
WIDTH, HEIGHT = 190, 110
POINTS = 100
DIGITS = 6


def failure_trend(result: pd.DataFrame) -> alt.FacetChart:
    """Draw what :func:`trainer_widgets.analysis.failure_trend` returns.

    Parameters
    ----------
    result
        One row a group, category and window, and one for each trend.

    Returns
    -------
    altair.FacetChart
        A panel for each of the twelve most frequent categories: the share in each window on a
        band, its interval; groups in colors. Each panel's title tells its trend.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> labels = pd.DataFrame({"item_id": ["q1", "q2", "q3", "q4"], "annotator": "ana"})
    >>> labels["submitted_at"] = pd.date_range("2026-03-02", periods=4, freq="4D", tz="UTC")
    >>> labels["categories"] = [[], ["style"], ["style"], ["style"]]
    >>> chart = analysis.charts.failure_trend(analysis.failure_trend(labels))
    >>> chart.description.split(".")[0]
    'No trend holds after correction for many tests'
    """
    by = told.groups_by(result)
    rows = told.known(told.rows_of(result, "share_of_items"))
    trends = [row for row in drawn.rows_of(result) if row["statistic"] == "trend"]
    sized = _sizes(rows, by)
    telling = {drawn.group_name(row, by) for row in trends if _holds(row)}
    ranked = sorted(sized, key=lambda name: (name not in telling, -sized[name], name))
    largest_groups = ranked[: len(PALETTE)]
    rows = [row for row in rows if drawn.group_name(row, by) in largest_groups]
    found = [row for row in rows if told.occurs(row)]
    largest = {row["category"]: 0.0 for row in found}
    for row in found:
        largest[row["category"]] += row["estimate"]
    shown = sorted(largest, key=lambda name: (-largest[name], name))[:MOST]
    names = {row["category"]: str(row["label"]) for row in found if row["category"] in shown}
    heads = {name: _head(names[name], name, trends, by) for name in shown}
    lines = [_line(row, by, heads) for row in rows if row["category"] in shown]
    title = _title(trends, by)
    how = f"Share of items by the time of the label; bands are {confidence_of(rows)} intervals"
    how += "" if by else "; numbers: points a window, with a star where the trend holds"
    rest = len(largest) - len(shown)
    how += f". Left out: {rest} rarer categories" if rest > 0 else ""
    few = len(sized) - len(largest_groups)
    how += f". Left out: {few} groups with fewer items" if few > 0 else ""
    words = [_spoken(row, by) for row in trends if row["category"] in shown]
    return _panels(lines, heads, is_grouped=bool(by)).properties(
        title=drawn.heading(title, how), description=drawn.description(title, words)
    )


def _sizes(rows: list[Row], by: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        name = drawn.group_name(row, by)
        found[name] = found.get(name, 0) + int(row["n_items"])
    return found


def _line(row: Row, by: list[str], heads: dict[str, str]) -> Row:
    group = drawn.group_name(row, by)
    sizes = drawn.counted(row["n_items"], "item")
    line = drawn.line(row, group or str(row["label"]), told.share, sizes)
    when = row["window"]
    return line | {
        "group": group,
        "panel": heads[row["category"]],
        "window": when.isoformat(),
        "day": f"{when:%Y-%m-%d %H:%M}".removesuffix(" 00:00"),
    }


def _points(row: Row) -> str:
    return f"{POINTS * row['estimate']:+.1f} points a window".replace("-", "\u2212")


def _head(label: str, category: str, trends: list[Row], by: list[str]) -> str:
    mine = told.known(row for row in trends if row["category"] == category)
    if by or not mine:
        return label
    change = f"{POINTS * mine[0]['estimate']:+.1f}".replace("-", "\u2212")
    return f"{label}  {change}{'*' if _holds(mine[0]) else ''}"


def _holds(row: Row) -> bool:
    return not drawn.is_missing(row["q_value"]) and row["q_value"] < told.SIGNIFICANT


def _panels(lines: list[Row], heads: dict[str, str], *, is_grouped: bool) -> alt.FacetChart:
    base = drawn.base_of(lines)
    day = alt.Axis(format="%d %b", tickCount=3, title=None, grid=False)
    x = alt.X("window:T", axis=day, title=None, scale=alt.Scale(type="utc"))
    share = alt.Axis(format=".0%", tickCount=3, grid=True)
    y = alt.Y("low:Q", axis=share, title=None)
    groups = list(dict.fromkeys(line["group"] for line in lines))
    tint: Any = alt.value(ACCENT)
    if is_grouped:
        legend = alt.Legend(title=None, orient="bottom", columns=4, symbolOpacity=1)
        scale = alt.Scale(domain=groups, range=PALETTE)
        tint = alt.Color("group:N", scale=scale, legend=legend)
    tips = {"name:N": "Of", "day:N": "From", "words:N": "Share", "sizes:N": "Items"}
    base = base.encode(
        x=x,
        color=tint,
        tooltip=[alt.Tooltip(field, title=name) for field, name in tips.items()],
    )
    bands = base.mark_area(opacity=0.16 if not is_grouped else 0.08).encode(y=y, y2="high:Q")
    whole = base.mark_line(strokeWidth=2).encode(y=alt.Y("estimate:Q"))
    points = base.mark_circle(size=34, opacity=1).encode(y=alt.Y("estimate:Q"))
    layers = alt.LayerChart(layer=[bands, whole, points]).properties(width=WIDTH, height=HEIGHT)
    header = alt.Header(labelAnchor="start", labelPadding=6, title=None, labelLimit=WIDTH + 30)
    facet = alt.Facet("panel:N", sort=list(heads.values()), header=header, title=None)
    chart = layers.facet(facet=facet, columns=ACROSS, spacing=26)
    chart = chart.resolve_scale(y="independent").resolve_axis(x="independent")
    return cast("alt.FacetChart", chart)


def _title(trends: list[Row], by: list[str]) -> str:
    tested = [row for row in trends if not drawn.is_missing(row["q_value"])]
    if not tested:
        return "Whether failures become more or fewer cannot be told"
    holding = [row for row in tested if _holds(row)]
    if not holding:
        return "No trend holds after correction for many tests"
    first = min(holding, key=lambda row: (round(row["q_value"], DIGITS), str(row["label"])))
    way = "rises" if first["estimate"] > 0 else "falls"
    where = f" ({drawn.group_name(first, by)})" if by else ""
    more = {1: "", 2: "; another trend holds"}.get(
        len(holding), f"; {len(holding) - 1} more trends hold"
    )
    return f"{first['label']}{where} {way} by {_points(first)[1:]}{more}"


def _spoken(row: Row, by: list[str]) -> Row:
    name = f"{row['label']}{', ' if by else ''}{drawn.group_name(row, by)}"
    words = "undefined" if drawn.is_missing(row["estimate"]) else _points(row)
    return {"name": name, "words": words, "sizes": drawn.counted(row["n_items"], "item")}
