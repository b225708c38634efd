"""Charts of a calibration session: agreement before and after, and the items that divide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.rendering import ACCENT, FAINT, MUTED
from trainer_widgets.analysis.statistic_names import NAMES

if TYPE_CHECKING:
    import pandas as pd

HEADLINES = ("percent_agreement", "krippendorff_alpha")
TIMES = ("before", "after")
COLORS = [ACCENT, MUTED]
MOST_ITEMS = 40
LETTERS = 34  # of an item's beginning


def calibration_agreement(result: pd.DataFrame) -> alt.LayerChart:
    """Draw how far people agreed before and after they talked.

    Parameters
    ----------
    result
        ``SessionReport.agreement``: what :func:`trainer_widgets.analysis.agreement` returns, with
        ``when`` before and after.

    Returns
    -------
    altair.LayerChart
        A dot on its interval for percent agreement and Krippendorff's alpha, each before and
        after; after is gray, since it is not independent.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> labels = pd.DataFrame({"item_id": "q1", "annotator": ["ana", "ben"], "choice": ["a", "b"]})
    >>> result = analysis.agreement(labels).assign(when="before")
    >>> analysis.charts.calibration_agreement(result).description.split(".")[0]
    'Two answers to the same item agree in 0 % of cases before people talked'
    """
    rows = [row for row in drawn.rows_of(result) if row["statistic"] in HEADLINES]
    order = {name: place for place, name in enumerate(HEADLINES)}
    rows.sort(key=lambda row: (order[row["statistic"]], TIMES.index(row["when"])))
    lines = [
        drawn.line(row, f"{NAMES[row['statistic']]}, {row['when']}", _two_digits, _sizes(row))
        | {"when": row["when"]}
        for row in rows
    ]
    base = drawn.base_of(lines)
    lows = [line["low"] for line in lines if not drawn.is_missing(line["low"])]
    scale = alt.Scale(domain=[min([0.0, *lows]), 1], nice=False)
    x = alt.X("low:Q", scale=scale, axis=alt.Axis(format=".1f", tickCount=6), title=None)
    color = alt.Color("when:N", scale=_scale(TIMES, COLORS), legend=None)
    whole = base.mark_rule(strokeWidth=4, opacity=0.4, strokeCap="round")
    points = base.mark_circle(size=130, opacity=1)
    title = _agreement_title(rows)
    how = (
        "1 is full agreement; 0 is what chance gives alpha; lines are 95 % intervals. "
        "After is gray: people had seen each other's answers, so it is not independent"
    )
    return alt.LayerChart(
        layer=[
            whole.encode(x=x, x2="high:Q", color=color),
            points.encode(x=alt.X("estimate:Q"), color=color),
            *drawn.words(base),
        ]
    ).properties(
        width=drawn.WIDTH,
        height=drawn.height(lines),
        title=drawn.heading(title, how),
        description=drawn.description(title, lines),
    )


def _two_digits(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}"


def _sizes(row: drawn.Row) -> str:
    counts = drawn.counted(row["n_items"], "item"), drawn.counted(row["n_annotators"], "annotator")
    return ", ".join(counts)


def _scale(domain: tuple[str, ...] | list[str], colors: list[str]) -> alt.Scale:
    return alt.Scale(domain=list(domain), range=colors)


def _agreement_title(rows: list[drawn.Row]) -> str:
    told = {
        row["when"]: drawn.percent(row["estimate"])
        for row in rows
        if row["statistic"] == "percent_agreement" and not drawn.is_missing(row["estimate"])
    }
    if not told:
        return "Agreement cannot be told from these answers"
    if "before" not in told:
        return (
            f"After people talked, two answers to the same item agree in {told['after']} of cases"
        )
    first = f"Two answers to the same item agree in {told['before']} of cases before people talked"
    return f"{first}, and in {told['after']} after" if "after" in told else first


def calibration_items(result: pd.DataFrame) -> alt.LayerChart:
    """Draw on which items people were divided, and whether they still are.

    Parameters
    ----------
    result
        ``SessionReport.items``.

    Returns
    -------
    altair.LayerChart
        For each item the mean distance of two answers before (blue) and after (gray), the most
        divided first; of more than forty items the forty most divided.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> row = {"place": 1, "excerpt": "Hi", "difference": 1.0, "difference_after": 0.0}
    >>> row |= {"n_answers": 2, "n_revised": 1, "decision": "A is better than B"}
    >>> analysis.charts.calibration_items(pd.DataFrame([row])).description.split(".")[0]
    'People were divided on 1 of 1 item, and still are on 0'
    """
    rows = drawn.rows_of(result)
    has_moved = any(row["n_revised"] or row["decision"] for row in rows)
    known = [row for row in rows if not drawn.is_missing(row["difference"])]
    known.sort(key=lambda row: (-row["difference"], row["place"]))
    lines = [_item_line(row, has_moved=has_moved) for row in known[:MOST_ITEMS]]
    base = drawn.base_of(lines)
    axis = alt.Axis(format=".1f", tickCount=6)
    x = alt.X("estimate:Q", scale=alt.Scale(domain=[0, 1]), axis=axis, title=None)
    track = base.mark_rule(color=FAINT, strokeWidth=4, strokeCap="round")
    after = base.mark_point(color=MUTED, size=220, filled=False, opacity=1, strokeWidth=2)
    before = base.mark_circle(color=ACCENT, size=110, opacity=1)
    title = _items_title(rows, known, has_moved=has_moved)
    left = f"; the {MOST_ITEMS} most divided of {len(known)}" if len(known) > MOST_ITEMS else ""
    how = (
        "The mean distance of two answers: 0 where all say the same, 1 where no two do. "
        f"Blue: before people talked{'; rings: after' if has_moved else ''}{left}"
    )
    return alt.LayerChart(
        layer=[
            track.encode(x=x, x2="low:Q"),
            before.encode(x=x),
            after.encode(x=alt.X("low:Q")),
            *drawn.words(base),
        ]
    ).properties(
        width=drawn.WIDTH,
        height=drawn.height(lines),
        title=drawn.heading(title, how),
        description=drawn.description(title, lines),
    )


def _item_line(row: drawn.Row, *, has_moved: bool) -> drawn.Row:
    begin = row["excerpt"]
    begin = begin if len(begin) <= LETTERS else f"{begin[: LETTERS - 1]}…"
    after = row["difference_after"] if has_moved else None
    words = _two_digits(row["difference"])
    if after is not None and not drawn.is_missing(after):
        words = f"{words}, then {_two_digits(after)}"
    decided = row["decision"] or "nothing decided"
    return {
        "name": f"{row['place']}. {begin}",
        "estimate": row["difference"],
        "low": after,
        "words": words,
        "sizes": f"{drawn.counted(row['n_answers'], 'answer')}, {row['n_revised']} revised",
        "note": decided,
    }


def _items_title(rows: list[drawn.Row], known: list[drawn.Row], *, has_moved: bool) -> str:
    if not known:
        return "No item has two answers that were given before people talked"
    before = sum(row["difference"] > 0 for row in known)
    divided = f"divided on {before} of {drawn.counted(len(rows), 'item')}"
    if not has_moved:
        return f"People are {divided}, and have changed nothing so far"
    after = sum((row["difference_after"] or 0) > 0 for row in known)
    return f"People were {divided}, and still are on {after}"
