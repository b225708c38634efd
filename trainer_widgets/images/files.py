"""Image files: where they may lie, and what they hold in a few bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

# Enough of a file to notice that it is another one, without reading all of it.
SAMPLE = 8_192


class ImageError(ValueError):
    """Raised where there is no image to show; says why, for the person who labels."""


def image_file(path: str, folder: Path | None) -> Path:
    """Return the file that a path means, inside a folder.

    Raises
    ------
    ImageError
        When it lies elsewhere, by ``..``, as an absolute path or through a link, or is not there.

    Examples
    --------
    >>> image_file("../secret.png", getfixture("tmp_path"))
    Traceback (most recent call last):
    ...
    trainer_widgets.images.files.ImageError: The image lies outside the project's folder.
    """
    if folder is None:
        message = "The image has a path, and this project no folder of images."
        raise ImageError(message)
    found = folder
    try:
        found = (folder / path).resolve()
        inside = found.is_relative_to(folder.resolve()) and not Path(path).is_absolute()
        is_file = inside and found.is_file()
    except (OSError, ValueError, RuntimeError):
        # A name too long, with a null in it, or links that lead in a circle.
        inside, is_file = True, False
    if not inside:
        message = "The image lies outside the project's folder."
        raise ImageError(message)
    if not is_file:
        message = "The image's file is missing."
        raise ImageError(message)
    return found


def fingerprint(image: str | bytes, folder: Path | None) -> str:
    """Return what tells an image from another: by size, beginning, middle and end of its file.

    Examples
    --------
    >>> fingerprint(b"one", None) == fingerprint(b"two", None)
    False
    """
    if isinstance(image, bytes):
        return _digest(len(image), image)
    try:
        path = image_file(image, folder)
        with path.open("rb") as file:
            size = file.seek(0, 2)
            sampled = b""
            for start in (0, (size - SAMPLE) // 2, size - SAMPLE):
                file.seek(max(0, start))
                sampled += file.read(SAMPLE)
    except (ImageError, OSError) as error:
        return f"none: {type(error).__name__}"
    return _digest(size, sampled)


def needs_folder(image: str | bytes) -> bool:
    """Whether an image is a path, which means nothing without a folder."""
    return isinstance(image, str)


def _digest(size: int, content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=12, salt=size.to_bytes(8)).hexdigest()
