"""Adjudication: somebody decides what the right answer is, where annotators differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer_widgets.event_arrays import slim_records
from trainer_widgets.final_labels.possible_answers import possible_answer
from trainer_widgets.heads import heads, standing
from trainer_widgets.settings import ProjectError
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trainer_widgets.project import Project
    from trainer_widgets.records import Event, Record
    from trainer_widgets.store import Session


def adjudicate(
    project: Project, item_id: str, answer: object, *, adjudicator: str, reason: str
) -> Event[Any, Any]:
    """Record a decision; see :meth:`trainer_widgets.Project.adjudicate`."""
    if item_id not in project.items:
        message = f"the project has no item {item_id!r}: {nearest(item_id, project.items)}"
        raise ProjectError(message)
    record = possible_answer(project, item_id, answer)
    with project.session(annotator=adjudicator) as session:
        return record_adjudication(
            project, session, adjudicator, item_id, record, rationale=reason or None
        )


def events_of_item(project: Project, item_id: str) -> list[Event[Any, Any]]:
    """Return what was recorded of an item as it is now, oldest first."""
    store, task = project.store, project.task
    events = store.find(task, store.ids_of(task, item_id)).values()
    fitting = [one for one in events if one.item_hash in (None, project.hashes[item_id])]
    return sorted(fitting, key=lambda event: (event.recorded_at, event.event_id))


def independent_of(
    project: Project, events: list[Event[Any, Any]], *, models: bool = False
) -> list[Event[Any, Any]]:
    """Return which of an item's events are its independent labels, first recorded first."""
    places = heads(slim_records(events, project.task), independent=True)
    labels = [events[place] for place in places]
    return [
        one
        for one in labels
        if one.action == "answer" and (models or one.annotator_kind == "person")
    ]


def adjudication_of(events: Iterable[Event[Any, Any]], adjudicator: str) -> Event[Any, Any] | None:
    """Return an adjudicator's decision that stands, of an item's events."""
    own = [one for one in events if one.annotator == adjudicator]
    return standing([one for one in own if one.action in {"adjudicate", "retract"}])


def newest_adjudication(events: list[Event[Any, Any]]) -> Event[Any, Any] | None:
    """Return the decision that counts, of an item's events."""
    people = {one.annotator for one in events if one.action == "adjudicate"}
    stands = [one for who in people if (one := adjudication_of(events, who))]
    return max(stands, key=lambda one: (one.recorded_at, one.event_id), default=None)


def record_adjudication(  # noqa: PLR0913 - what a decision is made of
    project: Project,
    session: Session,
    adjudicator: str,
    item_id: str,
    answer: Record,
    *,
    models: bool = False,
    **known: Any,  # noqa: ANN401 - as the session's
) -> Event[Any, Any]:
    """Store a decision, which replaces the adjudicator's earlier one of the item."""
    events = events_of_item(project, item_id)
    before = adjudication_of(events, adjudicator)
    labels = independent_of(project, events, models=models)
    picked = [one for one in labels if one.answer == answer]
    return session.record(
        item_id=item_id,
        action="adjudicate",
        condition="revealed",
        answer=answer,
        supersedes=before.event_id if before else None,
        refers_to=picked[0].event_id if picked else None,
        **known,
    )
