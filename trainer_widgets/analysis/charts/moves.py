"""The chart of who moved where in a calibration session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.rendering import ACCENT, INK

if TYPE_CHECKING:
    import pandas as pd

MOST_ITEMS, MOST_PEOPLE = 40, 20
MOST_SPOKEN = 45
CELL = (74, 26)
# What happened, with the sign and the color of its cell and the color of the sign.
MOVES = {
    "agreed from the start": ("=", "#dbe7fb", INK),
    "moved to the decision": ("\N{RIGHTWARDS ARROW}", ACCENT, "white"),
    "kept to another answer": ("\N{NOT EQUAL TO}", "#e69f00", INK),
    "moved away from it": ("\N{LEFTWARDS ARROW}", "#d55e00", "white"),
    "changed, nothing decided": ("\N{LEFT RIGHT ARROW}", "#8c6d1f", "white"),
    "stayed, nothing decided": ("\N{MIDDLE DOT}", "#edf0f3", INK),
    "answered after the reveal": ("+", "#c9ced6", INK),
    "took it back": ("\N{MINUS SIGN}", "#c9ced6", INK),
    "gave no answer": ("", "#ffffff", INK),
}


def calibration_moves(log: pd.DataFrame) -> alt.LayerChart:
    """Draw who moved where: towards what was decided, away from it, or not at all.

    Parameters
    ----------
    log
        ``SessionReport.disagreements``.

    Returns
    -------
    altair.LayerChart
        A cell for each item and person, for up to forty items and twenty people.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> row = {"place": 1, "annotator": "ana", "before": "A", "after": "B"}
    >>> log = pd.DataFrame([row | {"move": "moved to the decision"}])
    >>> analysis.charts.calibration_moves(log).description
    '1 answer moved to the decision, and 0 moved away from it. Item 1, ana: moved to the decision.'
    """
    rows = drawn.rows_of(log)
    people = sorted({row["annotator"] for row in rows})[:MOST_PEOPLE]
    places = sorted({row["place"] for row in rows})[:MOST_ITEMS]
    cells = [_cell(row) for row in rows if row["annotator"] in people and row["place"] in places]
    there = [move for move in MOVES if any(cell["move"] == move for cell in cells)]
    colors = [MOVES[move][1] for move in there]
    legend = alt.Legend(title=None, orient="right", symbolType="square", labelLimit=260)
    side = alt.Axis(labelOverlap=False, offset=2, labelLimit=240)
    top = alt.Axis(orient="top", labelAngle=-30 if len(people) > 1 else 0, labelOverlap=False)
    base = alt.Chart(alt.InlineData(values=cells)).encode(
        x=alt.X("annotator:N", sort=people, title=None, axis=top),
        y=alt.Y("item:N", sort=[f"Item {place}" for place in places], title=None, axis=side),
        tooltip=[alt.Tooltip(f"{name}:N") for name in ("item", "annotator", "before", "after")],
    )
    color = alt.Color(
        "move:N", scale=alt.Scale(domain=there, range=colors), legend=legend if cells else None
    )
    signs = base.mark_text(fontSize=13).encode(
        text="sign:N", color=alt.Color("ink:N", scale=None, legend=None)
    )
    tile = base.mark_rect(cornerRadius=3, stroke="white", strokeWidth=2)
    title = _moves_title(rows)
    spoken = " ".join(
        f"{cell['item']}, {cell['annotator']}: {cell['move']}." for cell in cells[:MOST_SPOKEN]
    )
    width, height = (
        size * max(len(of), 1) for size, of in zip(CELL, (people, places), strict=True)
    )
    return alt.LayerChart(layer=[tile.encode(color=color), signs]).properties(
        width=width,
        height=height,
        title=drawn.heading(title, _left_out(log, people, places)),
        description=f"{title}. {spoken}".strip(),
    )


def _cell(row: drawn.Row) -> drawn.Row:
    sign, _, ink = MOVES[row["move"]]
    kept = {name: row[name] for name in ("annotator", "before", "after", "move")}
    return kept | {"item": f"Item {row['place']}", "sign": sign, "ink": ink}


def _moves_title(rows: list[drawn.Row]) -> str:
    if not rows:
        return "Nobody has answered"
    closer = sum(row["move"] == "moved to the decision" for row in rows)
    away = sum(row["move"] == "moved away from it" for row in rows)
    return f"{drawn.counted(closer, 'answer')} moved to the decision, and {away} moved away from it"


def _left_out(log: pd.DataFrame, people: list[str], places: list[int]) -> str:
    told = "Each cell is one person's answer to an item, before and after people talked"
    items, others = (log[name].nunique() for name in ("place", "annotator"))
    if items > len(places) or others > len(people):
        told = f"{told}; the first {len(places)} of {items} items, {len(people)} of {others} people"
    return told
