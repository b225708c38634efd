"""What a report says, from top to bottom."""

from __future__ import annotations

import math
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, Any

from trainer_widgets.calibration.item_texts import texts_of
from trainer_widgets.calibration.report_blocks import Figure, Heading, Paragraph, Table, Verbatim
from trainer_widgets.compared_answers import compared_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from trainer_widgets.calibration.report import SessionReport
    from trainer_widgets.calibration.report_blocks import Block

WARNING = (
    "The answers after people talked are not independent: what they agree on then says how well "
    "the discussion went, and nothing of how clear the guideline is. Only what was said before "
    "can be compared with other sessions."
)
STALE = (
    "The item has changed or gone since. What was said of it as it was counts in no agreement and "
    "becomes no right answer."
)
ITEM_BY_ITEM = Heading(2, "Item by item")
CHANGES = Heading(2, "Changes of the guideline")


def summary(report: SessionReport) -> Iterator[Block]:
    """Return what a notebook shows of a report: all but what was said item by item."""
    whole = document(report)
    yield from takewhile(lambda block: block != ITEM_BY_ITEM, whole)
    yield from dropwhile(lambda block: block != CHANGES, whole)
    yield Paragraph(
        "Who said what of each item is in .disagreements; .to_html('report.html') writes all of "
        "it, with charts, to hand round."
    )


def document(report: SessionReport, *, texts: bool = False) -> Iterator[Block]:
    """Return a report's blocks.

    Parameters
    ----------
    report
        The report.
    texts
        Whether items are there with all of their texts, and not only how they begin.
    """
    yield Heading(1, f"Calibration: {report.name}")
    yield Paragraph(_about(report))
    yield Heading(2, "Agreement")
    yield Paragraph(WARNING, is_warning=True)
    yield Figure("agreement")
    yield _agreement(report.agreement)
    yield Heading(2, "Items")
    yield Figure("items")
    yield _items(report)
    yield ITEM_BY_ITEM
    yield Figure("moves")
    yield from _each_item(report, texts=texts)
    yield CHANGES
    yield from _changes(report.guideline_changes)
    yield Heading(2, "People")
    yield _people(report.people)
    yield Paragraph(
        "The share of somebody's answers that agree with what was decided, with Wilson's 95 % "
        "interval. A session has few items: take no one's share for their skill."
    )


def _about(report: SessionReport) -> str:
    n_decided = int((~report.rulings["left_open"].astype(bool)).sum())
    n_open = len(report.rulings) - n_decided
    n_left = len(report.items) - len(report.rulings)
    parts = [
        f"{len(report.items)} items of the project {report.project_name} ({report.task})",
        f"{len(report.people)} people",
        f"{n_decided} decided",
        f"{n_open} left open",
        f"{n_left} without a decision",
    ]
    began = f"began {report.began:%Y-%m-%d}, " if report.began else ""
    compared = compared_by(report.task)
    told = f" Answers are compared by {compared[0].replace('_', ' ')}." if compared else ""
    if report.task == "ranking":
        told += " A, B and so on are the responses in each item's own order."
    return f"{'; '.join(parts)}; {began}now in phase {report.phase}.{told}"


def _agreement(table: pd.DataFrame) -> Table:
    from trainer_widgets.analysis.statistic_names import NAMES  # noqa: PLC0415 - it loads much

    rows = {
        name: {row["when"]: row for row in own.to_dict(orient="records")}
        for name, own in table.groupby("statistic", sort=False)
    }
    return Table(
        ("Statistic", "Before", "Answers before", "After (not independent)", "Answers after"),
        [
            (
                NAMES.get(str(name), str(name).replace("_", " ").capitalize()),
                *(
                    told
                    for row in map(by.get, ("before", "after"))
                    for told in (estimated(row), f"{row['n_labels']:,}" if row else "")
                ),
            )
            for name, by in rows.items()
        ],
        frozenset({1, 2, 3, 4}),
    )


def estimated(
    row: dict[Any, Any] | None, parts: tuple[str, ...] = ("estimate", "low", "high")
) -> str:
    """Return an estimate with its interval, as people write them."""
    if row is None or _is_nan(row[parts[0]]):
        return "undefined"
    estimate, low, high = (row[part] for part in parts)
    known = _two_digits(estimate)
    return known if _is_nan(low) else f"{known} ({_two_digits(low)} to {_two_digits(high)})"


