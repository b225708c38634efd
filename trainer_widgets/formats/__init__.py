"""Other tools' files, in and out; each format is loaded when it is first used."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import TYPE_CHECKING, Any

from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from pathlib import Path

    from trainer_widgets.project import Project

__all__ = ["EXPORTS", "ExportError", "UnknownFormatError", "export"]

EXPORTS = {"preferences": "trainer_widgets.formats.preferences:export_preferences"}


class ExportError(ValueError):
    """Raised when labels cannot be written as asked; the message says what to change."""


class UnknownFormatError(ExportError):
    """Raised for a format that nobody registered, with the nearest that exists."""

    def __init__(self, kind: str) -> None:
        """Suggest the right spelling."""
        hint = nearest(kind, EXPORTS)
        super().__init__(f"unknown format {kind!r}: {hint}There are {', '.join(sorted(EXPORTS))}")


def export(project: Project, kind: str, path: str | Path, **options: Any) -> Any:  # noqa: ANN401
    """Write a project's labels in another tool's format.

    Parameters
    ----------
    project
        The project whose labels are written.
    kind
        ``"preferences"``: chosen and rejected responses, as preference trainers read them.
    path
        The file to write; its suffix decides how.
    **options
        The options of the format, see
        :func:`trainer_widgets.formats.preferences.export_preferences`.

    Returns
    -------
    object
        The format's report: what was written, what was left out and why.

    Raises
    ------
    UnknownFormatError
        When no format has this name.
    UnknownArgumentError
        When the format has no such option.

    Examples
    --------
    >>> from trainer_widgets import Project
    >>> folder = getfixture("tmp_path")
    >>> report = export(Project("datasets/response_ranking"), "preferences", folder / "p.jsonl")
    >>> report.path.name
    'p.jsonl'
    """
    from trainer_widgets.settings import UnknownArgumentError  # noqa: PLC0415 - cycle

    if kind not in EXPORTS:
        raise UnknownFormatError(kind)
    module, name = EXPORTS[kind].split(":")
    exporter = getattr(import_module(module), name)
    known = list(inspect.signature(exporter).parameters)[2:]
    for option in options:
        if option not in known:
            raise UnknownArgumentError(option, known)
    return exporter(project, path, **options)
