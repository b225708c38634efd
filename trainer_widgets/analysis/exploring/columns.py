"""The user's columns: of which kind they are, and what conditions can name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from trainer_widgets.analysis.counts import exploring as counting
from trainer_widgets.analysis.slices.features import DERIVED, OF_EVENTS
from trainer_widgets.analysis.slices.fields import ANYWHERE, Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ibis
    import pandas as pd

    from trainer_widgets.analysis.exploring.engine import Engine
    from trainer_widgets.analysis.exploring.facets import Coded
    from trainer_widgets.analysis.exploring.preparing import Column
    from trainer_widgets.analysis.slices.fields import FieldKind

TEXT = "text"
LONG_TEXT = 60  # letters, on average
SENTENCE = 20
MOST_LISTED = 50
FEW = 10


class Kind(NamedTuple):
    """What a column holds: how many values, how many labels without one, how long its texts are."""

    column: Column
    kind: FieldKind
    n_values: int
    n_missing: int
    is_whole: bool


def kinds(engine: Engine, columns: Sequence[Column]) -> list[Kind]:
    """Return the kinds of those columns that conditions can be about."""
    labels = engine.labels
    known = [(one, kind_of(labels, one.held)) for one in columns]
    askable = [(one, kind) for one, kind in known if kind]
    if not askable:
        return []
    row = engine.run(counting.varieties(labels, [one.held for one, _ in askable])).iloc[0]
    n = int(row["labels"])
    return [_kind(labels, one, kind, place, row, n) for place, (one, kind) in enumerate(askable)]


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


def _kind(  # noqa: PLR0913, PLR0917 - one row of a table of counts
    labels: ibis.Table, column: Column, kind: FieldKind, place: int, row: pd.Series[float], n: int
) -> Kind:
    values, missing = int(row[f"values_{place}"]), int(row[f"missing_{place}"])
    if kind == "category" and _is_text(
        row[f"letters_{place}"], values, n - missing, int(row["items"])
    ):
        kind = "text"
    is_whole = bool(labels[column.held].type().is_integer())
    return Kind(column, kind, values, missing, is_whole)


def _is_text(letters: float, values: int, labels: int, items: int) -> bool:
    """Return whether texts are long or mostly different, so that nobody looks through a list."""
    if values > MOST_LISTED:
        return letters > LONG_TEXT or values > labels / 2
    return letters > SENTENCE and values > max(items / 2, FEW)


def fields_of(
    known: Sequence[Kind], coded: Sequence[Coded], outcome: str, engine: Engine
) -> dict[str, Field]:
    """Return what conditions can name."""
    labels, has_texts = engine.labels, engine.texts is not None
    values = {one.facet.field: tuple(one.facet.values) for one in coded}
    fields = {
        one.column.name: Field(one.column.name, one.kind, (one.column.held,),
                               values=values.get(one.column.name, ()))
        for one in known
    }  # fmt: skip
    fields |= _derived(labels, fields, values)
    fields.setdefault(outcome, Field(outcome, "number", ("y",)))
    own = tuple(one.column.held for one in known if _is_searched(one))
    beside = (TEXT,) if has_texts else ()
    if own or beside:
        fields.setdefault(ANYWHERE, Field(ANYWHERE, "text", own, beside))
    return fields


def _is_searched(one: Kind) -> bool:
    name = one.column.name
    return name == "rationale" or (one.kind == "text" and name not in OF_EVENTS)


def _derived(
    labels: ibis.Table, fields: Mapping[str, Field], values: Mapping[str, tuple[object, ...]]
) -> dict[str, Field]:
    kinds: dict[str, FieldKind] = {"hour": "number", "weekday": "category"}
    return {
        name: Field(name, kinds[name], (name,), values=values.get(name, ()))  # type: ignore[arg-type]
        for name in DERIVED
        if name in labels.columns and name not in fields
    }
