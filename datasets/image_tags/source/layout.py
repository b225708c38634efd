"""Where things lie in a scene: heaps in bowls, loose groups on tables, tools on benches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from render import Placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from noise import Array
    from shapes import Thing

    Rng = np.random.Generator

LYING = {"lemon", "lime", "egg"}
ROUND = {"apple", "tomato", "peach", "orange", "plum", "pear", "quince", *LYING}
RIM = 0.54  # height of a bowl's opening in its radius
TRIES, SETTLED = 400, 860
TOPPLED = 0.45  # share of pears that lie on their side
TOUCH = 0.05  # how far footprints may reach into each other
NECKED = {"pear", "quince"}
FLAT = {"open wrench", "ring wrench", "washer", "pencil", "fork"}


def turned(yaw: float, tilt: float = 0.0, roll: float = 0.0) -> Array:
    """Return a rotation: ``roll`` around z first, then ``tilt`` around y, then ``yaw``."""

    def spin(angle: float, i: int, j: int) -> Array:
        out = np.eye(3)
        out[i, i] = out[j, j] = np.cos(angle)
        out[i, j], out[j, i] = -np.sin(angle), np.sin(angle)
        return out

    return (spin(yaw, 0, 1) @ spin(tilt, 2, 0) @ spin(roll, 0, 1)).astype(np.float32)


def posed(rng: Rng, thing: Thing) -> Array:
    """Return a likely pose for a thing that lies on a table."""
    yaw, roll = rng.uniform(0, 2 * np.pi, 2)
    if thing.name in LYING:
        return turned(yaw, np.pi / 2 + rng.uniform(-0.2, 0.2), roll)
    if thing.name == "pear" and rng.random() < TOPPLED:
        return turned(yaw, rng.choice([-1, 1]) * rng.uniform(1.75, 1.95), roll)
    if thing.name in ROUND:
        return turned(yaw, rng.uniform(-0.5, 0.5), roll)
    return turned(yaw)


def lowest(thing: Thing, turn: Array, scale: float = 1.0) -> float:
    """Return how far a thing reaches below its middle."""
    r = thing.radius * scale
    side = np.linspace(-r, r, 40, dtype=np.float32)
    points = np.stack([np.repeat(side, 40), np.tile(side, 40), np.full(1600, -r)], axis=1)
    points = points.astype(np.float32)
    placed = Placed(thing, np.zeros(3, dtype=np.float32), turn, scale)
    for _ in range(60):
        gap = placed.distance(points)
        points[:, 2] += np.where(points[:, 2] < r, np.maximum(gap, 0) * thing.caution, 0)
    touched = placed.distance(points) < r * 0.01
    return float(-points[touched, 2].min()) if touched.any() else 0.0


def spots(thing: Thing, x: float, y: float, turn: Array) -> Array:
    """Return the circles of a thing's footprint at a place: rows of x, y, radius."""
    circles = np.array(thing.circles, dtype=np.float64)
    flat = np.column_stack([circles[:, :2], np.zeros(len(circles))]) @ turn.T
    return np.column_stack([flat[:, 0] + x, flat[:, 1] + y, circles[:, 2]])


def overlap(a: Array, b: Array) -> float:
    """Return how far two footprints reach into each other; negative: the gap between them."""
    if not len(a) or not len(b):
        return -np.inf
    far = np.hypot(a[:, None, 0] - b[None, :, 0], a[:, None, 1] - b[None, :, 1])
    return float((a[:, None, 2] + b[None, :, 2] - far).max())


