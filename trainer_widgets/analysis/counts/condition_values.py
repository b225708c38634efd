"""Columns held against values that somebody wrote: by what these are, not as engines cast them."""

from __future__ import annotations

import math
import operator
from typing import TYPE_CHECKING, Any

import ibis

from trainer_widgets.analysis.counts.labels import NO, literal
from trainer_widgets.analysis.slices.times import stretch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from trainer_widgets.records.explored import FieldKind
    from trainer_widgets.records.slices import Comparator, Constant

YES = ibis.literal(value=True)
MOMENT = "timestamp('UTC')"
ORDERS: dict[Comparator, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
# From half a step above the largest number that 32 bits hold, all are nearer to no end.
ENDLESS_SINGLE = 3.4028235677973366e38


def joined(both: Any, parts: Sequence[Any], nothing: Any) -> Any:  # noqa: ANN401 - columns
    """Join columns two by two: engines and Ibis stumble over what is nested a thousandfold."""
    if len(parts) <= 1:
        return parts[0] if parts else nothing
    middle = len(parts) // 2
    halves = [joined(both, part, nothing) for part in (parts[:middle], parts[middle:])]
    return both(*halves)


def among(column: Any, constants: Iterable[Constant], kind: FieldKind) -> Any:  # noqa: ANN401
    """Return whether a column has one of several values, null where it has none."""
    each: list[Any] = list(dict.fromkeys(constants))
    if column.type().is_null():
        return NO
    if kind == "category":
        return column.isin(each)
    if kind == "number" and column.type().is_integer():
        low, high = column.type().bounds
        held = [int(one) for one in each if one == math.floor(one) and low <= one <= high]
        return column.isin([ibis.literal(one, column.type()) for one in held]) if held else NO
    if kind == "number":
        column = _floating(column)
        return column.isin([_nearest(column, one) for one in each])
    return joined(operator.or_, [compared(column, "=", one, kind) for one in each], NO)


def compared(column: Any, comparator: Comparator, constant: Any, kind: FieldKind) -> Any:  # noqa: ANN401
    """Return whether a comparison of a column's values holds, null where there is none."""
    if column.type().is_null():
        return NO
    if kind == "time":
        return _timed(column.cast(MOMENT), comparator, constant)
    if kind != "number":
        value = ibis.literal(constant)
        return column == value if comparator == "=" else column != value
    if column.type().is_integer():
        return _counted(column, comparator, constant)
    column = _floating(column)
    return _ordered(column, comparator, _nearest(column, constant))


def _floating(column: Any) -> Any:  # noqa: ANN401 - columns
    return column.cast("float64") if column.type().is_decimal() else column


def _ordered(column: Any, comparator: Comparator, value: Any) -> Any:  # noqa: ANN401 - columns
    return ORDERS[comparator](column, value)


def _nearest(column: Any, constant: float) -> Any:  # noqa: ANN401 - columns
    """Return the number of a column's own precision that is nearest to a constant."""
    limit = ENDLESS_SINGLE if column.type().is_float32() else math.inf
    try:
        value = float(constant)
    except OverflowError:
        value = math.copysign(math.inf, constant)
    value = math.copysign(math.inf, value) if abs(value) >= limit else value
    return literal(value, column)


def _counted(column: Any, comparator: Comparator, constant: float) -> Any:  # noqa: ANN401 - columns
    """Compare whole numbers with any number, without rounding either."""
    bounds = column.type().bounds
    below, above = math.floor(constant), math.ceil(constant)
    if comparator in ("=", "!="):
        is_possible = below == above and bounds.lower <= below <= bounds.upper
        if not is_possible:
            return NO if comparator == "=" else YES
    # Between two whole numbers lies nothing: what is below 2.5 is below 3, and at most 2.
    value = below if comparator in ("<=", ">") else above
    if value < bounds.lower:
        return YES if comparator in (">", ">=") else NO
    if value > bounds.upper:
        return YES if comparator in ("<", "<=") else NO
    return _ordered(column, comparator, ibis.literal(value, column.type()))


def _timed(column: Any, comparator: Comparator, text: str) -> Any:  # noqa: ANN401 - columns
    """Compare moments with a moment, or with a whole day."""
    found = stretch(text)
    if found is None:
        message = f"{text!r} is no time in ISO 8601"
        raise ValueError(message)
    start = ibis.literal(found.start, MOMENT)
    if found.end is None:
        return _ordered(column, comparator, start)
    end = ibis.literal(found.end, MOMENT)
    match comparator:
        case "=":
            return (column >= start) & (column < end)
        case "!=":
            return (column < start) | (column >= end)
        case "<=":
            return column < end
        case ">":
            return column >= end
        case _:
            return _ordered(column, comparator, start)
