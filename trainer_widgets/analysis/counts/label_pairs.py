"""Labels of one item beside each other, whatever their groups are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis

LABEL = ("item_id", "annotator")


def narrowed(labels: ibis.Table, by: Sequence[str], value: str) -> ibis.Table:
    """Return of each label its groups (``group_0`` ...), ``item_id``, ``annotator`` and ``value``.

    Groups go by names that no other column has: people group by ``size`` or ``start`` too.
    """
    names = {group: labels[name] for group, name in zip(group_names(by), by, strict=True)}
    return labels.select(**names, **{name: labels[name] for name in LABEL}, value=labels[value])


def group_names(by: Sequence[str]) -> list[str]:
    """Return what :func:`narrowed` calls the groups.

    Examples
    --------
    >>> group_names(["size", "start"])
    ['group_0', 'group_1']
    """
    return [f"group_{place}" for place in range(len(by))]


def group_columns(labels: ibis.Table) -> list[str]:
    """Return those of a table's columns that are groups."""
    return [name for name in labels.columns if name.startswith("group_")]


def same(one: ibis.Table, other: ibis.Table, *columns: str) -> list[Any]:
    """Return what has to hold of two rows of one group that are alike in the columns.

    A missing value is a group of its own, so it equals itself.
    """
    grouped = [one[name].identical_to(other[name]) for name in group_columns(one)]
    return [*grouped, *(one[name] == other[name] for name in columns)]


def pairs(labels: ibis.Table, *columns: str, on: Sequence[str] = ("item_id",)) -> ibis.Table:
    """Return each two rows of different annotators once, in the order of the annotators' names.

    Parameters
    ----------
    labels
        With the columns of :func:`narrowed`, the rest as it may be.
    columns
        What is kept of both rows: ``name`` of the first, ``other_name`` of the second.
    on
        What both have in common beside their group.
    """
    others = labels.view()
    joined = labels.join(others, [*same(labels, others, *on), labels.annotator < others.annotator])
    kept = [labels[name] for name in dict.fromkeys([*group_columns(labels), "item_id", *on])]
    both = ("annotator", *columns)
    return joined.select(
        *kept,
        *(labels[name] for name in both),
        **{f"other_{name}": others[name] for name in both},
    )


def with_columns(table: ibis.Table, more: ibis.Table, keys: Sequence[str]) -> ibis.Table:
    """Return a table with the columns of another; null where that has no row.

    Parameters
    ----------
    table, more
        Both with groups and ``keys``; ``more`` one row for each.
    keys
        What a row is of, beside its group.
    """
    taken = {*group_columns(more), *keys}
    joined = table.left_join(more, same(table, more, *keys))
    return joined.select(table, *(more[name] for name in more.columns if name not in taken))
