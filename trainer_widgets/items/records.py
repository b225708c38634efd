"""Rows to items whose columns are the fields of their record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from trainer_widgets.items.errors import InvalidItemsError, MissingColumnError
from trainer_widgets.missing import is_missing
from trainer_widgets.records import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer_widgets.items.values import Row


def record_reader(kind: type[Record]) -> Callable[[list[str]], Callable[[str, Row, int], Any]]:
    """Return what reads a table whose columns are called as the fields of a record.

    An empty cell stands for the field's default; a field without one needs its column.
    """
    fields = {field.name: field for field in msgspec.structs.fields(kind)}

    def reader(columns: list[str]) -> Callable[[str, Row, int], Any]:
        for name, field in fields.items():
            if field.required and name not in columns:
                raise MissingColumnError(name, columns)
        there = [name for name in fields if name in columns and name != "item_id"]

        def read(item_id: str, row: Row, number: int) -> Any:  # noqa: ANN401 - the task's own item
            values = {name: builtin(row[name]) for name in there if not is_missing(row[name])}
            try:
                return msgspec.convert(values | {"item_id": item_id}, kind)
            except msgspec.ValidationError as error:
                message = f"row {number} ({item_id!r}): {error}"
                raise InvalidItemsError(message) from None

        return read

    return reader


def record_content(kind: type[Record]) -> Callable[[list[str]], set[str]]:
    """Return what names the columns that are part of the items; the others are features."""
    names = set(kind.__struct_fields__) - {"item_id"}
    return names.intersection


def builtin(value: object) -> Any:  # noqa: ANN401 - JSON-like
    """Return a cell as dicts, lists and scalars, empty entries of a struct left out."""
    match value:
        case Record():
            return msgspec.to_builtins(value, enc_hook=_numpy)
        case Mapping():
            return {str(k): builtin(one) for k, one in value.items() if not is_missing(one)}
        # NumPy's texts are texts too, but nothing that JSON knows.
        case str() | bytes():
            return str(value) if isinstance(value, str) else bytes(value)
        case np.generic() | np.ndarray(shape=()):
            return value.item()
        case Iterable():
            return [builtin(one) for one in value]
        case _:
            return value


def _numpy(value: object) -> Any:  # noqa: ANN401 - JSON-like
    if isinstance(value, np.generic | np.ndarray):
        return builtin(value)
    message = f"{type(value).__name__} is nothing that a record holds"
    raise InvalidItemsError(message)
