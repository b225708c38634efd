"""What ``project.toml`` holds, read and checked."""

from __future__ import annotations

import difflib
import tomllib
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from msgspec import Meta

from trainer_widgets.records import Count, Id, Record
from trainer_widgets.schema import task_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class ProjectError(ValueError):
    """Raised when a folder is no project, or a setting is unknown or wrong."""


class UnknownArgumentError(TypeError):
    """Raised for an argument that does not exist, with the nearest that does."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        """Suggest the right spelling."""
        known = sorted(known)
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}? " if near else ""
        super().__init__(f"unknown argument {name!r}: {hint}There are {', '.join(known)}")


class Settings(Record, frozen=True, kw_only=True):
    """The settings of a project.

    Parameters
    ----------
    id
        A UUID, made once.
    task
        The kind of work, such as ``"ranking"``.
    name
        What people see.
    seed
        Decides orders, sides, overlap and where gold falls.
    order
        ``"shuffled"`` for each annotator, or as ``"given"``.
    people
        The annotators. Without any, enrolment is open.
    overlap
        How many of the people get each item; 0 means all.
    assignments
        Item ids for named people, instead of overlap.
    gold_rate
        Share of gold among the items dealt; None treats gold as any other item.
    feedback
        Tell an annotator when an answer misses the gold.
    guideline, taxonomy
        The version in force; None is the newest.
    gold, labels
        Where right answers lie and where labels go, when not in the folder.
    options
        The widget's own options.
    """

    id: Id
    task: Id
    name: str | None = None
    seed: int = 0
    order: Literal["shuffled", "given"] = "shuffled"
    people: list[Id] = []
    overlap: Count = 0
    assignments: dict[str, list[str]] = {}
    gold_rate: Annotated[float, Meta(ge=0, lt=1)] | None = None
    feedback: bool = False
    guideline: str | None = None
    taxonomy: str | None = None
    gold: str | None = None
    labels: str | None = None
    options: dict[str, Any] = {}

    @property
    def is_open(self) -> bool:
        """Whether items are shared among whoever comes."""
        return bool(self.overlap) and not self.people and not self.assignments


def read(path: Path, overrides: Mapping[str, object]) -> Settings:
    """Read a ``project.toml``; overrides win.

    Raises
    ------
    ProjectError
        When it is not there or wrong.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = f"{path.parent} is no project: it has no project.toml"
        raise ProjectError(message) from None
    except tomllib.TOMLDecodeError as error:
        message = f"{path}: {error}"
        raise ProjectError(message) from None
    return check(found | dict(overrides), str(path))


def check(values: Mapping[str, object], origin: str) -> Settings:
    """Turn plain values into settings, or say what is wrong.

    Raises
    ------
    UnknownArgumentError
        For a name that no setting has.
    ProjectError
        For a value that does not fit.
    """
    known = Settings.__struct_fields__
    for name in values:
        if name not in known:
            raise UnknownArgumentError(name, known)
    try:
        settings = msgspec.convert(dict(values), Settings)
    except msgspec.ValidationError as error:
        message = f"{origin}: {error}"
        raise ProjectError(message) from None
    task_records(settings.task)
    if settings.overlap > len(settings.people) > 0:
        message = f"{origin}: overlap {settings.overlap} with {len(settings.people)} people"
        raise ProjectError(message)
    return settings
