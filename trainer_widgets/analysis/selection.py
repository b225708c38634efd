"""Labels in any form become the table that an analysis counts in, and what was left out is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.item_rows import one_row_an_item
from trainer_widgets.analysis.results import executed, note, share_note
from trainer_widgets.project import Project
from trainer_widgets.store import LabelStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis

ITEM, ANNOTATOR, AT = "item_id", "annotator", "at"


class Selection(NamedTuple):
    """The labels that an analysis is about.

    Attributes
    ----------
    table
        One row a label, the newest of (group, item, annotator): the columns of ``by``, the values
        asked for, ``item_id``, ``annotator``, and ``at`` (UTC) where times were asked for.
    by
        The columns of the groups.
    said
        What was left out and why, for the result's ``note``.
    """

    table: ibis.Table
    by: list[str]
    said: str


def select(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    values: Sequence[str],
    by: str | Sequence[str] | None = None,
    *,
    item: str = ITEM,
    annotator: str = ANNOTATOR,
    at: str | None = None,
    timed: bool = False,
    items: object = None,
    independent: bool = True,
    models: bool = False,
    repeats: bool = False,
    unnamed: bool = False,
) -> Selection:
    """Choose the labels that an analysis is about.

    Parameters
    ----------
    labels
        A DataFrame, an Arrow table, a parquet path or glob, an Ibis table, a
        :class:`~trainer_widgets.LabelStore` or a :class:`~trainer_widgets.Project`.
    values
        The columns whose values are needed. Labels that lack the first are left out.
    by
        Columns to group by, of the labels or of the items.
    item, annotator, at
        The columns that say what was labeled, by whom and when; they are called ``item_id``,
        ``annotator`` and ``at`` in what is returned.
    timed
        Whether the time is needed: labels without one are left out, and counted.
    items
        A table with the items' features, joined on ``item``.
    independent, models
        As in :func:`trainer_widgets.analysis.agreement`.
    repeats
        Keep all labels of somebody on the same item; otherwise the newest counts.
    unnamed
        Keep what does not tell its item or annotator; otherwise it is left out, and counted.

    Raises
    ------
    LabelsError
        When a column is missing, rows of an item differ in ``items``, or somebody labeled an item
        twice and no time tells the newest.
    """
    keys = counts.by_columns(by)
    if item == annotator:
        message = f"{item!r} cannot be both the item and the annotator: give item= and annotator="
        raise counts.LabelsError(message)
    columns = list(dict.fromkeys([*keys, *values, item, annotator, *([at] if at else [])]))
    source = _with_features(opened(labels, independent=independent), columns, item, items)
    table = counts.as_table(source, columns, (*counts.TIMES, *counts.TELLING))
    counts.check_single(table, [*keys, item, annotator])
    said = left_out(table, independent=independent, models=models)
    table = counts.selected(table, independent=independent, models=models)
    table = _renamed(table, {item: ITEM, annotator: ANNOTATOR}, [*keys, *values])
    if values:
        table = table.filter(counts.has(table, values[0]))
    table, named = (table, "") if unnamed else _named(table)
    table, told = _with_time(table, at, timed=timed)
    if not repeats:
        table = _newest(table, [*dict.fromkeys([*keys, ITEM, ANNOTATOR])])
    kept = dict.fromkeys([*keys, *values, ITEM, ANNOTATOR, *([AT] if timed else [])])
    return Selection(table.select(*kept), keys, note(said, named, told))


def opened(labels: object, *, independent: bool) -> object:
    """Return the labels of a project or of a store, and anything else as it is."""
    match labels:
        case Project():
            return labels.labels(features=True, independent=independent)
        case LabelStore():
            tasks = labels.tasks()
            if len(tasks) != 1:
                held = ", ".join(tasks) or "nothing"
                message = f"the store holds {held}: give store.table(task), which names one task"
                raise counts.LabelsError(message)
            return labels.table(tasks[0], independent=independent)
        case _:
            return labels


def left_out(table: ibis.Table, *, independent: bool, models: bool) -> str:
    """Tell which labels are left out, or kept although they are no independent labels of people."""
    if not set(counts.TELLING) & set(table.columns):
        return ""
    out = executed(counts.left_out(table)).iloc[0]
    exposed, by_models = int(out["after_exposure"]), int(out["by_models"])
    where = "left out" if independent else "included: not independent"
    return note(
        share_note(exposed, f"labels after feedback or reveal {where}"),
        share_note(by_models, f"labels by models {'included' if models else 'left out'}"),
    )


def _with_features(labels: object, columns: Sequence[str], item: str, items: object) -> object:
    """Join the columns that only the items have."""
    if items is None:
        return labels
    if isinstance(items, Project):
        items = items.features
    if isinstance(items, pd.DataFrame) and items.index.name == item:
        items = items.reset_index()
    there, offered = counts.column_names(labels), counts.column_names(items)
    wanted = [name for name in columns if name in offered and name not in there]
    own = [name for name in there if name in {*columns, *counts.TIMES, *counts.TELLING}]
    table = counts.as_table(labels, [item, *own])
    features = one_row_an_item(counts.as_table(items, [item, *wanted]), item)
    joined = table.left_join(features, item)
    return joined.select(table, *(features[name] for name in wanted))


def _renamed(table: ibis.Table, names: dict[str, str], kept: Sequence[str]) -> ibis.Table:
    for name, canonical in names.items():
        if name == canonical:
            continue
        if canonical in kept:
            message = (
                f"{name!r} is to be taken for {canonical!r}, but {canonical!r} itself is asked for "
                f"too: rename one of the columns"
            )
            raise counts.LabelsError(message)
        table = table.mutate(**{canonical: table[name]})
    return table


def _named(table: ibis.Table) -> tuple[ibis.Table, str]:
    """Leave out what belongs to no item or to nobody."""
    there = counts.has(table, ITEM) & counts.has(table, ANNOTATOR)
    missing = executed(table.aggregate(n=table.count(where=~there)))["n"].iloc[0]
    said = share_note(int(missing), "labels without an item or annotator left out")
    return (table.filter(there) if missing else table), said


def _with_time(table: ibis.Table, at: str | None, *, timed: bool) -> tuple[ibis.Table, str]:
    if at is None and not set(counts.TIMES) & set(table.columns):
        if timed:
            names = " or ".join(counts.TIMES)
            message = f"the labels have no time: give at=, the column that tells, or {names}"
            raise counts.LabelsError(message)
        return table, ""
    moment = counts.moment(table, at)
    table = table.mutate(**{AT: moment})
    if not timed:
        return table, ""
    there = counts.has(table, AT)
    missing = executed(table.aggregate(n=table.count(where=~there)))["n"].iloc[0]
    return table.filter(there), share_note(int(missing), "labels without a time left out")


def _newest(table: ibis.Table, keys: list[str]) -> ibis.Table:
    each = table.group_by(keys).aggregate(n=table.count())
    if int(executed(each.aggregate(most=each.n.max()))["most"].fillna(0).iloc[0]) <= 1:
        return table
    if AT not in table.columns:
        message = (
            "somebody labeled an item twice, and no time tells which label is the newest: give "
            "at=, the column that tells, or project.labels(), which holds the label that stands"
        )
        raise counts.LabelsError(message)
    return counts.newest(table, keys, AT)
