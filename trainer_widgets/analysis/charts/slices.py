"""The chart of combinations of features in which things go wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.confidence import confidence_of
from trainer_widgets.analysis.charts.rendering import ACCENT, INK, MUTED

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.analysis.charts.rows import Row

WIDE, STEP = 300, 46
NAME = 38  # characters of a slice's name in a line
HIGH = 14  # pixels a line
ZERO = "datum.value == 0 ? '0%' : datum.label"
MOST = 25
NOTHING = "No slice stands out"
TOO_SMALL = "No slice has enough items to be searched"


def find_slices(result: pd.DataFrame) -> alt.LayerChart:
    """Draw what :func:`trainer_widgets.analysis.find_slices` returns.

    Parameters
    ----------
    result
        One row a slice; with ``exploratory=True`` those that were not confirmed, too.

    Returns
    -------
    altair.LayerChart
        For each slice how much higher its rate is than elsewhere, on its interval: a full dot where
        that is confirmed, a hollow one where it is not.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> labels = pd.DataFrame({"item_id": range(80), "annotator": "ana", "wrong": False})
    >>> labels["language"] = ["ar", "de"] * 40
    >>> chart = analysis.charts.find_slices(analysis.find_slices(labels, "wrong"))
    >>> chart.description
    'No slice stands out.'
    """
    rows = drawn.rows_of(result)
    lines = [_line(row) for row in rows[:MOST]]
    title = _title(rows, is_searched=result.attrs.get("searched") != 0)
    words = drawn.description(title, lines)
    heading = drawn.heading(title, _how_to_read(rows, str(result.attrs.get("note", ""))))
    layers = _layers(lines) if lines else [_empty()]
    return alt.LayerChart(layer=layers).properties(
        width=WIDE,
        height=STEP * max(len(lines), 1),
        title=heading,
        description=words,
    )


def _line(row: Row) -> Row:
    sizes = (
        f"{drawn.percent(row['rate'])} against {drawn.percent(row['rate_rest'])} elsewhere, "
        f"{drawn.counted(row['n_items'], 'item')}, {drawn.counted(row['n_labels'], 'label')}"
    )
    line = drawn.line(row, row["slice"], _points, sizes)
    line["words"] = line["words"].replace(" points to ", " to ").replace(" points)", ")")
    lines = _broken(row["slice"])
    named = {
        "is_confirmed": bool(row["confirmed"]),
        "lines": lines,
        "height": lines.count("\n") + 1,
    }
    return line | named | {"q": f"{row['q_value']:.3f}"}


def _points(value: float) -> str:
    return f"{100 * value:+.0f} points".replace("-", "\u2212").replace("+0 ", "0 ")


def _broken(name: str) -> str:
    """Return a slice's name in lines, each condition as a whole where it fits."""
    found = [""]
    for part in name.replace(" and ", "\n and ").split("\n"):
        if found[-1] and len(found[-1]) + len(part) > NAME:
            found.append(part.strip())
        else:
            found[-1] += part
    return "\n".join(found)


def _layers(lines: list[Row]) -> list[alt.Chart]:
    tips = {"name": "Slice", "words": "Difference", "sizes": "Rate", "q": "q value", "note": "Note"}
    order = [line["name"] for line in lines]
    base = drawn.base_of(lines).encode(
        y=alt.Y("name:N", sort=order, title=None, axis=None),
        tooltip=[alt.Tooltip(f"{field}:N", title=name) for field, name in tips.items()],
    )
    scale = alt.Scale(zero=True, nice=True)
    x = alt.X(
        "low:Q", scale=scale, title=None, axis=alt.Axis(format="+.0%", tickCount=5, labelExpr=ZERO)
    )
    tint = alt.condition("datum.is_confirmed", alt.value(ACCENT), alt.value(MUTED))
    fill = alt.condition("datum.is_confirmed", alt.value(ACCENT), alt.value("white"))
    zero = alt.Chart(alt.InlineData(values=[{"zero": 0}])).mark_rule(color=MUTED, strokeDash=[4, 4])
    whole = base.mark_rule(strokeWidth=4, opacity=0.4, strokeCap="round")
    points = base.mark_point(size=110, filled=True, opacity=1, strokeWidth=1.8)
    right = alt.value(WIDE + drawn.GAP)
    numbers = base.mark_text(align="left", color=INK, fontSize=12.5, dy=-8)
    sizes = base.mark_text(align="left", color=MUTED, fontSize=11, dy=8)
    return [
        zero.encode(x="zero:Q"),
        whole.encode(x=x, x2="high:Q", color=tint),
        points.encode(x=alt.X("estimate:Q"), fill=fill, stroke=tint),
        numbers.encode(x=right, text="words:N"),
        sizes.encode(x=right, text="sizes:N"),
        *_names(base, {line["height"] for line in lines}),
    ]


def _names(base: alt.Chart, heights: set[int]) -> list[alt.Chart]:
    """Return the slices' names beside their dots: an axis would not centre several lines."""
    return [
        base.transform_filter(f"datum.height == {height}")
        .mark_text(
            align="right", color=INK, fontSize=12, lineBreak="\n", lineHeight=HIGH,
            dy=-HIGH / 2 * (height - 1),
        )
        .encode(x=alt.value(-12), text="lines:N")
        for height in sorted(heights)
    ]  # fmt: skip


def _empty() -> alt.Chart:
    words = alt.Chart(alt.InlineData(values=[{"text": "nothing to draw"}])).encode(text="text:N")
    nothing: alt.Chart = words.mark_text(color=MUTED, fontSize=12, align="left", x=0)
    return nothing


def _title(rows: list[Row], *, is_searched: bool) -> str:
    confirmed = [row for row in rows if row["confirmed"]]
    if not confirmed:
        return NOTHING if is_searched else TOO_SMALL
    worst = max(confirmed, key=lambda row: row["estimate"])
    how = f"{drawn.percent(worst['rate'])} against {drawn.percent(worst['rate_rest'])} elsewhere"
    first = "One slice stands out" if len(confirmed) == 1 else f"{len(confirmed)} slices stand out"
    which = "" if len(confirmed) == 1 else "most of all "
    return f"{first}: {which}{worst['slice']}, {how}"


def _how_to_read(rows: list[Row], searched: str) -> str:
    parts = []
    if rows:
        dots = f"How much higher the rate is than elsewhere, with {confidence_of(rows)} intervals"
        hollow = any(not row["confirmed"] for row in rows)
        parts.append(dots + (". Hollow: exploratory, not confirmed" if hollow else ""))
    if len(rows) > MOST:
        parts.append(f"The first {MOST} of {len(rows)}")
    if searched:
        first = searched.split(";", maxsplit=1)[0]
        parts.append(first[0].upper() + first[1:])
    return ". ".join(parts)
