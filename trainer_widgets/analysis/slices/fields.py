"""What the conditions of a slice can be about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from trainer_widgets.records.explored import FieldKind
    from trainer_widgets.records.slices import Constant

ANYWHERE = "anywhere"


class Field(NamedTuple):
    """Something of a label, or of its item, that a condition can name.

    Attributes
    ----------
    name
        As people write it.
    kind
        ``"category"`` (short text), ``"boolean"``, ``"number"``, ``"time"``, ``"list"`` (of texts)
        or ``"text"``, in which words can be searched for.
    columns
        The columns of the labels' table that hold it: one, and for texts any number.
    item_columns
        For texts, columns of the items' table.
    values
        Frequent values, to be offered to people who write.
    """

    name: str
    kind: FieldKind
    columns: tuple[str, ...]
    item_columns: tuple[str, ...] = ()
    values: tuple[Constant, ...] = ()
