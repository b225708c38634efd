"""Leases: how kernels share items where enrolment is open.

An ``assign`` event holds an item for one person for 30 minutes. The store is read again before
each deal. Two kernels that deal in the same instant can exceed the overlap; the surplus is kept,
and ``project.coverage()`` reports it.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from trainer_widgets.project import Project
    from trainer_widgets.store import Session

PERSONAL = ["item_id", "annotator", "annotator_kind"]
COLUMNS = [*PERSONAL, "action", "recorded_at"]
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
        since = (now or dt.datetime.now(dt.UTC)) - LEASE
        dealt = events[events["action"].isin(["assign", "release"])].sort_values("recorded_at")
        last = dealt.drop_duplicates(["item_id", "annotator"], keep="last")
        leased = last[(last["action"] == "assign") & (last["recorded_at"] > since)]
        labels = project.store.labels(project.task)
        held = pd.concat([leased[PERSONAL], labels[PERSONAL]])
        others = held[(held["annotator"] != self._annotator) & (held["annotator_kind"] == "person")]
        people = others.groupby("item_id")["annotator"].nunique()
        taken = set(people.index[people >= project.settings.overlap])
        # Mixed in at a rate, gold is for everybody: it measures people, not items.
        return taken if project.settings.gold_rate is None else taken - set(project.gold.index)

    def take(self, items: list[str], session: Session) -> None:
        """Hold items for this person, unless they are held already."""
        now = dt.datetime.now(dt.UTC)
        for item in items:
            if now - self._mine.get(item, dt.datetime.min.replace(tzinfo=dt.UTC)) > LEASE / 2:
                session.record(item_id=item, action="assign")
                self._mine[item] = now

    def release(self, session: Session) -> None:
        """Give back what this person did not come to."""
        for item in self._mine:
            session.record(item_id=item, action="release")
        self._mine.clear()
