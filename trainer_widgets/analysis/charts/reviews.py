"""Charts of what passes an audit, and of what is done again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from trainer_widgets.analysis.charts import rows as drawn
from trainer_widgets.analysis.charts.confidence import confidence_of

if TYPE_CHECKING:
    import pandas as pd

NOT_AUDITED = "What passes cannot be told: nothing was audited"
NOT_LABELED = "How much is sent back cannot be told: nothing is labeled yet"
BACK, AGAIN = "rework_rate", "answered_again"
HEADINGS = {BACK: "Sent back, of all labels", AGAIN: "Answered again, of those sent back"}


def audit_pass_rate(result: pd.DataFrame) -> alt.LayerChart:
    r"""Draw what :func:`trainer_widgets.analysis.audit_pass_rate` returns.

    Parameters
    ----------
    result
        One row a group.

    Returns
    -------
    altair.LayerChart
        Dots on their intervals, from 0 to 100 %.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> reviews = pd.DataFrame({"item_id": ["q1", "q2"], "annotator": "ana"})
    >>> reviews["decision"] = ["pass", "return"]
    >>> result = analysis.audit_pass_rate(reviews)
    >>> analysis.charts.audit_pass_rate(result).description.split(".")[0]
    '50\xa0% of the reviewed labels pass'
    """
    by, rows = drawn.group_columns(result), drawn.rows_of(result)
    lines = [_line(row, by, "n_passed", "All reviewed labels") for row in rows]
    title = _told(lines, "of the reviewed labels pass") or NOT_AUDITED
    how = "Share of labels that a reviewer neither sent back nor corrected; lines are "
    return _panel(lines, alt.Scale(domain=[0, 1])).properties(
        title=drawn.heading(title, f"{how}{confidence_of(rows)} intervals"),
        description=drawn.description(title, lines),
    )


def rework_rate(result: pd.DataFrame) -> alt.VConcatChart:
    r"""Draw what :func:`trainer_widgets.analysis.rework_rate` returns.

    Parameters
    ----------
    result
        Two rows a group.

    Returns
    -------
    altair.VConcatChart
        Dots on their intervals: what was sent back, and below it what of that was answered again.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import analysis
    >>> events = pd.DataFrame({"event_id": ["e1", "e2"], "item_id": ["q1", "q2"]})
    >>> events = events.assign(annotator="ana", action="answer", refers_to=None, decision=None)
    >>> events["recorded_at"] = pd.Timestamp("2026-03-02", tz="UTC")
    >>> chart = analysis.charts.rework_rate(analysis.rework_rate(events))
    >>> chart.description.split(".")[0]
    '0\xa0% of the labels were sent back'
    """
    by, rows = drawn.group_columns(result), drawn.rows_of(result)
    parts = {
        name: [_line(row, by, "n_counted", "All") for row in rows if row["statistic"] == name]
        for name in HEADINGS
    }
    # Of groups of which nothing came back nothing can be told below.
    parts[AGAIN] = [line for line in parts[AGAIN] if not drawn.is_missing(line["estimate"])]
    scales = {BACK: drawn.from_zero(parts[BACK]), AGAIN: alt.Scale(domain=[0, 1])}
    panels = [
        _panel(lines, scales[name]).properties(
            title=alt.TitleParams(text=HEADINGS[name], fontSize=12, fontWeight=600, offset=8)
        )
        for name, lines in parts.items()
        if lines or name == BACK
    ]
    title = _told(parts[BACK], "of the labels were sent back") or NOT_LABELED
    how = f"What a reviewer sent back at least once; lines are {confidence_of(rows)} intervals"
    told = [
        line | {"name": f"{HEADINGS[name]}, {line['name']}"}
        for name, lines in parts.items()
        for line in lines
    ]
    return alt.VConcatChart(vconcat=panels, spacing=24).properties(
        title=drawn.heading(title, how), description=drawn.description(title, told)
    )


def _line(row: drawn.Row, by: list[str], yes: str, whole: str) -> drawn.Row:
    sizes = f"{row[yes]:,} of {drawn.counted(row['n_labels'], 'label')}"
    return drawn.line(row, drawn.group_name(row, by) or whole, drawn.share, sizes)


def _panel(lines: list[drawn.Row], scale: alt.Scale) -> alt.LayerChart:
    base = drawn.base_of(lines)
    x = alt.X("low:Q", scale=scale, axis=drawn.share_axis(), title=None)
    return alt.LayerChart(layer=[*drawn.dots(base, x), *drawn.words(base)]).properties(
        width=drawn.WIDTH, height=drawn.height(lines)
    )


def _told(lines: list[drawn.Row], what: str) -> str:
    """Return from where to where shares reach, as a sentence; nothing where none is known."""
    known = [(x["estimate"], x["name"]) for x in lines if not drawn.is_missing(x["estimate"])]
    if not known:
        return ""
    (least, where), (most, other) = min(known), max(known)
    if drawn.share(least) == drawn.share(most):
        return f"{drawn.share(least)} {what}"
    return f"{drawn.share(least)} ({where}) to {drawn.share(most)} ({other}) {what}"
