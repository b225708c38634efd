"""Charts of shares and coefficients with their intervals: agreement and presentation bias."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.rendering import MUTED

if TYPE_CHECKING:
    import pandas as pd

NAMES = {"percent_agreement": "Percent agreement", "cohen_kappa": "Cohen's kappa"}
EVEN = 0.5
SIDES = (
    "datum.value == 0.5 ? 'even' : datum.value > 0.5 "
    "? format(datum.value, '.0%') + ' left' : format(1 - datum.value, '.0%') + ' right'"
)


def agreement(result: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    """Draw what :func:`trainer_widgets.analysis.agreement` returns.

    Parameters
    ----------
    result
        One row a group and statistic.

    Returns
    -------
    altair.LayerChart or altair.FacetChart
        A dot on its interval for each row; for groups, one panel a statistic.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> labels = pd.DataFrame(
    ...     {"item_id": ["q1", "q1"], "annotator": ["ana", "ben"], "choice": ["a", "a"]}
    ... )
    >>> analysis.charts.agreement(analysis.agreement(labels)).description.split(".")[0]
    'Two labels on the same item agree in 100 % of cases'
    """
    by = drawn.group_columns(result)
    lines = []
    for row in drawn.rows_of(result):
        name = NAMES[row["statistic"]]
        sizes = f"{_items(row)}, {drawn.counted(row['n_annotators'], 'annotator')}"
        line = drawn.line(row, drawn.group_name(row, by) if by else name, _two_digits, sizes)
        lines.append(line | {"statistic": name})
    low = min([0.0, *(line["low"] for line in lines if not drawn.is_missing(line["low"]))])
    scale = alt.Scale(domain=[low, 1], nice=low < 0)
    axis = alt.Axis(format=".1f", tickCount=6)
    base = drawn.base_of(lines)
    x = alt.X("low:Q", scale=scale, axis=axis, title=None)
    layers = alt.LayerChart(layer=[*drawn.dots(base, x), *drawn.words(base)])
    layers = layers.properties(width=drawn.WIDTH, height=drawn.height(lines))
    title = _agreement_title(drawn.rows_of(result), by)
    heading = drawn.heading(title, "1 is full agreement; lines are 95 % intervals")
    told = lines if not by else [x | {"name": f"{x['name']}, {x['statistic']}"} for x in lines]
    whole = {"title": heading, "description": drawn.description(title, told)}
    if not by:
        return layers.properties(**whole)
    order = list(dict.fromkeys(line["statistic"] for line in lines))
    row_header = alt.Header(labelOrient="top", labelAnchor="start", labelPadding=4)
    panels = layers.facet(row=alt.Row("statistic:N", title=None, sort=order, header=row_header))
    return panels.properties(**whole)


def _agreement_title(rows: list[drawn.Row], by: list[str]) -> str:
    known = [
        (row["estimate"], drawn.group_name(row, by))
        for row in rows
        if row["statistic"] == "percent_agreement" and not drawn.is_missing(row["estimate"])
    ]
    if not known:
        return "Agreement cannot be told from these labels"
    (least, where), (most, other) = min(known), max(known)
    if drawn.percent(least) == drawn.percent(most):
        return f"Two labels on the same item agree in {drawn.percent(least)} of cases"
    return (
        f"Two labels on the same item agree in {drawn.percent(least)} ({where}) "
        f"to {drawn.percent(most)} ({other}) of cases"
    )


def presentation_bias(result: pd.DataFrame) -> alt.LayerChart:
    """Draw what :func:`trainer_widgets.analysis.presentation_bias` returns.

    Parameters
    ----------
    result
        One row a group.

    Returns
    -------
    altair.LayerChart
        How often the left response is preferred, beside the even split.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> labels = pd.DataFrame({"item_id": ["q1"], "annotator": ["ana"], "choice": ["a"]})
    >>> labels["shown"] = [{"order": ["a", "b"]}]
    >>> result = analysis.presentation_bias(labels)
    >>> analysis.charts.presentation_bias(result).description.split(":")[0]
    'No position bias shows'
    """
    by = drawn.group_columns(result)
    rows = drawn.rows_of(result)
    lines = [
        drawn.line(
            row,
            drawn.group_name(row, by) if by else "All labels",
            drawn.percent,
            f"left preferred, {drawn.counted(row['n_labels'], 'decided label')}",
        )
        for row in rows
    ]
    base = drawn.base_of(lines)
    # Reversed, so that what is left on screen is left in the chart.
    scale = alt.Scale(domain=[0, 1], nice=False, reverse=True)
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], labelExpr=SIDES)
    even = alt.Chart(alt.InlineData(values=[{"even": EVEN}])).mark_rule(
        color=MUTED, strokeDash=[4, 4]
    )
    x = alt.X("low:Q", scale=scale, axis=axis, title=None)
    layers = alt.LayerChart(
        layer=[even.encode(x="even:Q"), *drawn.dots(base, x), *drawn.words(base)]
    )
    title = _bias_title(rows, by)
    return layers.properties(
        width=drawn.WIDTH,
        height=drawn.height(lines),
        title=drawn.heading(title, "Which side is preferred; lines are 95 % intervals"),
        description=drawn.description(title, lines),
    )


def _bias_title(rows: list[drawn.Row], by: list[str]) -> str:
    known = [row for row in rows if not drawn.is_missing(row["estimate"])]
    if not known:
        return "Position bias cannot be told: no order on screen is known"
    biased = [row for row in known if not row["low"] <= EVEN <= row["high"]]
    if len(known) > 1:
        names = ", ".join(drawn.group_name(row, by) for row in biased)
        return f"One side is preferred by {names}" if biased else "No position bias shows"
    share = known[0]["estimate"]
    if not biased:
        return f"No position bias shows: the left response is preferred in {drawn.percent(share)}"
    side = "left" if share > EVEN else "right"
    return f"The {side} response is preferred in {drawn.percent(max(share, 1 - share))} of cases"


def _two_digits(value: float) -> str:
    return f"{value:.2f}"


def _items(row: drawn.Row) -> str:
    return drawn.counted(row["n_items"], "item")
