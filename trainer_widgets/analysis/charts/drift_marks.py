"""The marks of a chart over time: windows, their baseline and limits, alarms and versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.rendering import ACCENT, GRID, INK, MUTED

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

BARS = 40
LARGE = 200
LATE = 0.8
FEW, MOST = 4, 8  # ticks of a small panel, and of a large one
ALARM = "#d55e00"
BAND = "#e3e7ec"
DAY, DAYS = "%-d %B %Y", "%-d %b"
UTC = alt.Scale(type="utc", padding=10)


def marks_of(part: list[drawn.Row], name: str, number: Callable[[float], str]) -> list[drawn.Row]:
    """Return what is drawn of each window of a group."""
    part = [row for row in part if row["window"] == row["window"]]  # NaT is not itself
    labels = sum(row["n_labels"] for row in part)
    group = f"{name} · {drawn.counted(labels, 'label')}" if name else ""
    found = []
    seen: set[str] = set()
    alarmed = False
    for place, row in enumerate(part):
        line = drawn.line(row, f"{row['window']:{DAY}}", number, sizes_of(row))
        begins = [one for one in row["guideline"].split(", ") if one and one not in seen]
        seen.update(begins)
        first = bool(row["signal"]) and not alarmed
        alarmed = alarmed or first
        line |= {
            "group": group,
            "window": _moment(row["window"]),
            "n": row["n_labels"],
            "lower": row["lower_limit"],
            "upper": row["upper_limit"],
            "ewma": row["ewma"],
            "signal": row["signal"] or None,
            "alarm": f"signal, {row['window']:%-d %b}" if first else None,
            "side": ("left" if place > LATE * len(part) else "right") if first else None,
            "version": f"guideline {', '.join(begins)}" if begins else None,
            "place": place,
        }
        found.append(line)
    learned = [place for place, row in enumerate(part) if row["baseline"]]
    if learned:
        found[0] |= {"left": _edges(part, learned[0])[0], "right": _edges(part, learned[-1])[1]}
    return [_light(line) for line in found]


def _edges(part: list[drawn.Row], place: int) -> tuple[str, str]:
    """Return the middles between a window and its neighbours."""
    at = part[place]["window"]
    before = part[max(place - 1, 0)]["window"]
    after = part[min(place + 1, len(part) - 1)]["window"]
    step = (after - at) or (at - before)
    return _moment(at - ((at - before) or step) / 2), _moment(at + step / 2)


def _light(line: drawn.Row) -> drawn.Row:
    """Return a row without what is missing, and with as many digits as can be seen."""
    return {
        key: round(value, 4) if isinstance(value, float) else value
        for key, value in line.items()
        if key != "note" and not drawn.is_missing(value) and value != ""
    }


def _moment(at: pd.Timestamp) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def sizes_of(row: drawn.Row) -> str:
    """Return how much a window rests on."""
    counts = {name: row[f"n_{name}s"] for name in ("label", "item", "annotator")}
    return ", ".join(drawn.counted(n, name) for name, n in counts.items())


def panel_of(base: alt.Chart, statistic: str, width: int, height: int) -> alt.LayerChart:
    """Return the windows on their intervals, the EWMA, its limits, alarms and versions."""
    small = height < LARGE
    axis = alt.Axis(
        format=".0%" if statistic.startswith("Percent") else ".2f",
        grid=True,
        gridColor=GRID,
        tickCount=4 if small else 6,
    )
    y = alt.Y("low:Q", scale=alt.Scale(zero=False, padding=8), axis=axis, title=None)
    x = alt.X("window:T", scale=UTC, axis=_time_axis(FEW) if small else None, title=None)
    layers = [
        *_normal(base, x, small=small),
        *_windows(base, x, y, statistic, small=small),
        *_alarms(base, x, height, small=small),
        *_versions(base, x, small=small),
    ]
    return alt.LayerChart(layer=layers).properties(width=width, height=height)


def _only(base: alt.Chart, field: str) -> alt.Chart:
    return base.transform_filter(f"isValid(datum.{field})")


def _normal(base: alt.Chart, x: alt.X, *, small: bool) -> list[alt.Chart]:
    """Return the baseline's windows shaded, and the limits as a band."""
    left = alt.X("left:T", scale=UTC, axis=None if not small else _time_axis(FEW), title=None)
    shade = _only(base, "left").mark_rect(color=INK, opacity=0.04).encode(x=left, x2="right:T")
    band = _only(base, "upper").mark_area(color=BAND, line=False)
    layers = [shade, band.encode(x=x, y="lower:Q", y2="upper:Q")]
    if not small:
        name = _only(base, "left").mark_text(
            align="left", baseline="bottom", color=MUTED, fontSize=11, dx=6, dy=-6
        )
        layers.append(name.encode(x=left, y=alt.value("height"), text=alt.value("baseline")))
    return layers


