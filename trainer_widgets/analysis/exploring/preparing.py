"""Labels go to their engine, and what tells them apart is put into code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts import exploring as counting
from trainer_widgets.analysis.counts import exploring_sums as summing
from trainer_widgets.analysis.counts.slices import time_part
from trainer_widgets.analysis.exploring import bins, facets
from trainer_widgets.analysis.exploring.columns import Column, with_kinds
from trainer_widgets.analysis.exploring.condition_fields import fields_of
from trainer_widgets.analysis.exploring.engine import Engine
from trainer_widgets.analysis.exploring.prepared_labels import PreparedLabels
from trainer_widgets.analysis.results import note
from trainer_widgets.analysis.selection import AT
from trainer_widgets.analysis.slices.features import DERIVED, TIES, offered
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from trainer_widgets.analysis.exploring.facets import Coded
    from trainer_widgets.analysis.exploring.labels_with_outcome import LabelsWithOutcome
    from trainer_widgets.analysis.slices.asked import Asked

MOST_WINDOWS = 30


def prepare(found: LabelsWithOutcome, asked: Asked, own: Any) -> PreparedLabels:  # noqa: ANN401 - a backend
    """Return labels that went to their engine, with their facets in code."""
    engine = Engine(found.table, own)
    _with_parts_of_time(engine)
    columns = _with_time_columns(engine, found.columns)
    known = with_kinds(engine, _askable(columns, asked))
    chosen, said = _chosen(known, asked, _n_items(engine))
    coded, left = facets.coded(engine, chosen, is_named=asked.features is not None)
    windows = _windows(engine)
    codes = {f"code_{place}": one.code for place, one in enumerate(coded)}
    if windows:
        codes["window"] = counting.bin_code(engine.labels, AT, windows)
    engine.keep(engine.labels.mutate(**codes))
    if found.texts is not None:
        engine.keep_texts(counting.item_texts(engine.labels, found.texts))
    fields = fields_of(known, coded, asked.outcome, engine)
    columns = _shared(engine, found.columns, coded)
    row = engine.run(summing.whole(engine.labels)).iloc[0].fillna(0.0)
    whole = {str(name): float(row[name]) for name in row.index}
    is_single = whole.pop("most") <= 1
    none = "" if whole["n"] else "no labels have this outcome"
    return PreparedLabels(
        engine, columns, fields, coded, windows, whole, is_single,
        note(none, found.said, said, left),
    )  # fmt: skip


def _shared(engine: Engine, columns: Sequence[Column], coded: Sequence[Coded]) -> list[Column]:
    """Return the columns, those of facets with what their codes tell: whether items share them."""
    # When a label was given is no feature of the item, even of one with a single label.
    codes = {
        one.held: f"code_{place}"
        for place, one in enumerate(coded)
        if one.facet.kind not in ("list", "time")
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


def _askable(columns: Sequence[Column], asked: Asked) -> list[Column]:
    """Return the columns without those that only tie an event to others."""
    if not any(one.name == "event_id" for one in columns):
        return [*columns]
    left_out = {*TIES} - {asked.outcome, *(asked.features or ())}
    return [one for one in columns if one.of_items or one.name not in left_out]


def _chosen(known: list[Column], asked: Asked, n_items: int) -> tuple[list[Column], str]:
    by_name = {one.name: one for one in known}
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


def _default(known: Sequence[Column], asked: Asked) -> list[Column]:
    """Return what tells of the items, then of the labels, then when they were given."""
    of_items = [one.name for one in known if one.of_items]
    of_labels = [one.name for one in known if not one.of_items]
    names = offered(of_labels, of_items, [asked.columns.item, asked.value, asked.outcome])
    time = [asked.columns.at] if asked.columns.at else [*counts.TIMES]
    names += [name for name in time if name in of_labels][:1]
    found = [one for one in known if one.name in names and one.held not in DERIVED]
    return sorted(found, key=lambda one: (one.kind == "time", not one.of_items))


def _windows(engine: Engine) -> list[datetime]:
    if AT not in engine.labels.columns:
        return []
    ends = engine.run(counting.ends(engine.labels, AT)).iloc[0]
    return [] if pd.isna(ends["low"]) else bins.of_times(ends["low"], ends["high"], MOST_WINDOWS)
