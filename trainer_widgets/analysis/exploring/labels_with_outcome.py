"""Labels with an outcome under names of our own, so that no column of the user's can be in the way.

The user's columns are called ``column_0, column_1, ...``, since engines differ in which names they
take for the same; what they are really called is kept beside the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import ibis

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts import exploring as counting
from trainer_widgets.analysis.exploring.columns import Column, check_columns
from trainer_widgets.analysis.exploring.known_items import items_known, texts_known, with_items
from trainer_widgets.analysis.exploring.renaming import Named, named
from trainer_widgets.analysis.failures.selection import VALUES
from trainer_widgets.analysis.results import note
from trainer_widgets.analysis.selection import ANNOTATOR, AT, ITEM, opened
from trainer_widgets.analysis.slices.features import ANSWERED, CIRCUMSTANCES, OF_EVENTS
from trainer_widgets.analysis.slices.outcomes import outcomes_of, tell_escalations
from trainer_widgets.project import Project
from trainer_widgets.schema import event_schema
from trainer_widgets.store import LabelStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer_widgets.analysis.slices.asked import Asked

UNNAMED = "no annotators are told: labels of one item are taken as those of different people"


class LabelsWithOutcome(NamedTuple):
    """Labels with their outcome.

    Attributes
    ----------
    table
        ``item, item_id, annotator, y, n_all, y_all``, ``at`` where it is known, and the user's
        columns; lazy.
    columns
        The user's columns.
    texts
        ``of_item, text``: what can be searched for words, by what the items are called.
    unit
        ``"labels"``, or ``"pairs"`` of item and annotator.
    said
        What was left out and why.
    """

    table: ibis.Table
    columns: list[Column]
    texts: ibis.Table | None
    unit: str
    said: str


def with_outcome(labels: object, asked: Asked, texts: object = None) -> LabelsWithOutcome:
    """Return labels with the outcome that is asked for, and all of their columns.

    Raises
    ------
    LabelsError
        When a column is missing or unfit.
    """
    items = asked.items
    if isinstance(labels, Project):
        items = labels.features.reset_index() if items is None else items
        gold = labels if asked.gold is None else asked.gold
        asked = asked._replace(gold=gold, taxonomy=asked.taxonomy or labels.taxonomy)
    features = items_known(items, asked, _roles(asked))
    is_of_events = asked.outcome == "escalated" and tell_escalations(labels)
    own = _events(labels, asked) if is_of_events else _labels(labels, asked, features)
    own.check(_needed(asked))
    check_columns(asked, [*own.names.values()], [*features.names.values()] if features else [])
    own, is_known = _with_annotator(own, asked)
    names = [name for name in own.names if name != asked.columns.item]
    if is_of_events:
        names = [name for name in names if _is_kept(own, name)]
    has_outcome = features is not None and asked.outcome in features.names
    asked = asked._replace(items=features.table if features and has_outcome else None)
    found = outcomes_of(own.table, asked._replace(features=names))
    table, columns = _renumbered(found.table, [own.names[name] for name in names], asked)
    table = _with_time(table, columns, asked)
    table, columns = with_items(table, columns, features, asked.columns.item)
    if not is_known:
        table = table.mutate(annotator=ibis.null("string"))
        columns = [one for one in columns if one.held != ANNOTATOR]
    table = table.filter(counts.has(table, "y"))
    left_out = [one.said for one in (found, own, features) if one]
    said = note(*left_out, "" if is_known else UNNAMED)
    unit = "pairs" if is_of_events else "labels"
    return LabelsWithOutcome(counting.with_items(table), columns, texts_known(texts), unit, said)


def _roles(asked: Asked) -> set[str]:
    """Return the columns that keep their names, since what they are called tells what they are."""
    chosen = {*asked.columns, asked.value, asked.outcome} - {None}
    own = {*OF_EVENTS, *ANSWERED, *CIRCUMSTANCES, *VALUES} - {ITEM, ANNOTATOR, AT}
    return {str(name) for name in own | chosen}


def _needed(asked: Asked) -> list[str | None]:
    """Return the columns without which there is no outcome."""
    values = {"disagreement": [asked.value], "gold_missed": [asked.value], "failed": [*VALUES]}
    own = values.get(asked.outcome, [asked.outcome])
    return [*asked.columns, *own, *(asked.features or [])]


def _labels(labels: object, asked: Asked, features: Named | None) -> Named:
    source = opened(labels, independent=asked.independent)
    if isinstance(labels, Project) and features is not None:
        # They have the items' columns beside their own.
        beside = {*features.names.values()} - {asked.columns.item}
        source = source.drop(columns=[name for name in source.columns if name in beside])  # type: ignore[attr-defined]
    return named(source, _roles(asked), "labels")


def _events(events: object, asked: Asked) -> Named:
    """Return the events under their own names, and what the user added under ours."""
    if isinstance(events, LabelStore):
        tasks = events.tasks()
        events = events.events(tasks[0]) if len(tasks) == 1 else opened(events, independent=False)
    elif isinstance(events, Project):
        events = events.events()
    return named(events, {*_roles(asked), *event_schema("ranking").names}, "events")


def _is_kept(events: Named, name: str) -> bool:
    """Return whether a pair has this of its first event."""
    tells = name in (*CIRCUMSTANCES, *counts.TIMES) or name != events.names[name]
    return tells and not events.table[name].type().is_nested()


def _with_annotator(own: Named, asked: Asked) -> tuple[Named, bool]:
    """Return the labels with an annotator, and whether it is known who gave them."""
    name = asked.columns.annotator
    if name in own.names or name != ANNOTATOR:
        return own, True
    if asked.outcome == "disagreement":
        message = (
            f"disagreement is with the other annotators of an item, and there is no column "
            f"{ANNOTATOR!r}: give annotator=, the column that tells, or another outcome. There are "
            f"{', '.join(own.names.values())}"
        )
        raise counts.LabelsError(message)
    # Everybody their own, or only one label of an item would count.
    of_item = ibis.row_number().over(group_by=asked.columns.item)
    table = own.table.mutate(**{name: of_item.cast("string")})
    return own._replace(table=table, names=own.names | {name: name}), False


def _renumbered(
    table: ibis.Table, names: Sequence[str], asked: Asked
) -> tuple[ibis.Table, list[Column]]:
    item, annotator, _ = asked.columns
    columns = [Column(item, ITEM, of_items=True), Column(annotator, ANNOTATOR, of_items=False)]
    others: dict[str, Any] = {}
    for place, name in enumerate(names):
        if name == annotator:
            continue
        held = f"column_{len(others)}"
        others[held] = counting.typed(table[f"feature_{place}"])
        columns.append(Column(name, held, of_items=False))
    return table.select(ITEM, ANNOTATOR, "y", **others), columns


def _with_time(table: ibis.Table, columns: Sequence[Column], asked: Asked) -> ibis.Table:
    names = [asked.columns.at] if asked.columns.at else counts.TIMES
    held = [one.held for name in names for one in columns if one.name == name]
    if not held:
        return table
    moments = [counts.moment(table, name) for name in held]
    return table.mutate(at=ibis.coalesce(*moments))
