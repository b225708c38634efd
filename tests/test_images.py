"""Images: what is made of them for a screen, and what is refused."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import ExifTags, Image

from trainer_widgets.images import (
    MOST_BYTES,
    MOST_PIXELS,
    Box,
    ImageError,
    Pictures,
    upright_size,
)
from trainer_widgets.records import ImageTagItem

if TYPE_CHECKING:
    from pathlib import Path

    from trainer_widgets.images import Rendered

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def content_of(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """Return the bytes of a file with an image."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def quarters(width: int, height: int) -> Image.Image:
    """Return an image whose quarters are red, green, blue and white, as one reads."""
    image = Image.new("RGB", (2, 2))
    image.putdata([RED, GREEN, BLUE, WHITE])
    return image.resize((width, height), Image.Resampling.NEAREST)


def pictures(image: bytes | str, folder: Path | None = None) -> Pictures:
    """Return the pictures of one item, called ``i``."""
    return Pictures({"i": ImageTagItem("i", image)}, folder)


def pixels(picture: Rendered) -> np.ndarray[Any, Any]:
    """Return a picture as a browser would see it."""
    return np.asarray(Image.open(io.BytesIO(picture.content)).convert("RGB")).astype(int)


def header(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and has no pixels."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IEND\xaeB`\x82"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"this is a text that is called .jpg", "no image"),
        (b"", "no image"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "no image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no image"),
        (header(20_000, 20_000), "million pixels"),
        (header(13_000, 12_000), "million pixels"),
        (header(60_000, 60_000), "million pixels"),
        (content_of(quarters(300, 300), "JPEG")[:700], "damaged"),
        (content_of(quarters(300, 300))[:-60], "damaged"),
        (header(40, 40), "damaged"),
    ],
    ids=[
        "text",
        "empty",
        "eps",
        "svg",
        "bomb",
        "large",
        "huge",
        "half a jpg",
        "half a png",
        "none",
    ],
)
def test_what_cannot_be_shown_says_why(content: bytes, says: str) -> None:
    """A text, a bomb and half a file give a reason in words, the second time as well."""
    shown = pictures(content)
    for _ in range(2):
        with pytest.raises(ImageError, match=says):
            shown.render("i", None, 100)
        assert says in str(shown.problem("i"))


