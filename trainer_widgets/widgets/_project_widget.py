"""What every widget of a project does beside answering requests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer_widgets import wire
from trainer_widgets.cases import readable
from trainer_widgets.records import TASKS
from trainer_widgets.widgets._shared_widget import SharedWidget

if TYPE_CHECKING:
    from trainer_widgets.project import Project

STATIC = Path(__file__).parent.parent / "static"


class ProjectWidget(SharedWidget):
    """Base of the widgets that show a project to any number of browsers at once."""

    project: Project
    _count: int

    def __repr__(self) -> str:
        """Name the widget and the project, the same on every run."""
        return f"{type(self).__name__}({self.project.name!r}, {self._count} items)"

    def _request_type(self, name: object) -> Any:  # noqa: ANN401 - a record, or one filled in
        kind = super()._request_type(name)
        # What carries an answer is filled in with the task's own.
        open_for = getattr(kind, "__parameters__", ())
        return kind[TASKS[self.project.task].answer] if open_for else kind

    def _guideline(self) -> wire.GuidelineText | None:
        """Return the guideline in force as people read it."""
        return guideline_text(self.project)


def guideline_text(project: Project) -> wire.GuidelineText | None:
    """Return a project's guideline in force as people read it."""
    found = project.guideline
    return wire.GuidelineText(found.version, readable(found.text)) if found else None
