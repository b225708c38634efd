"""Looking back on sessions that were held: which there are, and what each one left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets.calibration.agenda import names_of
from trainer_widgets.calibration.sessions import CalibrationError, StoredSession
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from pathlib import Path

    from trainer_widgets.calibration.pack import CalibrationPack
    from trainer_widgets.calibration.report import SessionReport
    from trainer_widgets.project import Project

SESSIONS = {
    **dict.fromkeys(("name", "phase"), "str"),
    "n_items": "int64",
    "facilitator": "str",
    "people": "object",
    "started_at": "datetime64[us, UTC]",
    **dict.fromkeys(("decided", "left_open"), "int64"),
}


class HeldSession(StoredSession):
    """A session to look back on, as :meth:`trainer_widgets.Project.calibration` finds it."""

    def __repr__(self) -> str:
        """Say which session it is, and where it stands."""
        n_items = len(self.items)
        items = f"{n_items} item{'' if n_items == 1 else 's'}"
        return f"<HeldSession {self.name!r}: {items}, in phase {self.phase}>"

    def report(self) -> SessionReport:
        """Return what the session leaves behind, to read and to hand round.

        Raises
        ------
        CalibrationError
            While people are still labeling.
        """
        from trainer_widgets.calibration.report import SessionReport  # noqa: PLC0415 - slow

        return SessionReport.of(self._revealed())

    def gold(self) -> pd.DataFrame:
        """Return the decided items as right answers, in the form of a project's gold.

        Raises
        ------
        CalibrationError
            While people are still labeling.
        """
        from trainer_widgets.calibration.gold import decided_gold  # noqa: PLC0415 - slow

        return decided_gold(self._revealed())

    def pack(self, folder: str | Path) -> CalibrationPack:
        """Write a pack that a new trainer can work through alone, and return it.

        Raises
        ------
        CalibrationError
            While people are still labeling.
        PackError
            See :meth:`trainer_widgets.CalibrationPack.write`.
        """
        from trainer_widgets.calibration.pack import CalibrationPack  # noqa: PLC0415 - slow

        return CalibrationPack.write(self._revealed(), folder)

    def _revealed(self) -> HeldSession:
        if self.phase == "label":
            message = (
                f"people are still labeling in {self.name!r}, and what they say is not shown "
                f"before they are done: tw.CalibrationSession(project, name={self.name!r})"
                f'.move_to("reveal") moves it on'
            )
            raise CalibrationError(message)
        return self


def session_table(project: Project) -> pd.DataFrame:
    """Return one row a session, see :meth:`trainer_widgets.Project.calibrations`."""
    rows = [_row(StoredSession(project, one)) for one in names_of(project)]
    table = pd.DataFrame(rows, columns=list(SESSIONS)).astype(SESSIONS)
    return table.sort_values("started_at", kind="stable", ignore_index=True)


def session_of(project: Project, name: str | None) -> HeldSession:
    """Return the session of this name, see :meth:`trainer_widgets.Project.calibration`.

    Raises
    ------
    CalibrationError
        When there is no such session, or it is not clear which one is meant.
    """
    ids = {known: one for one, (_, known) in names_of(project).items()}
    if name is None and len(ids) == 1:
        return HeldSession(project, *ids.values())
    if name in ids:
        return HeldSession(project, ids[name])
    if not ids:
        hint = "tw.CalibrationSession(project, items) holds one"
        message = f"{project!r} has no calibration session: {hint}"
    elif name is None:
        message = f"name= says which of {', '.join(map(repr, ids))}"
    else:
        told = f"There are {', '.join(map(repr, ids))}"
        hint = nearest(str(name), ids)
        message = f"{project!r} has no calibration session {name!r}: {hint}{told}"
    raise CalibrationError(message)


def _row(session: StoredSession) -> dict[str, Any]:
    decisions = session.decisions().values()
    n_decided = sum(one.action == "adjudicate" for one in decisions)
    return {
        "name": session.name,
        "phase": session.phase,
        "n_items": len(session.items),
        "facilitator": session.facilitator,
        "people": session.people,
        "started_at": session.events()[0].recorded_at,
        "decided": n_decided,
        "left_open": len(decisions) - n_decided,
    }
