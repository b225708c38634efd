"""Image files to pixels: upright, in 8 bits, and no larger than a machine can take."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from PIL import ExifTags, Image, ImageFile, UnidentifiedImageError

from trainer_widgets.images.files import ImageError, image_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# 600 MB once decoded; a photo of 12,000 x 9,000 has 108 million.
MOST_PIXELS = 150_000_000
# What cameras, browsers and taggers write. Others start programs of their own or draw for hours.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
PREFIX = 16
SIDEWAYS = range(5, 9)
# How a photo that was taken turned comes upright, by EXIF's numbers.
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

TOO_LARGE = f"The image has more than {MOST_PIXELS // 1_000_000} million pixels: it is not opened."
UNKNOWN = "The file is no image of a kind that can be shown."
DAMAGED = "The image is damaged: its file ends too early, or holds something else."


def upright_size(image: str | bytes, folder: Path | None) -> tuple[int, int]:
    """Return width and height as the image is looked at, from the file's header alone.

    Raises
    ------
    ImageError
        When there is no image, or one that is too large.
    """
    with _opened(image, folder) as file:
        return _upright(file)


def decoded(image: str | bytes, folder: Path | None, side: int) -> tuple[Image.Image, float]:
    """Return an image's pixels, upright, and how many of them stand for one of the original.

    Parameters
    ----------
    image, folder
        A path in the folder, or the bytes of a file.
    side
        How many pixels the longer side needs. A JPEG is read in a half, a quarter or an eighth
        of its size where that is enough.

    Raises
    ------
    ImageError
        When the file is damaged.
    """
    with _opened(image, folder) as file:
        width, height = _upright(file)
        turn = UPRIGHT.get(_orientation(file))
        share = min(1.0, side / max(file.size))
        file.draft(None, (max(1, int(file.width * share)), max(1, int(file.height * share))))
        pixels = plain(file)
        pixels = pixels if turn is None else pixels.transpose(turn)
        return pixels, max(pixels.size) / max(width, height)


@contextmanager
def _opened(image: str | bytes, folder: Path | None) -> Iterator[ImageFile.ImageFile]:
    path = image if isinstance(image, bytes) else image_file(image, folder)
    reason = UNKNOWN
    try:
        with io.BytesIO(path) if isinstance(path, bytes) else path.open("rb") as source:
            file = _identified(source)
            _check_size(file)
            reason = DAMAGED
            yield file
    except Image.DecompressionBombError:
        raise ImageError(TOO_LARGE) from None
    except Exception as error:  # decoders raise anything on what is broken
        raise ImageError(reason) from error


def _identified(source: IO[bytes]) -> ImageFile.ImageFile:
    """Return a file as Pillow reads it, by its first bytes and not by its name.

    ``Image.open`` warns of photos that are within our limit, and a warning cannot be silenced
    here: filters belong to all threads, and a cell may be running beside this one.
    """
    Image.init()
    prefix = source.read(PREFIX)
    for kind in FORMATS:
        make, accepts = Image.OPEN.get(kind, (None, None))
        if make and accepts and accepts(prefix) is True:
            source.seek(0)
            return make(source, "")
    raise UnidentifiedImageError


def _check_size(file: Image.Image) -> None:
    if file.width * file.height > MOST_PIXELS:
        raise Image.DecompressionBombError


def _upright(file: Image.Image) -> tuple[int, int]:
    turned = _orientation(file) in SIDEWAYS
    return (file.height, file.width) if turned else (file.width, file.height)


def _orientation(file: Image.Image) -> int:
    """Return EXIF's number for how the photo was taken, without reading its pixels."""
    # Pillow turns a TIFF by itself, and would look for EXIF behind a PNG's pixels.
    if file.format == "TIFF" or (file.format == "PNG" and "exif" not in file.info):
        return 1
    return int(file.getexif().get(ExifTags.Base.Orientation) or 1)


def plain(file: Image.Image) -> Image.Image:
    """Return what a browser can show: 8 bits a channel, with alpha only where there is some.

    Examples
    --------
    >>> plain(Image.new("CMYK", (4, 3))).mode
    'RGB'
    """
    file.load()
    if file.mode.startswith(("I", "F")):
        return _stretched(file)
    if file.mode == "1":
        return file.convert("L")
    if file.has_transparency_data:
        return file.convert("RGBA")
    return file if file.mode in {"L", "RGB"} else file.convert("RGB")


def _stretched(file: Image.Image) -> Image.Image:
    """Return 16 and 32 bit grey as 8 bit, from its darkest to its brightest pixel."""
    grey = file.convert("F")
    low, high = grey.getextrema()
    scale = 255 / (high - low) if high > low else 1  # type: ignore[operator]
    return grey.point(lambda value: value * scale - low * scale).convert("L")  # type: ignore[operator]
