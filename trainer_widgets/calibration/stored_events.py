"""The events of one calibration session, as they come into the store, and who was exposed to what.

Several kernels write to the same session. Whoever moves it looks into the store first, so what is
known already costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from trainer_widgets.records import INDEPENDENT_CONDITIONS
from trainer_widgets.store.errors import FolderGoneError
from trainer_widgets.store.following import Following

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Container

    from trainer_widgets.project import Project
    from trainer_widgets.records import Event

COLUMNS = ("event_id", "item_id", "annotator", "condition", "recorded_at", "calibration")


def in_order(event: Event[Any, Any]) -> tuple[dt.datetime, str]:
    """Return by what events are ordered, in whatever order they arrive."""
    return event.recorded_at, event.event_id


class StoredEvents:
    """Reads what was stored since one looked last.

    Parameters
    ----------
    project
        The project.
    session
        The session's id.
    """

    def __init__(self, project: Project, session: str) -> None:
        """Read nothing yet."""
        self._project, self._session = project, session
        self._following = Following(project.store, project.task, COLUMNS)
        self._unread: set[str] = set()
        self._exposed: dict[tuple[str, str], dt.datetime] = {}

    def new(self, known: Container[str]) -> list[Event[Any, Any]]:
        """Return the session's events that are not known, oldest first."""
        rows = self._following.rows()
        self._note_exposures(rows)
        own: Any = pc.equal(
            pc.struct_field(rows["calibration"], "session"), pa.scalar(self._session)
        )
        ids: list[Any] = rows.filter(own)["event_id"].to_pylist()
        # They are not given again, so what cannot be read now is read the next time.
        self._unread |= {one for one in ids if one not in known}
        store, task = self._project.store, self._project.task
        found = store.find(task, self._unread) if self._unread else {}
        self._unread.clear()
        return sorted(found.values(), key=in_order)

    def check_there(self) -> None:
        """Refuse to begin a new folder where the session's own was removed.

        Raises
        ------
        FolderGoneError
            When it was.
        """
        if self._following.is_gone():
            raise FolderGoneError(self._project.store.url)

    def is_unexposed(self, event: Event[Any, Any]) -> bool:
        """Whether its author had not seen, anywhere in the project, what others say of the item."""
        exposed_at = self._exposed.get((event.annotator, event.item_id))
        is_blind = event.condition in INDEPENDENT_CONDITIONS
        return is_blind and (exposed_at is None or event.recorded_at < exposed_at)

    def note(self, event: Event[Any, Any]) -> None:
        """Take into account whether an event says that somebody is exposed."""
        if event.condition not in INDEPENDENT_CONDITIONS:
            self._note(event.annotator, event.item_id, event.recorded_at)

    def _note_exposures(self, rows: pa.Table) -> None:
        blind: Any = pc.is_in(
            rows["condition"], value_set=pa.array(sorted(INDEPENDENT_CONDITIONS), pa.string())
        )
        exposed: list[Any] = rows.filter(pc.invert(blind)).to_pylist()
        for row in exposed:
            self._note(row["annotator"], row["item_id"], row["recorded_at"])

    def _note(self, annotator: str, item_id: str, at: dt.datetime) -> None:
        key = annotator, item_id
        self._exposed[key] = min(at, self._exposed.get(key, at))