def scattered(
    rng: Rng,
    things: Sequence[Thing],
    spread: tuple[float, float],
    taken: Sequence[Array] = (),
    *,
    close: float = 0.5,
) -> list[Placed]:
    """Lay things on the table so that they do not touch; some end up close to others.

    Parameters
    ----------
    spread
        Standard deviation of the places along x and y.
    taken
        Footprints that are to stay free.
    close
        Share of things that are put beside an earlier one.
    """
    used, out = list(taken), []
    for thing in sorted(things, key=lambda one: -one.radius):
        for _ in range(TRIES):
            turn = posed(rng, thing)
            x, y = rng.uniform(-1.7, 1.7, 2) * spread
            if out and rng.random() < close:
                near = out[rng.integers(len(out))]
                way = rng.uniform(0.6, 1.2) * (near.radius + thing.radius)
                angle = rng.uniform(0, 2 * np.pi)
                x, y = near.at[0] + way * np.cos(angle), near.at[1] + way * np.sin(angle)
            mine = spots(thing, x, y, turn)
            inside = np.all(np.abs([x, y]) < np.array(spread) * 2.0)
            if inside and all(overlap(mine, other) < TOUCH for other in used):
                used.append(mine)
                z = lowest(thing, turn)
                out.append(Placed(thing, np.float32([x, y, z]), turn))
                break
    return out


def across(rng: Rng, thing: Thing, below: Sequence[Placed]) -> Placed | None:
    """Lay a long thing across a flat one; None where nothing flat is there."""
    flat = [one for one in below if one.thing.name in FLAT]
    if not flat:
        return None
    under = flat[rng.integers(len(flat))]
    turn = turned(float(np.arctan2(under.turn[1, 0], under.turn[0, 0])) + rng.uniform(0.7, 2.2))
    x, y = under.at[:2] + rng.uniform(-2, 2, 2)
    tall = 0.95 if "wrench" in under.thing.name else 0.8
    mine = spots(thing, x, y, turn)
    others = [spots(one.thing, one.at[0], one.at[1], one.turn) for one in below if one is not under]
    if any(overlap(mine, other) > 0 for other in others):
        return None
    return Placed(thing, np.float32([x, y, lowest(thing, turn) + tall]), turn)


def heaped(rng: Rng, things: Sequence[Thing], bowl: float) -> list[Placed]:
    """Let round things settle in a bowl of a radius that stands at the origin."""
    count = len(things)
    stretch = [1.06 if one.name in NECKED else 1.0 for one in things]
    r = np.array([one.circles[0][2] for one in things]) * stretch
    at = rng.uniform((-4, -4, 0), (4, 4, 1), (count, 3))
    at[:, 2] = 4 + 3.5 * np.arange(count)
    inner, rim = bowl - 0.45, RIM * bowl
    for tick in range(1000):
        at[:, 2] -= 0.06 * (tick < SETTLED)
        at[:, :2] *= 0.9985
        way = at[:, None] - at[None]
        far = np.linalg.norm(way, axis=2) + np.eye(count) * 99
        lap = np.maximum((r[:, None] + r[None]) * 0.985 - far, 0)
        at += (way / far[..., None] * lap[..., None] * 0.45).sum(axis=1)
        to = at - (0, 0, bowl)
        out = np.maximum(np.linalg.norm(to, axis=1), 1e-6)
        hold = (at[:, 2] < rim + 1.5) & (out > inner - r)
        at[hold] = (to * ((inner - r) / out)[:, None] + (0, 0, bowl))[hold]
    return [
        Placed(one, point.astype(np.float32), _in_heap(rng, one, point))
        for one, point in zip(things, at, strict=True)
    ]


def _in_heap(rng: Rng, thing: Thing, point: Array) -> Array:
    roll = rng.uniform(0, 2 * np.pi)
    if thing.name in NECKED:
        outward = float(np.arctan2(point[1], point[0]))
        return turned(outward + rng.uniform(-0.6, 0.6), rng.uniform(0.2, 0.8), roll)
    if thing.name in LYING:
        return turned(rng.uniform(0, 2 * np.pi), np.pi / 2 + rng.uniform(-0.5, 0.5), roll)
    return turned(rng.uniform(0, 2 * np.pi), rng.uniform(-1.0, 1.0), roll)
