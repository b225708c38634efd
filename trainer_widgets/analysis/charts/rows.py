"""What the charts share: one line a row, with a name, a mark and its numbers in words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import altair as alt

from trainer_widgets.analysis.charts.rendering import ACCENT, INK, MUTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pandas as pd

WIDTH = 400
STEP = 38
GAP = 18
LINE = 90
FEW = 0.1  # below which a share is told by the tenth of a per cent
DRAWN = ("estimate", "low", "high", "q1", "q3")
Row = dict[str, Any]


def rows_of(result: pd.DataFrame) -> list[Row]:
    """Return a result's rows as dicts."""
    found = result.to_dict(orient="records")
    return [{str(name): value for name, value in row.items()} for row in found]


def group_columns(result: pd.DataFrame) -> list[str]:
    """Return the columns of a result's groups: those before ``statistic``."""
    names = list(result.columns)
    return names[: names.index("statistic")]


def group_name(row: Row, by: Iterable[str]) -> str:
    """Return what a row's group is called."""
    return ", ".join("none" if is_missing(row[name]) else str(row[name]) for name in by)


def is_missing(value: object) -> bool:
    """Whether a value of a result is not there."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def percent(share: float) -> str:
    """Return a share as people write it."""
    return f"{100 * share:.0f} %"


def share(share: float) -> str:
    """Return a share as people write it, small ones by the tenth of a per cent, unbroken."""
    written = f"{100 * share:.1f} %" if 0 < share < FEW else percent(share)
    return written.replace(" ", "\N{NO-BREAK SPACE}")


def share_axis(title: str | None = None, ticks: int = 6) -> alt.Axis:
    """Return an axis of shares in per cent."""
    return alt.Axis(format="~%", tickCount=ticks, title=title)


def from_zero(lines: Sequence[Row]) -> alt.Scale:
    """Return a scale from nothing to the highest of what is drawn."""
    ends = [line[name] for line in lines for name in ("estimate", "high")]
    tops = [end for end in ends if not is_missing(end)]
    return alt.Scale(domain=[0, max(tops, default=1.0)], nice=True)


def counted(n: float, noun: str) -> str:
    """Return a number with its noun, such as ``1,204 items``."""
    return f"{n:,} {noun}" + ("" if n == 1 else "s")


def line(row: Row, name: str, number: Callable[[float], str], sizes: str) -> Row:
    """Return what is drawn of a row.

    Parameters
    ----------
    row
        A row of a result.
    name
        What stands at the left.
    number
        How its numbers are written.
    sizes
        How much it rests on, below the numbers.
    """
    words = "undefined"
    if not is_missing(row["estimate"]):
        words = number(row["estimate"])
    if not is_missing(row["low"]):
        words = f"{words}  ({number(row['low'])} to {number(row['high'])})"
    kept: Row = {key: row[key] for key in DRAWN if key in row}
    return kept | {"name": name, "words": words, "sizes": sizes, "note": row["note"]}


def spoken_line(drawn: Row) -> str:
    """Return a drawn row as a sentence for those who do not see it."""
    return " ".join(f"{drawn['name']}: {drawn['words']}, {drawn['sizes']}.".split())


def base_of(lines: Sequence[Row]) -> alt.Chart:
    """Return a chart of drawn rows that has no marks yet."""
    data = alt.InlineData(values=[_json(row) for row in lines])
    tips = {"name:N": "Of", "words:N": "Estimate", "sizes:N": "From", "note:N": "Note"}
    return alt.Chart(data).encode(
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(offset=6)),
        tooltip=[alt.Tooltip(field, title=title) for field, title in tips.items()],
    )


def dots(base: alt.Chart, x: alt.X) -> list[alt.Chart]:
    """Return each row's estimate as a dot on its interval."""
    whole = base.mark_rule(color=ACCENT, strokeWidth=4, opacity=0.4, strokeCap="round")
    points = base.mark_circle(color=ACCENT, size=130, opacity=1)
    return [whole.encode(x=x, x2="high:Q"), points.encode(x=alt.X("estimate:Q"))]


def words(base: alt.Chart) -> list[alt.Chart]:
    """Return each row's numbers as text, at the right of the chart."""
    right = alt.value(WIDTH + GAP)
    numbers = base.mark_text(align="left", color=INK, fontSize=12.5, dy=-8)
    sizes = base.mark_text(align="left", color=MUTED, fontSize=11, dy=8)
    return [
        numbers.encode(x=right, text="words:N"),
        sizes.encode(x=right, text="sizes:N"),
    ]


def height(lines: Sequence[Row]) -> int:
    """Return how high a chart of so many rows is, in pixels."""
    return STEP * max(len({row["name"] for row in lines}), 1)


def heading(title: str, subtitle: str) -> alt.TitleParams:
    """Return a title that says what is seen, and below it how to read it."""
    return alt.TitleParams(text=_broken(title, LINE - 18), subtitle=_broken(subtitle, LINE))


def description(title: str, lines: Iterable[Row]) -> str:
    """Return the alternative text: the title and every row's numbers."""
    return " ".join([f"{title}.", *(spoken_line(one) for one in lines)])


def _broken(text: str, limit: int) -> list[str]:
    broken = [""]
    for word in text.split(" "):
        if broken[-1] and len(broken[-1]) + len(word) > limit:
            broken.append("")
        broken[-1] = f"{broken[-1]} {word}".strip()
    return broken


def _json(row: Row) -> Row:
    return {name: None if is_missing(value) else value for name, value in row.items()}
