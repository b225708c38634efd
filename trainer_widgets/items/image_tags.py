"""Rows to images with the tags that were proposed for them."""

from __future__ import annotations

import io
import math
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import msgspec
from PIL import Image, ImageOps

from trainer_widgets.images import plain
from trainer_widgets.items.errors import InvalidItemsError, MissingColumnError
from trainer_widgets.items.records import builtin
from trainer_widgets.items.values import read_record
from trainer_widgets.missing import is_missing
from trainer_widgets.records import AutoTag, ImageTagItem

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer_widgets.items.values import Row


# What a PNG holds as it is.
PNG_MODES = {"1", "L", "LA", "I;16", "P", "RGB", "RGBA"}


def image_tags_reader(columns: list[str]) -> Callable[[str, Row, int], ImageTagItem]:
    """Return what makes an item of a row: of an image, and of auto tags where there are any."""
    if "image" not in columns:
        raise MissingColumnError(column="image", there=columns)

    def read(item_id: str, row: Row, number: int) -> ImageTagItem:
        return ImageTagItem(
            item_id, _image(row["image"], number), _auto_tags(row.get("auto_tags"), number)
        )

    return read


def image_tags_content(columns: list[str]) -> set[str]:
    """Return the columns that are part of the items; the others are features."""
    return {"image", "auto_tags"}.intersection(columns)


def _image(value: object, number: int) -> str | bytes:
    match value:
        case str() if value.strip():
            return str(value)
        case PurePath():
            return value.as_posix()
        case bytes() | bytearray() | memoryview():
            return bytes(value)
        case Image.Image():
            return _png(value, number)
        # As the datasets library and its parquet files keep an image.
        case {"bytes": bytes(content)}:
            return bytes(content)
        case {"path": str(path)}:
            return str(path)
        case _:
            message = (
                f"row {number}, column 'image': {type(value).__name__} is no image; give a path "
                f"inside the project, the bytes of a file or a PIL image"
            )
            raise InvalidItemsError(message)


def _png(image: Image.Image, number: int) -> bytes:
    content = io.BytesIO()
    try:
        upright = ImageOps.exif_transpose(image)
        kept = upright if upright.mode in PNG_MODES else plain(upright)
        # A photo of 100 million pixels takes seconds at the usual level, and is read back here.
        kept.save(content, "PNG", compress_level=1)
    except Exception as error:  # decoders raise anything on what is broken
        message = f"row {number}, column 'image': the PIL image cannot be read: {error}"
        raise InvalidItemsError(message) from error
    return content.getvalue()


def _auto_tags(value: object, number: int) -> list[AutoTag]:
    if is_missing(value):
        return []
    value = builtin(value)
    if not isinstance(value, list):
        message = f"row {number}, column 'auto_tags': {value!r} is no list"
        raise InvalidItemsError(message)
    return [_auto_tag(entry, number) for entry in value]


def _auto_tag(entry: Any, number: int) -> AutoTag:  # noqa: ANN401 - a name or a dict
    named = {"name": entry} if isinstance(entry, str) else entry
    tag = read_record(named, AutoTag, number, "auto_tags")
    sizes = msgspec.structs.astuple(tag.place) if tag.place else ()
    if math.inf in sizes:
        message = f"row {number}, column 'auto_tags': the place of {tag.name!r} is not finite"
        raise InvalidItemsError(message)
    return tag
