"""The category of a label, by which audits are stratified, where no column names it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets.analysis import counts
from trainer_widgets.missing import is_missing
from trainer_widgets.project import Project
from trainer_widgets.schema import event_schema
from trainer_widgets.store import LabelStore
from trainer_widgets.store.answers import answers

if TYPE_CHECKING:
    from collections.abc import Sequence

CATEGORY, CATEGORIES = "category", "categories"


def with_category(events: object, columns: Sequence[str], items: object) -> tuple[object, object]:
    """Return events with ``category``, and the items' features.

    It is all of an answer's ``categories`` in one text: an answer that has several is in a stratum
    of its own, as :class:`~trainer_widgets.ReviewWidget` draws it. What has the column, or items
    with it, stays as it is.

    Parameters
    ----------
    events, items
        What :func:`trainer_widgets.analysis.audit_pass_rate` takes.
    columns
        The columns that are read, of a project or a store.
    """
    if isinstance(events, Project) and items is None:
        items = events
    if CATEGORY in _features(items):
        return events, items
    match events:
        case Project():
            return _stored(events.store, events.task, columns), items
        case LabelStore() if len(events.tasks()) == 1:
            return _stored(events, events.tasks()[0], columns), items
        case LabelStore():
            return events, items
    there = counts.column_names(events)
    if CATEGORY in there or CATEGORIES not in there:
        return events, items
    table = counts.as_table(events, there)
    return table.mutate(**{CATEGORY: table[CATEGORIES].sort().join(", ")}), items


def _features(items: object) -> Sequence[str]:
    if isinstance(items, Project):
        return list(items.features.columns)
    return [] if items is None else counts.column_names(items)


def _stored(store: LabelStore, task: str, columns: Sequence[str]) -> Any:  # noqa: ANN401 - a frame
    known = event_schema(task).names
    events = store.events(task, columns=[name for name in dict.fromkeys(columns) if name in known])
    given = answers(store, task, events["event_id"].tolist())
    if CATEGORIES not in given:
        return events.assign(**{CATEGORY: ""})
    found = [None if is_missing(one) else ", ".join(sorted(one)) for one in given[CATEGORIES]]
    return events.assign(**{CATEGORY: pd.array(found, dtype="str")})
