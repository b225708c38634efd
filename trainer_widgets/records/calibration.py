"""Calibration sessions: what an event says of the session that it belongs to."""

from __future__ import annotations

from typing import Literal

from trainer_widgets.records.base import Id, Record

CalibrationPhase = Literal["label", "reveal", "discuss", "decide", "close"]


class Agenda(Record, frozen=True):
    """What a calibration session is about, and where it stands; the newest counts.

    Parameters
    ----------
    name
        What people see.
    items
        Item ids, in the order in which they are talked about.
    people
        Who is waited for; empty where whoever comes takes part.
    facilitator
        Who moves the session; None while nobody does.
    discussing
        The item that is on everybody's screen.
    """

    name: str
    items: list[Id]
    people: list[Id] = []
    facilitator: str | None = None
    discussing: str | None = None


class Calibration(Record, frozen=True):
    """The session that an event belongs to, and the phase in which it was recorded.

    An event with an ``agenda`` is a move of the session itself: its action is ``phase``, and its
    ``item_id`` is the session's id. A ``phase`` event about an item says that its annotator has
    seen what others answered to it.

    Examples
    --------
    >>> Calibration(session="5c1", phase="label").agenda is None
    True
    """

    session: Id
    phase: CalibrationPhase
    agenda: Agenda | None = None
