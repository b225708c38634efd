"""Desks on which others look at what annotators saw; nobody labels at them."""

from __future__ import annotations

import threading
import uuid
from typing import TYPE_CHECKING, Any

from trainer_widgets.store import LabelStore
from trainer_widgets.widgets.by_task import desk_type

if TYPE_CHECKING:
    from trainer_widgets.project import Project
    from trainer_widgets.records import Event
    from trainer_widgets.widgets._desk import Desk

NOBODY = ""


class SeenDesks:
    """The desks of a project's annotators, to show items as they saw them.

    Parameters
    ----------
    project
        The project.
    options
        Those with which the annotators' widgets were made.
    """

    def __init__(self, project: Project, options: Any) -> None:  # noqa: ANN401 - the task's
        """Seat nobody yet."""
        self._project = project
        # To show an item nobody's events are needed, and to read them takes long.
        self._unlabeled = project.replace(labels=LabelStore(f"memory://seen-{uuid.uuid4().hex}"))
        self._options = options
        self._desks: dict[str, Desk] = {}
        # Desks remember what they show; stores are read without it.
        self._lock = threading.RLock()

    def find(self, token: str) -> Desk | None:
        """Return the desk on whose screen an item has this name."""
        with self._lock:
            desks = list(self._desks.values())
        return next((desk for desk in desks if desk.tokens.find(token)), None)

    def _desk_as_of(self, event: Event[Any, Any]) -> Desk:
        """Return the desk of somebody, with an item as it was on their screen."""
        desk = self._desk(event.annotator)
        if event.shown is None:
            desk.show_plain(event.item_id)
        else:
            desk.recalled[event.item_id] = event.shown
        return desk

    def _plain_desk(self, item_id: str) -> Desk:
        desk = self._desk(NOBODY)
        desk.show_plain(item_id)
        return desk

    def _desk(self, annotator: str) -> Desk:
        if annotator not in self._desks:
            kind = desk_type(self._project.task)
            self._desks[annotator] = kind(self._unlabeled, annotator, "given", self._options)
        return self._desks[annotator]
