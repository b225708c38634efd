"""Conditions of a slice as boolean columns, which never are null."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import TYPE_CHECKING, Any

import ibis

from trainer_widgets.analysis.counts.condition_values import YES, among, compared, joined
from trainer_widgets.analysis.counts.labels import NO, has
from trainer_widgets.records.slices import (
    Among,
    Compared,
    Contains,
    Either,
    Every,
    Holds,
    Missing,
    Negated,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trainer_widgets.analysis.slices.fields import Field
    from trainer_widgets.records.slices import Comparison, Condition


def holds(
    labels: ibis.Table,
    condition: Condition,
    fields: Mapping[str, Field],
    texts: ibis.Table | None = None,
) -> Any:  # noqa: ANN401 - a boolean column
    """Return whether a condition holds for each label; it does or it does not, and is never null.

    A comparison with a missing value does not hold; a negation is the exact complement. A day
    stands for all of its moments in UTC: ``at <= "2026-03-01"`` has that day's labels, and
    ``at > "2026-03-01"`` those from the next one on. Engines make letters small by themselves, so
    that ``contains`` may differ between them in letters that change their number or form with
    their place, such as the dotted capital I and the Greek final sigma.

    Parameters
    ----------
    labels
        With the columns of the fields and, where there are ``texts``, ``item``.
    condition
        As :func:`trainer_widgets.analysis.slices.language.checked` returns it.
    fields
        What it is about, by name.
    texts
        The items' texts: ``item``, and the fields' ``item_columns``.
    """
    match condition:
        case Every(parts):
            return joined(and_, [holds(labels, part, fields, texts) for part in parts], YES)
        case Either(parts):
            return joined(or_, [holds(labels, part, fields, texts) for part in parts], NO)
        case Negated(part):
            return ~holds(labels, part, fields, texts)
        case _:
            return _comparison(labels, condition, fields[condition.feature], texts)


def _comparison(labels: ibis.Table, one: Comparison, field: Field, texts: ibis.Table | None) -> Any:  # noqa: ANN401 - a boolean column
    if field.kind == "text":
        return _in_texts(labels, one, field, texts)
    there = _is_there(labels, field.columns[0])
    if isinstance(one, Missing):
        return ~there
    return there & _said(labels[field.columns[0]], one, field).fill_null(NO)


def _said(column: Any, one: Compared | Among | Holds | Contains, field: Field) -> Any:  # noqa: ANN401
    match one:
        case Compared(comparator=comparator, constant=constant):
            return compared(column, comparator, constant, field.kind)
        case Among(constants=constants):
            return among(column, constants, field.kind)
        case Holds(member=member):
            return _names(column).contains(ibis.literal(member))
        case Contains(text=text):
            return _contains(column, text)


def _is_there(labels: ibis.Table, column: str) -> Any:  # noqa: ANN401 - a boolean column
    """Return whether there is a value; NaN and an empty list are none."""
    there = has(labels, column)
    kind = labels[column].type()
    return there & (labels[column].length() > 0).fill_null(NO) if kind.is_array() else there


def _names(column: Any) -> Any:  # noqa: ANN401 - columns
    return column.cast("array<string>")


def _contains(column: Any, text: str) -> Any:  # noqa: ANN401 - columns
    return column.cast("string").lower().contains(ibis.literal(text).lower())


def _in_texts(
    labels: ibis.Table, condition: Comparison, field: Field, texts: ibis.Table | None
) -> Any:  # noqa: ANN401 - a boolean column
    """Return whether any of a field's texts contains words, or whether there is none at all."""
    wanted = condition.text if isinstance(condition, Contains) else None
    found = [_has_text(labels[column], wanted) for column in field.columns]
    if texts is not None and field.item_columns:
        own = reduce(or_, (_has_text(texts[column], wanted) for column in field.item_columns))
        items = texts.filter(own & texts["item"].notnull())
        found.append(labels["item"].isin(items["item"]).fill_null(NO))
    either = reduce(or_, found, NO)
    return either if isinstance(condition, Contains) else ~either


def _has_text(column: Any, text: str | None) -> Any:  # noqa: ANN401 - columns
    if column.type().is_null():
        return NO
    found = _contains(column, text) if text is not None else column.cast("string") != ""
    return found.fill_null(NO)
