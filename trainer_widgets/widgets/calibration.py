"""Calibration sessions in a shared notebook."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import traitlets

from trainer_widgets.calibration.agreeing import session_agreement
from trainer_widgets.calibration.opening import opened
from trainer_widgets.calibration.sessions import CalibrationError, StoredSession
from trainer_widgets.widgets._calibration_scripts import CalibrationScripts
from trainer_widgets.widgets._opening import ALL_SETTINGS, open_project, open_with_options
from trainer_widgets.widgets._project_widget import STATIC
from trainer_widgets.widgets.by_task import desk_type
from trainer_widgets.widgets.custom import source_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pandas as pd

    from trainer_widgets.records import CalibrationPhase


# Seconds for which closing waits for what is being answered.
LONGEST_WAIT = 10.0


class CalibrationSession(CalibrationScripts):
    """Label the same items blind, see where you differ, talk, and decide.

    Several people open one notebook. Each labels the items in their own order and at their own
    pace; nobody is shown what the others answered before they ask for it after the facilitator
    has moved the session on. The phases are ``label``, ``reveal``, ``discuss``, ``decide`` and
    ``close``. All that happens is stored as events of the project, so the session goes on from
    there after a restart, and the same cell opens it again.

    Whoever shares a kernel can run code in it, and could look at what is stored.

    Parameters
    ----------
    project
        A :class:`~trainer_widgets.Project` or the path of one.
    items
        Item ids, or a table or column with ``item_id``, as an explorer gives. By default the
        session that is open goes on; where none is, the project's list for calibration is taken.
    people
        Who takes part and is waited for; by default whoever comes.
    facilitator
        Who moves the session; by default whoever takes the lead.
    name
        What the session is called; needed where another one is open, or for the same items again.
    store
        Where labels go, where it is not the project's own place.
    **arguments
        The options of the task and settings of the project, to replace for this session.

    Raises
    ------
    CalibrationError
        When items or people are not as they should be, or it is not clear which session is meant.
    UnknownArgumentError
        For a misspelt argument, with the right one.

    Examples
    --------
    >>> from trainer_widgets import Project
    >>> project = Project("datasets/response_ranking", labels=getfixture("tmp_path"))
    >>> session = CalibrationSession(project, ["rr-001", "rr-002"], facilitator="lea")
    >>> session.phase, session.progress["annotator"].tolist()
    ('label', ['lea'])
    >>> session.close()
    """

    _view = traitlets.Dict().tag(sync=True)
    _esm = STATIC / "calibration.js"
    _css = STATIC / "calibration.css"

    def __init__(  # noqa: PLR0913 - who, what, and where it goes
        self,
        project: object,
        items: object = None,
        people: Iterable[str] | None = None,
        facilitator: str | None = None,
        *,
        name: str | None = None,
        store: object = None,
        **arguments: object,
    ) -> None:
        """Open the session; who somebody is is found out when views come."""
        task = open_project(project, store, None, {}).task
        self.project, self.options = open_with_options(
            project, store, task, arguments, ALL_SETTINGS
        )
        kind = desk_type(task)
        kind.check(self.project, self.options)
        self.options = kind.offered(self.project, self.options)
        self._view = source_of(task) or {}
        session = opened(self.project, items, people, facilitator, name)
        self._count = len(session.present)
        self._serve(session)
        super().__init__()

    @property
    def id(self) -> str:
        """The id under which events name the session."""
        return self._session.id

    @property
    def name(self) -> str:
        """What people see."""
        return self._session.name

    @property
    def items(self) -> list[str]:
        """The ids of its items, in the order in which they are talked about."""
        return self._session.items

    @property
    def people(self) -> list[str]:
        """Those who take part: who is waited for, and whoever labeled."""
        with self._lock:
            return self._session.people

    @property
    def facilitator(self) -> str | None:
        """Who leads; None while nobody does."""
        return self._session.facilitator

    @property
    def phase(self) -> CalibrationPhase:
        """The phase that the session is in."""
        return self._session.phase

    @property
    def progress(self) -> pd.DataFrame:
        """How far each one is: ``annotator, is_there, is_awaited, n_labeled, n_items``."""
        import pandas as pd  # noqa: PLC0415 - as late as it is needed

        room = self._tell_room()
        names = ["annotator", "is_there", "is_awaited", "n_labeled", "n_items"]
        rows = [
            (one.name, one.is_there, one.is_awaited, one.n_labeled, room.n_items)
            for one in room.people
        ]
        return pd.DataFrame(rows, columns=names)

    @property
    def agreement(self) -> pd.DataFrame:
        """How far people agree, ``before`` they talked and ``after``, with intervals."""
        return session_agreement(self._revealed())

    def labels(self, *, independent: bool = False) -> pd.DataFrame:
        """Return what people say now, or with ``independent`` what they said blind.

        Raises
        ------
        CalibrationError
            While people are still labeling.
        """
        return self._revealed().labels(independent=independent)

    def report(self) -> Any:  # noqa: ANN401 - imported as late as it is needed
        """Return the session's :class:`~trainer_widgets.calibration.report.SessionReport`.

        Raises
        ------
        CalibrationError
            While people are still labeling.
        """
        from trainer_widgets.calibration.report import SessionReport  # noqa: PLC0415 - slow

        return SessionReport.of(self._revealed())

    def gold(self) -> pd.DataFrame:
        """Return the decided items as right answers, in the form of a project's gold."""
        from trainer_widgets.calibration.gold import decided_gold  # noqa: PLC0415 - slow

        return decided_gold(self._revealed())

    def save_gold(self, *, replace: bool = False) -> pd.DataFrame:
        """Add the decided items to the project's ``gold.parquet``, and return all of it.

        Parameters
        ----------
        replace
            Also where an item has another right answer by now.
        """
        from trainer_widgets.calibration.gold import add_gold  # noqa: PLC0415 - slow

        return add_gold(self.project, self.gold(), replace=replace)

    def pack(self, folder: str | Path) -> Any:  # noqa: ANN401 - imported as late as it is needed
        """Write a pack that a new trainer can work through alone, and return it."""
        from trainer_widgets.calibration.pack import CalibrationPack  # noqa: PLC0415 - slow

        return CalibrationPack.write(self._revealed(), folder)

    def close(self) -> None:
        """Take the widget away; the session stays as it is, and can be opened again."""
        self._is_closed = True
        with contextlib.ExitStack() as stack:
            # At an interpreter's end a thread that has the lock may never give it back.
            if self._lock.acquire(timeout=LONGEST_WAIT):
                stack.callback(self._lock.release)
            # Also a session that would not open is closed.
            stack.callback(super().close)
            for name in ("_session", "_desks"):
                if hasattr(self, name):
                    part = getattr(self, name)
                    stack.callback(part.end if name == "_session" else part.close)

    def _revealed(self) -> StoredSession:
        """Return the session as it is stored, once people may see what others said."""
        if self.phase == "label":
            message = (
                "people are still labeling, and what they say is not shown before they are done: "
                'session.move_to("reveal") moves the session on'
            )
            raise CalibrationError(message)
        return StoredSession(self.project, self.id)
