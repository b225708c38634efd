"""Who has opened which items in an explorer, where others' answers stand side by side."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from trainer_widgets.store import NotWritableError
from trainer_widgets.widgets._seat_sessions import SeatSessions

if TYPE_CHECKING:
    from trainer_widgets.project import Project
    from trainer_widgets.widgets._seats import Seat
    from trainer_widgets.wire.explorer import OpenedItem

log = logging.getLogger(__name__)

# An explorer stores no labels, so whom no server knows is not asked for a name.
GUEST = "guest"


class ExplorerExposures:
    """Notes that somebody is about to see others' answers, so that they no longer label blind.

    Of a guest nothing can be noted: what they answer elsewhere, under a name, counts as blind.

    Parameters
    ----------
    project
        The project that is explored.
    """

    def __init__(self, project: Project) -> None:
        """Note nothing yet."""
        self._sessions = SeatSessions(project)

    def note(self, seat: Seat, opened: OpenedItem) -> None:
        """Note that somebody sees an item, unless nobody else has said anything of it."""
        is_guest = (seat.annotator, seat.identity) == (GUEST, "given")
        if is_guest or not _tells_of_others(opened, seat.annotator):
            return
        try:
            self._sessions.expose(seat, opened.item_id)
        except NotWritableError as error:
            # Who may only read can look all the same: nobody labels from there.
            log.warning("that %s sees an item is not noted: %s", seat.annotator, error)

    def close(self) -> None:
        """End everybody's session."""
        self._sessions.close()


def _tells_of_others(opened: OpenedItem, person: str) -> bool:
    """Return whether an item comes with what somebody else said, or with what is right."""
    people = {one.annotator for one in opened.said}
    people |= {one.annotator for one in opened.escalations}
    people |= {one.resolved_by for one in opened.escalations if one.resolved_by}
    return opened.gold is not None or bool(people - {person})
