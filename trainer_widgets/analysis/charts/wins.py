"""The chart of how often each model wins against each other one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.confidence import confidence_of
from trainer_widgets.analysis.charts.rendering import INK, MUTED

if TYPE_CHECKING:
    import pandas as pd

ALL = "all others"
SIDE = 640  # pixels that all columns take where there are many
LARGEST, SMALLEST = 84, 9
FEW, SOME = 8, 20  # models up to which cells hold their interval, and their rate
LETTER = 7  # pixels
MOST_SPOKEN = 45
# Orange where the row loses, blue where it wins, told apart with every common colour blindness.
DOMAIN = [0, 0.5, 1]
RANGE = ["#d55e00", "#f4f6f8", "#1f6feb"]
DARK = "datum.estimate > 0.8 || datum.estimate < 0.2"


def win_rates(result: pd.DataFrame) -> alt.LayerChart:
    """Draw what :func:`trainer_widgets.analysis.win_rates` returns.

    Parameters
    ----------
    result
        One row a model and opponent.

    Returns
    -------
    altair.LayerChart
        A matrix: how often the model of the row wins against that of the column. Up to eight
        models with the interval and the number of comparisons, which more have in tooltips.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> pairs = pd.DataFrame({"left": ["heron"] * 4, "right": ["crane"] * 4})
    >>> pairs["winner"] = ["left", "left", "tie", "right"]
    >>> chart = analysis.charts.win_rates(analysis.win_rates(pairs))
    >>> chart.description.split(".")[0]
    'heron wins most, 62 % of its comparisons with all others, and crane least (38 %)'
    """
    rows = drawn.rows_of(result)
    lines = [_line(row) for row in rows]
    names = list(dict.fromkeys(line["model"] for line in lines))
    step = max(min(SIDE // max(len(names) + 1, 1), LARGEST), SMALLEST)
    base = _base(lines, names, step)
    scale = alt.Scale(domain=DOMAIN, range=RANGE, interpolate="rgb")
    legend = alt.Legend(title="Win rate", format=".0%", gradientLength=160) if names else None
    color = alt.Color("estimate:Q", scale=scale, legend=legend)
    tile = base.mark_rect(
        cornerRadius=3 if len(names) <= SOME else 0,
        stroke="white",
        strokeWidth=2 if len(names) <= SOME else 0.5,
    )
    layers = [tile.encode(color=color), *_texts(base, len(names))]
    title = _title(rows)
    left = len(lines) - MOST_SPOKEN
    spoken = drawn.description(title, lines[:MOST_SPOKEN])
    return alt.LayerChart(layer=layers).properties(
        width=step * (len(names) + 1),
        height=min(step, LARGEST * 2 // 3) * max(len(names), 1),
        title=drawn.heading(title, _how(rows, len(names))),
        description=f"{spoken} And {drawn.counted(left, 'more pair')}." if left > 0 else spoken,
    )


def _line(row: drawn.Row) -> drawn.Row:
    opponent = ALL if drawn.is_missing(row["opponent"]) else str(row["opponent"])
    sizes = f"{drawn.counted(row['n'], 'comparison')}, {drawn.percent(row['ties'])} ties"
    line = drawn.line(row, f"{row['model']} against {opponent}", drawn.percent, sizes)
    known = not drawn.is_missing(row["low"])
    interval = f"{100 * row['low']:.0f} to {drawn.percent(row['high'])}" if known else ""
    cell = {"model": str(row["model"]), "opponent": opponent, "interval": interval}
    return line | cell | {"size": f"n = {row['n']:,}", "rate": drawn.percent(row["estimate"])}


def _base(lines: list[drawn.Row], names: list[str], step: int) -> alt.Chart:
    longest = max(map(len, [*names, ALL])) * LETTER
    angle = 0 if longest <= step else -45 if step > SMALLEST * 3 else -90
    font = 12 if step > SMALLEST * 2 else 8
    look = alt.Axis(labelFontSize=font, labelOverlap=False, labelAngle=angle, orient="top")
    side = alt.Axis(labelFontSize=font, labelOverlap=False, offset=2)
    return drawn.base_of(lines).encode(
        x=alt.X("opponent:N", sort=[ALL, *names], title=None, axis=look, scale=_tight()),
        y=alt.Y("model:N", sort=names, title=None, axis=side, scale=_tight()),
    )


def _tight() -> alt.Scale:
    return alt.Scale(paddingInner=0, paddingOuter=0)


def _texts(base: alt.Chart, n_names: int) -> list[alt.Chart]:
    if n_names > SOME:
        return []
    dark = alt.condition(DARK, alt.value("white"), alt.value(INK))
    few = n_names <= FEW
    rates = base.mark_text(fontSize=13 if few else 10, dy=-13 if few else 0)
    layers = [rates.encode(text="rate:N", color=dark)]
    if few:
        faint = alt.condition(DARK, alt.value("white"), alt.value(MUTED))
        for text, below in (("interval:N", 3), ("size:N", 16)):
            layers.append(base.mark_text(fontSize=10, dy=below).encode(text=text, color=faint))
    return layers


def _title(rows: list[drawn.Row]) -> str:
    overall = [row for row in rows if drawn.is_missing(row["opponent"])]
    if not overall:
        return "No model was compared with another one"
    best, worst = overall[0], overall[-1]
    return (
        f"{best['model']} wins most, {drawn.percent(best['estimate'])} of its comparisons with "
        f"all others, and {worst['model']} least ({drawn.percent(worst['estimate'])})"
    )


def _how(rows: list[drawn.Row], n_names: int) -> str:
    told = f", with its {confidence_of(rows)} interval" if n_names <= FEW else ""
    sizes = [row["n"] for row in rows if not drawn.is_missing(row["opponent"])]
    met = f". Pairs met {min(sizes):,} to {max(sizes):,} times" if n_names > FEW else ""
    return (
        f"How often the model of the row wins against that of the column{told}; ties count half. "
        f"Empty: never compared{met}"
    )
