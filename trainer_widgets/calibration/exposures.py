"""What notes that somebody has seen what the others of a calibration session answered."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from trainer_widgets.exposures import exposure
from trainer_widgets.identifiers import uuid7
from trainer_widgets.schema import event_type

if TYPE_CHECKING:
    from trainer_widgets.calibration.running import Person, RunningSession
    from trainer_widgets.records import Event

TICK = dt.timedelta(microseconds=1)


def exposures(session: RunningSession, person: Person) -> list[Event[Any, Any]]:
    """Return an event for each item of a session; of the same person they are always the same.

    All items count, also those that somebody does not look at: the list of differences alone
    tells who answers as one does oneself.
    """
    kind, at = event_type(session.project.task), dt.datetime.now(dt.UTC)
    # After all that they said blind, whatever the clock has done since.
    last = max(event.recorded_at for event in session.events())
    common: dict[str, Any] = {
        "annotator": person.annotator,
        "identity": person.identity,
        "origin": person.origin,
        "session": str(uuid7()),
        "recorded_at": max(at, last + TICK),
    }
    return [
        kind(**exposure(session.project, item, person.annotator, session.mark), **common)
        for item in session.items
    ]
