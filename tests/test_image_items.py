"""Rows become images with auto tags, whatever Python or pandas holds them in."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from PIL import ExifTags, Image

from trainer_widgets.images import Pictures, upright_size
from trainer_widgets.items import InvalidItemsError, item_hash, read_items
from trainer_widgets.records import AutoTag, ImageTagItem, Place


def read(image: object = b"x", auto_tags: object = None) -> ImageTagItem:
    """Return the item that a row becomes."""
    items, _ = read_items([{"item_id": "s1", "image": image, "auto_tags": auto_tags}], "image_tags")
    item: ImageTagItem = items["s1"]
    return item


def photo(**options: Any) -> bytes:
    """Return a JPEG of 60 by 40."""
    file = io.BytesIO()
    Image.effect_noise((60, 40), 80).convert("RGB").save(file, "JPEG", **options)
    return file.getvalue()


def test_a_turned_image_stands_upright() -> None:
    """An opened photo has the size that its file has, by what the camera says."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    content = photo(exif=exif)
    kept = read(Image.open(io.BytesIO(content))).image
    assert upright_size(kept, None) == upright_size(content, None) == (40, 60)


MODES = "1 L LA P PA RGB RGBA RGBa RGBX CMYK YCbCr LAB HSV I I;16 F"


@pytest.mark.parametrize("mode", MODES.split())
def test_an_image_of_every_mode_is_kept(mode: str) -> None:
    """What a PNG does not hold becomes what it does, and can be shown."""
    item = read(Image.new(mode, (6, 4)))
    picture = Pictures({"s1": item}, None).render("s1", None, 64)
    assert (picture.width, picture.height) == (6, 4)


@pytest.mark.parametrize(
    "image", [Image.new("RGB", (0, 0)), Image.open(io.BytesIO(photo()[:-300]))], ids=["0x0", "half"]
)
def test_a_broken_image_is_told(image: Image.Image) -> None:
    """An image without pixels, or with half of them, is told by row and column."""
    with pytest.raises(InvalidItemsError, match=r"row 0, column 'image': .*cannot be read"):
        read(image)


def test_names_in_an_array_are_texts() -> None:
    """Names as NumPy keeps them can be hashed and sent like any other."""
    plain = item_hash(read(auto_tags=["apple", "pear"]))
    given = [AutoTag(np.str_("apple")), {"name": np.str_("pear")}]
    for tags in (np.array(["apple", "pear"]), given):
        assert item_hash(read(auto_tags=tags)) == plain
    assert type(read(np.str_("a.png")).image) is str


@pytest.mark.parametrize(
    "place",
    [
        {"x": float("inf"), "y": 1},
        {"x": float("nan"), "y": 1},
        {"x": 1, "y": 1, "width": float("inf"), "height": 2},
        {"x": 1, "y": 1, "width": 2, "height": float("nan")},
        Place(x=1, y=float("inf")),
        Place(x=1, y=1, width=1, height=float("-inf")),
    ],
)
def test_a_place_is_finite(place: object) -> None:
    """A place at infinity, or at none, is told by row and column."""
    with pytest.raises(InvalidItemsError, match=r"row 0, column 'auto_tags'"):
        read(auto_tags=[{"name": "apple", "place": place}])


@pytest.mark.parametrize("tags", ["apple", {"name": "apple"}, np.array(5), 7, b"apple"])
def test_auto_tags_are_a_list(tags: object) -> None:
    """A text, a struct and a number are no list of tags."""
    with pytest.raises(InvalidItemsError, match=r"row 0, column 'auto_tags': .* is no list"):
        read(auto_tags=tags)
