"""The chart of which failures one model has more often than another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from trainer_widgets.analysis.charts import failure_lines as told
from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.confidence import confidence_of
from trainer_widgets.analysis.charts.rendering import ACCENT, MUTED

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.analysis.charts.rows import Row

STEP = 26
WIDE, PANEL = 380, 170
ACROSS = 5
MOST, FEWER = 26, 16  # categories
BY = ["baseline", "compared"]
POINTS, POINT = 100, " points"
FEW = 10  # differences that the description tells where none holds


def compare_failures(result: pd.DataFrame, statistic: str = "share_of_items") -> alt.VConcatChart:
    """Draw what :func:`trainer_widgets.analysis.compare_failures` returns.

    Parameters
    ----------
    result
        One row a pair, category and statistic.
    statistic
        Which of its statistics.

    Returns
    -------
    altair.VConcatChart
        A panel for each pair: for each category the difference on its interval, solid where it
        holds after correction for many tests.

    Raises
    ------
    ValueError
        When the statistic is unknown.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> labels = pd.DataFrame({"item_id": ["q1", "q2"], "annotator": ["ana", "ana"]})
    >>> labels["model"], labels["categories"] = ["a", "b"], [["style"], []]
    >>> chart = analysis.charts.compare_failures(analysis.compare_failures(labels))
    >>> chart.description.split(".")[0]
    'No difference holds after correction for many tests'
    """
    rows = told.rows_of(result, statistic)
    size = {row["category"]: 0.0 for row in rows}
    for row in rows:
        for side in ("baseline_estimate", "compared_estimate"):
            if not drawn.is_missing(row[side]):
                size[row["category"]] = max(size[row["category"]], row[side])
    ranked = told.largest_first([row | {"estimate": size[row["category"]]} for row in rows])
    names = [name for name in dict.fromkeys(row["category"] for row in ranked) if size[name] > 0]
    groups = told.by_group(rows, BY) or {"": []}
    shown = names[: MOST if len(groups) <= ACROSS else FEWER]
    lines = {
        name: [_line(row, statistic) for row in each if row["category"] in shown]
        for name, each in groups.items()
    }
    flat = [line for each in lines.values() for line in each]
    panels = _panels(lines, shown, statistic)
    title = _title(rows, statistic)
    how = (
        f"{told.TITLES[statistic]}: how much more (right of the line) or less than the baseline, "
        f"with {confidence_of(rows)} intervals. Solid: holds after correction for many tests"
    )
    how += f". Left out: {len(names) - len(shown)} rarer ones" if len(names) > len(shown) else ""
    chart = alt.VConcatChart(vconcat=panels, spacing=24)
    words = drawn.description(title, [line for line in flat if line["holds"]] or flat[:FEW])
    return chart.properties(title=drawn.heading(title, how), description=words)


def _line(row: Row, statistic: str) -> Row:
    number = _points if statistic == "share_of_items" else _signed
    pair = f"{row['compared']} against {row['baseline']}"
    ends = [
        "?" if drawn.is_missing(row[name]) else told.numbers(statistic)(row[name])
        for name in ("compared_estimate", "baseline_estimate")
    ]
    sizes = f"{ends[0]} against {ends[1]}, {drawn.counted(row['n_items'], 'item')}"
    line = drawn.line(row, f"{row['label']}, {pair}", number, sizes)
    line["words"] = line["words"].replace(f"{POINT} to ", " to ").replace(f"{POINT})", ")")
    q_value = "untested" if drawn.is_missing(row["q_value"]) else f"{row['q_value']:.3f}"
    named = {"category": row["category"], "q": q_value, "holds": _holds(row)}
    indented = told.indented(row) if row["depth"] else str(row["label"])
    return line | named | {"indented": indented}


def _points(value: float) -> str:
    return f"{_minus(f'{POINTS * value:+.0f}')}{POINT}"


def _signed(value: float) -> str:
    return _minus(f"{value:+.2f}")


def _minus(number: str) -> str:
    return number.replace("-", "\u2212") if float(number) else number[1:]


def _holds(row: Row) -> bool:
    return not drawn.is_missing(row["q_value"]) and row["q_value"] < told.SIGNIFICANT


def _panels(
    lines: dict[str, list[Row]], shown: list[str], statistic: str
) -> list[alt.HConcatChart]:
    flat = [line for each in lines.values() for line in each]
    names = {line["category"]: line["indented"] for line in flat}
    limits = [abs(line[end]) for line in flat for end in ("low", "high", "estimate")
              if not drawn.is_missing(line[end])]  # fmt: skip
    reach = max(limits, default=1.0)
    width = WIDE if len(lines) == 1 else PANEL
    panels = []
    for place, each in enumerate(lines.values()):
        is_first = place % ACROSS == 0
        y = told.category_axis(shown, names)
        y = y if is_first else alt.Y("category:N", sort=shown, title=None, axis=None)
        layers = _dots(each, y, reach, statistic, words=len(lines) == 1)
        chart = alt.LayerChart(layer=layers)
        chart = chart.properties(width=width, height=STEP * max(len(shown), 1))
        panels.append(chart.properties(title=_panel_title(list(lines)[place], each)))
    starts = range(0, len(panels), ACROSS)
    return [alt.HConcatChart(hconcat=panels[at : at + ACROSS], spacing=18) for at in starts]


def _panel_title(pair: str, lines: list[Row]) -> alt.TitleParams:
    baseline, _, compared = pair.partition(", ")
    sizes = lines[0]["sizes"].rpartition(", ")[2] if lines else ""
    below = [f"against {baseline}", sizes] if pair else []
    return alt.TitleParams(text=compared, subtitle=below, fontSize=12, offset=8)


def _dots(
    lines: list[Row], y: alt.Y, reach: float, statistic: str, *, words: bool
) -> list[alt.Chart]:
    tips = {"name:N": "Of", "words:N": "Difference", "sizes:N": "From", "q:N": "q value"}
    base = drawn.base_of(lines).encode(
        y=y,
        tooltip=[
            alt.Tooltip(field, title=name) for field, name in (tips | {"note:N": "Note"}).items()
        ],
    )
    form = "+.0%" if statistic == "share_of_items" else "+~f"
    axis = alt.Axis(format=form, tickCount=3)
    x = alt.X("low:Q", axis=axis, title=None, scale=alt.Scale(domain=[-reach, reach], nice=True))
    zero = alt.Chart(alt.InlineData(values=[{"zero": 0}])).mark_rule(color=MUTED, strokeDash=[4, 4])
    tint = alt.condition("datum.holds", alt.value(ACCENT), alt.value("#9aa5b4"))
    fill = alt.condition("datum.holds", alt.value(ACCENT), alt.value("white"))
    whole = base.mark_rule(strokeWidth=3, opacity=0.45, strokeCap="round")
    points = base.mark_point(size=55, filled=True, opacity=1, strokeWidth=1.6)
    layers = [
        zero.encode(x="zero:Q"),
        whole.encode(x=x, x2="high:Q", color=tint),
        points.encode(x=alt.X("estimate:Q"), fill=fill, stroke=tint),
    ]
    if words:
        text = base.mark_text(align="left", fontSize=11.5).encode(text="words:N")
        layers.append(text.encode(x=alt.value(WIDE + drawn.GAP), color=alt.value(MUTED)))
    return layers


def _title(rows: list[Row], statistic: str) -> str:
    tested = [row for row in rows if not drawn.is_missing(row["q_value"])]
    if not tested:
        return "Nothing differs that could be tested"
    holding = [row for row in tested if _holds(row) and row["depth"]]
    holding = holding or [row for row in tested if _holds(row)]
    if not holding:
        return "No difference holds after correction for many tests"
    first = max(holding, key=lambda row: abs(row["estimate"]))
    number = _points if statistic == "share_of_items" else _signed
    more = "more" if first["estimate"] > 0 else "less"
    what = f"{first['label']} is" if first["depth"] else "Failures are"
    return (
        f"{what} {more} frequent in {first['compared']} than in {first['baseline']}: "
        f"{number(first['estimate'])}"
    )
