"""What the charts of failures share: categories in the tree's order, and their numbers in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import pandas as pd

    from trainer_widgets.analysis.charts.rows import Row

NODE = ("category", "parent", "depth", "label", "window")
TITLES = {
    "share_of_items": "Share of items",
    "errors_per_item": "Errors an item",
    "weighted_score": "Weighted score an item",
}
PER = {
    "share_of_items": "of items",
    "errors_per_item": "errors an item",
    "weighted_score": "an item",
}
INDENT = "\u203a "  # for each level below the first; axis labels lose spaces at their ends
SIGNIFICANT = 0.05
HUNDREDTH = 0.01
LETTER = 6.6  # pixels, of an axis label's
MARGIN = 14
FEW = 13  # letters in a line above a narrow column


def share(value: float) -> str:
    """Return a share as people write it, with a digit more where it is below one percent."""
    return f"{100 * value:.1f} %" if 0 < abs(value) < HUNDREDTH else drawn.percent(value)


def amount(value: float) -> str:
    """Return a number of errors or what they weigh."""
    return f"{value:.2f}"


def numbers(statistic: str) -> Callable[[float], str]:
    """Return how a statistic's numbers are written."""
    return share if statistic == "share_of_items" else amount


def rows_of(result: pd.DataFrame, statistic: str) -> list[Row]:
    """Return the rows of one statistic.

    Raises
    ------
    ValueError
        When there is no such statistic.
    """
    if statistic not in TITLES:
        hint = nearest(statistic, TITLES)
        message = f"statistic={statistic!r} is unknown: {hint}There are {', '.join(TITLES)}"
        raise ValueError(message)
    return [row for row in drawn.rows_of(result) if row["statistic"] == statistic]


def groups_by(result: pd.DataFrame) -> list[str]:
    """Return the columns of the groups, without those that name a category."""
    return [name for name in drawn.group_columns(result) if name not in NODE]


def by_group(rows: Iterable[Row], by: Sequence[str]) -> dict[str, list[Row]]:
    """Return the rows by their group's name, in their order."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(drawn.group_name(row, by), []).append(row)
    return found


def known(rows: Iterable[Row]) -> list[Row]:
    """Return the rows that have an estimate."""
    return [row for row in rows if not drawn.is_missing(row["estimate"])]


def occurs(row: Row) -> bool:
    """Whether a row's category was found at all."""
    return not drawn.is_missing(row["estimate"]) and row["estimate"] > 0


def largest_first(rows: Sequence[Row]) -> list[Row]:
    """Return categories by their estimates, the largest first, each above those below it."""
    rank = {row["category"]: 0.0 for row in rows}
    for row in known(rows):
        rank[row["category"]] = max(rank[row["category"]], row["estimate"])

    def place(row: Row) -> list[Any]:
        parts = str(row["category"]).split(".")
        paths = [".".join(parts[: depth + 1]) for depth in range(len(parts))]
        return [(-rank.get(path, 0.0), path) for path in paths]

    return sorted(rows, key=place)


def indented(row: Row) -> str:
    """Return a category's name, moved in as far as it lies below the top level."""
    return INDENT * (int(row["depth"]) - 1) + str(row["label"])


def looked_up(names: Mapping[str, object]) -> str:
    """Return the expression that gives an axis' values their names."""
    return f"{json.dumps(names)}[datum.value]"


def category_axis(shown: Sequence[str], names: dict[str, str], field: str = "category") -> alt.Y:
    """Return the axis of categories: their names left-aligned, so that the tree is seen.

    Parameters
    ----------
    shown
        The categories' paths, from top to bottom: unique, as their names need not be.
    names
        What each is called, moved in.
    field
        Where the paths are.
    """
    widest = max((len(name) for name in names.values()), default=0)
    axis = alt.Axis(
        labelExpr=looked_up(names),
        labelAlign="left",
        labelPadding=widest * LETTER + MARGIN,
        labelLimit=400,
    )
    return alt.Y(f"{field}:N", sort=list(shown), title=None, axis=axis)


def column_axis(columns: dict[str, str]) -> alt.Axis:
    """Return the axis of groups above a map, each with how much it rests on.

    Parameters
    ----------
    columns
        The sizes by the groups' names.
    """
    lines = {name: [*broken(name), size] for name, size in columns.items()}
    most = max((len(each) for each in lines.values()), default=1)
    padded = {name: [""] * (most - len(each)) + each for name, each in lines.items()}
    return alt.Axis(
        orient="top",
        labelAngle=0,
        labelExpr=looked_up(padded),
        labelLineHeight=14,
        labelPadding=14 * most - 4,
        labelFontSize=11.5,
    )


def broken(name: str) -> list[str]:
    """Return a name in lines that a narrow column has room for.

    Examples
    --------
    >>> broken("GPT4-5shot_with_refA")
    ['GPT4-5shot_', 'with_refA']
    """
    lines = [""]
    for part in name.replace("_", "_\n").replace("-", "-\n").replace(" ", " \n").split("\n"):
        if lines[-1] and len(lines[-1]) + len(part.strip()) > FEW:
            lines.append("")
        lines[-1] += part
    return [line if len(line) <= FEW else line[: FEW - 1] + "\u2026" for line in lines]


def listed(names: Sequence[str], most: int = 4) -> str:
    """Return names as a list in words, cut where it gets long."""
    rest = len(names) - most
    if rest > 1:
        return f"{', '.join(names[:most])} and {rest} more"
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else "".join(names)
