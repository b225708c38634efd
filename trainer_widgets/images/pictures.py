"""Pictures of images: a whole or a box of it, in the size of a screen, kept for a while."""

from __future__ import annotations

import hashlib
import io
import math
import threading
from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from trainer_widgets.images.decoding import decoded, upright_size
from trainer_widgets.images.files import ImageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from PIL import Image

    from trainer_widgets.records import ImageTagItem

# A message to the browser stays below 5 MB, whatever the image is.
MOST_BYTES = 4_000_000
KEPT_BYTES = 64_000_000
QUALITIES = (90, 65)


class Box(NamedTuple):
    """A part of an image, in pixels of the original, upright."""

    x: float
    y: float
    width: float
    height: float


class Rendered(NamedTuple):
    """A picture as a browser reads it, and its size in its own pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


class Pictures:
    """The pictures of a project's items.

    Parameters
    ----------
    items
        Items by id.
    folder
        Where their paths lead; None where they bring bytes.
    """

    def __init__(self, items: Mapping[str, ImageTagItem], folder: Path | None) -> None:
        self._items = items
        self._folder = folder
        self._lock = threading.RLock()
        self._sizes: dict[str, tuple[int, int] | ImageError] = {}
        self._kept: OrderedDict[tuple[str, Box | None, int], Rendered] = OrderedDict()
        # What is zoomed into, so that moving about in it does not decode it again.
        self._near: tuple[str, Image.Image, float] | None = None

    def number(self, item_id: str) -> int:
        """Return an image's number, from 1: the same in every list, and no part of its name."""
        return self._numbers[item_id]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        # Their own order may tell something of them, such as gold that was added at the end.
        shuffled = sorted(self._items, key=lambda one: hashlib.sha256(one.encode()).digest())
        return {item_id: number for number, item_id in enumerate(shuffled, 1)}

    def size(self, item_id: str) -> tuple[int, int]:
        """Return an image's width and height.

        Raises
        ------
        ImageError
            When there is none; also once a picture of it has failed.
        """
        if item_id not in self._sizes:
            try:
                self._sizes[item_id] = upright_size(self._items[item_id].image, self._folder)
            except ImageError as error:
                self._sizes[item_id] = error
        found = self._sizes[item_id]
        if isinstance(found, ImageError):
            raise found
        return found

    def problem(self, item_id: str) -> str | None:
        """Return why there is no picture of an item, or None."""
        try:
            self.size(item_id)
        except ImageError as error:
            return str(error)
        return None

    def render(self, item_id: str, box: Box | None, most: int) -> Rendered:
        """Return a picture of an image, or of a box of it, never larger than the original.

        Parameters
        ----------
        item_id
            Whose image it is.
        box
            What to show; None for all of it.
        most
            How wide and high the picture may be.

        Raises
        ------
        ImageError
            When there is none.
        """
        key = item_id, box, most
        # One at a time: a large photo takes much memory while it is read.
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            try:
                picture = self._render(item_id, box, most)
            except ImageError as error:
                self._sizes[item_id] = error
                raise
            self._keep(key, picture)
            return picture

    def _render(self, item_id: str, box: Box | None, most: int) -> Rendered:
        width, height = self.size(item_id)
        x, y, wide, high = _clamped(box, width, height)
        share = min(1.0, most / max(wide, high))
        pixels, scale = self._pixels(item_id, share, is_part=box is not None)
        size = max(1, round(wide * share)), max(1, round(high * share))
        right, bottom = (x + wide) * scale, (y + high) * scale
        bounds = x * scale, y * scale, min(right, pixels.width), min(bottom, pixels.height)
        return _encoded(pixels.resize(size, box=bounds, reducing_gap=3.0))

    def _pixels(self, item_id: str, share: float, *, is_part: bool) -> tuple[Image.Image, float]:
        if self._near and self._near[0] == item_id and self._near[2] >= share:
            return self._near[1:]
        side = math.ceil(max(self.size(item_id)) * share)
        pixels, scale = decoded(self._items[item_id].image, self._folder, side)
        if is_part:
            self._near = item_id, pixels, scale
        return pixels, scale

    def _keep(self, key: tuple[str, Box | None, int], picture: Rendered) -> None:
        self._kept[key] = picture
        while sum(len(one.content) for one in self._kept.values()) > KEPT_BYTES:
            self._kept.popitem(last=False)


def _clamped(box: Box | None, width: int, height: int) -> Box:
    if box is None:
        return Box(0, 0, width, height)
    x, y = min(box.x, width - 1), min(box.y, height - 1)
    return Box(x, y, min(max(box.width, 1), width - x), min(max(box.height, 1), height - y))


def _encoded(pixels: Image.Image) -> Rendered:
    """Return a picture that fits a message: drawings without loss, photos as they come."""
    # Comments and positions that a camera or an editor wrote tell more than the image shows.
    pixels.info.clear()
    while True:
        for kind, options in _ways(pixels):
            content = io.BytesIO()
            pixels.save(content, kind, **options)
            if content.tell() <= MOST_BYTES:
                media_type = f"image/{kind.lower()}"
                return Rendered(content.getvalue(), media_type, *pixels.size)
        pixels = pixels.reduce(2)


def _ways(pixels: Image.Image) -> list[tuple[str, dict[str, int]]]:
    kind = "WEBP" if pixels.mode == "RGBA" else "JPEG"
    quick = {"method": 1} if kind == "WEBP" else {}
    lossy = [(kind, {"quality": quality} | quick) for quality in QUALITIES]
    # Few colours are a drawing, or a screenshot, in which JPEG would smear the edges.
    is_drawing = pixels.reduce(4).getcolors(256) is not None and pixels.mode != "L"
    return [("PNG", {"compress_level": 4}), *lossy] if is_drawing else lossy
