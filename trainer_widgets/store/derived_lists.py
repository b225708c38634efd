"""Derived columns of answers that hold lists, computed for whole tables at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from trainer_widgets.records import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable

    Column = Any  # pa.ChunkedArray, whose stubs do not know most of the functions used here


def entries(structs: Column, field: str, name: str) -> pa.Table:
    """Return one row an entry of a list: its ``row``, and one of its fields as ``name``."""
    lists = _whole(pc.struct_field(structs, field))
    values = pc.struct_field(pc.list_flatten(lists), name)
    table = pa.table({"row": pc.list_parent_indices(lists), "name": values})
    return table.filter(pc.is_valid(table["name"]))


def gathered(table: pa.Table, like: Column) -> Column:
    """Return the sorted names of each row; null where the row itself is."""
    order = pc.sort_indices(table, sort_keys=[("row", "ascending"), ("name", "ascending")])
    table = table.take(order)
    counts = np.bincount(table["row"].to_numpy(), minlength=len(like))
    offsets = pa.array(np.concatenate([[0], np.cumsum(counts)]), pa.int32())
    missing = _whole(pc.is_null(like))
    return pa.ListArray.from_arrays(offsets, _whole(table["name"]), mask=missing)


def names(field: str, name: str) -> Callable[[Column, Column], Column]:
    """Return what lists one field of a list's entries, sorted."""
    return lambda answers, _: gathered(entries(answers, field, name), answers)


def number(field: str) -> Callable[[Column, Column], Column]:
    """Return what counts a list's entries."""
    return lambda answers, _: (
        pc.list_value_length(pc.struct_field(answers, field)).cast(pa.int64()).fill_null(0)
    )


def worst_severity(answers: Column, _shown: Column) -> Column:
    """Return the worst severity among an answer's flags, null without any."""
    flags = entries(answers, "flags", "severity")
    grade = pc.index_in(flags["name"], value_set=pa.array(SEVERITIES)).to_numpy()
    worst = np.full(len(answers), -1)
    np.maximum.at(worst, flags["row"].to_numpy(), grade)
    return pa.array(SEVERITIES).take(pa.array(worst, mask=worst < 0))


def false_refusal(answers: Column, _shown: Column) -> Column:
    """Return whether a response refused what it should have answered."""
    refused = pc.not_equal(pc.struct_field(answers, "refusal"), pa.scalar("none"))
    return pc.and_(refused, pc.invert(pc.struct_field(answers, "should_refuse")))


def is_correct(answers: Column, _shown: Column) -> Column:
    """Return whether nothing was marked and nothing written anew."""
    unmarked = pc.equal(number("errors")(answers, _shown), pa.scalar(0))
    return pc.and_(unmarked, pc.is_null(pc.struct_field(answers, "rewrite")))


def changed(kind: str) -> Callable[[Column, Column], Column]:
    """Return what lists the tags that a tagger ``missed``, or had ``spurious`` or miscounted."""

    def derive(answers: Column, shown: Column) -> Column:
        given = _counted(entries(answers, "tags", "name"), "given")
        proposed = _counted(entries(shown, "auto_tags", "name"), "proposed")
        both = given.join(proposed, ["row", "name"], join_type="full outer")
        there, before = pc.is_valid(both["given"]), pc.is_valid(both["proposed"])
        wanted = {
            "missed": pc.and_(there, pc.invert(before)),
            "spurious": pc.and_(before, pc.invert(there)),
            "miscounted": pc.not_equal(both["given"], both["proposed"]),
        }
        seen = both.filter(wanted[kind])
        known = pc.is_in(seen["row"], value_set=_rows(shown))
        return gathered(seen.filter(known), shown)

    return derive


def _counted(table: pa.Table, name: str) -> pa.Table:
    counts = table.group_by(["row", "name"]).aggregate([([], "count_all")])
    return counts.rename_columns(["row", "name", name])


def _rows(column: Column) -> pa.Array[Any]:
    """Return the places where a column has something."""
    return pa.array(np.flatnonzero(_whole(pc.is_valid(column)).to_numpy(zero_copy_only=False)))


def _whole(column: Column) -> Any:  # noqa: ANN401 - pa.Array
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
