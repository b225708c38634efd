"""What conditions can name: columns that hold something to ask, parts of time, and all texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.analysis.selection import ANNOTATOR, ITEM
from trainer_widgets.analysis.slices.features import CIRCUMSTANCES, DERIVED, OF_EVENTS
from trainer_widgets.analysis.slices.fields import ANYWHERE, Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ibis

    from trainer_widgets.analysis.exploring.columns import Column
    from trainer_widgets.analysis.exploring.engine import Engine
    from trainer_widgets.analysis.exploring.facets import Coded
    from trainer_widgets.records.explored import FieldKind

TEXT = "text"


def fields_of(
    known: Sequence[Column], coded: Sequence[Coded], outcome: str, engine: Engine
) -> dict[str, Field]:
    """Return what conditions can name."""
    labels, has_texts = engine.labels, engine.texts is not None
    values = {one.facet.feature: tuple(one.facet.values) for one in coded}
    fields = {
        one.name: Field(one.name, one.kind, (one.held,), values=values.get(one.name, ()))
        for one in sorted(known, key=lambda one: one.name not in values)
        if one.kind
    }
    fields |= _derived(labels, fields, values)
    fields.setdefault(outcome, Field(outcome, "number", ("y",)))
    own = tuple(one.held for one in known if _is_searched(one, labels))
    beside = (TEXT,) if has_texts else ()
    if own or beside:
        fields.setdefault(ANYWHERE, Field(ANYWHERE, "text", own, beside))
    return fields


def _is_searched(one: Column, labels: ibis.Table) -> bool:
    """Return whether people read words there; a name of somebody or something is none."""
    taken = {*OF_EVENTS, *CIRCUMSTANCES} - {"rationale"}
    is_text = one.kind in ("category", "text") and labels[one.held].type().is_string()
    return is_text and one.held not in (ITEM, ANNOTATOR) and one.name not in taken


def _derived(
    labels: ibis.Table, fields: Mapping[str, Field], values: Mapping[str, tuple[object, ...]]
) -> dict[str, Field]:
    kinds: dict[str, FieldKind] = {"hour": "number", "weekday": "category"}
    return {
        name: Field(name, kinds[name], (name,), values=values.get(name, ()))  # type: ignore[arg-type]
        for name in DERIVED
        if name in labels.columns and name not in fields
    }
