"""The chart of how far each two annotators agree."""

from __future__ import annotations

import re
from statistics import fmean
from typing import TYPE_CHECKING, Any

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.confidence import confidence_of
from trainer_widgets.analysis.charts.rendering import FAINT, INK, MUTED

if TYPE_CHECKING:
    import pandas as pd

SIDE = 560  # pixels that all cells take where there are many
LARGEST, SMALLEST = 64, 10
FEW, SOME = 10, 20  # annotators up to which cells hold their interval, and their kappa
MOST = 40  # annotators that are drawn
NARROW = 30  # labels of narrower columns stand upright
MOST_SPOKEN = 45
LETTER = 7  # pixels
# Orange below chance, blue above it, told apart with every common colour blindness.
DOMAIN = [-0.5, 0, 0.5, 1]
RANGE = ["#d55e00", "#f4f6f8", "#8fbcff", "#0b3f94"]
WEIGHTS = re.compile(r"(?:^|; )(\w+) weights(?:;|$)")
DARK = "datum.shade > 0.62 || datum.shade < -0.35"


def agreement_matrix(result: pd.DataFrame) -> alt.LayerChart | alt.VConcatChart:
    """Draw what :func:`trainer_widgets.analysis.agreement_matrix` returns.

    Parameters
    ----------
    result
        One row a group and pair of annotators.

    Returns
    -------
    altair.LayerChart or altair.VConcatChart
        Kappa below the diagonal. Above it the interval: of more than ten annotators its lower end,
        on the same scale of colors. Of more than forty those with the lowest mean kappa. One matrix
        a group.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> labels = pd.DataFrame(
    ...     {
    ...         "item_id": ["q1", "q1", "q2", "q2", "q3", "q3", "q4", "q4"],
    ...         "annotator": ["ana", "ben"] * 4,
    ...         "choice": ["a", "a", "b", "b", "a", "b", "b", "b"],
    ...     }
    ... )
    >>> chart = analysis.charts.agreement_matrix(analysis.agreement_matrix(labels))
    >>> chart.description.split(".  ")[0]
    'ana and ben have a kappa of 0.50. ana and ben: 0.50 (-0.23 to 1.00), on 4 shared items.'
    """
    by = [name for name in drawn.group_columns(result) if name not in ("annotator", "other")]
    rows = drawn.rows_of(result)
    groups: dict[str, list[drawn.Row]] = {}
    for row in rows:
        groups.setdefault(drawn.group_name(row, by), []).append(row)
    title = _title(rows, by)
    largest = max((len(_order(some)) for some in groups.values()), default=0)
    groups = {name: _lowest(some) for name, some in groups.items()}
    whole = {
        "title": drawn.heading(title, _how(largest, rows)),
        "description": _description(title, rows, by),
    }
    if not by or not groups:
        return _matrix(groups.get("", []), "").properties(**whole)
    panels = [_matrix(some, name) for name, some in groups.items()]
    return alt.VConcatChart(vconcat=panels, spacing=36).properties(**whole)


def _order(rows: list[drawn.Row]) -> list[str]:
    """Return the annotators in the order of the result."""
    return list(dict.fromkeys(str(row[name]) for name in ("annotator", "other") for row in rows))


def _lowest(rows: list[drawn.Row]) -> list[drawn.Row]:
    """Return the pairs among those annotators whose kappas are the lowest on average."""
    names = _order(rows)
    if len(names) <= MOST:
        return rows
    kappas: dict[str, list[float]] = {name: [] for name in names}
    for row in rows:
        if not drawn.is_missing(row["estimate"]):
            for name in ("annotator", "other"):
                kappas[str(row[name])].append(row["estimate"])
    known = [name for name in names if kappas[name]]
    kept = {*sorted(known or names, key=lambda name: fmean(kappas[name] or [0.0]))[:MOST]}
    return [row for row in rows if {str(row["annotator"]), str(row["other"])} <= kept]


