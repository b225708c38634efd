"""Each label beside the others' labels of its item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa

from trainer_widgets.analysis.counts.sources import LabelsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

SEPARATOR = "\x1f"  # what no tag's name holds


def with_keys(labels: ibis.Table, value: str, level: str) -> ibis.Table:
    """Return the labels with ``key``: their value in a form that an engine can compare.

    A list becomes a text: of a ``set`` each name once, of a ``multiset`` as often as it is there,
    in order, each followed by a separator (so that no name and an empty name differ).

    Raises
    ------
    LabelsError
        When the column holds what the level does not compare.
    """
    kind = labels[value].type()
    if level not in ("set", "multiset"):
        if kind.is_nested():
            message = (
                f"level {level!r} compares single values, and column {value!r} holds {kind}: lists "
                f"have levels of their own, such as 'set' and 'multiset'"
            )
            raise LabelsError(message)
        if kind.is_timestamp() or kind.is_interval():
            message = (
                f"column {value!r} holds {kind}, of which engines keep different digits: make it "
                f"texts, dates or numbers first"
            )
            raise LabelsError(message)
        return labels.mutate(key=labels[value])
    if not kind.is_array() and not kind.is_null():
        message = f"level {level!r} needs lists in column {value!r}, which holds {kind}"
        raise LabelsError(message)
    names = labels[value].cast("array<string>")
    names = names.filter(lambda name: name.notnull())
    names = (names.unique() if level == "set" else names).sort()
    key = names.map(lambda name: name + SEPARATOR).join("")
    # Some engines join no names to a missing value.
    return labels.mutate(key=labels[value].notnull().ifelse(key.fill_null(""), None))


def with_codes(labels: ibis.Table, keys: Sequence[Any]) -> ibis.Table:
    """Return the labels with ``code``: the place of their ``key`` among ``keys``, as int64."""
    codes = pa.table({"key": pa.array(list(keys)), "code": pa.array(range(len(keys)), pa.int64())})
    book = ibis.memtable(codes)
    if len(keys):
        book = book.mutate(key=book.key.cast(labels.key.type()))
    return labels.join(book, "key").select(labels, book.code)


def with_others(labels: ibis.Table, distances: NDArray[np.float64] | None = None) -> ibis.Table:
    """Compare each label with the others' labels of its item.

    Parameters
    ----------
    labels
        One row a label: ``item_id``, ``code`` and whatever else.
    distances
        How far apart two codes are, V x V, zero on the diagonal; without it different codes are
        at distance 1.

    Returns
    -------
    ibis.Table
        The labels with ``others`` (how many other labels the item has) and ``disagreement`` (the
        mean distance to them; null where there are none).
    """
    of_item = ibis.window(group_by="item_id")
    of_code = ibis.window(group_by=["item_id", "code"])
    labels = labels.mutate(others=labels.count().over(of_item) - 1)
    if distances is None:
        labels = labels.mutate(far=labels.others + 1 - labels.count().over(of_code))
    else:
        each = labels.group_by(["item_id", "code"]).aggregate(n=labels.count())
        pairs = each.rename(other="code").join(_book(distances), "other")
        sums = pairs.group_by(["item_id", "code"]).aggregate(far=(pairs.n * pairs.distance).sum())
        joined = labels.join(sums, ["item_id", "code"])
        labels = joined.select(labels, sums.far)
    share = labels.far.cast("float64") / labels.others.nullif(0).cast("float64")
    return labels.mutate(disagreement=share).drop("far")


def _book(distances: NDArray[np.float64]) -> ibis.Table:
    size = len(distances)
    rows = pa.table(
        {
            "code": pa.array([one for one in range(size) for _ in range(size)], pa.int64()),
            "other": pa.array([other for _ in range(size) for other in range(size)], pa.int64()),
            "distance": pa.array(distances.ravel(), pa.float64()),
        }
    )
    return ibis.memtable(rows)
