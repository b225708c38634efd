"""What the labels of an explorer come from, and by what their answers are compared."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from trainer_widgets.project import Project
from trainer_widgets.records import TASKS
from trainer_widgets.settings import ProjectError, project_folder
from trainer_widgets.widgets._opening import open_with_options
from trainer_widgets.widgets.by_task import desk_type

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDERLESS = ("*", "?", "[", "://", ".parquet")


class Opened(NamedTuple):
    """What the labels come from, opened: where there is a project, with its options."""

    labels: object
    project: Project | None
    options: Any


def opened(labels: object, options: Mapping[str, object]) -> Opened:
    """Return what somebody gave as labels, opened.

    Raises
    ------
    UnknownArgumentError
        For an option that the project's task does not have.
    ProjectError
        When a folder is not there, or no project.
    """
    labels = _opened(labels)
    if not isinstance(labels, Project):
        for name in options:
            message = f"option {name!r} is of a project's task: give the project as labels"
            raise ProjectError(message)
        return Opened(labels, None, {})
    kind = desk_type(labels.task)
    project, found = open_with_options(labels, None, labels.task, dict(options), ())
    kind.check(project, found)
    return Opened(project, project, kind.offered(project, found))


def compared(project: Project | None, value: str | None, level: str | None) -> tuple[str, str]:
    """Return by which column and level answers are compared: what was said, else the task's own.

    Examples
    --------
    >>> compared(Project("datasets/safety_flags"), None, None)
    ('verdict', 'nominal')
    """
    task = project.task if project else "ranking"
    own = getattr(TASKS[task].answer, "compared", None) or (_first_column(task), "nominal")
    if value is not None and value != own[0]:
        return value, level or "nominal"
    return own[0], level or own[1]


def _first_column(task: str) -> str:
    """Return the first thing that a registered task's answers say as one value."""
    answer = TASKS[task].answer
    plain = (str, int, float, bool)
    fields = {field.name: field.type for field in msgspec.structs.fields(answer)}
    return next(
        (name for name, kind in fields.items() if kind in plain),
        next(iter([*getattr(answer, "columns", ()), *fields])),
    )


def _opened(labels: object) -> object:
    if not isinstance(labels, str | Path):
        return labels
    path = Path(labels)
    is_table = path.is_file() or any(mark in str(labels) for mark in FOLDERLESS)
    return labels if is_table and not path.is_dir() else Project(project_folder(path))