def _matrix(rows: list[drawn.Row], group: str) -> alt.LayerChart:
    names = _order(rows)
    many, named = len(names) > FEW, _kappa(rows)
    step = max(min(SIDE // max(len(names), 1), LARGEST), SMALLEST)
    cells = [cell for row in rows for cell in _cells(row, many=many)]
    font = 12 if step >= NARROW else max(step - 2, 8)
    look: dict[str, Any] = {"labelFontSize": font, "labelOverlap": False, "title": None}
    longest = max(map(len, names), default=0) * LETTER
    upright: dict[str, Any] = {
        "labelAngle": 0 if longest <= step else -45 if step > NARROW else -90
    }
    base = alt.Chart(alt.InlineData(values=cells)).encode(
        x=alt.X("column:N", sort=names, axis=alt.Axis(**look, **upright), scale=_scale(names)),
        y=alt.Y("row:N", sort=names, axis=alt.Axis(**look), scale=_scale(names)),
        tooltip=[
            alt.Tooltip(field, title=told)
            for field, told in (
                ("pair:N", "Pair"),
                ("words:N", named),
                ("sizes:N", "From"),
                ("note:N", "Note"),
            )
        ],
    )
    known = "isValid(datum.shade)"
    shade = alt.Color(
        "shade:Q",
        scale=alt.Scale(domain=DOMAIN, range=RANGE, clamp=True, interpolate="rgb"),
        legend=alt.Legend(title="Kappa", gradientLength=160, values=DOMAIN, format=".1f")
        if names
        else None,
    )
    gap = 2 if step >= NARROW else 0.5
    tile: dict[str, Any] = {
        "cornerRadius": 3 if step >= NARROW else 0,
        "stroke": "white",
        "strokeWidth": gap,
    }
    layers = [
        base.transform_filter(f"!({known})").mark_rect(fill=FAINT, opacity=0.35, **tile),
        base.transform_filter(known).mark_rect(**tile).encode(color=shade),
        *_texts(base, len(names)),
    ]
    size = step * max(len(names), 1)
    chart = alt.LayerChart(layer=layers).properties(width=size, height=size)
    return chart.properties(title=group) if group else chart


def _scale(names: list[str]) -> alt.Scale:
    return alt.Scale(domain=names, paddingInner=0, paddingOuter=0)


def _cells(row: drawn.Row, *, many: bool) -> list[drawn.Row]:
    one, other = str(row["annotator"]), str(row["other"])
    sizes = drawn.counted(row["n_items"], "shared item")
    told = drawn.line(row, f"{one} and {other}", _two_digits, sizes)
    common = {"pair": told["name"], "words": told["words"], "sizes": sizes, "note": row["note"]}
    kappa, low = (
        None if drawn.is_missing(row[name]) else row[name] for name in ("estimate", "low")
    )
    written = "-" if kappa is None else _two_digits(kappa)
    interval = "" if low is None else f"{_two_digits(row['low'])} to {_two_digits(row['high'])}"
    below = {"column": one, "row": other, "shade": kappa, "text": written, "more": ""}
    above = {"column": other, "row": one, "shade": None, "text": interval}
    above["more"] = f"n = {row['n_items']:,}"
    if many:
        above |= {"shade": low, "text": "", "more": ""}
    return [common | below, common | above]


def _texts(base: alt.Chart, n_names: int) -> list[alt.Chart]:
    if n_names > SOME:
        return []
    dark = alt.condition(DARK, alt.value("white"), alt.value(INK))
    kappas = base.transform_filter("isValid(datum.shade) || datum.text == '-'")
    layers = [
        kappas.mark_text(fontSize=13 if n_names <= FEW else 10).encode(text="text:N", color=dark)
    ]
    if n_names <= FEW:
        told = base.transform_filter("!isValid(datum.shade) && datum.text != '-'")
        small: dict[str, Any] = {"fontSize": 10, "color": MUTED}
        layers += [
            told.mark_text(dy=-7, **small).encode(text="text:N"),
            told.mark_text(dy=7, **small).encode(text="more:N"),
        ]
    return layers


def _how(n_names: int, rows: list[drawn.Row]) -> str:
    confidence, sizes = confidence_of(rows), [row["n_items"] for row in rows]
    above = f"its {confidence} interval and the number of shared items"
    told = ""
    if n_names > FEW:
        above = f"the lower end of its {confidence} interval"
        told = f". Two share {min(sizes):,} to {drawn.counted(max(sizes), 'item')}"
    some = f". Of {n_names:,} annotators the {MOST} with the lowest mean are drawn"
    return (
        f"{_kappa(rows)} below the diagonal, {above} above it; 0 is chance, 1 full agreement. "
        f"Those who agree stand next to each other{told}{some if n_names > MOST else ''}"
    )


def _kappa(rows: list[drawn.Row]) -> str:
    """Return the name of the kappa, with its weights as the notes tell them.

    Examples
    --------
    >>> _kappa([{"note": "95 % interval: for other items, large samples; quadratic weights"}])
    'Weighted kappa (quadratic weights)'
    >>> _kappa([{"note": "undefined: they share no item"}])
    "Cohen's kappa"
    """
    found = (WEIGHTS.search(str(row["note"])) for row in rows)
    weights = next((match.group(1) for match in found if match), "")
    return f"Weighted kappa ({weights} weights)" if weights else "Cohen's kappa"


def _title(rows: list[drawn.Row], by: list[str]) -> str:
    known = [row for row in rows if not drawn.is_missing(row["estimate"])]
    if not known:
        return "No two annotators can be compared"
    least, most = (f(known, key=lambda row: row["estimate"]) for f in (min, max))
    if len(known) == 1:
        return f"{_pair(most, by)} have a kappa of {_two_digits(most['estimate'])}"
    return (
        f"{_pair(most, by)} agree most (kappa {_two_digits(most['estimate'])}), "
        f"{_pair(least, by)} least ({_two_digits(least['estimate'])})"
    )


def _pair(row: drawn.Row, by: list[str]) -> str:
    pair = f"{row['annotator']} and {row['other']}"
    return f"{pair} ({drawn.group_name(row, by)})" if by else pair


def _description(title: str, rows: list[drawn.Row], by: list[str]) -> str:
    lines = [
        drawn.line(
            row, _pair(row, by), _two_digits, f"on {drawn.counted(row['n_items'], 'shared item')}"
        )
        for row in rows[:MOST_SPOKEN]
    ]
    spoken = drawn.description(title, lines)
    left = len(rows) - len(lines)
    return f"{spoken} And {drawn.counted(left, 'more pair')}." if left else spoken


def _two_digits(value: float) -> str:
    return f"{value + 0.0:.2f}"
