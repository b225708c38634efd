"""What every widget of a project does beside answering requests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer_widgets import wire
from trainer_widgets.cases import readable
from trainer_widgets.records import TASKS
from trainer_widgets.widgets._shared_widget import SharedWidget

if TYPE_CHECKING:
    from trainer_widgets.guideline import Guideline
    from trainer_widgets.project import Project
    from trainer_widgets.widgets._desk import Desk
    from trainer_widgets.widgets._seats import Seat

STATIC = Path(__file__).parent.parent / "static"


class ProjectWidget(SharedWidget):
    """Base of the widgets that show a project to any number of browsers at once."""

    project: Project
    options: wire.TaskOptions
    _count: int

    def __repr__(self) -> str:
        """Name the widget and the project, the same on every run."""
        return f"{type(self).__name__}({self.project.name!r}, {self._count} items)"

    def _request_type(self, name: object) -> Any:  # noqa: ANN401 - a record, or one filled in
        kind = super()._request_type(name)
        # What carries an answer is filled in with the task's own.
        open_for = getattr(kind, "__parameters__", ())
        return kind[TASKS[self.project.task].answer] if open_for else kind

    def _reserved_names(self) -> set[str]:
        return reserved_names(self.project)

    def _guideline(self) -> wire.GuidelineText | None:
        """Return the guideline in force as people read it."""
        return guideline_text(self.project.guideline)

    def _welcome(self, seat: Seat, desk: Desk, **own: Any) -> wire.Welcome:  # noqa: ANN401
        """Return what a view is told that has come to label; ``own`` is what differs here."""
        return wire.Welcome(progress=desk.queue.progress(), **self._beginning(seat) | own)

    def _beginning(self, seat: Seat) -> dict[str, Any]:
        """Return what every view is told that begins: who it speaks for, and in which project."""
        return {
            "seat": seat.token,
            "annotator": seat.annotator,
            "identity": seat.identity,
            "project_id": self.project.id,
            "project_name": self.project.name,
            "task": self.project.task,
            "options": self.options,
            "guideline": self._guideline(),
            "taxonomy": self.project.taxonomy,
        }


def reserved_names(project: Project) -> set[str]:
    """Return a project's own people, and whom a server has known by their login."""
    events = project.store.events(project.task, ["annotator", "identity"])
    stamped = events["annotator"][events["identity"] == "stamped"]
    return {*project.settings.people, *project.settings.assignments, *stamped}


def guideline_text(guideline: Guideline | None) -> wire.GuidelineText | None:
    """Return a guideline as people read it."""
    if guideline is None:
        return None
    return wire.GuidelineText(guideline.version, readable(guideline.text))
