"""The ground that an exploration stands on: labels in code, what they hold, and their sums."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts import exploring as counting
from trainer_widgets.analysis.counts import exploring_sums as summing
from trainer_widgets.analysis.counts.conditions import holds
from trainer_widgets.analysis.counts.slices import time_part
from trainer_widgets.analysis.exploring import columns as own_columns
from trainer_widgets.analysis.exploring import edges, facets
from trainer_widgets.analysis.exploring.engine import Engine
from trainer_widgets.analysis.exploring.in_code import NOBODYS, code_field, in_code, told_by_code
from trainer_widgets.analysis.exploring.preparing import Column
from trainer_widgets.analysis.results import note
from trainer_widgets.analysis.selection import AT
from trainer_widgets.analysis.slices.features import DERIVED, offered
from trainer_widgets.records.slices import EVERYTHING
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import ibis

    from trainer_widgets.analysis.exploring.columns import Kind
    from trainer_widgets.analysis.exploring.facets import Coded
    from trainer_widgets.analysis.exploring.preparing import Prepared
    from trainer_widgets.analysis.slices.fields import Field
    from trainer_widgets.analysis.slices.outcomes import Asked
    from trainer_widgets.records.slices import Condition

MOST_WINDOWS = 30


class Ground(NamedTuple):
    """Labels in code, and what is known of all of them.

    Attributes
    ----------
    engine
        Where they lie.
    columns, fields, coded
        The user's columns, what conditions can name, and the facets.
    windows
        The edges of the windows of the trend.
    whole
        Sums over all items, see :class:`trainer_widgets.analysis.shares.Sums`.
    is_single
        Whether no item has more than one label.
    said
        What was left out and why.
    """

    engine: Engine
    columns: list[Column]
    fields: dict[str, Field]
    coded: list[Coded]
    windows: list[datetime]
    whole: dict[str, float]
    is_single: bool
    said: str

    @property
    def labels(self) -> ibis.Table:
        """All labels."""
        return self.engine.labels

    def holds(self, condition: Condition) -> Any:  # noqa: ANN401 - a boolean column
        """Return whether labels are in a slice."""
        # Should the user have called a column as ours, values are compared.
        coded = told_by_code(self.coded)
        places = {} if any(name.startswith(NOBODYS) for name in self.fields) else coded
        fields = self.fields | {one.name: one for one in map(code_field, places.values())}
        return holds(self.labels, in_code(condition, places, self.coded), fields, self.engine.texts)

    def within(self, condition: Condition) -> ibis.Table:
        """Return the labels in a slice."""
        if condition == EVERYTHING:
            return self.labels
        found: ibis.Table = self.engine.remembered(
            repr(condition), lambda: self.labels.filter(self.holds(condition))
        )
        return found

    def facet(self, name: str) -> tuple[str, Coded]:
        """Return the column of codes of a facet, and the facet.

        Raises
        ------
        LabelsError
            When there is no such facet.
        """
        names = [one.facet.field for one in self.coded]
        if name not in names:
            hint = nearest(name, names)
            message = f"{name!r} is no facet here: {hint}There are {', '.join(names) or 'none'}"
            raise counts.LabelsError(message)
        return f"code_{names.index(name)}", self.coded[names.index(name)]


def laid(prepared: Prepared, asked: Asked, own: Any) -> Ground:  # noqa: ANN401 - a backend
    """Lay the ground: labels go to their engine, and facets are put into code."""
    engine = Engine(prepared.table, own)
    _with_parts_of_time(engine)
    columns = _with_time_columns(engine, prepared.columns)
    known = own_columns.kinds(engine, columns)
    chosen, said = _chosen(known, asked, _n_items(engine))
    coded, told = facets.coded(engine, chosen)
    windows = _windows(engine)
    codes = {f"code_{place}": one.code for place, one in enumerate(coded)}
    if windows:
        codes["window"] = counting.bin_code(engine.labels, AT, windows)
    engine.keep(engine.labels.mutate(**codes))
    if prepared.texts is not None:
        engine.keep_texts(counting.item_texts(engine.labels, prepared.texts))
    fields = own_columns.fields_of(known, coded, asked.outcome, engine)
    columns = _shared(engine, prepared.columns, coded)
    row = engine.run(summing.whole(engine.labels)).iloc[0].fillna(0.0)
    whole = {str(name): float(row[name]) for name in row.index}
    is_single = whole.pop("most") <= 1
    return Ground(
        engine, columns, fields, coded, windows, whole, is_single,
        note(prepared.said, said, told),
    )  # fmt: skip


def _shared(engine: Engine, columns: Sequence[Column], coded: Sequence[Coded]) -> list[Column]:
    """Return the columns, those of facets with what their codes tell: whether items share them."""
    codes = {
        one.held: f"code_{place}" for place, one in enumerate(coded) if one.facet.kind != "list"
    }
    if not codes:
        return [*columns]
    row = engine.run(counting.shared(engine.labels, [*codes.values()])).iloc[0]
    same = {held for held, code in codes.items() if not row[code] > 0}
    return [one._replace(of_items=one.of_items or one.held in same) for one in columns]


def _n_items(engine: Engine) -> int:
    labels = engine.labels
    return int(engine.run(labels.aggregate(n=labels["item"].nunique()))["n"].iloc[0])


def _with_parts_of_time(engine: Engine) -> None:
    labels = engine.labels
    if AT in labels.columns:
        parts = {name: time_part(labels[AT], name) for name in DERIVED}
        engine.keep(labels.mutate(**parts))


def _with_time_columns(engine: Engine, columns: list[Column]) -> list[Column]:
    if AT not in engine.labels.columns:
        return columns
    there = {one.name for one in columns}
    return [
        *columns,
        *(Column(name, name, of_items=False) for name in DERIVED if name not in there),
    ]


def _chosen(known: list[Kind], asked: Asked, n_items: int) -> tuple[list[Kind], str]:
    by_name = {one.column.name: one for one in known}
    if asked.features is None:
        return facets.offered(_default(known, asked), n_items)
    for name in asked.features:
        if name == asked.columns.item:
            message = f"{name!r} tells the items apart, so it is no feature that items share"
            raise counts.LabelsError(message)
        if name not in by_name:
            hint = nearest(name, by_name)
            message = (
                f"there is no feature {name!r} that tells labels apart: {hint}There are "
                f"{', '.join(one for one in by_name if one != asked.columns.item)}"
            )
            raise counts.LabelsError(message)
    return facets.first([by_name[name] for name in asked.features])


def _default(known: Sequence[Kind], asked: Asked) -> list[Kind]:
    """Return what tells of the items, then of the labels, then when they were given."""
    of_items = [one.column.name for one in known if one.column.of_items]
    of_labels = [one.column.name for one in known if not one.column.of_items]
    names = offered(of_labels, of_items, [asked.columns.item, asked.value, asked.outcome])
    time = [asked.columns.at] if asked.columns.at else [*counts.TIMES]
    names += [name for name in time if name in of_labels][:1]
    found = [one for one in known if one.column.name in names and one.column.held not in DERIVED]
    return sorted(found, key=lambda one: (one.kind == "time", not one.column.of_items))


def _windows(engine: Engine) -> list[datetime]:
    if AT not in engine.labels.columns:
        return []
    ends = engine.run(counting.ends(engine.labels, AT)).iloc[0]
    return [] if pd.isna(ends["low"]) else edges.of_times(ends["low"], ends["high"], MOST_WINDOWS)
