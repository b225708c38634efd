"""What a widget's first arguments mean, read and checked before anybody labels."""

from __future__ import annotations

from pathlib import Path

from trainer_widgets.project import Project
from trainer_widgets.queues import not_dealt_to
from trainer_widgets.settings import ProjectError


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
    if isinstance(project, str | Path) and not Path(project).is_file():
        project = Project(project)
    if isinstance(project, Project):
        project = project.replace(labels=store, **arguments) if store or arguments else project
    elif store is None:
        message = (
            "where do the labels go? Give a folder or an fsspec URL as `store`, "
            "such as RankingWidget(items, 'labels')"
        )
        raise TypeError(message)
    else:
        project = Project.from_items(project, store, task=task, **arguments)
    if task is not None and project.task != task:
        message = f"{project!r} is not a {task} project"
        raise TypeError(message)
    return project


def check_readable(project: Project, annotator: object) -> int:
    """Read all that a view will need, so that what is wrong stops the cell and not a person."""
    if annotator is not None and not (isinstance(annotator, str) and annotator.strip()):
        message = f"annotator is a name, not {annotator!r}"
        raise TypeError(message)
    if annotator is not None and (reason := not_dealt_to(project, annotator)):
        raise ProjectError(reason)
    _ = project.guideline, project.taxonomy, project.gold
    return len(project.items)
