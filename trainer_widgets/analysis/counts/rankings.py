"""How many items show each set of rankings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer_widgets.analysis.counts.label_pairs import group_columns, narrowed
from trainer_widgets.analysis.counts.sources import LabelsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis

# What parts the rankings of an item, the places of a ranking and the ids of a place, and what
# stands for a missing id: control characters, which no id holds.
RANKINGS, PLACES, TIED = "\x1d", "\x1e", "\x1f"
MISSING = "\x1a"


def ranking_patterns(labels: ibis.Table, by: Sequence[str], value: str) -> ibis.Table:
    """Count the items that show each set of rankings.

    Parameters
    ----------
    labels
        As :func:`trainer_widgets.analysis.selection.select` returns them.
    by
        Columns to group by.
    value
        The column of orders, best first: lists of ids, or of lists of ids that are tied.

    Returns
    -------
    ibis.Table
        ``group_0, ..., rankings, items``: the orders that an item was given, as one text, sorted,
        and how many items were given these.

    Raises
    ------
    LabelsError
        When the column holds no lists.
    """
    narrow = narrowed(labels, by, value)
    narrow = narrow.mutate(ranking=_as_text(narrow.value, value))
    groups = group_columns(narrow)
    each = narrow.group_by([*groups, "item_id"]).aggregate(rankings=narrow.ranking.collect())
    each = each.mutate(rankings=each.rankings.sort().join(RANKINGS))
    return each.group_by([*groups, "rankings"]).aggregate(items=each.count())


def _as_text(order: Any, value: str) -> Any:  # noqa: ANN401 - columns
    kind = order.type()
    if not kind.is_array() or kind.value_type.is_struct():
        message = (
            f"level 'ranking' needs orders in column {value!r}: lists of ids, or of lists of ids "
            f"that are tied, best first; it holds {kind}"
        )
        raise LabelsError(message)
    if not kind.value_type.is_array():
        return _joined(order, PLACES)
    places = order.map(lambda tied: _joined(_known(tied).sort(), TIED))
    return _joined(places, PLACES)


def _known(ids: Any) -> Any:  # noqa: ANN401 - columns
    return ids.map(lambda one: one.cast("string").fill_null(MISSING))


def _joined(texts: Any, separator: str) -> Any:  # noqa: ANN401 - columns
    # Engines differ in what no text joined to another is.
    return _known(texts).join(separator).fill_null("")
