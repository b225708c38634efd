"""Charts of how good a tagger is, tag by tag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.rendering import ACCENT, FAINT, PALETTE

if TYPE_CHECKING:
    import pandas as pd

STEP = 24
WIDTH = 190
SPREAD = 0.56  # of a step: how far apart the first and the last group of a tag lie
ALL = "All tags"


class Panel(NamedTuple):
    """One statistic, in a panel of its own."""

    statistic: str
    title: str
    format: str


PANELS = (
    Panel("precision", "Precision", ".0%"),
    Panel("recall", "Recall", ".0%"),
    Panel("count_error", "Count error", "+.1~f"),
)


def tag_quality(result: pd.DataFrame) -> alt.HConcatChart:
    """Draw what :func:`trainer_widgets.analysis.tag_quality` returns.

    Parameters
    ----------
    result
        One row a group, tag and statistic.

    Returns
    -------
    altair.HConcatChart
        One panel a statistic: a dot on its interval for each tag, groups in colors.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> shown = {"auto_tags": [{"name": "apple"}, {"name": "pear"}]}
    >>> labels = pd.DataFrame({"item_id": ["s1"], "annotator": ["ana"], "shown": [shown]})
    >>> labels["tag_names"] = [["apple"]]
    >>> chart = analysis.charts.tag_quality(analysis.tag_quality(labels))
    >>> chart.description.split(".")[0]
    'The tagger is most often wrong about pear (0 % precision) and misses nothing'
    """
    by = [name for name in drawn.group_columns(result) if name != "tag"]
    lines = [_line(row, by) for row in drawn.rows_of(result)]
    groups = list(dict.fromkeys(line["group"] for line in lines))
    names = list(dict.fromkeys(line["name"] for line in lines))
    panels = [_panel(one, lines, groups, names) for one in PANELS]
    title = _title(lines)
    how = "Dots on their 95 % intervals; count error: how many too many (+) or too few in an image"
    return alt.HConcatChart(hconcat=panels, spacing=28).properties(
        title=drawn.heading(title, how), description=drawn.description(title, lines)
    )


def _line(row: drawn.Row, by: list[str]) -> drawn.Row:
    number = drawn.percent if row["statistic"] != "count_error" else _signed
    group = drawn.group_name(row, by)
    # Without tags the groups are the lines.
    name = str(row["tag"]) if "tag" in row else group or ALL
    sizes = f"{row['statistic'].replace('_', ' ')}, {drawn.counted(row['n_items'], 'item')}"
    kept = drawn.line(row, name, number, sizes)
    if "tag" in row and group:
        kept["sizes"] = f"{group}, {sizes}"
    return kept | {"group": group, "statistic": row["statistic"], "is_tag": "tag" in row}


def _panel(
    panel: Panel, lines: list[drawn.Row], groups: list[str], names: list[str]
) -> alt.LayerChart:
    mine = [line for line in lines if line["statistic"] == panel.statistic]
    is_first = panel == PANELS[0]
    base = drawn.base_of(mine)
    axis = alt.Axis(offset=6) if is_first else None
    y = alt.Y("name:N", sort=names, title=None, axis=axis)
    share = panel.statistic != "count_error"
    scale = alt.Scale(domain=[0, 1]) if share else alt.Scale(zero=True)
    ticks = alt.Axis(format=panel.format, tickCount=4, orient="top", title=panel.title)
    x = alt.X("low:Q", scale=scale, axis=ticks)
    encoding: dict[str, Any] = {"y": y}
    if len(groups) > 1 and groups != names:
        shift = alt.Scale(domain=groups, range=_offsets(len(groups)))
        encoding["yOffset"] = alt.YOffset("group:N", scale=shift)
        colors = alt.Scale(domain=groups, range=PALETTE[: len(groups)])
        legend = alt.Legend(title=None, orient="bottom") if is_first else None
        encoding["color"] = alt.Color("group:N", scale=colors, legend=legend)
    else:
        encoding["color"] = alt.value(ACCENT)
    base = base.encode(**encoding)
    whole = base.mark_rule(strokeWidth=3, opacity=0.4, strokeCap="round")
    points = base.mark_circle(size=64, opacity=1)
    layers = [whole.encode(x=x, x2="high:Q"), points.encode(x=alt.X("estimate:Q"))]
    if not share:
        zero = alt.Chart(alt.InlineData(values=[{"zero": 0}])).mark_rule(color=FAINT)
        layers.insert(0, zero.encode(x="zero:Q"))
    return alt.LayerChart(layer=layers).properties(width=WIDTH, height=STEP * len(names))


def _offsets(count: int) -> list[float]:
    return [STEP * (0.5 + SPREAD * (place / (count - 1) - 0.5)) for place in range(count)]


def _title(lines: list[drawn.Row]) -> str:
    known = {
        panel.statistic: [
            (line["estimate"], _named(line))
            for line in lines
            if line["statistic"] == panel.statistic and not drawn.is_missing(line["estimate"])
        ]
        for panel in PANELS[:2]
    }
    precise, found = known["precision"], known["recall"]
    if not precise or not found:
        return "The tagger cannot be judged: nothing was proposed, or nothing was there"
    if not any(line["is_tag"] for line in lines):
        return f"Precision is {_range(precise)}, recall is {_range(found)}"
    (lowest, wrong), (least, missed) = min(precise), min(found)
    errs = f"is most often wrong about {wrong} ({drawn.percent(lowest)} precision)"
    misses = f"misses {missed} most ({drawn.percent(least)} recall)"
    errs, misses = (
        errs if lowest < 1 else "is never wrong",
        misses if least < 1 else "misses nothing",
    )
    return f"The tagger {errs} and {misses}"


def _named(line: drawn.Row) -> str:
    return (
        f"{line['name']} by {line['group']}" if line["is_tag"] and line["group"] else line["name"]
    )


def _range(known: list[tuple[float, str]]) -> str:
    (least, where), (most, other) = min(known), max(known)
    if len(known) == 1:
        return drawn.percent(least)
    return f"{drawn.percent(least)} ({where}) to {drawn.percent(most)} ({other})"


def _signed(value: float) -> str:
    return f"{value:+.2f}"