def test_the_limit_admits_a_photo_of_12000_by_9000() -> None:
    """The limit of pixels lies above what a large camera makes."""
    assert MOST_PIXELS > 12_000 * 9_000
    assert upright_size(header(12_000, 9_000), None) == (12_000, 9_000)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_photo_stands_upright(kind: str, orientation: int) -> None:
    """All eight orientations of EXIF look the same on screen, with the size as it is looked at."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    upright = quarters(120, 80)
    stored = upright.transpose(undo[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    shown = pictures(content_of(stored, kind, exif=exif))
    assert shown.size("i") == (120, 80)
    whole = pixels(shown.render("i", None, 500))
    assert whole.shape[:2] == (80, 120)
    corner = pixels(shown.render("i", Box(61, 41, 59, 39), 500))
    for seen, colour in ((whole[20, 30], RED), (whole[20, 90], GREEN), (corner[20, 20], WHITE)):
        assert np.abs(seen - colour).max() < 40


def test_images_are_told_apart_by_numbers_that_say_nothing_of_them() -> None:
    """Each image has a number of its own, in no order that the items have."""
    names = [f"i{number}" for number in range(20)]
    many = Pictures({name: ImageTagItem(name, b"") for name in names}, None)
    numbers = [many.number(name) for name in names]
    assert sorted(numbers) == list(range(1, 21))
    assert numbers not in (sorted(numbers), sorted(numbers, reverse=True))


@pytest.mark.parametrize(
    "image",
    [
        Image.new("1", (9, 9), 1),
        Image.new("L", (9, 9), 200),
        Image.new("LA", (9, 9), (200, 100)),
        Image.new("P", (9, 9), 3),
        Image.new("RGBA", (9, 9), (9, 9, 9, 0)),
        Image.new("CMYK", (9, 9), (9, 9, 9, 9)),
        Image.new("I;16", (9, 9), 40_000),
        Image.new("F", (9, 9), 0.25),
    ],
    ids=lambda image: image.mode,
)
def test_every_mode_becomes_a_picture(image: Image.Image) -> None:
    """Grey, palette, alpha, CMYK and 16 bit images come as what a browser can show."""
    kind = "TIFF" if image.mode in {"CMYK", "F", "I;16"} else "PNG"
    picture = pictures(content_of(image, kind)).render("i", None, 100)
    assert picture.media_type in {"image/png", "image/jpeg", "image/webp"}
    assert pixels(picture).shape == (9, 9, 3)


def test_16_bit_grey_keeps_its_range() -> None:
    """A 16 bit image is shown from its darkest to its brightest pixel, and not cut off."""
    ramp = Image.fromarray(np.linspace(1000, 60_000, 256, dtype=np.uint16).reshape(1, -1))
    seen = pixels(pictures(content_of(ramp.resize((256, 8)))).render("i", None, 256))[4, :, 0]
    assert seen[2] < 12
    assert seen[-3] > 243


@pytest.fixture(scope="module")
def huge() -> bytes:
    """Give a photo of 12,000 by 9,000 pixels with a dark square of 100 at 9,000, 6,000."""
    rng = np.random.default_rng(3)
    grain = Image.fromarray(rng.integers(150, 255, (90, 120, 3), dtype=np.uint8))
    photo = grain.resize((12_000, 9_000))
    photo.paste((0, 0, 0), (9_000, 6_000, 9_100, 6_100))
    return content_of(photo, "JPEG", quality=80)


def test_a_huge_photo_is_scaled_and_its_detail_is_real(huge: bytes) -> None:
    """The whole comes small; a box of it comes with the original's own pixels."""
    shown = pictures(huge)
    assert shown.size("i") == (12_000, 9_000)
    whole = shown.render("i", None, 1_536)
    assert (whole.width, whole.height) == (1_536, 1_152)
    part = shown.render("i", Box(8_950, 5_950, 200, 200), 4_096)
    assert (part.width, part.height) == (200, 200)
    dark = pixels(part).max(axis=2) < 60
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    for found in (rows, columns):
        assert abs(found[0] - 50) <= 1
        assert abs(found[-1] - 149) <= 1


def test_a_message_never_exceeds_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Noise, the worst there is for a codec, still fits a message, with alpha and without."""
    assert MOST_BYTES < 5_000_000
    monkeypatch.setattr("trainer_widgets.images.pictures.MOST_BYTES", 150_000)
    rng = np.random.default_rng(4)
    for channels in (3, 4):
        noise = Image.fromarray(rng.integers(0, 255, (500, 500, channels), dtype=np.uint8))
        file = content_of(noise, compress_level=1)
        picture = pictures(file).render("i", None, 4_096)
        assert len(picture.content) <= 150_000
        assert picture.width == picture.height >= 125


def test_a_box_is_kept_inside_the_image() -> None:
    """Whatever box a browser asks for, a picture of what is inside comes back."""
    shown = pictures(content_of(quarters(40, 30)))
    for box in (Box(39.5, 29.5, 9e9, 9e9), Box(9e9, 9e9, 1, 1), Box(0, 0, 0.001, 0.001)):
        picture = shown.render("i", box, 4_096)
        assert picture.width <= 40
        assert picture.height <= 30


def test_what_a_camera_wrote_stays_here() -> None:
    """Comments, positions and names inside a file are not part of its picture."""
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "zsecret place"
    file = content_of(quarters(64, 64), "JPEG", exif=exif, comment=b"zsecret comment")
    assert file.count(b"zsecret") == 2
    assert b"zsecret" not in pictures(file).render("i", None, 64).content
