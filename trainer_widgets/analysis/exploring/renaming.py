"""Tables in any form with names that every engine tells apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
import pyarrow as pa

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.results import note, share_note

if TYPE_CHECKING:
    from collections.abc import Collection

    import ibis


class Named(NamedTuple):
    """A table, what its columns are really called, and what was left out of it."""

    table: ibis.Table
    names: dict[str, str]
    said: str


def named(source: object, roles: Collection[str]) -> Named:
    """Return a table in which only some columns keep their names.

    Parameters
    ----------
    source
        A table in any form.
    roles
        The columns that keep their names; all others get one of our own.

    Raises
    ------
    LabelsError
        When it is no table, or two columns have the same name.
    """
    names = counts.column_names(source)
    if twice := [name for name in names if names.count(name) > 1]:
        message = f"there are {names.count(twice[0])} columns {twice[0]!r}: rename all but one"
        raise counts.LabelsError(message)
    known = {name if name in roles else f"own_{place}": name for place, name in enumerate(names)}
    unreadable: list[str] = []
    match source:
        case pd.DataFrame():
            source = source.set_axis([*known], axis=1)
            unreadable = [one for one in known if one not in roles and not _reads(source[one])]
        case pa.Table():
            source = source.rename_columns([*known])
        case _:
            table = counts.as_table(source, names)
            source = table.select(**{own: table[name] for own, name in known.items()})
    left = {one: name for one, name in known.items() if one not in unreadable}
    table = counts.as_table(source, [*left])
    # Engines do not give back the durations that they took.
    lasting = [one for one in left if one not in roles and table[one].type().is_interval()]
    said = note(
        share_note(len(unreadable), "columns with values of several types left out"),
        share_note(len(lasting), "columns with durations left out: make them numbers"),
    )
    kept = {one: name for one, name in left.items() if one not in lasting}
    return Named(table.select(*kept), kept, said)


def _reads(column: pd.Series[Any]) -> bool:
    if column.dtype != object:
        return True
    try:
        pa.array(column, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return False
    return True
