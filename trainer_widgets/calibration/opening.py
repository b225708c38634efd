"""Opening a calibration session: one that is there, or a new one."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from trainer_widgets.calibration.agenda import asked_for, checked_name, chosen_people
from trainer_widgets.calibration.running import NOBODY, RunningSession
from trainer_widgets.calibration.sessions import CalibrationError
from trainer_widgets.records import Agenda, Calibration

if TYPE_CHECKING:
    from trainer_widgets.project import Project


def opened(
    project: Project,
    items: object = None,
    people: object = None,
    facilitator: object = None,
    name: object = None,
) -> RunningSession:
    """Return the session that is asked for.

    One that is there goes on as it is stored. Who leads it by now stays; people that are given
    anew replace those who were waited for.

    Parameters
    ----------
    project, items, people, facilitator, name
        As in :class:`~trainer_widgets.CalibrationSession`.

    Raises
    ------
    CalibrationError
        When it is not clear which one is meant, or what is asked for is no item and no name.
    """
    names = chosen_people(people)
    leads = None if facilitator is None else checked_name(facilitator)
    asked = asked_for(project, items, name)
    if not asked.is_there:
        _make(project, asked.id, Agenda(asked.name, asked.items or [], names, leads))
    session = RunningSession(project, asked.id)
    if asked.items is not None and asked.items != session.items:
        message = f"the session {asked.name!r} is about other items: give this one another name="
        raise CalibrationError(message)
    if people is not None and names != session.agenda.people:
        session.move(session.lead, people=names)
    return session


def _make(project: Project, id: str, agenda: Agenda) -> None:  # noqa: A002 - the field's word
    with project.session(annotator=agenda.facilitator or NOBODY) as clerk:
        clerk.record(
            # Whoever runs the same cell at the same time makes the same session.
            event_id=str(uuid.uuid5(uuid.UUID(id), "begin")),
            action="phase",
            item_id=id,
            calibration=Calibration(id, "label", agenda),
        )
