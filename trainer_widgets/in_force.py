"""Which version of the guideline is in force, as ``project.toml`` and the folder say."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from trainer_widgets.guideline import RuleError, versions
from trainer_widgets.toml_lines import TomlKey, lines_of

if TYPE_CHECKING:
    from pathlib import Path

PINNED = TomlKey(None, None, "guideline")
# A text on one line, so that what stands before and after it can stay.
ON_ONE_LINE = re.compile(r"""([^=]*=[ \t]*)("(?:[^"\\]|\\.)*"|'[^']*')([ \t]*(?:#.*)?\r?\n?)""")


def in_force(folder: Path) -> str | None:
    """Return the version that a project's folder has in force; None where there is none."""
    pinned = _settings(_read(folder)).get("guideline")
    there = versions(folder / "guideline")
    return pinned or (there[-1] if there else None)


def with_version(folder: Path, version: str) -> bytes | None:
    """Return a ``project.toml`` that puts a new version in force; None where nothing changes.

    Raises
    ------
    RuleError
        When it cannot be written without changing more than that.
    """
    text = _read(folder)
    settings = _settings(text)
    # Without a word from the settings the newest is in force.
    if "guideline" not in settings and versions(folder / "guideline", new=version)[-1] == version:
        return None
    named = _named(text, f'"{version}"')
    if not _says(named, settings | {"guideline": version}):
        message = (
            f"project.toml names the version in force in a way that cannot be changed from here: "
            f'write guideline = "{version}" there on a line of its own, before the first table'
        )
        raise RuleError(message)
    return named.encode("utf-8")


def _read(folder: Path) -> str:
    # As bytes, since reading text would turn Windows' line ends into others.
    return (folder / "project.toml").read_bytes().decode("utf-8")


def _settings(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"project.toml cannot be read: {error}"
        raise RuleError(message) from None


def _named(text: str, value: str) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    number = lines_of(text).get(PINNED)
    if number is None:
        return f"guideline = {value}{end}{text}"
    if match := ON_ONE_LINE.fullmatch(lines[number - 1]):
        lines[number - 1] = f"{match[1]}{value}{match[3]}"
        return "".join(lines)
    after = _after(lines, number - 1)
    return "".join([*lines[: number - 1], f"guideline = {value}{end}", *lines[after:]])


def _after(lines: list[str], start: int) -> int:
    """Return the line after an entry, which may be longer than a line."""
    for after in range(start + 1, len(lines)):
        try:
            tomllib.loads("".join(lines[start:after]))
        except tomllib.TOMLDecodeError:
            continue
        return after
    return len(lines)


def _says(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False
