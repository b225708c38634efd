"""The chart of what place, length and prelabels have to do with answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.confidence import confidence_of
from trainer_widgets.analysis.charts.rendering import INK, MUTED

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

EVEN = 0.5
ANNOTATOR = "annotator"
MOST_NAMED = 4  # groups, so that a title stays short
SIDES = (
    "datum.value == 0.5 ? 'even' : datum.value > 0.5 "
    "? format(datum.value, '.0%') + ' left' : format(1 - datum.value, '.0%') + ' right'"
)
TICK = "datum.value == 0 ? 'none' : format(datum.value, '+{}')"
PLACE = re.compile(r"place_(\d)_of_(\d)_preferred")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
ARMS = {"accepted_with_prelabel": "seen", "accepted_without_prelabel": "not seen"}


class Panel(NamedTuple):
    """Rows on one scale: what is seen, the value of no bias, and how numbers are written."""

    title: str
    none: float | None
    number: Callable[[float], str]
    noun: str


def presentation_bias(result: pd.DataFrame) -> alt.LayerChart | alt.VConcatChart:
    """Draw what :func:`trainer_widgets.analysis.presentation_bias` returns.

    Parameters
    ----------
    result
        One row a group and statistic.

    Returns
    -------
    altair.LayerChart or altair.VConcatChart
        A dot on its interval for each row, beside what no bias would give; a panel each for
        sides, places among more responses, length and prelabels.

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
    panels: dict[str, list[drawn.Row]] = {}
    for row in rows:
        panels.setdefault(_kind(row["statistic"]), []).append(row)
    lines = {kind: [_line(row, by, kind) for row in some] for kind, some in panels.items()}
    title = _title(panels, by)
    how = f"Lines are {confidence_of(rows)} intervals; dashed: no bias"
    if list(panels) in ([], ["sides"]):
        chart: alt.LayerChart | alt.VConcatChart = _panel("sides", lines.get("sides", []))
        how = f"Which side is preferred; lines are {confidence_of(rows)} intervals"
    else:
        parts = [
            _panel(kind, some).properties(title=_small(_panel_of(kind).title))
            for kind, some in lines.items()
        ]
        chart = alt.VConcatChart(vconcat=parts, spacing=30)
    told = [line for some in lines.values() for line in some]
    return chart.properties(
        title=drawn.heading(title, how), description=drawn.description(title, told)
    )


def _kind(statistic: str) -> str:
    """Return which panel a statistic is in."""
    place = PLACE.fullmatch(statistic)
    if place:
        return f"of {place.group(2)}"
    return "sides" if statistic == "left_preferred" else _KINDS[statistic]


_KINDS = {
    "longer_preferred": "longer",
    "length_slope": "slope",
    **dict.fromkeys(ARMS, "accepted"),
    "prelabel_effect": "effect",
}


def _panel_of(kind: str) -> Panel:
    if kind.startswith("of "):
        count = int(kind.removeprefix("of "))
        title = f"Which of {count} responses is the best, by its place from left to right"
        return Panel(title, 1 / count, drawn.percent, "decided label")
    return _PANELS[kind]


def _line(row: drawn.Row, by: list[str], kind: str) -> drawn.Row:
    group = drawn.group_name(row, by)
    place = PLACE.fullmatch(row["statistic"])
    part = ORDINALS[int(place.group(1)) - 1] if place else ARMS.get(row["statistic"], "")
    if not group and not part:
        part = _ALONE[kind]
    panel = _panel_of(kind)
    sizes = drawn.counted(row["n_labels"], panel.noun)
    if kind == "sides":
        sizes = f"left preferred, {sizes}"
    name = ", ".join(one for one in (group, part) if one)
    return drawn.line(row, name[0].upper() + name[1:] if not group else name, panel.number, sizes)


def _panel(kind: str, lines: list[drawn.Row]) -> alt.LayerChart:
    panel = _panel_of(kind)
    if kind in ("slope", "effect"):
        ends = [
            abs(x[end]) for x in lines for end in ("low", "high") if not drawn.is_missing(x[end])
        ]
        reach = max([0.1 if kind == "effect" else 0.5, *ends])
        scale = alt.Scale(domain=[-reach, reach])
        axis = alt.Axis(labelExpr=TICK.format(".0%" if kind == "effect" else ".1~f"), tickCount=5)
    elif kind == "sides":
        # Reversed, so that what is left on screen is left in the chart.
        scale = alt.Scale(domain=[0, 1], nice=False, reverse=True)
        axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], labelExpr=SIDES)
    else:
        scale = alt.Scale(domain=[0, 1], nice=False)
        axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".0%")
    base = drawn.base_of(lines)
    x = alt.X("low:Q", scale=scale, axis=axis, title=None)
    layers = [*drawn.dots(base, x), *drawn.words(base)]
    if panel.none is not None:
        none = alt.Chart(alt.InlineData(values=[{"none": panel.none}]))
        rule = none.mark_rule(color=MUTED, strokeDash=[4, 4])
        layers.insert(0, rule.encode(x=alt.X("none:Q", scale=scale)))
    chart = alt.LayerChart(layer=layers)
    return chart.properties(width=drawn.WIDTH, height=drawn.height(lines))


