"""Adjudication: somebody decides where annotators differ; what all came to is the final label."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, cast

import msgspec
import pyarrow as pa

from trainer_widgets import wire
from trainer_widgets.event_arrays import SLIM
from trainer_widgets.final import final_labels
from trainer_widgets.heads import heads, standing
from trainer_widgets.project_slices import ProjectSlices
from trainer_widgets.records import TASKS, CorrectionAnswer, RankingAnswer, Record
from trainer_widgets.schema import InvalidRecordError, event_schema, validate
from trainer_widgets.settings import ProjectError
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from trainer_widgets.project import Project
    from trainer_widgets.records import Event
    from trainer_widgets.store import Session


class Adjudications(ProjectSlices):
    """The part of a project in which labels become the one label of each item."""

    def adjudicate(
        self,
        item_id: str,
        answer: object,
        *,
        adjudicator: str,
        reason: str = "",
    ) -> Event[Any, Any]:
        """Decide what the right answer to an item is, where annotators differ.

        A later decision of the same adjudicator replaces this one. It is no independent label:
        agreement and consensus leave it out, and :meth:`final` takes it.

        Parameters
        ----------
        item_id
            The item.
        answer
            The task's answer, as a record or a dict.
        adjudicator
            Who decides.
        reason
            Why.

        Returns
        -------
        Event
            As it is stored; ``refers_to`` names the label that has this very answer.

        Raises
        ------
        ProjectError
            When the project has no such item.
        InvalidRecordError
            When the answer cannot be one to it.

        Examples
        --------
        >>> from trainer_widgets import Project
        >>> project = Project("datasets/response_ranking", labels=getfixture("tmp_path"))
        >>> item = next(iter(project.items.values()))
        >>> best, other = [one.response_id for one in item.responses][:2]
        >>> answer = {"order": [[best], [other]], "strength": 2}
        >>> event = project.adjudicate(item.item_id, answer, adjudicator="lead", reason="Sources.")
        >>> event.action, event.condition
        ('adjudicate', 'revealed')
        """
        if item_id not in self.items:
            message = f"the project has no item {item_id!r}: {nearest(item_id, self.items)}"
            raise ProjectError(message)
        given = msgspec.to_builtins(answer) if isinstance(answer, Record) else answer
        record = validate(given, TASKS[self.task].answer)
        if problem := misfit(cast("Project", self), item_id, record):
            raise InvalidRecordError(problem)
        with self.session(annotator=adjudicator) as session:
            return record_adjudication(
                cast("Project", self),
                session,
                adjudicator,
                item_id,
                record,
                rationale=reason or None,
            )

    def final(self, method: str = "majority", *, models: bool = False) -> pd.DataFrame:
        """Return the one label of each item that has any, with how it came about.

        The newest decision counts: an adjudication, a lead's ruling, a reviewer's correction, or a
        review that a label passed. Otherwise it is what the independent labels agree on, or the
        only label there is; where none is independent, those that stand speak instead. What was
        retracted, superseded, or sent back and not answered again does not count, nor does what
        belongs to an item that has changed since.

        Parameters
        ----------
        method
            How labels agree, ``"majority"`` or ``"dawid_skene"``, see
            :func:`trainer_widgets.analysis.consensus`. The answer is the label with the agreed
            value that was given first.
        models
            Let labels by models count.

        Returns
        -------
        pandas.DataFrame
            One row an item: ``item_id``; ``how``, which is ``adjudicated``, ``reviewed``,
            ``consensus``, ``single``, or ``open`` where there is no one answer (``note`` says
            why); the answer's fields and columns as :meth:`labels` has them; ``probability`` (of
            ``dawid_skene``); ``decided_by``; ``n_labels`` and ``annotators`` of the labels that
            count; ``label``, the event that holds the answer; ``events``, all behind it, the
            decision first; ``note``.

        Raises
        ------
        LabelsError
            When the method is unknown.

        Examples
        --------
        >>> from trainer_widgets import Project
        >>> final = Project("datasets/response_ranking").final()
        >>> bool(final["how"].isin(["consensus", "single", "open"]).all())
        True
        """
        return final_labels(cast("Project", self), method, models=models)


def misfit(project: Project, item_id: str, answer: Any) -> str | None:  # noqa: ANN401 - the task's
    """Return why an answer cannot be one to an item, else None."""
    item = project.items[item_id]
    match answer:
        case RankingAnswer():
            return answer.misfit(one.response_id for one in item.responses)
        case CorrectionAnswer():
            return answer.misfit(item)
        case _ if hasattr(answer, "misfit"):
            options = validate(project.settings.options, wire.SCREENS[project.task].options)
            problem: str | None = answer.misfit(item, options)
            return problem
        case _:
            return None


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
    schema = pa.schema([event_schema(project.task).field(name) for name in SLIM])
    rows = [{name: getattr(event, name) for name in SLIM} for event in events]
    places = heads(pa.Table.from_pylist(rows, schema=schema), independent=True)
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


def exposure_id(project: Project, item_id: str, person: str) -> str:
    """Return the id of the event that somebody has seen others' answers to an item as it is."""
    name = "\0".join([project.id, project.hashes[item_id], item_id, person])
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))
