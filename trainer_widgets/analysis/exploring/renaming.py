"""Tables in any form with names that every engine tells apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.results import note

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import ibis

LONGEST_NAME = 512
EXCERPT = 40
PLAIN = "biufM"  # of NumPy's kinds: what all engines read
NO_KIND = "make {} texts or numbers"
DURATIONS = "make durations numbers"


class Named(NamedTuple):
    """A table, what its columns are really called, and what was left out of it.

    Attributes
    ----------
    table, names
        The columns that can be explored, and what each is really called.
    left_out
        Why each other column cannot, by its real name.
    """

    table: ibis.Table
    names: dict[str, str]
    left_out: dict[str, str]

    @property
    def said(self) -> str:
        """What was left out and why."""
        reasons: dict[str, list[str]] = {}
        for name, why in self.left_out.items():
            reasons.setdefault(why, []).append(repr(_short(name)))
        return note(
            *(
                f"column{'s' if len(names) > 1 else ''} {', '.join(names)} left out: {why}"
                for why, names in reasons.items()
            )
        )

    def check(self, needed: Iterable[object]) -> None:
        """Refuse to go on without columns that are needed.

        Raises
        ------
        LabelsError
            When one was left out; tells why.
        """
        for name in needed:
            if name in self.left_out:
                message = f"column {_short(str(name))!r} cannot be used: {self.left_out[str(name)]}"
                raise counts.LabelsError(message)


def named(source: object, roles: Collection[str], what: str) -> Named:
    """Return a table in which only some columns keep their names.

    Parameters
    ----------
    source
        A table in any form.
    roles
        The columns that keep their names; all others get one of our own.
    what
        Whether these are the labels or the items.

    Raises
    ------
    LabelsError
        When it is no table, has no columns, or two of the same name.
    """
    names = counts.column_names(source)
    if not names:
        message = f"the {what} have no columns"
        raise counts.LabelsError(message)
    if twice := [name for name in names if names.count(name) > 1]:
        message = f"there are {names.count(twice[0])} columns {twice[0]!r}: rename all but one"
        raise counts.LabelsError(message)
    called = {name if name in roles else f"own_{place}": name for place, name in enumerate(names)}
    left_out = {name: why for name in names if (why := _unfit_name(name))}
    match source:
        case pd.DataFrame():
            source = source.set_axis([*called], axis=1)
            whys = {name: _unreadable(source[own]) for own, name in called.items()}
        case pa.Table():
            source = source.rename_columns([*called])
            whys = {name: _unreadable_kind(source[own].type) for own, name in called.items()}
        case _:
            table = counts.as_table(source, [name for name in names if name not in left_out])
            called = {own: name for own, name in called.items() if name not in left_out}
            source = table.select(**{own: table[name] for own, name in called.items()})
            whys = {}
    left_out = {name: why for name, why in whys.items() if why} | left_out
    table = counts.as_table(source, [own for own, name in called.items() if name not in left_out])
    # Engines do not give back the durations that they took.
    lasting = [own for own in table.columns if own not in roles and table[own].type().is_interval()]
    left_out |= {called[own]: DURATIONS for own in lasting}
    kept = {own: name for own, name in called.items() if name not in left_out}
    return Named(table.select(*kept) if lasting else table, kept, left_out)


def _unfit_name(name: str) -> str:
    if not name:
        return "it has no name"
    return f"names have {LONGEST_NAME} letters at most" if len(name) > LONGEST_NAME else ""


def _unreadable(column: pd.Series[Any]) -> str:
    """Return why engines cannot read a column, or nothing."""
    kind = column.dtype
    if isinstance(kind, np.dtype) and kind.kind in PLAIN:
        return ""
    try:
        return _unreadable_kind(pa.array(column, from_pandas=True).type)
    except OverflowError:
        return "whole numbers have 64 bits at most"
    except NotImplementedError:
        return NO_KIND.format(kind)
    except UnicodeEncodeError:
        return "it holds halves of letters"
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return "it holds values of several types"


def _unreadable_kind(kind: pa.DataType) -> str:
    return "" if counts.is_readable(kind) else NO_KIND.format(kind)


def _short(name: str) -> str:
    return name if len(name) <= EXCERPT else f"{name[:EXCERPT]}..."
