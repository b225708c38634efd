"""Slices of labels that people save by name, in ``slices.toml`` of a project's folder."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from trainer_widgets.file_locks import changed
from trainer_widgets.settings import ProjectError
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

FILE = "slices.toml"
MOST_NAME = 120
MOST_SLICES = 1000
MOST_NAMED = 20
HEAD = "# Slices of the labels, saved by name from tw.SliceExplorer. One table a slice.\n"


class SavedSliceError(ValueError):
    """Raised for a slice that cannot be saved or is not there; says what to do."""


class SavedSlice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A slice with a name.

    Parameters
    ----------
    name
        What people call it.
    slice
        Its conditions, as people type them.
    outcome
        What the rate was of when it was saved.
    saved_by, saved_at
        Who saved it, and when (UTC).
    """

    name: str
    slice: str
    outcome: str
    saved_by: str
    saved_at: dt.datetime


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    # What it does not know is refused, since the next save would lose it.
    slice: list[SavedSlice] = []


class SavedSlices:
    """The saved slices of one project.

    Parameters
    ----------
    folder
        The project's folder; None keeps them in memory only.

    Examples
    --------
    >>> slices = SavedSlices(getfixture("tmp_path"))
    >>> slices.save("Arabic", 'language = "ar"', outcome="disagreement", saved_by="ana")
    >>> slices.find("Arabic").slice
    'language = "ar"'
    """

    def __init__(self, folder: Path | None) -> None:
        """Read nothing yet."""
        self._path = folder / FILE if folder else None
        self._in_memory: dict[str, SavedSlice] = {}

    @property
    def can_last(self) -> bool:
        """Whether what is saved is still there tomorrow."""
        return self._path is not None

    def all(self) -> list[SavedSlice]:
        """Return the slices that are saved now, oldest first.

        Raises
        ------
        ProjectError
            When the file cannot be understood.
        """
        return list(self._read().values())

    def find(self, name: str) -> SavedSlice:
        """Return a slice by its name.

        Raises
        ------
        SavedSliceError
            When there is none, with the nearest.
        """
        there = self._read()
        if name not in there:
            raise SavedSliceError(unknown(name, there))
        return there[name]

    def save(
        self, name: str, text: str, *, outcome: str, saved_by: str, replaces: bool = False
    ) -> None:
        """Keep a slice under a name; one's own older one of this name is replaced.

        Raises
        ------
        SavedSliceError
            When the name is none, or somebody else has saved a slice by it.
        """
        name = checked_name(name)
        with self._changed() as there:
            older = there.get(name)
            if older and older.saved_by != saved_by and not replaces:
                raise SavedSliceError(_not_ones_own(older, "choose another name"))
            if older is None and len(there) >= MOST_SLICES:
                message = f"{MOST_SLICES} slices are saved already: forget some of them first"
                raise SavedSliceError(message)
            there[name] = SavedSlice(
                name=name,
                slice=text,
                outcome=outcome,
                saved_by=saved_by,
                saved_at=dt.datetime.now(dt.UTC).replace(microsecond=0),
            )

    def drop(self, name: str, *, dropped_by: str | None = None) -> None:
        """Forget a slice: one's own, or anybody's where nobody is named.

        Raises
        ------
        SavedSliceError
            When there is none of this name, or somebody else has saved it.
        """
        with self._changed() as there:
            if name not in there:
                raise SavedSliceError(unknown(name, there))
            if dropped_by not in (None, there[name].saved_by):
                raise SavedSliceError(_not_ones_own(there[name], "it is theirs to forget"))
            del there[name]

    def _changed(self) -> AbstractContextManager[dict[str, SavedSlice]]:
        if self._path is None:
            return nullcontext(self._in_memory)
        return changed(self._path, self._read, _written)

    def _read(self) -> dict[str, SavedSlice]:
        if self._path is None:
            return dict(self._in_memory)
        try:
            text = self._path.read_text(encoding="utf-8-sig")  # as some editors write it
            slices = msgspec.convert(tomllib.loads(text), _File).slice
        except FileNotFoundError:
            return {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
            message = f"{self._path}: {error}"
            raise ProjectError(message) from None
        for name, count in Counter(one.name for one in slices).items():
            if count > 1:
                message = (
                    f"{self._path} holds {count} slices called {name!r}, as after a merge: "
                    f"rename or remove all of them but one"
                )
                raise ProjectError(message)
        return {one.name: one for one in slices}


def checked_name(name: object) -> str:
    """Return a name without the blanks around it.

    Raises
    ------
    SavedSliceError
        When nobody could read it on a line.

    Examples
    --------
    >>> checked_name(" Arabic rewrites ")
    'Arabic rewrites'
    """
    found = name.strip() if isinstance(name, str) else ""
    if not found or len(found) > MOST_NAME or not found.isprintable():
        message = f"a slice's name is a text of at most {MOST_NAME} printable characters"
        raise SavedSliceError(message)
    return found


def _not_ones_own(one: SavedSlice, what: str) -> str:
    return f"{one.saved_by} has saved a slice called {one.name!r}: {what}"


def unknown(name: str, there: Collection[str]) -> str:
    """Return what to say of a name by which no slice is saved.

    Examples
    --------
    >>> unknown("Arabik", ["Arabic"])
    "no slice is saved as 'Arabik': did you mean 'Arabic'? There are 'Arabic'"
    """
    names = ", ".join(map(repr, islice(there, MOST_NAMED))) or "none yet"
    more = f" and {len(there) - MOST_NAMED:,} more" if len(there) > MOST_NAMED else ""
    return f"no slice is saved as {name!r}: {nearest(name, there)}There are {names}{more}"


def _written(slices: dict[str, SavedSlice]) -> str:
    tables = [
        "\n".join(["[[slice]]", *(f"{key} = {_toml(it)}" for key, it in _fields(one)), ""])
        for one in slices.values()
    ]
    return "\n".join([HEAD, *tables])


def _fields(one: SavedSlice) -> list[tuple[str, Any]]:
    return list(msgspec.structs.asdict(one).items())


def _toml(value: str | dt.datetime) -> str:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    if '"' in value and "'" not in value and value.isprintable():
        return f"'{value}'"
    # JSON's escapes are TOML's; DEL is the one character that only TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
