"""The overview of all annotators: one row each, one panel a statistic."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.confidence import confidence_of
from trainer_widgets.analysis.charts.rendering import ACCENT, FAINT, INK, MUTED

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

WIDTHS = (400, 260, 176, 176)  # pixels of a panel, where there are one, two, three and four
NARROW = 118  # where there are more
ASIDE = 34  # from the panel to the right end of its numbers
HIGH, LOW = 34, 19  # pixels of a row, where there are few and many
MANY = 12
EVEN = 0.5
HIGH_SHARES = 0.6  # where all are above it, their axis starts further right than 0
STEPS = 20  # a share's axis starts at a multiple of 1 / 20


class Panel(NamedTuple):
    """One statistic, in a panel of its own."""

    statistic: str
    title: str
    written: Callable[[float], str]
    ticks: str


def _seconds(value: float) -> str:
    return f"{value:.0f} s"


PERCENT = "format(datum.value, '.3~%')"
PANELS = (
    Panel("accuracy", "Right on gold", drawn.percent, PERCENT),
    Panel("agreement_with_others", "Others agree", drawn.percent, PERCENT),
    Panel("dawid_skene_accuracy", "Right by the model", drawn.percent, PERCENT),
    Panel("median_active_seconds", "Seconds an item", _seconds, "datum.value + ' s'"),
    Panel("escalation_rate", "Escalated", drawn.percent, PERCENT),
    Panel("skip_rate", "Skipped", drawn.percent, PERCENT),
    Panel("left_preferred", "Left preferred", drawn.percent, PERCENT),
)
FITTED = ("accuracy", "agreement_with_others", "dawid_skene_accuracy")
WHOLE = (*FITTED, "left_preferred")
TITLES = {
    "accuracy": "Accuracy on gold",
    "agreement_with_others": "Agreement with the others",
    "dawid_skene_accuracy": "Accuracy by Dawid and Skene's model",
}


def annotator_quality(result: pd.DataFrame) -> alt.HConcatChart:
    """Draw what :func:`trainer_widgets.analysis.annotator_quality` returns.

    Parameters
    ----------
    result
        One row a group, annotator and statistic.

    Returns
    -------
    altair.HConcatChart
        One panel for each statistic that is known, a dot on its interval for each annotator.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> labels = pd.DataFrame(
    ...     {
    ...         "item_id": ["q1", "q1", "q2", "q2"],
    ...         "annotator": ["ana", "ben"] * 2,
    ...         "choice": ["a", "a", "a", "b"],
    ...     }
    ... )
    >>> result = analysis.annotator_quality(labels, gold={"q1": "a", "q2": "a"})
    >>> analysis.charts.annotator_quality(result).description.split(".")[0]
    'Accuracy on gold lies between 50 % (ben) and 100 % (ana)'
    """
    by = drawn.group_columns(result)
    rows = drawn.rows_of(result)
    panels = [
        panel
        for panel in PANELS
        if any(
            row["statistic"] == panel.statistic and not drawn.is_missing(row["estimate"])
            for row in rows
        )
    ]
    lines = {panel.statistic: _lines(rows, panel, by) for panel in panels}
    names = list(dict.fromkeys(drawn.group_name(row, by) for row in rows))
    title = _title(lines)
    width = WIDTHS[len(panels) - 1] if 0 < len(panels) <= len(WIDTHS) else NARROW
    charts = [
        _panel(panel, lines[panel.statistic], names, width=width, is_first=panel is panels[0])
        for panel in panels
    ]
    how = (
        f"Dots on their {confidence_of(rows)} intervals; the faint number is how many labels or "
        "items each rests on"
    )
    if any(_start(panel, lines[panel.statistic]) for panel in panels):
        how += ". Mind where the axes start: not all do at 0 %"
    spoken = [line for panel in panels for line in lines[panel.statistic]]
    return alt.HConcatChart(hconcat=charts or [_nothing()], spacing=ASIDE - 12).properties(
        title=drawn.heading(title, how), description=drawn.description(title, spoken)
    )


def _lines(rows: list[drawn.Row], panel: Panel, by: list[str]) -> list[drawn.Row]:
    found = []
    for row in rows:
        if row["statistic"] == panel.statistic:
            name = drawn.group_name(row, by)
            sizes = f"{panel.title.lower()}, {drawn.counted(row['n_labels'], 'label')}"
            line = drawn.line(row, name, panel.written, sizes)
            missing = drawn.is_missing(row["estimate"])
            found.append(line | {"n": "-" if missing else f"{row['n_labels']:,}"})
    return found


def _panel(
    panel: Panel, lines: list[drawn.Row], names: list[str], *, width: int, is_first: bool
) -> alt.LayerChart:
    base = drawn.base_of(lines)
    axis = alt.Axis(offset=6, labelOverlap=False) if is_first else None
    base = base.encode(y=alt.Y("name:N", sort=names, title=None, axis=axis))
    scale = alt.Scale(zero=True, nice=False)
    at: dict[str, Any] = {"tickCount": 2}
    if panel.statistic in WHOLE:
        start = _start(panel, lines)
        scale = alt.Scale(domain=[start, 1])
        at = {"values": [start, round((start + 1) / 2, 3), 1], "tickCount": 3}
    ticks = alt.Axis(
        orient="top", title=panel.title, titleColor=INK, labelExpr=panel.ticks,
        labelFlush=True, labelFontSize=11, **at,
    )  # fmt: skip
    x = alt.X("low:Q", scale=scale, axis=ticks)
    whole = base.mark_rule(color=ACCENT, strokeWidth=3, opacity=0.4, strokeCap="round")
    points = base.mark_circle(color=ACCENT, size=64, opacity=1)
    sizes = base.mark_text(align="right", fontSize=10, color=MUTED)
    layers: list[alt.Chart] = [
        whole.encode(x=x, x2="high:Q"),
        points.encode(x=alt.X("estimate:Q")),
        sizes.encode(x=alt.value(width + ASIDE), text="n:N"),
    ]
    if panel.statistic == "left_preferred":
        even = alt.Chart(alt.InlineData(values=[{"even": EVEN}]))
        layers.insert(0, even.mark_rule(color=FAINT, strokeWidth=1.5).encode(x="even:Q"))
    step = HIGH if len(names) <= MANY else LOW
    return alt.LayerChart(layer=layers).properties(width=width, height=step * len(names))


def _start(panel: Panel, lines: list[drawn.Row]) -> float:
    """Return where a share's axis starts: at 0, or below all intervals where shares are high."""
    known = [line for line in lines if not drawn.is_missing(line["estimate"])]
    if panel.statistic not in FITTED or min(line["estimate"] for line in known) < HIGH_SHARES:
        return 0.0
    ends = [line[end] for line in known for end in ("low", "estimate")]
    least = min(end for end in ends if not drawn.is_missing(end))
    steps: int = math.floor(least * STEPS)
    return min(steps, STEPS - 2) / STEPS


def _nothing() -> alt.LayerChart:
    empty = alt.Chart(alt.InlineData(values=[])).mark_point()
    return alt.LayerChart(layer=[empty]).properties(width=NARROW, height=HIGH)


def _title(lines: dict[str, list[drawn.Row]]) -> str:
    for statistic, what in TITLES.items():
        known = [
            (line["estimate"], line["name"])
            for line in lines.get(statistic, [])
            if not drawn.is_missing(line["estimate"])
        ]
        if known:
            (least, where), (most, other) = min(known), max(known)
            low, high = drawn.percent(least), drawn.percent(most)
            if low == high:
                return f"{what} is {low}"
            return f"{what} lies between {low} ({where}) and {high} ({other})"
    return "These labels do not tell how good the annotators' work is"
