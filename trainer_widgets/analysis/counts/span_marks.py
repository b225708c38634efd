"""What a label marks: its marks, and the stretches of text that they mark."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

import ibis

from trainer_widgets.analysis.counts.others import SEPARATOR
from trainer_widgets.analysis.counts.sources import LabelsError
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

PLACE = ("start", "end")
# Fields that say of which text a mark is: two of different texts never meet.
TEXTS = ("side", "field")


class MarkFields(NamedTuple):
    """Where a mark holds what.

    Attributes
    ----------
    names
        All fields of a mark.
    evidence
        The field that holds its stretches, where a mark has several; empty where the mark itself
        has ``start`` and ``end``.
    """

    names: tuple[str, ...]
    evidence: str


def mark_fields(labels: ibis.Table, value: str) -> MarkFields:
    """Return where the marks of a column hold what.

    Raises
    ------
    LabelsError
        When the column holds no lists of marks.
    """
    names = _fields(labels[value].type())
    if set(PLACE) <= names.keys():
        return MarkFields(tuple(names), "")
    within = [name for name, kind in names.items() if set(PLACE) <= _fields(kind).keys()]
    if len(within) == 1:
        return MarkFields(tuple(names), within[0])
    message = (
        f"level 'spans' needs lists of structs with start and end in column {value!r}, which "
        f"holds {labels[value].type()}"
    )
    raise LabelsError(message)


def _fields(kind: Any) -> dict[str, Any]:  # noqa: ANN401 - one of Ibis's types
    is_list = kind.is_array() and kind.value_type.is_struct()
    return dict(kind.value_type.items()) if is_list else {}


def check_match(match: Sequence[str], fields: MarkFields) -> None:
    """Refuse to compare marks by a field that they lack.

    Raises
    ------
    LabelsError
        With the nearest that is there.
    """
    known = [name for name in fields.names if name not in (*PLACE, fields.evidence)]
    for name in match:
        if name not in known:
            there = f"there are {', '.join(known)}" if known else "they have start and end only"
            message = f"match={name!r}: the marks have no such field: {nearest(name, known)}{there}"
            raise LabelsError(message)


def marks(labels: ibis.Table) -> ibis.Table:
    """Return one row a mark; ``labels`` as :func:`narrowed` gives them."""
    found = labels.unnest("value")
    return found.filter(found.value.notnull()).rename(mark="value")


def text(mark: Any, name: str, fields: MarkFields) -> Any:  # noqa: ANN401 - columns
    """Return a field of a mark as text, empty where there is none."""
    if name not in fields.names:
        return ibis.literal("")
    return mark[name].cast("string").fill_null("")


def stretches(labels: ibis.Table, fields: MarkFields, match: Sequence[str]) -> ibis.Table:
    """Return one row a stretch of text: ``text, start, end`` beside the columns of its label.

    ``text`` tells apart what cannot meet: other texts, other values of the fields to ``match``,
    and empty stretches, which mark a place between two characters. Those count as one
    character long, in a text of their own. Where a mark lacks its start or end, so does its row.
    """
    found = marks(labels)
    kind = [text(found.mark, name, fields) for name in (*TEXTS, *match)]
    found = found.mutate(text=reduce(lambda one, other: one + SEPARATOR + other, kind))
    if fields.evidence:
        found = found.mutate(mark=found.mark[fields.evidence]).unnest("mark")
    start, end = (found.mark[name].cast("int64") for name in PLACE)
    found = found.mutate(start=start, end=end).drop("mark")
    is_empty = found.start == found.end
    return found.mutate(
        text=found.text + is_empty.ifelse(SEPARATOR + "between", ""),
        end=found.end + is_empty.cast("int64"),
    )