def _small(text: str) -> alt.TitleParams:
    return alt.TitleParams(text=text, fontSize=12.5, fontWeight=600, color=INK, offset=8)


def _title(panels: dict[str, list[drawn.Row]], by: list[str]) -> str:
    """Return what is seen: one finding a question."""
    sides = panels.get("sides", [])
    found = [_sides_title(sides, by)] if sides or not panels else []
    for kind, words in _FINDINGS.items():
        known = _known(panels.get(kind, []))
        none = _panel_of(kind).none or 0.0
        away = [row for row in known if not row["low"] <= none <= row["high"]]
        if not known:
            continue
        if len(known) > 1:
            found.append(words[2].format(_whom("of", away, known, by)) if away else words[3])
        else:
            share = known[0]["estimate"]
            found.append((words[0] if away else words[1]).format(_panel_of(kind).number(share)))
    if len(found) > 1 and found[0].startswith("Position bias cannot"):
        found = [*found[1:], found[0].split(":")[0]]
    return "; ".join([found[0], *(one[0].lower() + one[1:] for one in found[1:])])


def _known(rows: list[drawn.Row]) -> list[drawn.Row]:
    return [row for row in rows if not drawn.is_missing(row["low"])]


def _sides_title(rows: list[drawn.Row], by: list[str]) -> str:
    known = [row for row in rows if not drawn.is_missing(row["estimate"])]
    if not known:
        return "Position bias cannot be told: no order on screen is known"
    biased = [row for row in _known(known) if not row["low"] <= EVEN <= row["high"]]
    if len(known) > 1:
        whom = _whom("by", biased, known, by)
        return f"One side is preferred {whom}" if biased else "No position bias shows"
    share = known[0]["estimate"]
    if not biased:
        return f"No position bias shows: the left response is preferred in {drawn.percent(share)}"
    side = "left" if share > EVEN else "right"
    return f"The {side} response is preferred in {drawn.percent(max(share, 1 - share))} of cases"


def _whom(word: str, some: list[drawn.Row], of: list[drawn.Row], by: list[str]) -> str:
    """Return which groups, people by another word than all else."""
    are_people = by == [ANNOTATOR]
    if len(some) <= MOST_NAMED:
        names = ", ".join(drawn.group_name(row, by) for row in some)
        if are_people:
            return f"{word} {names}"
        return f"where {by[0]} is {names}" if len(by) == 1 else f"for {names}"
    many = f"{len(some)} of {len(of)}" if len(some) < len(of) else f"all {len(of)}"
    return f"{word} {many} annotators" if are_people else f"in {many} groups"


def _signed(value: float) -> str:
    return f"{value:+.2f}"


def _points(value: float) -> str:
    return f"{100 * value:+.0f} points"


_PANELS = {
    "sides": Panel("Which side of a pair is preferred", EVEN, drawn.percent, "decided label"),
    "longer": Panel(
        "How often the longer response is preferred (an association)",
        EVEN,
        drawn.percent,
        "decided comparison",
    ),
    "slope": Panel(
        "Log odds of being preferred for twice the length", 0.0, _signed, "decided comparison"
    ),
    "accepted": Panel("Agreement with the prelabel, seen or not", None, drawn.percent, "label"),
    "effect": Panel("How much more agreement where it was seen", 0.0, _points, "label"),
}
_ALONE = {
    "sides": "all labels",
    "longer": "all pairs",
    "slope": "all pairs",
    "effect": "all labels",
}
# What is said of one row with bias and without, and of several with and without.
_FINDINGS = {
    "longer": (
        "The longer response is preferred in {} of cases",
        "Length shows no association: the longer response is preferred in {}",
        "Length goes with the preferences {}",
        "No association with length shows",
    ),
    "effect": (
        "Agreement with a prelabel changes by {} where it is seen",
        "Seeing a prelabel makes no difference that shows ({})",
        "Seeing a prelabel moves the answers {}",
        "Seeing a prelabel makes no difference that shows",
    ),
}
