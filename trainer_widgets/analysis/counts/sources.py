"""Labels in any form become an Ibis table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis
import pandas as pd
import pyarrow as pa

from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

READABLE: dict[pa.DataType, pa.DataType] = {
    pa.string_view(): pa.string(),
    pa.float16(): pa.float32(),
}


class LabelsError(ValueError):
    """Raised for labels that lack a column or are no labels; the message names what is there."""


def as_table(
    labels: Any,  # noqa: ANN401 - any form that labels have
    columns: Sequence[str],
    optional: Sequence[str] = (),
) -> ibis.Table:
    """Return the named columns of labels as an Ibis table.

    Parameters
    ----------
    labels
        A pandas DataFrame, an Arrow table, the path of a parquet file or a glob of several, or an
        Ibis table on any backend.
    columns
        What is needed.
    optional
        What is taken where it is there.

    Raises
    ------
    LabelsError
        When a column is missing, with the nearest that is there, or holds values of several types.

    Examples
    --------
    >>> frame = pd.DataFrame({"item_id": ["q1"], "choice": ["a"], "note": [None]})
    >>> as_table(frame, ["item_id", "choice"]).columns
    ('item_id', 'choice')
    """
    if isinstance(labels, str | Path):
        labels = read_parquet(labels)
    names = _present(column_names(labels), list(dict.fromkeys(columns)), optional)
    match labels:
        case ibis.Table():
            return labels.select(names)
        case pa.Table():
            return ibis.memtable(_readable(labels.select(names)))
        case _:
            return ibis.memtable(_readable(_arrow(labels[names])))


def column_names(labels: object) -> list[str]:
    """Return the names of all columns of labels in any form.

    Raises
    ------
    LabelsError
        When it is no table.

    Examples
    --------
    >>> column_names(pa.table({"item_id": ["q1"]}))
    ['item_id']
    """
    match labels:
        case str() | Path():
            return list(read_parquet(labels).columns)
        case ibis.Table():
            return list(labels.columns)
        case pa.Table():
            return list(labels.column_names)
        case pd.DataFrame():
            return [str(name) for name in labels.columns]
        case _:
            message = (
                f"labels come as a DataFrame, an Arrow table, a parquet path, an Ibis table, a "
                f"LabelStore or a project, not as {type(labels).__name__}"
            )
            raise LabelsError(message)


def read_parquet(path: str | Path, backend: Any = ibis) -> ibis.Table:  # noqa: ANN401
    """Return a parquet file, or those of a glob, on a backend or else the default one.

    Raises
    ------
    LabelsError
        When it cannot be read.
    """
    try:
        return backend.read_parquet(path)
    except Exception as error:  # DuckDB's errors share no other base
        # Further lines show the SQL, which nobody wrote.
        first = str(error).partition("\n")[0]
        message = f"{path} could not be read as parquet: {first}"
        raise LabelsError(message) from error


def is_readable(kind: pa.DataType) -> bool:
    """Return whether engines have a type for what Arrow holds.

    Examples
    --------
    >>> is_readable(pa.string_view()), is_readable(pa.month_day_nano_interval())
    (True, False)
    """
    try:
        ibis.Schema.from_pyarrow(pa.schema([("held", _readable_type(kind))]))
    except (KeyError, NotImplementedError, ValueError):  # Ibis looks it up in its own types
        return False
    return True


def _readable(table: pa.Table) -> pa.Table:
    """Return the same values in types that engines read; moments are those of UTC."""
    for place, field in enumerate(table.schema):
        if not is_readable(field.type):
            message = f"column {field.name!r} holds {field.type}: make it texts or numbers"
            raise LabelsError(message)
        kind = _readable_type(field.type)
        # Arrow breaks nested columns in which nothing is known when it casts them to what they are.
        if kind != field.type:
            table = table.set_column(place, field.with_type(kind), table.column(place).cast(kind))
    return table


def _readable_type(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_timestamp(kind) and kind.tz:
        return pa.timestamp(kind.unit, "UTC")
    readable: pa.DataType = READABLE.get(kind, kind)
    return readable


def _arrow(frame: pd.DataFrame) -> pa.Table:
    try:
        return pa.Table.from_pandas(frame, preserve_index=False)
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        message = f"a column holds values of several types; give it one: {error}"
        raise LabelsError(message) from error
    except (pa.ArrowNotImplementedError, OverflowError) as error:
        message = f"a column holds values that no engine reads; make them texts or numbers: {error}"
        raise LabelsError(message) from error


def _present(there: Iterable[str], needed: Sequence[str], optional: Sequence[str]) -> list[str]:
    there = list(there)
    for name in needed:
        if there.count(name) > 1:
            message = f"the labels have {there.count(name)} columns {name!r}: rename all but one"
            raise LabelsError(message)
        if name not in there:
            hint = nearest(name, there)
            message = f"the labels have no column {name!r}: {hint}There are {', '.join(there)}"
            raise LabelsError(message)
    return [*needed, *(name for name in optional if name in there and name not in needed)]
