"""Labels in any form become an Ibis table, and what an analysis is about is selected."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis
import pandas as pd
import pyarrow as pa

from trainer_widgets.records import INDEPENDENT_CONDITIONS
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# What tells whether a label is somebody's own, independent judgement; taken where it is there.
TELLING = ("condition", "annotator_kind")
NO = ibis.literal(value=False)


class LabelsError(ValueError):
    """Raised for labels that lack a column or are no labels; the message names what is there."""


def as_table(labels: object, columns: Sequence[str], optional: Sequence[str] = ()) -> ibis.Table:
    """Return the named columns of labels as an Ibis table.

    Parameters
    ----------
    labels
        A pandas DataFrame, an Arrow table, the path of a parquet file, or an Ibis table.
    columns
        What is needed.
    optional
        What is taken where it is there.

    Raises
    ------
    LabelsError
        When a column is missing, with the nearest that is there.

    Examples
    --------
    >>> frame = pd.DataFrame({"item_id": ["q1"], "choice": ["a"], "note": [None]})
    >>> as_table(frame, ["item_id", "choice"]).columns
    ('item_id', 'choice')
    """
    columns = list(dict.fromkeys(columns))
    match labels:
        case ibis.Table():
            return labels.select(_present(labels.columns, columns, optional))
        case str() | Path():
            table = ibis.read_parquet(labels)
            return table.select(_present(table.columns, columns, optional))
        case pa.Table():
            return ibis.memtable(labels.select(_present(labels.column_names, columns, optional)))
        case pd.DataFrame():
            names = _present([str(name) for name in labels.columns], columns, optional)
            return ibis.memtable(pa.Table.from_pandas(labels[names], preserve_index=False))
        case _:
            message = (
                f"labels come as a DataFrame, an Arrow table, a parquet path or an Ibis table, "
                f"not as {type(labels).__name__}"
            )
            raise LabelsError(message)


def _present(there: Iterable[str], needed: Sequence[str], optional: Sequence[str]) -> list[str]:
    there = list(there)
    for name in needed:
        if name not in there:
            hint = nearest(name, there)
            message = f"the labels have no column {name!r}: {hint}There are {', '.join(there)}"
            raise LabelsError(message)
    return [*needed, *(name for name in optional if name in there and name not in needed)]


def by_columns(by: str | Sequence[str] | None) -> list[str]:
    """Return the columns to group by as a list."""
    return [by] if isinstance(by, str) else list(by or ())


def has(labels: ibis.Table, column: str) -> Any:  # noqa: ANN401 - a boolean column
    """Return whether a label has a value."""
    return labels[column].notnull()  # noqa: PD004 - Ibis knows no other name


def is_exposed(labels: ibis.Table) -> Any:  # noqa: ANN401 - a boolean column
    """Return whether a label was given after feedback, reveal or rework."""
    if "condition" not in labels.columns:
        return NO
    return labels.condition.notin(sorted(INDEPENDENT_CONDITIONS)).fill_null(NO)


def is_model(labels: ibis.Table) -> Any:  # noqa: ANN401 - a boolean column
    """Return whether a label was given by a model."""
    if "annotator_kind" not in labels.columns:
        return NO
    return (labels.annotator_kind == "model").fill_null(NO)


def left_out(labels: ibis.Table) -> ibis.Table:
    """Count the labels by why an analysis of people's own judgement leaves them out.

    Returns
    -------
    ibis.Table
        One row: ``labels``, ``by_models``, ``after_exposure`` (by people).
    """
    model, exposed = is_model(labels), is_exposed(labels)
    return labels.aggregate(
        labels=labels.count(),
        by_models=labels.count(where=model),
        after_exposure=labels.count(where=exposed & ~model),
    )


def selected(labels: ibis.Table, *, independent: bool, models: bool) -> ibis.Table:
    """Return the labels that an analysis is about.

    Parameters
    ----------
    labels
        As :func:`as_table` gives them.
    independent
        Leave out what was given after feedback, reveal or rework.
    models
        Keep labels by models.
    """
    if independent:
        labels = labels.filter(~is_exposed(labels))
    return labels if models else labels.filter(~is_model(labels))
