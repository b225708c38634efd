"""Original files of public data sets: found on this computer or fetched, and always checked."""

from __future__ import annotations

import hashlib
import os
import tomllib
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from trainer_widgets.formats.writing import at_once
from trainer_widgets.records import Record

if TYPE_CHECKING:
    from collections.abc import Callable

HOME = "https://raw.githubusercontent.com"
FOLDER_VARIABLE = "TRAINER_WIDGETS_DATA"
SECONDS_TO_WAIT = 30
CHUNK = 1 << 16


class PublicDataError(RuntimeError):
    """Raised when a public data set cannot be had; the message says what to do."""


class OriginalFile(Record, frozen=True):
    """One file of a data set's repository, and how to recognise it."""

    path: str
    bytes: int
    sha256: str


class Source(Record, frozen=True):
    """Where a public data set comes from."""

    title: str
    repository: str
    commit: str
    license: str
    citation: str
    converter: int
    files: list[OriginalFile]

    @property
    def credit(self) -> str:
        """Title, citation, license and home, as told when the set is loaded."""
        home = f"github.com/{self.repository} at {self.commit[:7]}"
        return f"{self.title}: {self.citation}. License: {self.license}. From {home}."

    def place(self, file: OriginalFile) -> str:
        """Return where a file lies in a folder of originals."""
        return f"{self.repository}/{self.commit}/{file.path}"

    def url(self, file: OriginalFile) -> str:
        """Return where a file is fetched from."""
        return f"{HOME}/{self.place(file)}"


def sources() -> dict[str, Source]:
    """Return the public data sets there are, by name."""
    text = Path(__file__).with_name("public_sources.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Source])


def find_originals(
    source: Source, cache: Path, report: Callable[[int, int], None]
) -> dict[str, Path]:
    """Return the checked original files of a data set by their paths in its repository.

    Parameters
    ----------
    source
        The data set.
    cache
        The folder where fetched files are kept, laid out as ``TRAINER_WIDGETS_DATA`` is.
    report
        Called with the bytes fetched so far and the bytes in all, while fetching.

    Raises
    ------
    PublicDataError
        When a file is damaged, or is not here and cannot be fetched.
    """
    found, missing = {}, []
    for file in source.files:
        given = _given(source, file)
        kept = cache / source.place(file)
        if given and given.is_file():
            _check(given.read_bytes(), file, str(given))
            found[file.path] = given
        elif kept.is_file() and _is_original(kept.read_bytes(), file):
            found[file.path] = kept
        else:
            missing.append(file)
    total, done = sum(file.bytes for file in missing), 0
    for file in missing:
        content = _fetch(source, file, missing, partial(_report_more, report, done, total))
        done += file.bytes
        kept = cache / source.place(file)
        with at_once(kept) as made:
            made.write_bytes(content)
        found[file.path] = kept
    return found


def _report_more(report: Callable[[int, int], None], before: int, total: int, more: int) -> None:
    report(before + more, total)


def _given(source: Source, file: OriginalFile) -> Path | None:
    folder = os.environ.get(FOLDER_VARIABLE)
    return Path(folder).expanduser() / source.place(file) if folder else None


def _is_original(content: bytes, file: OriginalFile) -> bool:
    return len(content) == file.bytes and hashlib.sha256(content).hexdigest() == file.sha256


def _check(content: bytes, file: OriginalFile, where: str) -> None:
    if len(content) != file.bytes:
        message = f"{where} is damaged: {len(content)} bytes instead of {file.bytes}; get it anew"
        raise PublicDataError(message)
    if not _is_original(content, file):
        message = f"{where} is damaged: its SHA-256 is not {file.sha256}; get it anew"
        raise PublicDataError(message)


def _fetch(
    source: Source, file: OriginalFile, missing: list[OriginalFile], report: Callable[[int], None]
) -> bytes:
    content = bytearray()
    try:
        with urllib.request.urlopen(source.url(file), timeout=SECONDS_TO_WAIT) as reply:  # noqa: S310 - HOME is https
            while len(content) <= file.bytes and (chunk := reply.read(CHUNK)):
                content += chunk
                report(len(content))
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise PublicDataError(_without_network(source, file, missing, reason)) from error
    _check(bytes(content), file, source.url(file))
    return bytes(content)


def _without_network(
    source: Source, file: OriginalFile, missing: list[OriginalFile], reason: object
) -> str:
    folder = os.environ.get(FOLDER_VARIABLE)
    lines = [f"{source.url(file)} could not be fetched: {reason}."]
    if folder:
        lines.append(f"Without a network, put into the folder of {FOLDER_VARIABLE} ({folder}):")
    else:
        lines.append(f"Without a network, set {FOLDER_VARIABLE} to a folder and put into it:")
    lines += [f"  {source.place(one)}" for one in missing]
    return "\n".join(lines)
