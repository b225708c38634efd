"""Signed distances of plain solids, and the thing that is made of them.

Points are arrays of shape (n, 3) in centimetres, in the thing's own frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from noise import Array


@dataclass(frozen=True)
class Thing:
    """A solid with its surface.

    Parameters
    ----------
    name
        The tag, or "" for what is not tagged, such as a bowl.
    distance
        Points (n, 3) to signed distances (n,); may understate, never overstate by much.
    paint
        Points (n, 3) to (n, 5): linear red, green and blue, gloss, metalness, each 0 to 1.
    radius
        Of a ball around the origin that holds it.
    circles
        (x, y, radius) that cover its footprint, for placing it.
    caution
        Share of the distance that a ray may advance.
    telling
        A point that must be seen to tell the thing from its look-alike.
    """

    name: str
    distance: Callable[[Array], Array]
    paint: Callable[[Array], Array]
    radius: float
    circles: tuple[tuple[float, float, float], ...]
    caution: float = 0.9
    telling: tuple[float, float, float] | None = None


def painted(rgb: Array, gloss: Array | float, metal: Array | float = 0.0) -> Array:
    """Put colour, gloss and metalness together as `Thing.paint` returns them."""
    out = np.empty((len(rgb), 5), dtype=np.float32)
    out[:, :3], out[:, 3], out[:, 4] = rgb, gloss, metal
    return out


def plain(p: Array, rgb: Array, gloss: float, metal: float = 0.0) -> Array:
    """Return one and the same surface for all points."""
    return painted(np.broadcast_to(rgb, p.shape), gloss, metal)


def hypot(*parts: Array) -> Array:
    """Return the length of vectors given by their parts."""
    return np.sqrt(sum(part * part for part in parts))


def smooth_min(a: Array, b: Array, k: float) -> Array:
    """Join two distances with a fillet of about ``k``."""
    h = np.maximum(k - np.abs(a - b), 0) / k
    return np.minimum(a, b) - h * h * k / 4


def capsule(p: Array, a: tuple[float, ...], b: tuple[float, ...], r: float) -> Array:
    """Return the distance to a rod with round ends; works in two and three dimensions."""
    start, way = np.float32(a), np.float32(b) - np.float32(a)
    t = np.clip((p - start) @ way / (way @ way), 0, 1)
    return np.sqrt(((p - start - t[:, None] * way) ** 2).sum(axis=1)) - r


def cone(p: Array, a: tuple[float, ...], b: tuple[float, ...], r: tuple[float, float]) -> Array:
    """Return about the distance to a rod whose radius changes from one end to the other."""
    start, way = np.float32(a), np.float32(b) - np.float32(a)
    t = np.clip((p - start) @ way / (way @ way), 0, 1)
    return np.sqrt(((p - start - t[:, None] * way) ** 2).sum(axis=1)) - (r[0] + (r[1] - r[0]) * t)


def box(p: Array, half: tuple[float, ...], rounding: float = 0.0) -> Array:
    """Return the distance to a box or, in two dimensions, a rectangle."""
    q = np.abs(p) - (np.float32(half) - rounding)
    outside = np.sqrt((np.maximum(q, 0) ** 2).sum(axis=1))
    return outside + np.minimum(q.max(axis=1), 0) - rounding


def extruded(flat: Array, z: Array, half: float, rounding: float = 0.0) -> Array:
    """Return the distance to an outline with a thickness."""
    a, b = flat + rounding, np.abs(z) - half + rounding
    outside = hypot(np.maximum(a, 0), np.maximum(b, 0))
    return np.minimum(np.maximum(a, b), 0) + outside - rounding


def cylinder(p: Array, r: float | Array, low: float, high: float, rounding: float = 0.1) -> Array:
    """Return the distance to an upright cylinder."""
    middle, half = (low + high) / 2, (high - low) / 2
    return extruded(hypot(p[:, 0], p[:, 1]) - r, p[:, 2] - middle, half, rounding)


def hexagon(x: Array, y: Array, r: float) -> Array:
    """Return the distance to a hexagon whose flats are ``r`` from its middle."""
    across = [np.abs(x * np.cos(a) + y * np.sin(a)) for a in (0.0, np.pi / 3, 2 * np.pi / 3)]
    return np.maximum(np.maximum(across[0], across[1]), across[2]) - r


def cut_shell(p: Array, r: float, h: float, wall: float) -> Array:
    """Return the distance to a hollow ball that is cut open at height ``h``."""
    w = float(np.sqrt(r * r - h * h))
    across = hypot(p[:, 0], p[:, 1])
    rim = hypot(across - w, p[:, 2] - h)
    ball = np.abs(hypot(across, p[:, 2]) - r)
    return np.where(h * across < w * p[:, 2], rim, ball) - wall
