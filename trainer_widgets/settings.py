"""What ``project.toml`` holds, read and checked."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from msgspec import Meta

from trainer_widgets import wire
from trainer_widgets.names import normal_name
from trainer_widgets.records import Count, Id, Record
from trainer_widgets.schema import task_records, validate
from trainer_widgets.suggestions import closest, nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


class ProjectError(ValueError):
    """Raised when a folder is no project, or a setting is unknown or wrong."""


class UnknownArgumentError(TypeError):
    """Raised for an argument that does not exist, with the nearest that does."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        """Suggest the right spelling."""
        known = sorted(known)
        hint = nearest(name, known)
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
        The annotators. Without any, whoever comes may label: with an ``overlap`` enrolment is
        open, and each item goes to that many of them; without one everybody gets all items.
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
    images
        The folder of the images that items name by path, when it is not the project's own.
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
    images: str | None = None
    options: dict[str, Any] = {}

    @property
    def is_open(self) -> bool:
        """Whether items are shared among whoever comes."""
        return bool(self.overlap) and not self.people and not self.assignments

    @property
    def screen_options(self) -> Record:
        """The widget's options as its screen has them."""
        return validate(self.options, wire.SCREENS[self.task].options)


def read(path: Path, overrides: Mapping[str, object]) -> Settings:
    """Read a ``project.toml``; overrides win.

    Raises
    ------
    ProjectError
        When it is not there, or something in it is unknown or wrong.
    UnknownArgumentError
        For an override that is no setting.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = f"{path.parent} is no project: it has no project.toml"
        raise ProjectError(message) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{path}: {error}"
        raise ProjectError(message) from None
    _check_names(found, Settings, "setting", str(path))
    settings = check(found, str(path))
    _check_images(settings, path)
    return check(found | dict(overrides), "the arguments") if overrides else settings


def check(values: Mapping[str, object], origin: str) -> Settings:
    """Turn plain values into settings, or say what is wrong.

    Raises
    ------
    UnknownArgumentError
        For a name that no setting has.
    ProjectError
        For a value that does not fit, and for an unknown option.
    """
    known = Settings.__struct_fields__
    for name in values:
        if name not in known:
            raise UnknownArgumentError(name, known)
    try:
        settings = msgspec.convert(msgspec.to_builtins(dict(values)), Settings)
    except msgspec.ValidationError as error:
        message = f"{origin}: {error}"
        raise ProjectError(message) from None
    task_records(settings.task)
    if problem := _problem(settings):
        message = f"{origin}: {problem}"
        raise ProjectError(message)
    _check_options(settings, origin)
    return msgspec.structs.replace(
        settings,
        people=[normal_name(name) for name in settings.people],
        assignments={normal_name(name): ids for name, ids in settings.assignments.items()},
    )


def check_assigned(settings: Settings, items: Collection[str]) -> None:
    """Refuse assignments of items that are not there.

    Raises
    ------
    ProjectError
        With the person and the ids.
    """
    for person, assigned in settings.assignments.items():
        if unknown := [item for item in assigned if item not in items]:
            message = f"assigned to {person!r}, but not among the items: {unknown[:5]}"
            raise ProjectError(message)


def project_folder(path: str | Path) -> Path:
    """Return the path of a folder that is there.

    Raises
    ------
    ProjectError
        When it is not, with the folder beside it that may be meant.

    Examples
    --------
    >>> project_folder("datasets/respnse_ranking")
    Traceback (most recent call last):
    ...
    trainer_widgets.settings.ProjectError: 'datasets/respnse_ranking' is no folder: did you mean \
'datasets/response_ranking'?
    """
    folder = Path(path)
    if folder.is_dir():
        return folder
    beside = folder.parent
    there = [one.name for one in beside.iterdir() if one.is_dir()] if beside.is_dir() else []
    near = closest(folder.name, there)
    hint = f"did you mean {str(beside / near)!r}?" if near else f"looked in {beside.absolute()}"
    message = f"{str(path)!r} is no folder: {hint}"
    raise ProjectError(message)


def _check_images(settings: Settings, path: Path) -> None:
    """Keep a folder that came from elsewhere to its own images; a caller may name others."""
    folder = path.parent.resolve()
    if settings.images and not (folder / settings.images).resolve().is_relative_to(folder):
        message = f"{path}: images: {settings.images!r} leads out of the project's folder"
        raise ProjectError(message)


def _problem(settings: Settings) -> str | None:
    people = settings.people
    ids = {"id": [settings.id], "people": people, "assignments": settings.assignments}
    for name, values in ids.items():
        if any(not value.strip() for value in values):
            return f"{name}: a blank text names nobody and nothing"
    if repeated := [person for person in people if people.count(person) > 1]:
        return f"people: {repeated[0]!r} is there twice"
    if settings.overlap > len(people) > 0:
        return f"overlap: {settings.overlap} people for each item, but there are {len(people)}"
    for person in settings.assignments:
        if people and person not in people:
            hint = nearest(person, people)
            return f"assignments: {person!r} is not among the people: {hint}".rstrip(": ")
    return None


def _check_options(settings: Settings, origin: str) -> None:
    kind = wire.SCREENS[settings.task].options
    _check_names(settings.options, kind, "option", f"{origin}, options")
    criteria = settings.options.get("criteria", [])
    for number, criterion in enumerate(criteria if isinstance(criteria, list) else [], 1):
        if isinstance(criterion, dict):
            where = f"{origin}, criterion {number} ({criterion.get('name')!r})"
            _check_names(criterion, wire.Criterion, "field", where)
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    try:
        # What a widget must be given may be left to its arguments.
        if all(name in settings.options for name, field in fields.items() if field.required):
            msgspec.convert(settings.options, kind)
        for name, value in settings.options.items():
            msgspec.convert(value, fields[name].type)
    except msgspec.ValidationError as error:
        message = f"{origin}, options: {error}"
        raise ProjectError(message) from None


def _check_names(values: Mapping[str, object], kind: type[Record], what: str, origin: str) -> None:
    known = kind.__struct_fields__
    for name in values:
        if name not in known:
            hint = nearest(name, known)
            message = f"{origin}: unknown {what} {name!r}: {hint}There are {', '.join(known)}"
            raise ProjectError(message)
