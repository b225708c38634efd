"""The tree of failures: what most errors are, and how much they weigh."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from trainer_widgets.analysis.charts import failure_lines as told
from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.rendering import INK

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.analysis.charts.rows import Row

COLUMN, HEIGHT = 220, 580
ONE_LINE, TWO_LINES = 12, 32
LETTERS = 26
DARK = 0.6
ORANGES = ["#fdf1dc", "#f9d08b", "#ef9b4a", "#cf5f1c", "#8f2d0c"]
QUIET = "#d1e3fa"  # where no weights are known
TINY = 1e-9


def failure_tree(result: pd.DataFrame) -> alt.LayerChart | alt.VConcatChart:
    """Draw what :func:`trainer_widgets.analysis.failure_rates` returns as an icicle.

    Each category is as high as its share of all errors, and those below it stand at its right;
    what they leave free was given no finer name. The darker, the more an error weighs.

    Parameters
    ----------
    result
        One row a group, category and statistic.

    Returns
    -------
    altair.LayerChart or altair.VConcatChart
        The icicle; groups one above the other.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> labels = pd.DataFrame({"item_id": ["q1", "q2"], "annotator": ["ana", "ana"]})
    >>> labels["categories"] = [["style.awkward", "style.awkward"], ["accuracy"]]
    >>> chart = analysis.charts.failure_tree(analysis.failure_rates(labels))
    >>> chart.description.split(".")[0]
    'The largest part of all errors is Style: 67 %'
    """
    by = told.groups_by(result)
    groups = told.by_group(drawn.rows_of(result), by) or {"": []}
    boxes = {name: _boxes(rows, name) for name, rows in groups.items()}
    flat = [box for each in boxes.values() for box in each]
    weights = [box["weight"] for box in flat]
    is_weighed = bool(weights) and max(weights) - min(weights) > TINY
    for box in flat:
        box["is_dark"] = is_weighed and _depth(box["weight"], weights) > DARK
    panels = [_icicle(each, name, is_weighed=is_weighed) for name, each in boxes.items()]
    chart = panels[0] if len(panels) == 1 else alt.VConcatChart(vconcat=panels, spacing=24)
    title = _title(flat, by)
    how = "Height: share of all errors; in the box: share of items, with its interval"
    how += ", and its errors. Darker: an error weighs more" if is_weighed else ", and its errors"
    return chart.properties(
        title=drawn.heading(title, how), description=drawn.description(title, flat)
    )


def _depth(weight: float, weights: list[float]) -> float:
    """Return where a weight lies between the smallest and the largest one, by square roots."""
    least = min(weights) ** 0.5
    return float((weight**0.5 - least) / (max(weights) ** 0.5 - least))


def _boxes(rows: list[Row], group: str) -> list[Row]:
    of_node: dict[str, dict[str, Row]] = {}
    for row in rows:
        of_node.setdefault(str(row["category"] or ""), {})[row["statistic"]] = row
    found = {name: each for name, each in of_node.items() if told.occurs(each["errors_per_item"])}
    return _laid(found, "", 0.0, group) if "" in found else []


def _laid(found: dict[str, dict[str, Row]], path: str, start: float, group: str) -> list[Row]:
    """Place a category, and those below it one after the other, the largest first."""
    box = _box(found, path, start, group)
    below = [
        name for name, each in found.items() if name and each["errors_per_item"]["parent"] == path
    ]
    below.sort(key=lambda name: (-found[name]["errors_per_item"]["estimate"], name))
    boxes = [box]
    for name in below:
        inner = _laid(found, name, start, group)
        boxes += inner
        start = inner[0]["y1"]
    return boxes


def _box(found: dict[str, dict[str, Row]], path: str, start: float, group: str) -> Row:
    each = found[path]
    errors, score, shares = (
        each[name] for name in ("errors_per_item", "weighted_score", "share_of_items")
    )
    part = errors["estimate"] / found[""]["errors_per_item"]["estimate"]
    sizes = f"{told.share(part)} of all errors{f' ({group})' if group else ''}"
    line = drawn.line(shares, str(errors["label"]), told.share, sizes)
    high = part * HEIGHT
    name = str(errors["label"])
    name = name if len(name) <= LETTERS else name[: LETTERS - 1].rstrip() + "\u2026"
    return line | {
        "group": group,
        "depth": errors["depth"],
        "x0": errors["depth"] * COLUMN,
        "x1": (errors["depth"] + 1) * COLUMN,
        "y0": start,
        "y1": start + part,
        "part": part,
        "weight": score["estimate"] / errors["estimate"],
        "per_item": drawn.line(errors, "", told.amount, "")["words"],
        "first": f"{name}  {told.share(shares['estimate'])}" if high >= ONE_LINE else "",
        "second": f"{_interval(shares)}{told.amount(errors['estimate'])} errors an item",
        "up": -7 if high >= TWO_LINES else 0,
    }


def _interval(row: Row) -> str:
    if drawn.is_missing(row["low"]):
        return ""
    return f"{told.share(row['low']).removesuffix(' %')} to {told.share(row['high'])}, "


def _icicle(boxes: list[Row], name: str, *, is_weighed: bool) -> alt.LayerChart:
    depth = max([box["depth"] for box in boxes], default=0) + 1
    tips = {
        "name:N": alt.Tooltip("name:N", title="Category"),
        "words:N": alt.Tooltip("words:N", title="Share of items"),
        "per_item:N": alt.Tooltip("per_item:N", title="Errors an item"),
        "sizes:N": alt.Tooltip("sizes:N", title="Errors"),
        "weight:Q": alt.Tooltip("weight:Q", title="Mean weight of an error", format=".2f"),
        "note:N": alt.Tooltip("note:N", title="Note"),
    }
    x = alt.X("x0:Q", axis=None, scale=alt.Scale(domain=[0, depth * COLUMN], nice=False))
    y = alt.Y("y0:Q", axis=None, scale=alt.Scale(domain=[0, 1], reverse=True, nice=False))
    base = drawn.base_of(boxes).encode(tooltip=list(tips.values()), y=y)
    rects = base.mark_rect(stroke="white", strokeWidth=1.5).encode(x=x, x2="x1:Q", y2="y1:Q")
    if is_weighed:
        legend = alt.Legend(title="Mean weight of an error", orient="bottom", gradientLength=220)
        tint = alt.Color("weight:Q", scale=alt.Scale(type="sqrt", range=ORANGES), legend=legend)
        rects = rects.encode(color=tint)
    else:
        rects = rects.encode(color=alt.value(QUIET))
    ink = alt.condition("datum.is_dark", alt.value("white"), alt.value(INK))
    middle = base.transform_calculate(middle="(datum.y0 + datum.y1) / 2").encode(
        y=alt.Y("middle:Q", axis=None), x=x, color=ink
    )
    words = []
    for field, test, up, size in (
        ("first", "datum.up == 0", 0, 11),
        ("first", "datum.up < 0", -7, 12),
        ("second", "datum.up < 0", 9, 10.5),
    ):
        text = middle.transform_filter(test).mark_text(align="left", dx=9, dy=up, fontSize=size)
        words.append(text.encode(text=f"{field}:N"))
    heading = alt.TitleParams(text=name, fontSize=12, offset=8)
    chart = alt.LayerChart(layer=[rects, *words]).properties(width=depth * COLUMN, height=HEIGHT)
    return chart.properties(title=heading) if name else chart


def _title(boxes: list[Row], by: list[str]) -> str:
    top = [box for box in boxes if box["depth"] == 1]
    if not top:
        return "No failures were found"
    first = max(top, key=lambda box: box["part"])
    whose = f"errors with {first['group']}" if by else "all errors"
    return f"The largest part of {whose} is {first['name']}: {told.share(first['part'])}"
