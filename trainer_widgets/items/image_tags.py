"""Rows to images with the tags that were proposed for them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from PIL import Image

from trainer_widgets.items.errors import InvalidItemsError, MissingColumnError
from trainer_widgets.items.records import builtin
from trainer_widgets.items.values import read_record
from trainer_widgets.missing import is_missing
from trainer_widgets.records import AutoTag, ImageTagItem

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer_widgets.items.values import Row


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
            return value
        case PurePath():
            return value.as_posix()
        case bytes() | bytearray() | memoryview():
            return bytes(value)
        case Image.Image():
            return _png(value)
        # As the datasets library and its parquet files keep an image.
        case {"bytes": bytes(content)}:
            return content
        case {"path": str(path)}:
            return path
        case _:
            message = (
                f"row {number}, column 'image': {type(value).__name__} is no image; give a path "
                f"inside the project, the bytes of a file or a PIL image"
            )
            raise InvalidItemsError(message)


def _png(image: Image.Image) -> bytes:
    content = io.BytesIO()
    # A photo of 100 million pixels takes seconds at the usual level, and is read back here.
    image.save(content, "PNG", compress_level=1)
    return content.getvalue()


def _auto_tags(value: object, number: int) -> list[AutoTag]:
    if is_missing(value):
        return []
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        message = f"row {number}, column 'auto_tags': {value!r} is no list"
        raise InvalidItemsError(message)
    return [_auto_tag(entry, number) for entry in value]


def _auto_tag(entry: Any, number: int) -> AutoTag:  # noqa: ANN401 - a name, a dict or a record
    named = {"name": entry} if isinstance(entry, str) else builtin(entry)
    return read_record(named, AutoTag, number, "auto_tags")