def _two_digits(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}"


def _is_nan(value: Any) -> bool:  # noqa: ANN401 - a number, or None
    return value is None or math.isnan(value)


def _items(report: SessionReport) -> Table:
    rows = []
    for row in report.items.to_dict(orient="records"):
        apart = (row["difference"], row["difference_after"])
        told = tuple("" if _is_nan(one) else f"{one:.2f}" for one in apart)
        counts = (str(row["n_answers"]), str(row["n_revised"]))
        is_changed = row["stale"] and row["item_id"] in report.texts
        shown = f"{row['excerpt']} (changed since)" if is_changed else row["excerpt"]
        rows.append((str(row["place"]), shown, *told, *counts, row["decision"] or "none"))
    difference = ("Difference before", "Difference after")
    columns = ("No.", "Item", *difference, "Answers", "Revised", "Decision")
    return Table(columns, rows, frozenset({0, 2, 3, 4, 5}))


def _each_item(report: SessionReport, *, texts: bool) -> Iterator[Block]:
    said = dict(iter(report.disagreements.groupby("item_id", sort=False)))
    rulings = {row["item_id"]: row for row in report.rulings.to_dict(orient="records")}
    for row in report.items.to_dict(orient="records"):
        item_id = row["item_id"]
        yield Heading(3, f"{row['place']}. {row['excerpt']}")
        if row["stale"]:
            yield Paragraph(STALE, is_warning=True)
        if texts and item_id in report.texts:
            for text in texts_of(report.texts[item_id]):
                yield Verbatim(text.name, text.text)
        yield from _decision(rulings.get(item_id))
        if item_id in said:
            yield _said(said[item_id])
        else:
            yield Paragraph("Nobody answered.")


def _decision(ruling: dict[Any, Any] | None) -> Iterator[Block]:
    if ruling is None:
        yield Paragraph("Nothing was decided.")
        return
    if ruling["left_open"]:
        yield Paragraph(ruling["answer"].removeprefix("left open: "), label="Left open")
    else:
        yield Paragraph(ruling["answer"], label="Decided")
    if ruling["reason"]:
        yield Paragraph(ruling["reason"], label="Reason")
    by = f"{ruling['decided_by']}, {ruling['decided_at']:%Y-%m-%d %H:%M} UTC"
    if isinstance(ruling["guideline"], str):
        by = f"{by}; the guideline is at {ruling['guideline']} for it"
    yield Paragraph(by, label="By")


def _said(own: pd.DataFrame) -> Table:
    agrees = {True: "yes", False: "no"}
    rows = []
    for row in own.to_dict(orient="records"):
        changed = row["changed"] or not row["before"]
        rows.append(
            (
                *(row["annotator"], row["before"] or "nothing", row["rationale"]),
                *(row["after"] if changed else "the same", row["rationale_after"]),
                agrees.get(row["agrees"], "") if row["agrees"] in (True, False) else "",
            )
        )
    columns = ("Who", "Before", "Rationale", "After", "Rationale after", "As decided")
    return Table(columns, rows)


def _changes(table: pd.DataFrame) -> Iterator[Block]:
    if table.empty:
        yield Paragraph("The guideline was not changed.")
    for row in table.to_dict(orient="records"):
        yield Heading(3, f"Version {row['version']}, after item {row['place']}")
        if row["change"]:
            yield Paragraph(row["change"], label="Change")
        yield Verbatim("What is new", row["rule"] or row["diff"])


def _people(table: pd.DataFrame) -> Table:
    rows = []
    for row in table.to_dict(orient="records"):
        shares = (
            estimated(row, (f"share_{when}", f"low_{when}", f"high_{when}"))
            for when in ("before", "after")
        )
        counts = (str(row[name]) for name in ("n_labeled", "n_revised", "n_decided"))
        rows.append((row["annotator"], *counts, *shares))
    columns = ("Who", "Labeled", "Revised", "Decided", "As decided before", "As decided after")
    return Table(columns, rows, frozenset({1, 2, 3, 4, 5}))
