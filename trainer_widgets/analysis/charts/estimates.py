"""The chart of coefficients of agreement with their intervals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.rendering import MUTED
from trainer_widgets.analysis.statistic_names import NAMES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["agreement"]

# Of several statistics of several groups one is drawn: the first of these that is there.
HEADLINES = ("krippendorff_alpha", "kendall_tau_b", "span_f1_characters")
# A 0 of these is no agreement at all, and not what chance gives.
UNCORRECTED = {"kendall_w", "span_f1_exact", "span_f1_overlap", "span_f1_characters"}
# No agreement from 0 to 1: drawn only where they are asked for.
ON_OTHER_SCALES = {"nothing_marked", "severity_score_difference"}
INTERVAL = re.compile(r"([\d.]+ %) interval")


def agreement(result: pd.DataFrame, statistic: str | None = None) -> alt.LayerChart:
    """Draw what :func:`trainer_widgets.analysis.agreement` returns.

    Parameters
    ----------
    result
        One row a group and statistic.
    statistic
        The one to draw. Without it, all of one group that tell agreement (not ``nothing_marked``
        and ``severity_score_difference``); of several groups Krippendorff's alpha, Kendall's
        tau-b or the F1 of characters, whichever is there.

    Returns
    -------
    altair.LayerChart
        A dot on its interval for each statistic, or for each group.

    Raises
    ------
    ValueError
        When the result has no such statistic.

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
    rows = _chosen(drawn.rows_of(result), by, statistic)
    lines = [_agreement_line(row, drawn.group_name(row, by) if by else _name(row)) for row in rows]
    low = min([0.0, *(line["low"] for line in lines if not drawn.is_missing(line["low"]))])
    high = max([1.0, *(line["high"] for line in lines if not drawn.is_missing(line["high"]))])
    scale = alt.Scale(domain=[low, high], nice=low < 0 or high > 1)
    x = alt.X("low:Q", scale=scale, axis=alt.Axis(format=".1f", tickCount=6), title=None)
    base = drawn.base_of(lines)
    chance = alt.Chart(alt.InlineData(values=[{"chance": 0}])).mark_rule(color=MUTED)
    layers = [chance.encode(x="chance:Q"), *drawn.dots(base, x), *drawn.words(base)]
    title = _agreement_title(rows, by)
    return alt.LayerChart(layer=layers).properties(
        width=drawn.WIDTH,
        height=drawn.height(lines),
        title=drawn.heading(title, _how_to_read(rows, by)),
        description=drawn.description(title, lines),
    )


def _chosen(rows: list[drawn.Row], by: list[str], statistic: str | None) -> list[drawn.Row]:
    there = list(dict.fromkeys(row["statistic"] for row in rows))
    if statistic is None and by and len(there) > 1:
        statistic = next((name for name in HEADLINES if name in there), there[0])
    if statistic is None:
        return [row for row in rows if row["statistic"] not in ON_OTHER_SCALES]
    if statistic not in there:
        message = f"the result has no statistic {statistic!r}: there are {', '.join(there)}"
        raise ValueError(message)
    return [row for row in rows if row["statistic"] == statistic]


def _name(row: drawn.Row) -> str:
    statistic = row["statistic"]
    name = NAMES.get(statistic, statistic.replace("_", " ").capitalize())
    weights = row.get("weights", "")
    own = statistic in ("percent_agreement", "krippendorff_alpha")
    return name if own or weights in ("", "unweighted") else f"{name}, {weights}"


def _agreement_line(row: drawn.Row, name: str) -> drawn.Row:
    sizes = f"{_items(row)}, {drawn.counted(row['n_annotators'], 'annotator')}"
    return drawn.line(row, name, _two_digits, sizes)


def _how_to_read(rows: list[drawn.Row], by: list[str]) -> str:
    names = {row["statistic"] for row in rows}
    parts = [] if names & ON_OTHER_SCALES else ["1 is full agreement"]
    if names - {"percent_agreement"} and not names & (UNCORRECTED | ON_OTHER_SCALES):
        parts.append("0 is what chance gives (of all but percent agreement)"
                     if "percent_agreement" in names else "0 is what chance gives")  # fmt: skip
    found = [INTERVAL.search(row["note"]) for row in rows]
    shares = sorted({match[1] for match in found if match})
    if shares:
        parts.append(f"lines are {' or '.join(shares)} intervals")
    most = rows[0].get("prevalence") if rows and not by else None
    if most is not None and not drawn.is_missing(most):
        parts.append(f"the most frequent category has {drawn.percent(most)} of the labels")
    told = "; ".join(parts)
    return told[:1].upper() + told[1:]


def _agreement_title(rows: list[drawn.Row], by: list[str]) -> str:
    known = [row for row in rows if not drawn.is_missing(row["estimate"])]
    if not known:
        return "Agreement cannot be told from these labels"
    first = known[0]
    is_percent = first["statistic"] == "percent_agreement"
    number = drawn.percent if is_percent else _two_digits
    if not by:
        told = {row["statistic"]: row["estimate"] for row in known}
        if not is_percent:
            return f"{_name(first)} is {_two_digits(first['estimate'])}"
        beyond = told.get("krippendorff_alpha")
        share = f"Two labels on the same item agree in {drawn.percent(first['estimate'])} of cases"
        return share if beyond is None else f"{share}; alpha is {_two_digits(beyond)}"
    lowest = min(known, key=lambda row: row["estimate"])
    highest = max(known, key=lambda row: row["estimate"])
    least, most = number(lowest["estimate"]), number(highest["estimate"])
    where, other = (drawn.group_name(row, by) for row in (lowest, highest))
    span = least if least == most else f"{least} ({where}) to {most} ({other})"
    if is_percent:
        return f"Two labels on the same item agree in {span} of cases"
    return f"{_name(first)} is {span}"


def _two_digits(value: float) -> str:
    return f"{value:.2f}"


def _items(row: drawn.Row) -> str:
    return drawn.counted(row["n_items"], "item")
