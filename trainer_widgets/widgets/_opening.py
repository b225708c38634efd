"""What a widget's first arguments mean, read and checked before anybody labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from trainer_widgets import wire
from trainer_widgets.project import Project
from trainer_widgets.queues import not_dealt_to
from trainer_widgets.schema import validate
from trainer_widgets.settings import ProjectError, Settings, UnknownArgumentError

NAMED = ("project", "store", "annotator", "guideline", "taxonomy", "gold", "name")
PROJECT_SETTINGS = ("seed", "order", "people", "overlap", "assignments", "gold_rate", "feedback")
ALL_SETTINGS = (*PROJECT_SETTINGS, "images")


def open_project(
    project: object, store: object, task: str | None, arguments: dict[str, object]
) -> Project:
    """Return the project that a widget's first arguments mean.

    Raises
    ------
    UnknownArgumentError
        For a setting that a project does not have.
    TypeError
        When a table comes without a place for its labels.
    """
    project = opened(project)
    if isinstance(project, Project):
        project = project.replace(labels=store, **arguments) if store or arguments else project
    elif store is None:
        message = (
            "where do the labels go? Give a folder or an fsspec URL as `store`, such as 'labels'"
        )
        raise TypeError(message)
    else:
        project = Project.from_items(project, store, task=task, **arguments)
    if task is not None and project.task != task:
        message = f"{project!r} is not a {task} project"
        raise TypeError(message)
    return project


def opened(project: object) -> object:
    """Open a project that is given as its folder; anything else stays as it is."""
    is_folder = isinstance(project, str | Path) and not Path(project).is_file()
    return Project(project) if is_folder else project  # type: ignore[arg-type]


def open_with_options(
    project: object,
    store: object,
    task: str,
    arguments: dict[str, object],
    settings: tuple[str, ...] = PROJECT_SETTINGS,
) -> tuple[Project, Any]:
    """Return the project and the options that a widget's arguments mean.

    Raises
    ------
    UnknownArgumentError
        For a name that is neither an option of the task nor one of these settings.
    """
    options_type = wire.SCREENS[task].options
    known = options_type.__struct_fields__
    accepted = {*known, *settings, *NAMED}
    for name in arguments:
        if name not in accepted:
            raise UnknownArgumentError(name, accepted)
    chosen = {name: value for name, value in arguments.items() if name in known}
    rest = {name: value for name, value in arguments.items() if name not in known}
    found = open_project(project, store, task, rest)
    return found, validate(found.settings.options | msgspec.to_builtins(chosen), options_type)


def check_readable(project: Project, annotator: object) -> int:
    """Read all that a view will need, so that what is wrong stops the cell and not a person."""
    if annotator is not None and not (isinstance(annotator, str) and annotator.strip()):
        message = f"annotator is a name, not {annotator!r}"
        raise TypeError(message)
    if annotator is not None and (reason := not_dealt_to(project, annotator)):
        raise ProjectError(reason)
    _ = project.guideline, project.taxonomy, project.gold
    return len(project.items)


assert set(ALL_SETTINGS) <= set(Settings.__struct_fields__)  # noqa: S101 - one vocabulary
