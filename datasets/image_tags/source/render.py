"""Follows rays from a camera to the things of a scene: what is seen where, and how much of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from noise import Array
    from shapes import Thing

FAR = np.float32(1e9)
HIT, MOST_STEPS = np.float32(0.004), 110


@dataclass(frozen=True)
class Placed:
    """A thing in the scene: world = turn @ own * scale + at."""

    thing: Thing
    at: Array
    turn: Array
    scale: float = 1.0

    @property
    def radius(self) -> float:
        """Of the ball that holds it, in the scene."""
        return self.thing.radius * self.scale

    def own(self, points: Array) -> Array:
        """Return points of the scene in the thing's frame."""
        return ((points - self.at) @ self.turn) / np.float32(self.scale)

    def distance(self, points: Array) -> Array:
        """Return distances in the scene."""
        return self.thing.distance(self.own(points)) * np.float32(self.scale)


@dataclass(frozen=True)
class Camera:
    """Where the picture is taken from; ``view`` is the height of the picture at distance 1."""

    eye: Array
    target: Array
    view: float
    width: int
    height: int

    def axes(self) -> Array:
        """Return right, up and forward as rows."""
        forward = self.target - self.eye
        forward = forward / np.linalg.norm(forward)
        right = np.cross(forward, (0, 0, 1))
        right = right / np.linalg.norm(right)
        return np.stack([right, np.cross(right, forward), forward]).astype(np.float32)

    def rays(self, columns: Array, rows: Array) -> Array:
        """Return the unit directions through the middles of pixels."""
        size = self.view / self.height
        x = (columns + 0.5 - self.width / 2) * size
        y = -(rows + 0.5 - self.height / 2) * size
        d = np.stack([x, y, np.ones_like(x)], axis=1).astype(np.float32) @ self.axes()
        return d / np.linalg.norm(d, axis=1, keepdims=True)

    def window(self, placed: Placed) -> tuple[int, int, int, int]:
        """Return a rectangle of pixels (may reach outside the picture) that holds the thing."""
        at = self.axes() @ (placed.at - self.eye)
        grown = placed.radius / np.sqrt(max(at[2] ** 2 - placed.radius**2, 1.0))
        middle = at[:2] / at[2]
        reach = grown * (1 + np.abs(middle)) * 1.15
        size = self.view / self.height
        x = (middle[0] + np.array([-1, 1]) * reach[0]) / size + self.width / 2
        y = (-middle[1] + np.array([-1, 1]) * reach[1]) / size + self.height / 2
        return int(x[0]), int(y[0]), int(x[1]) + 1, int(y[1]) + 1


def reach(eye: Array, rays: Array, placed: Placed) -> Array:
    """Follow rays to a thing; return how far it is, or ``FAR``."""
    to = eye - placed.at
    b = rays @ to
    inside = b * b - (to @ to - placed.radius**2)
    far = np.full(len(rays), FAR, dtype=np.float32)
    alive = np.flatnonzero(inside > 0)
    root = np.sqrt(inside[alive])
    t, end = np.maximum(-b[alive] - root, 0), -b[alive] + root
    d = rays[alive]
    for _ in range(MOST_STEPS):
        gap = placed.distance(eye + d * t[:, None])
        hit = gap < HIT
        far[alive[hit]] = t[hit]
        t = t + np.maximum(gap, HIT) * placed.thing.caution
        on = ~hit & (t < end)
        if not on.any():
            break
        alive, t, end, d = alive[on], t[on], end[on], d[on]
    return far


@dataclass(frozen=True)
class Seen:
    """What each pixel shows: how far it is, and of which thing (-1: of none).

    ``whole`` counts the pixels that each thing would cover alone, outside the picture too.
    """

    depth: Array
    which: Array
    whole: list[int]


def see(camera: Camera, scene: Sequence[Placed]) -> Seen:
    """Find the nearest thing for each pixel."""
    depth = np.full((camera.height, camera.width), FAR, dtype=np.float32)
    which = np.full((camera.height, camera.width), -1, dtype=np.int16)
    whole = []
    for number, placed in enumerate(scene):
        left, top, right, bottom = camera.window(placed)
        grid = np.meshgrid(range(left, right), range(top, bottom))
        columns, rows = (part.ravel() for part in grid)
        far = reach(camera.eye, camera.rays(columns, rows), placed)
        whole.append(int((far < FAR).sum()))
        inside = (far < FAR) & (columns >= 0) & (columns < camera.width)
        inside &= (rows >= 0) & (rows < camera.height)
        columns, rows, far = columns[inside], rows[inside], far[inside]
        nearer = far < depth[rows, columns]
        depth[rows[nearer], columns[nearer]] = far[nearer]
        which[rows[nearer], columns[nearer]] = number
    return Seen(depth, which, whole)


@dataclass(frozen=True)
class Visible:
    """How much of a thing is visible, and the box around that: x, y, width, height."""

    share: float
    box: tuple[int, int, int, int]


def visible(seen: Seen, number: int) -> Visible:
    """Measure one thing in what is seen."""
    rows, columns = np.nonzero(seen.which == number)
    if not len(rows):
        return Visible(0.0, (0, 0, 0, 0))
    x, y = int(columns.min()), int(rows.min())
    size = (int(columns.max()) + 1 - x, int(rows.max()) + 1 - y)
    return Visible(len(rows) / max(seen.whole[number], 1), (x, y, *size))
