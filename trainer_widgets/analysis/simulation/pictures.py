"""Small drawn pictures of fruit, by day and at dusk."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from pathlib import Path

SIZE = (240, 180)
FINER = 3  # pixels a side that are drawn for one that is kept
KINDS = {"bowl": "#e8dcc8", "table": "#c9b08a", "shelf": "#dfe4ea"}
VARIANTS = 3
COLUMNS, ROWS = 4, 3
EDGE = 6  # pixels above a fruit, for its stem
LIGHTS = {"day": (0, 0, 0, 0), "dusk": (22, 26, 64, 150)}


class Kind(NamedTuple):
    """How a fruit looks: colour, width and height in pixels, and what it is taken for."""

    colour: str
    width: int
    height: int
    top: str
    alike: str


FRUIT = {
    "apple": Kind("#c8332b", 36, 36, "stem", "tomato"),
    "tomato": Kind("#d93a25", 38, 34, "star", "apple"),
    "lemon": Kind("#f0d23c", 42, 30, "tip", "lime"),
    "lime": Kind("#9fb53a", 38, 30, "tip", "lemon"),
    "orange": Kind("#ef8a24", 38, 38, "button", "peach"),
    "peach": Kind("#f0a46c", 38, 36, "stem", "orange"),
    "plum": Kind("#5a3a72", 30, 34, "stem", "fig"),
    "fig": Kind("#4b3358", 28, 36, "button", "plum"),
}


class Fruit(NamedTuple):
    """A fruit in a picture, with its box: x, y, width and height in pixels."""

    name: str
    box: tuple[int, int, int, int]


def layouts(seed: int) -> dict[str, list[Fruit]]:
    """Return what lies where in each picture, by the picture's name."""
    return {
        f"{kind}-{turn}": _layout(seed, kind, turn) for kind in KINDS for turn in range(VARIANTS)
    }


def save_all(found: dict[str, list[Fruit]], folder: Path) -> None:
    """Draw all pictures in each light."""
    folder.mkdir()
    for name, fruit in found.items():
        for light, shade in LIGHTS.items():
            picture = _drawn(fruit, KINDS[name.split("-")[0]], shade)
            picture.save(folder / f"{name}-{light}.png", optimize=True)


def _layout(seed: int, kind: str, turn: int) -> list[Fruit]:
    rng = random.Random(f"{seed}/{kind}/{turn}")  # noqa: S311 - a simulation, no secret
    cells = rng.sample(range(COLUMNS * ROWS), rng.randrange(4, 8))
    made = []
    for cell in sorted(cells):
        name = rng.choice(sorted(FRUIT))
        row, column = divmod(cell, COLUMNS)
        wide, high = SIZE[0] // COLUMNS, SIZE[1] // ROWS
        x = column * wide + rng.randrange(wide - FRUIT[name].width)
        y = row * high + rng.randrange(EDGE, high - FRUIT[name].height)
        made.append(Fruit(name, (x, y, FRUIT[name].width, FRUIT[name].height)))
    return made


def _drawn(fruit: list[Fruit], ground: str, shade: tuple[int, int, int, int]) -> Image.Image:
    large = (SIZE[0] * FINER, SIZE[1] * FINER)
    picture = Image.new("RGB", large, ground)
    pen = ImageDraw.Draw(picture)
    for one in fruit:
        _fruit(pen, one)
    dark = Image.new("RGBA", large, shade)
    picture = Image.alpha_composite(picture.convert("RGBA"), dark)
    # Few colours keep the files small.
    return picture.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS).quantize(32)


def _fruit(pen: ImageDraw.ImageDraw, one: Fruit) -> None:
    kind = FRUIT[one.name]
    x, y, width, height = (FINER * value for value in one.box)
    middle, unit = x + width / 2, 2 * FINER
    pen.ellipse((x, y + unit, x + width, y + height + unit), fill="#00000055")
    pen.ellipse((x, y, x + width, y + height), fill=kind.colour)
    match kind.top:
        case "stem":
            pen.line((middle, y + 2 * unit, middle + unit, y - unit), fill="#4a3620", width=unit)
        case "star":
            for away in (-3, 0, 3):
                pen.line((middle, y + unit, middle + away * unit, y + 3 * unit), "#3f7a35", unit)
        case "tip":
            side = y + height / 2
            tip = (x + width - unit, side - unit, x + width + unit, side + unit)
            pen.ellipse(tip, fill=kind.colour)
        case _:
            pen.ellipse((middle - unit, y + unit, middle + unit, y + 3 * unit), fill="#3f5a35")
