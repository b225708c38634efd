"""Charts of how often each category of failure occurs, alone and by group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from trainer_widgets.analysis.charts import failure_lines as told
from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.confidence import confidence_of
from trainer_widgets.analysis.charts.rendering import ACCENT, INK

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.analysis.charts.rows import Row

STEP = 34
PALE = "#a9c8f5"
PANEL = 150
CELL, ROW = 92, 38
MOST = 30
DARK = 0.65  # of the scale: from here on text is white
MOST_OF = {
    "share_of_items": "The most frequent failure is",
    "errors_per_item": "Most errors are",
    "weighted_score": "What weighs most is",
}
MOST_WITH = {
    "share_of_items": "are most frequent",
    "errors_per_item": "are most",
    "weighted_score": "weigh most",
}
BLUES = ["#f3f7fd", "#c9ddf8", "#8db8f0", "#4a8be4", "#174ea6"]


def failure_rates(
    result: pd.DataFrame, statistic: str = "share_of_items"
) -> alt.LayerChart | alt.HConcatChart:
    """Draw what :func:`trainer_widgets.analysis.failure_rates` returns, the largest first.

    Parameters
    ----------
    result
        One row a group, category and statistic.
    statistic
        Which of its statistics.

    Returns
    -------
    altair.LayerChart or altair.HConcatChart
        A bar with its interval for each category that occurs, those below it moved in; groups
        side by side.

    Raises
    ------
    ValueError
        When the statistic is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> labels = pd.DataFrame({"item_id": ["q1", "q2"], "annotator": ["ana", "ana"]})
    >>> labels["categories"] = [["style"], []]
    >>> chart = analysis.charts.failure_rates(analysis.failure_rates(labels))
    >>> chart.description.split(".")[0]
    'The most frequent failure is Style: 50 % of items'
    """
    by = told.groups_by(result)
    rows = [row for row in told.rows_of(result, statistic) if row["depth"]]
    found = {row["category"] for row in rows if told.occurs(row)}
    order = told.largest_first([row for row in rows if row["category"] in found])
    names = list(dict.fromkeys(row["category"] for row in order))
    shown = names[:MOST]
    lines = [_line(row, by, statistic) for row in order if row["category"] in shown]
    groups = told.by_group(rows, by) or {"": []}
    title = _rates_title(rows, by, statistic)
    how = _how(rows, shown, names, statistic)
    reach = max([line["high"] for line in lines if not drawn.is_missing(line["high"])], default=1)
    panels = []
    for place, name in enumerate(groups):
        mine = [line for line in lines if line["group"] == name]
        base = drawn.base_of(mine).encode(y=_categories(shown, lines, is_first=not place))
        layers = _bars(base, statistic, reach)
        layers += drawn.words(base) if len(groups) == 1 else []
        width = drawn.WIDTH if len(groups) == 1 else PANEL
        size = {"width": width, "height": STEP * max(len(shown), 1)}
        head = alt.TitleParams(text=name, fontSize=12, offset=8)
        panel = alt.LayerChart(layer=layers).properties(**size)
        panels.append(panel.properties(title=head) if name else panel)
    chart = panels[0] if len(panels) == 1 else alt.HConcatChart(hconcat=panels, spacing=22)
    words = drawn.description(title, lines)
    return chart.properties(title=drawn.heading(title, how), description=words)


def _line(row: Row, by: list[str], statistic: str) -> Row:
    group = drawn.group_name(row, by)
    sizes = f"{drawn.counted(row['n_items'], 'item')}{', ' if group else ''}{group}"
    line = drawn.line(row, str(row["label"]), told.numbers(statistic), sizes)
    return line | {
        "group": group,
        "category": row["category"],
        "indented": told.indented(row),
        "is_top": row["depth"] == 1,
    }


def _categories(shown: list[str], lines: list[Row], *, is_first: bool) -> alt.Y:
    if is_first:
        return told.category_axis(shown, {line["category"]: line["indented"] for line in lines})
    return alt.Y("category:N", sort=shown, title=None, axis=None)


def _bars(base: alt.Chart, statistic: str, reach: float) -> list[alt.Chart]:
    axis = alt.Axis(format=".0%" if statistic == "share_of_items" else "~g", tickCount=3)
    x = alt.X("estimate:Q", axis=axis, title=None, scale=alt.Scale(domain=[0, reach], nice=True))
    tint = alt.condition("datum.is_top", alt.value(ACCENT), alt.value(PALE))
    bars = base.mark_bar(height=13, cornerRadiusEnd=2).encode(x=x, color=tint)
    whole = base.mark_rule(color=INK, strokeWidth=1.5).encode(x="low:Q", x2="high:Q")
    return [bars, whole]


def _how(rows: list[Row], shown: list[str], names: list[str], statistic: str) -> str:
    of_what = told.TITLES[statistic]
    said = f"{of_what}, with {confidence_of(rows)} intervals; a category holds those below it"
    never = [str(row["label"]) for row in told.known(rows) if row["category"] not in names]
    never = list(dict.fromkeys(never))
    if never:
        said += f". Never found: {told.listed(never)}"
    if len(names) > len(shown):
        said += f". Left out: {len(names) - len(shown)} rarer ones"
    return said


def _rates_title(rows: list[Row], by: list[str], statistic: str) -> str:
    top = [row for row in rows if row["depth"] == 1 and told.occurs(row)]
    if not top:
        return "No failures were found" if told.known(rows) else "There is nothing to rate"
    first = max(top, key=lambda row: row["estimate"])
    where = f" ({drawn.group_name(first, by)})" if by else ""
    number = told.numbers(statistic)(first["estimate"])
    return f"{MOST_OF[statistic]} {first['label']}{where}: {number} {told.PER[statistic]}"


def failure_map(result: pd.DataFrame, statistic: str = "share_of_items") -> alt.LayerChart:
    """Draw what :func:`trainer_widgets.analysis.failure_rates` returns, groups by categories.

    Parameters
    ----------
    result
        One row a group, category and statistic.
    statistic
        Which of its statistics.

    Returns
    -------
    altair.LayerChart
        A column for each group and a row for each category that occurs; each cell tells the
        estimate and its interval.

    Raises
    ------
    ValueError
        When the statistic is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> labels = pd.DataFrame({"item_id": ["q1", "q2"], "annotator": ["ana", "ana"]})
    >>> labels["model"], labels["categories"] = ["a", "b"], [["style"], []]
    >>> chart = analysis.charts.failure_map(analysis.failure_rates(labels, by="model"))
    >>> chart.description.split(".")[0]
    'Failures are most frequent with a (100 % of items), least with b (0 %)'
    """
    by = told.groups_by(result)
    rows = told.rows_of(result, statistic)
    found = {row["category"] for row in rows if told.occurs(row)}
    inner = told.largest_first([row for row in rows if row["depth"] and row["category"] in found])
    names = list(dict.fromkeys(row["category"] for row in inner))[:MOST]
    groups = told.by_group(rows, by)
    most = max([row["estimate"] for row in inner if told.occurs(row)], default=1.0)
    cells = [
        _cell(row, by, statistic, most)
        for row in inner
        if row["category"] in names and not drawn.is_missing(row["estimate"])
    ]
    title = _map_title(rows, by, statistic)
    of_what = told.TITLES[statistic]
    how = f"{of_what} where the category was found, below it the {confidence_of(rows)} interval"
    return _heat(cells, names, groups).properties(
        title=drawn.heading(title, how), description=drawn.description(title, cells)
    )


def _cell(row: Row, by: list[str], statistic: str, most: float) -> Row:
    line = _line(row, by, statistic)
    number = told.numbers(statistic)
    interval = ""
    if not drawn.is_missing(row["low"]):
        interval = f"{number(row['low']).removesuffix(' %')} to {number(row['high'])}"
    return line | {
        "group": line["group"] or "All",
        "text": number(row["estimate"]),
        "interval": interval,
        "is_dark": row["estimate"] > DARK * most,
    }


def _heat(cells: list[Row], names: list[str], groups: dict[str, list[Row]]) -> alt.LayerChart:
    sizes = {name or "All": f"{rows[0]['n_items']:,} items" for name, rows in groups.items()}
    base = drawn.base_of(cells).encode(y=_categories(names, cells, is_first=True))
    x = alt.X("group:N", sort=list(sizes), title=None, axis=told.column_axis(sizes))
    tint = alt.Color("estimate:Q", scale=alt.Scale(range=BLUES, domainMin=0), legend=None)
    boxes = base.mark_rect(stroke="white", strokeWidth=2).encode(x=x, color=tint)
    ink = alt.condition("datum.is_dark", alt.value("white"), alt.value(INK))
    shares = base.mark_text(fontSize=12.5, dy=-6).encode(x=x, text="text:N", color=ink)
    spans = base.mark_text(fontSize=10, dy=9).encode(x=x, text="interval:N", color=ink)
    chart = alt.LayerChart(layer=[boxes, shares, spans])
    return chart.properties(width=CELL * max(len(sizes), 1), height=ROW * max(len(names), 1))


def _map_title(rows: list[Row], by: list[str], statistic: str) -> str:
    whole = told.known(row for row in rows if row["depth"] == 0)
    if not whole:
        return "There is nothing to rate"
    number = told.numbers(statistic)
    most, least = (which(whole, key=lambda row: row["estimate"]) for which in (max, min))
    per = told.PER[statistic]
    if not by or most is least:
        return f"Any failure: {number(most['estimate'])} {per}"
    first, last = (drawn.group_name(row, by) for row in (most, least))
    return (
        f"Failures {MOST_WITH[statistic]} with {first} ({number(most['estimate'])} {per}), "
        f"least with {last} ({number(least['estimate'])})"
    )
