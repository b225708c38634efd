"""Events in any form become the table that an analysis counts in, and what was left out is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts import escalations as counting
from trainer_widgets.analysis.selection import select
from trainer_widgets.project import Project
from trainer_widgets.schema import event_schema
from trainer_widgets.store import LabelStore
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis

GIVEN = "given_at"
ESCALATING = ("escalate", "resolve", "retract", *counting.NODES)
LINKED = ("event_id", "refers_to")


class Columns(NamedTuple):
    """The columns that say what an event is about, who gave it and when."""

    item: str = "item_id"
    annotator: str = "annotator"
    at: str | None = None


class Wanted(NamedTuple):
    """What an analysis takes of events: some actions, and their columns."""

    actions: Sequence[str]
    needed: Sequence[str] = ()
    optional: Sequence[str] = ()
    timed: bool = False


def select_events(  # noqa: PLR0913 - columns and choices, all named
    events: object,
    wanted: Wanted,
    by: Sequence[str],
    columns: Columns,
    *,
    items: object = None,
    models: bool = False,
) -> tuple[ibis.Table, str]:
    """Choose the events that an analysis is about.

    Parameters
    ----------
    events
        A :class:`~trainer_widgets.Project`, a :class:`~trainer_widgets.LabelStore` of one task, or
        a table in any form.
    wanted
        Which actions, and which columns of them. With ``timed``, or when ``by`` names what differs
        between the events of a pair, there is ``at``, and ``ruled_at`` (the writer's time).
    by
        Columns to group by, of the events or of the items.
    columns
        What the columns are called; they are called ``item_id``, ``annotator`` and ``at`` in what
        is returned.
    items
        A table with the items' features; a project's own are there without it.
    models
        Keep what models did; a lead's rulings are kept in any case.

    Returns
    -------
    table : ibis.Table
        One row an event.
    said : str
        What was left out and why.

    Raises
    ------
    LabelsError
        When a column is missing, or times are needed and there are none.
    """
    item, annotator, at = columns
    source, items = _opened(events, [*by, *columns_of(wanted, columns)], items)
    there = counts.column_names(source)
    _check(by, [*there, *(counts.column_names(_features(items)) if items is not None else [])])
    own = [name for name in by if name in there]
    timed = wanted.timed or bool(at) or bool({*own} - {item, annotator})
    needed = [*own, "action", item, annotator, *wanted.needed, *([at] if at else [])]
    table = counts.as_table(source, needed, (*wanted.optional, *counts.TIMES, "annotator_kind"))
    table = table.mutate(action=table["action"].cast("string"))
    table = table.filter(table["action"].isin(wanted.actions))
    if "annotator_kind" in table.columns:
        ruling = table["action"] == "resolve"
        table = table.mutate(annotator_kind=ruling.ifelse("person", table["annotator_kind"]))
    table = _with_times(table, at) if timed else table
    kept = [name for name in (*wanted.needed, *wanted.optional) if name in table.columns]
    kept += ["ruled_at"] if timed else []
    chosen = select(
        table, ["action", *kept], list(by), item=item, annotator=annotator, items=items,
        at=GIVEN if timed else None, timed=timed,
        independent=False, models=models, repeats=True, unnamed=True,
    )  # fmt: skip
    return chosen.table, chosen.said.replace("labels ", "events ")


def select_escalations(
    events: object, keys: list[str], columns: Columns, *, items: object, models: bool
) -> tuple[ibis.Table, str]:
    """Return when each escalation was made, settled and taken back, and what was left out.

    Parameters
    ----------
    events
        What :func:`select_events` takes, or escalations as ``project.escalations()`` gives them.
    keys, columns, items, models
        As there.
    """
    if _is_settled(events):
        return _settled(events, keys, columns, items=items)
    others = [name for name in keys if name != "reason"]
    optional = ["supersedes", *(["escalation", "reason"] if len(others) < len(keys) else [])]
    wanted = Wanted(ESCALATING, LINKED, optional, timed=True)
    table, said = select_events(events, wanted, others, columns, items=items, models=models)
    if "reason" in keys:
        table = table.mutate(reason=counting.reason(table))
    return counting.escalation_spans(table, keys), said


def _is_settled(events: object) -> bool:
    if isinstance(events, Project | LabelStore):
        return False
    there = counts.column_names(events)
    return "escalated_at" in there and "action" not in there


def _settled(
    escalations: object, keys: list[str], columns: Columns, *, items: object
) -> tuple[ibis.Table, str]:
    there = counts.column_names(escalations)
    optional = [name for name in ("status", "withdrawn_at") if name in there]
    names = columns._asdict() | {"at": columns.at or "escalated_at"}
    chosen = select(
        escalations, [names["at"], "resolved_at", *optional], keys, **names,
        timed=True, items=items, independent=False, models=True, repeats=True, unnamed=True,
    )  # fmt: skip
    return counting.settled_spans(chosen.table, chosen.by), chosen.said


def columns_of(wanted: Wanted, columns: Columns) -> list[str]:
    """Return every column that might be read."""
    named = [name for name in columns if name]
    return [*named, "action", *wanted.needed, *wanted.optional, *counts.TIMES, "annotator_kind"]


def _opened(events: object, columns: Sequence[str], items: object) -> tuple[object, object]:
    match events:
        case Project():
            task, store, items = events.task, events.store, events if items is None else items
        case LabelStore():
            tasks, store = events.tasks(), events
            if len(tasks) != 1:
                held = ", ".join(tasks) or "nothing"
                message = f"the store holds {held}: give store.events(task), which names one task"
                raise counts.LabelsError(message)
            task = tasks[0]
        case _:
            return events, items
    known = event_schema(task).names
    names = [name for name in dict.fromkeys(columns) if name in known]
    return store.events(task, columns=names), items


def _features(items: object) -> object:
    return items.features.reset_index() if isinstance(items, Project) else items


def _check(by: Sequence[str], there: Sequence[str]) -> None:
    for name in by:
        if name not in there:
            hint = nearest(name, there)
            message = f"there is no column {name!r} to group by: {hint}There are {', '.join(there)}"
            raise counts.LabelsError(message)


def _with_times(table: ibis.Table, at: str | None) -> ibis.Table:
    names = [at] if at else [name for name in counts.TIMES if name in table.columns]
    if not names:
        known = " or ".join(counts.TIMES)
        message = f"the events have no time: give at=, the column that tells, or {known}"
        raise counts.LabelsError(message)
    given = counts.moment(table, at) if at else counting.given_at(table)
    ruled = counts.moment(table, at or names[-1])
    return table.mutate(**{GIVEN: given, "ruled_at": ruled})
