"""The user's columns: whether those that are named are there, and of which kind each is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts import exploring as counting
from trainer_widgets.analysis.selection import ANNOTATOR
from trainer_widgets.analysis.slices.outcomes import OUTCOMES, unknown
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis
    import pandas as pd

    from trainer_widgets.analysis.exploring.engine import Engine
    from trainer_widgets.analysis.slices.asked import Asked
    from trainer_widgets.records.explored import FieldKind

LONG_TEXT = 60  # letters, on average
SENTENCE = 20
MOST_LISTED = 50
FEW = 10


class Column(NamedTuple):
    """A column of the user's: what it is called, which column holds it, and what it holds.

    Attributes
    ----------
    name, held
        What the user calls it, and what we do.
    of_items
        Whether all labels of an item share its values.
    kind
        What conditions can ask of it; None where they can ask nothing, or nobody has looked yet.
    n_values, n_missing
        How many different values there are, and how many labels without one.
    is_whole
        Whether it holds whole numbers.
    """

    name: str
    held: str
    of_items: bool
    kind: FieldKind | None = None
    n_values: int = 0
    n_missing: int = 0
    is_whole: bool = False


def with_kinds(engine: Engine, columns: Sequence[Column]) -> list[Column]:
    """Return those columns that conditions can be about, with what they hold."""
    labels = engine.labels
    known = [one._replace(kind=kind_of(labels, one.held)) for one in columns]
    askable = [one for one in known if one.kind]
    if not askable:
        return []
    row = engine.run(counting.varieties(labels, [one.held for one in askable])).iloc[0]
    return [_counted(labels, one, place, row) for place, one in enumerate(askable)]


def kind_of(labels: ibis.Table, held: str) -> FieldKind | None:
    """Return the kind that a column's type tells, or None where nothing can be asked of it."""
    kind = labels[held].type()
    if kind.is_array():
        inner = kind.value_type
        is_plain = inner.is_string() or inner.is_integer() or inner.is_boolean() or inner.is_null()
        return "list" if is_plain else None
    if kind.is_boolean():
        return "boolean"
    if kind.is_numeric():
        return "number"
    if kind.is_timestamp() or kind.is_date():
        return "time"
    return "category" if kind.is_string() else None


def _counted(labels: ibis.Table, column: Column, place: int, row: pd.Series[float]) -> Column:
    n, items = int(row["labels"]), int(row["items"])
    values, missing = int(row[f"values_{place}"]), int(row[f"missing_{place}"])
    if column.kind == "category" and _is_text(row[f"letters_{place}"], values, n - missing, items):
        column = column._replace(kind="text")
    is_whole = bool(labels[column.held].type().is_integer())
    return column._replace(n_values=values, n_missing=missing, is_whole=is_whole)


def _is_text(letters: float, values: int, labels: int, items: int) -> bool:
    """Return whether texts are long or mostly different, so that nobody looks through a list."""
    if values > MOST_LISTED:
        return letters > LONG_TEXT or values > labels / 2
    return letters > SENTENCE and values > max(items / 2, FEW)


def check_columns(asked: Asked, there: Sequence[str], beside: Sequence[str]) -> None:
    """Make sure that labels have the columns that are named, or their items.

    Raises
    ------
    LabelsError
        When one is missing; tells the nearest that is there.
    """
    item, annotator, at = asked.columns
    # Labels without annotators are taken as they are, and disagreement is refused by its reason.
    needed = [item, *([annotator] if annotator != ANNOTATOR else []), *([at] if at else [])]
    if asked.outcome == "disagreement":
        needed.append(asked.value)
    elif asked.outcome not in OUTCOMES:
        check_outcome(asked.outcome, [*there, *beside])
    for name in needed:
        if name not in there:
            message = (
                f"the labels have no column {name!r}: {nearest(name, there)}There are "
                f"{', '.join(there)}"
            )
            raise counts.LabelsError(message)


def check_outcome(outcome: str, there: Sequence[str]) -> None:
    """Refuse an outcome that is neither known nor a column."""
    if outcome not in there:
        raise unknown(outcome, there)
