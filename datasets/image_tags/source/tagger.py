"""Two taggers that do not exist, and the errors that they make: each one is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

Box = tuple[float, float, float, float]
TagRow = dict[str, Any]
Rng = np.random.Generator

LOOK_ALIKES = {
    "apple": ("tomato", "peach"),
    "tomato": ("apple",),
    "peach": ("apple", "orange"),
    "orange": ("peach", "lemon"),
    "lemon": ("lime", "quince"),
    "lime": ("lemon", "pear"),
    "pear": ("quince", "lime"),
    "quince": ("pear", "lemon"),
    "plum": ("grapes", "apple"),
    "grapes": ("plum",),
    "egg": ("lemon",),
    "open wrench": ("ring wrench",),
    "ring wrench": ("open wrench",),
    "flat screwdriver": ("cross screwdriver",),
    "cross screwdriver": ("flat screwdriver",),
    "pencil": ("pen",),
    "pen": ("pencil",),
    "nut": ("washer", "bolt"),
    "washer": ("nut", "coin"),
    "bolt": ("nut",),
    "coin": ("washer",),
    "spoon": ("fork",),
    "fork": ("spoon",),
    "pliers": ("open wrench",),
}
# What a tagger believes to see where there is nothing of the kind.
IMAGINED = {
    "bowl": ("grapes", "egg", "plum", "lime"),
    "table": ("egg", "lime", "cup", "orange"),
    "bench": ("pencil", "pliers", "washer", "pen"),
    "desk": ("spoon", "pencil", "coin"),
    "kitchen": ("spoon", "orange", "coin"),
    "photo": ("coin", "egg", "spoon"),
}
HIDDEN = 0.6  # less visible things are overlooked more often
CROWD = 4  # from so many of a kind on, the count slips


@dataclass(frozen=True)
class Tagger:
    """How often a tagger errs, for each thing or image, and how sure it is of itself.

    Parameters
    ----------
    missed, confused, doubled, shifted
        Shares of things; ``missed`` counts three times for what is half hidden.
    spurious
        Share of images.
    overcounted
        Share of kinds of which there are four or more.
    unplaced
        Share of things without a box.
    sure_right, sure_wrong
        Beta distributions of the confidence.
    """

    name: str
    missed: float
    confused: float
    doubled: float
    shifted: float
    spurious: float
    overcounted: float
    unplaced: float
    sure_right: tuple[float, float]
    sure_wrong: tuple[float, float]


TAGGERS = {
    tagger.name: tagger
    for tagger in (
        Tagger(
            "lynx-1", missed=0.09, confused=0.13, doubled=0.03, shifted=0.14, spurious=0.3,
            overcounted=0.3, unplaced=0.1, sure_right=(7, 2.4), sure_wrong=(3.2, 3),
        ),
        Tagger(
            "lynx-2", missed=0.05, confused=0.06, doubled=0.09, shifted=0.05, spurious=0.15,
            overcounted=0.1, unplaced=0.0, sure_right=(16, 1.6), sure_wrong=(8, 2.6),
        ),
    )
}  # fmt: skip


def proposed(
    rng: Rng,
    tagger: Tagger,
    kind: str,
    truth: Sequence[TagRow],
    size: tuple[int, int],
) -> tuple[list[TagRow], list[TagRow]]:
    """Return the tags that a tagger proposes for an image, and the errors among them.

    Parameters
    ----------
    truth
        What is there: ``name``, ``place`` (a box), ``visible`` (0 to 1).
    size
        Width and height of the image.

    Returns
    -------
    tags : list of dict
        ``name, confidence, place``; the surest first.
    errors : list of dict
        ``kind`` (missed, confused, spurious, doubled, overcounted, shifted), ``name`` (what is
        there, None for spurious), ``reported`` (what the tagger says, None for missed).
    """
    tags: list[TagRow] = []
    errors: list[TagRow] = []
    for thing in truth:
        found, wrong = _reported(rng, tagger, thing, size)
        tags += found
        errors += wrong
    names = [str(thing["name"]) for thing in truth]
    for name in sorted(set(names)):
        if names.count(name) >= CROWD and rng.random() < tagger.overcounted:
            tags.append(_tag(rng, tagger.sure_wrong, name, None))
            errors.append(_error("overcounted", name, name))
    if rng.random() < tagger.spurious:
        imagined = [name for name in IMAGINED[kind] if name not in names]
        name = str(rng.choice(imagined))
        box = _anywhere(rng, size) if rng.random() > tagger.unplaced else None
        tags.append(_tag(rng, tagger.sure_wrong, name, box))
        errors.append(_error("spurious", None, name))
    return sorted(tags, key=lambda tag: -float(tag["confidence"])), errors


def _reported(
    rng: Rng, tagger: Tagger, thing: TagRow, size: tuple[int, int]
) -> tuple[list[TagRow], list[TagRow]]:
    errors: list[TagRow] = []
    name, box = str(thing["name"]), tuple(thing["place"].values())
    chance = rng.random(5)
    if chance[0] < tagger.missed * (3 if thing["visible"] < HIDDEN else 1):
        return [], [_error("missed", name, None)]
    reported, sure = name, tagger.sure_right
    if name in LOOK_ALIKES and chance[1] < tagger.confused:
        reported, sure = str(rng.choice(LOOK_ALIKES[name])), tagger.sure_wrong
        errors.append(_error("confused", name, reported))
    place: Box | None = _jittered(rng, box, 0.012, size)
    if chance[2] < tagger.unplaced:
        place = None
    elif chance[3] < tagger.shifted:
        place = _jittered(rng, box, 0.3, size)
        errors.append(_error("shifted", name, reported))
    tags = [_tag(rng, sure, reported, place)]
    if chance[4] < tagger.doubled:
        tags.append(_tag(rng, tagger.sure_wrong, reported, _jittered(rng, box, 0.09, size)))
        errors.append(_error("doubled", name, reported))
    return tags, errors


def _error(kind: str, name: str | None, reported: str | None) -> TagRow:
    return {"kind": kind, "name": name, "reported": reported}


def as_place(box: Box | None) -> dict[str, float] | None:
    """Return a box as the struct that is stored."""
    return None if box is None else dict(zip(("x", "y", "width", "height"), box, strict=True))


def _tag(rng: Rng, sure: tuple[float, float], name: str, box: Box | None) -> TagRow:
    confidence = round(float(np.clip(rng.beta(*sure), 0.05, 0.99)), 2)
    return {"name": name, "confidence": confidence, "place": as_place(box)}


def _jittered(rng: Rng, box: Box, share: float, size: tuple[int, int]) -> Box:
    """Move the edges of a box by about a share of its size, inside the image."""
    x, y, width, height = box
    way = rng.choice([-1, 1], 2) * share * (1 + 0.4 * rng.standard_normal(2))
    grow = 1 + 0.5 * share * rng.standard_normal(2)
    left, top = np.clip([x + way[0] * width, y + way[1] * height], 0, np.array(size) - 8)
    right, bottom = np.minimum([left + width * grow[0], top + height * grow[1]], size)
    sides = max(right - left, 6.0), max(bottom - top, 6.0)
    return _rounded(left, top, *sides)


def _anywhere(rng: Rng, size: tuple[int, int]) -> Box:
    width, height = rng.uniform(0.06, 0.14, 2) * size[0]
    x, y = rng.uniform(0, size[0] - width), rng.uniform(0, size[1] - height)
    return _rounded(x, y, width, height)


def _rounded(x: float, y: float, width: float, height: float) -> Box:
    return round(float(x), 1), round(float(y), 1), round(float(width), 1), round(float(height), 1)