def _windows(
    base: alt.Chart, x: alt.X, y: alt.Y, statistic: str, *, small: bool
) -> list[alt.Chart]:
    said = {"name": "From", "words": statistic, "sizes": "Of", "guideline": "Guideline"}
    tips = [alt.Tooltip(f"{field}:N", title=title) for field, title in said.items()]
    whole = _only(base, "low").mark_rule(color=ACCENT, opacity=0.3, strokeWidth=2 if small else 3)
    dots = _only(base, "estimate").mark_circle(color=ACCENT, opacity=0.9, size=20 if small else 46)
    line = _only(base, "ewma").mark_line(color=INK, strokeWidth=1.5 if small else 2)
    return [
        whole.encode(x=x, y=y, y2="high:Q", tooltip=tips),
        dots.encode(x=x, y="estimate:Q", tooltip=tips),
        line.encode(x=x, y="ewma:Q"),
    ]


def _alarms(base: alt.Chart, x: alt.X, height: int, *, small: bool) -> list[alt.Chart]:
    """Return the windows that raise the signal, and the name of the first."""
    each = _only(base, "signal").mark_circle(color=ALARM, opacity=1, size=24 if small else 60)
    first = _only(base, "alarm")
    rule = first.mark_rule(color=ALARM, strokeWidth=1)
    layers = [
        rule.encode(x=x, y="ewma:Q", y2=alt.value(height)),
        each.encode(x=x, y="ewma:Q"),
    ]
    # The name stands where there is room: before the line where the alarm comes late.
    late, early = (first.transform_filter(f"datum.side == '{side}'") for side in ("left", "right"))
    style: dict[str, Any] = {"color": ALARM, "fontSize": 11.5, "fontWeight": 600}
    names = [
        late.mark_text(align="right", dx=-6, **style),
        early.mark_text(align="left", dx=6, **style),
    ]
    return [*layers, *(one.encode(x=x, y=alt.value(height - 10), text="alarm:N") for one in names)]


def _versions(base: alt.Chart, x: alt.X, *, small: bool) -> list[alt.Chart]:
    """Return a line where a guideline version begins, with its name above the panel."""
    begins = _only(base, "version")
    rule = begins.transform_filter("datum.place > 0").mark_rule(color=MUTED, strokeDash=[3, 3])
    if small:
        return [rule.encode(x=x)]
    name = begins.mark_text(align="left", baseline="bottom", color=MUTED, fontSize=11, dx=2)
    return [rule.encode(x=x), name.encode(x=x, y=alt.value(-5), text="version:N")]


def bars_of(base: alt.Chart, starts: list[pd.Timestamp], width: int) -> alt.Chart:
    """Return how many labels each window has, as bars."""
    axis = alt.Axis(tickCount=2, format=",d", tickMinStep=1)
    size = max(min(0.6 * width / max(len(starts), 1), 24), 1)
    tips = [alt.Tooltip("name:N", title="From"), alt.Tooltip("sizes:N", title="Of")]
    bars = base.mark_bar(color=ACCENT, opacity=0.3, size=size, cornerRadiusEnd=2)
    bars = bars.encode(
        x=alt.X("window:T", scale=UTC, axis=_starts_axis(starts), title=None),
        y=alt.Y("n:Q", axis=axis, title="Labels"),
        tooltip=tips,
    )
    chart: alt.Chart = bars.properties(width=width, height=BARS)
    return chart


def _starts_axis(starts: list[pd.Timestamp]) -> alt.Axis:
    """Return an axis that names windows by their start, each or every second, third and so on."""
    named = starts[:: -(-len(starts) // MOST) or 1]
    days = all(start == start.normalize() for start in named)
    return alt.Axis(
        values=[1000 * start.timestamp() for start in named],
        format=DAYS if days else f"{DAYS} %H:%M",
        labelFlush=False,
        grid=False,
    )


def _time_axis(ticks: int) -> alt.Axis:
    return alt.Axis(tickCount=ticks, labelFlush=False, grid=False, format=DAYS)
