"""The chart of what the labels of all items come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.rendering import INK, PALETTE

if TYPE_CHECKING:
    import pandas as pd

STEP = 30
MOST = 20  # values
TIE = "no winner"
REST = "other values"


class Band(NamedTuple):
    """How sure a consensus is: from what share, or posterior, on."""

    least: float
    name: str
    color: str


# From sure to unsure: two blues, then orange.
MAJORITY = (
    Band(1.0, "all agree", "#0b3f94"),
    Band(0.5, "more than half agree", "#7fb0ff"),
    Band(0.0, "half or fewer agree", PALETTE[1]),
)
POSTERIOR = (
    Band(0.99, "posterior .99 or more", "#0b3f94"),
    Band(0.9, ".90 to .99", "#7fb0ff"),
    Band(0.0, "below .90", PALETTE[1]),
)
TIED = Band(0.0, "tie", "#9aa4b2")


def consensus(result: pd.DataFrame) -> alt.LayerChart | alt.VConcatChart:
    """Draw what :func:`trainer_widgets.analysis.consensus` returns, one row an item.

    Parameters
    ----------
    result
        One row an item.

    Returns
    -------
    altair.LayerChart or altair.VConcatChart
        How many items each value wins, and how sure that is; one panel a group.

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
    >>> analysis.charts.consensus(analysis.consensus(labels)).description
    'All labels agree on 50 % of 2 items; 1 is a tie. a: 1 item. no winner: 1 item.'
    """
    by = list(result.columns[: list(result.columns).index("item_id")])
    bands = POSTERIOR if "posterior" in result.columns else MAJORITY
    counted = _counted(result, by, bands)
    title = _title(counted, bands)
    groups = list(dict.fromkeys(cell["group"] for cell in counted))
    most = max(_totals(counted).values(), default=0)
    panels = [_panel([cell for cell in counted if cell["group"] == one], most) for one in groups]
    how = "Items by the value that wins them; darker is surer"
    spoken = [
        f"{', '.join(part for part in (group, name) if part)}: {drawn.counted(n, 'item')}."
        for (group, name), n in _totals(counted).items()
    ]
    whole = {
        "title": drawn.heading(title, how),
        "description": " ".join([f"{title}.", *spoken]),
    }
    if len(panels) <= 1:
        return (panels or [_panel([], 0)])[0].properties(**whole)
    named = [panel.properties(title=group) for panel, group in zip(panels, groups, strict=True)]
    return alt.VConcatChart(vconcat=named, spacing=30).properties(**whole)


def _counted(result: pd.DataFrame, by: list[str], bands: tuple[Band, ...]) -> list[drawn.Row]:
    """Count the items of each group, value and band."""
    sure = "posterior" if "posterior" in result.columns else "share"
    cells: dict[tuple[str, str, Band], int] = {}
    columns = [*by, "value", sure, "is_tie"]
    for *group, value, share, is_tie in result[columns].itertuples(index=False, name=None):
        name = TIE if is_tie else _spoken(value)
        key = (
            drawn.group_name(dict(zip(by, group, strict=True)), by),
            name,
            TIED if is_tie else _band(share, bands),
        )
        cells[key] = cells.get(key, 0) + 1
    rows = [
        {"group": group, "name": name, "band": band, "items": n}
        for (group, name, band), n in cells.items()
    ]
    return _shortened(rows, (*bands, TIED))


def _shortened(rows: list[drawn.Row], bands: tuple[Band, ...]) -> list[drawn.Row]:
    """Keep the values that win most, the rest as one; in order of the items that they win."""
    sums: dict[str, int] = {}
    for row in rows:
        sums[row["name"]] = sums.get(row["name"], 0) + row["items"]
    order = sorted((name for name in sums if name != TIE), key=lambda name: (-sums[name], name))
    names = [*order[:MOST], *([REST] if order[MOST:] else []), *([TIE] if TIE in sums else [])]
    merged: dict[tuple[str, str, Band], int] = {}
    for row in rows:
        key = (row["group"], row["name"] if row["name"] in names else REST, row["band"])
        merged[key] = merged.get(key, 0) + row["items"]
    places = {name: place for place, name in enumerate(names)}
    whole = [
        {"group": group, "name": name, "band": band, "items": n}
        for (group, name, band), n in merged.items()
    ]
    return sorted(
        whole, key=lambda row: (row["group"], places[row["name"]], bands.index(row["band"]))
    )


def _totals(counted: list[drawn.Row]) -> dict[tuple[str, str], int]:
    totals: dict[tuple[str, str], int] = {}
    for cell in counted:
        key = (cell["group"], cell["name"])
        totals[key] = totals.get(key, 0) + cell["items"]
    return totals


def _panel(counted: list[drawn.Row], most: int) -> alt.LayerChart:
    if not counted:
        empty = alt.Chart(alt.InlineData(values=[])).mark_point()
        return alt.LayerChart(layer=[empty]).properties(width=drawn.WIDTH, height=STEP)
    names = list(dict.fromkeys(cell["name"] for cell in counted))
    shown = list(dict.fromkeys(cell["band"] for cell in counted))
    bands = [band for band in (*MAJORITY, *POSTERIOR, TIED) if band in shown]
    totals = _totals(counted)
    cells = [
        {"name": cell["name"], "sure": cell["band"].name, "items": cell["items"],
         "place": bands.index(cell["band"])}
        for cell in counted
    ]  # fmt: skip
    told = [
        {"name": name, "items": n, "words": drawn.counted(n, "item")}
        for (_, name), n in totals.items()
    ]
    y = alt.Y("name:N", sort=names, title=None, axis=alt.Axis(offset=6))
    colors = alt.Scale(domain=[b.name for b in bands], range=[b.color for b in bands])
    bars = alt.Chart(alt.InlineData(values=cells)).mark_bar(size=16, cornerRadius=2)
    x_axis: Any = alt.Axis(format=",d", tickMinStep=1, tickCount=5)
    bars = bars.encode(
        y=y,
        x=alt.X(
            "items:Q", stack="zero", title=None, axis=x_axis, scale=alt.Scale(domain=[0, most])
        ),
        color=alt.Color(
            "sure:N", scale=colors, legend=alt.Legend(title=None, orient="bottom", labelLimit=240)
        ),
        order=alt.Order("place:Q"),
        tooltip=[
            alt.Tooltip("name:N", title="Value"),
            alt.Tooltip("sure:N", title="How sure"),
            alt.Tooltip("items:Q", title="Items", format=",d"),
        ],
    )
    texts = alt.Chart(alt.InlineData(values=told)).encode(y=y, x="items:Q", text="words:N")
    words = texts.mark_text(align="left", dx=8, color=INK, fontSize=12)
    return alt.LayerChart(layer=[bars, words]).properties(
        width=drawn.WIDTH, height=STEP * max(len(names), 1)
    )


def _band(share: float, bands: tuple[Band, ...]) -> Band:
    surest, middle, unsure = bands
    if share >= surest.least:
        return surest
    half = share > middle.least if bands is MAJORITY else share >= middle.least
    return middle if half else unsure


def _title(counted: list[drawn.Row], bands: tuple[Band, ...]) -> str:
    n = sum(cell["items"] for cell in counted)
    if not n:
        return "There are no labels"
    sure = sum(cell["items"] for cell in counted if cell["band"] is bands[0]) / n
    ties = sum(cell["items"] for cell in counted if cell["band"] is TIED)
    tied = f"; {ties:,} {'is a tie' if ties == 1 else 'are ties'}" if ties else ""
    items = drawn.counted(n, "item")
    if bands is MAJORITY:
        return f"All labels agree on {drawn.percent(sure)} of {items}{tied}"
    return f"{drawn.percent(sure)} of {items} have a value of posterior .99 or more{tied}"


def _spoken(value: object) -> str:
    if isinstance(value, list):
        return "{" + ", ".join(map(str, value)) + "}"
    return str(value)
