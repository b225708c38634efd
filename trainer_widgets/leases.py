"""Leases: how kernels share items where enrolment is open.

An ``assign`` event holds an item for one person for 30 minutes. The store is read again before
each deal. Two kernels that deal in the same instant can exceed the overlap; the surplus is kept,
and ``project.coverage()`` reports it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from trainer_widgets.records import LABELING_ACTIONS

if TYPE_CHECKING:
    from trainer_widgets.project import Project
    from trainer_widgets.store import Session

COLUMNS = ["item_id", "annotator", "annotator_kind", "action", "recorded_at"]
LEASE = dt.timedelta(minutes=30)


class Leases:
    """The items that others hold or have labeled often enough, seen by one person.

    Parameters
    ----------
    project
        A project without named people and with an overlap.
    annotator
        The person to deal to.
    """

    def __init__(self, project: Project, annotator: str) -> None:
        """Hold nothing yet."""
        self._project = project
        self._annotator = annotator
        self._mine: dict[str, dt.datetime] = {}

    def taken(self, now: dt.datetime | None = None) -> set[str]:
        """Return the items of which enough others have a label or a lease that still runs."""
        project = self._project
        events = project.store.events(project.task, columns=COLUMNS)
        others = events[
            (events["annotator"] != self._annotator) & (events["annotator_kind"] == "person")
        ]
        since = (now or dt.datetime.now(dt.UTC)) - LEASE
        holds = others["action"].isin(LABELING_ACTIONS) | (
            (others["action"] == "assign") & (others["recorded_at"] > since)
        )
        people = others[holds].groupby("item_id")["annotator"].nunique()
        return set(people.index[people >= project.settings.overlap])

    def take(self, items: list[str], session: Session) -> None:
        """Hold items for this person, unless they are held already."""
        now = dt.datetime.now(dt.UTC)
        for item in items:
            if now - self._mine.get(item, dt.datetime.min.replace(tzinfo=dt.UTC)) > LEASE / 2:
                session.record(item_id=item, action="assign")
                self._mine[item] = now
