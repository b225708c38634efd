"""Texts kept beside the labels, such as the guideline they were made under."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from trainer_widgets.store.errors import StoreError

if TYPE_CHECKING:
    from trainer_widgets.store.storage import Place

FOLDER = "_notes"


class ChangedNoteError(StoreError):
    """Raised when another text is kept under a name."""

    def __init__(self, name: str) -> None:
        """Name the note."""
        super().__init__(
            f"{name!r} is kept beside these labels with another text, and stays as it is: "
            f"keep the new text under a new name"
        )


class Note(msgspec.Struct, frozen=True):
    """A text and its name, as they are stored."""

    name: str
    text: str


def keep_note(place: Place, name: str, text: str) -> None:
    """Store a text, once."""
    kept = read_note(place, name)
    if kept is None:
        place.write(FOLDER, _file(name), msgspec.json.encode(Note(name, text)))
    elif kept != text:
        raise ChangedNoteError(name)


def read_note(place: Place, name: str) -> str | None:
    """Return a text, or None where there is none."""
    for content in place.read(FOLDER, [_file(name)]):
        if isinstance(content, FileNotFoundError):
            return None
        if isinstance(content, OSError):
            raise content
        return msgspec.json.decode(bytes(content), type=Note).text
    return None


def _file(name: str) -> str:
    # A name may hold anything that somebody typed, so the file carries its fingerprint.
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32] + ".json"
