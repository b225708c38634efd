"""Small hardware: nuts, washers, bolts, a tape measure."""

# ruff: noqa: PLR2004 - shapes are drawn with numbers

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from noise import color, mix, noise, step
from shapes import (
    Thing,
    box,
    cylinder,
    extruded,
    hexagon,
    hypot,
    painted,
)
from tools import BRASS, CHROME, metal

if TYPE_CHECKING:
    from noise import Array

    Rng = np.random.Generator


def nut(rng: Rng) -> Thing:
    """Return a hexagon nut."""
    r, shift = rng.uniform(1.0, 1.7), rng.uniform(0, 50)
    tint = BRASS if rng.random() < 0.2 else CHROME

    def distance(p: Array) -> Array:
        across = hypot(p[:, 0], p[:, 1])
        thread = 0.05 * np.sin(p[:, 2] * 22)
        outline = np.maximum(hexagon(p[:, 0], p[:, 1], r), r * 0.58 + thread - across)
        solid = extruded(outline, p[:, 2] - r * 0.42, r * 0.42, 0.08)
        return np.maximum(solid, across - r * 1.13 + 0.25 * np.abs(p[:, 2] - r * 0.42))

    def paint(p: Array) -> Array:
        return metal(p, tint, 0.8, shift)

    return Thing("nut", distance, paint, r * 1.5, ((0, 0, r * 1.1),), 0.7)


def washer(rng: Rng) -> Thing:
    """Return a washer."""
    r, shift = rng.uniform(1.1, 1.9), rng.uniform(0, 50)
    hole, tint = r * rng.uniform(0.40, 0.5), BRASS if rng.random() < 0.15 else CHROME

    def distance(p: Array) -> Array:
        across = hypot(p[:, 0], p[:, 1])
        return extruded(np.maximum(across - r, hole - across), p[:, 2] - 0.13, 0.13, 0.04)

    def paint(p: Array) -> Array:
        return metal(p, tint, 0.8, shift)

    return Thing("washer", distance, paint, r * 1.05, ((0, 0, r),), 0.9)


def bolt(rng: Rng) -> Thing:
    """Return a bolt with a hexagon head, lying."""
    r, long, shift = rng.uniform(0.42, 0.65), rng.uniform(3.2, 5.6), rng.uniform(0, 50)
    wide = r * 1.75

    def distance(p: Array) -> Array:
        y, z = p[:, 1], p[:, 2] - wide
        head = extruded(hexagon(z, y, wide), p[:, 0] + long / 2 - r * 0.6, r * 0.6, 0.08)
        cut = step(0.2 - long / 2 + r * 3, 0.4 - long / 2 + r * 3, p[:, 0])
        thread = 0.07 * np.sin(p[:, 0] * 13 + np.arctan2(z, y)) * cut
        return np.minimum(head, extruded(hypot(y, z) - r - thread, p[:, 0], long / 2, 0.1))

    def paint(p: Array) -> Array:
        return metal(p, CHROME, 0.8, shift)

    circles = ((-long / 3, 0, 1.2), (long / 4, 0, 1.0))
    return Thing("bolt", distance, paint, long * 0.62 + wide, circles, 0.6)


def tape_measure(rng: Rng) -> Thing:
    """Return a tape measure with a little of its tape out."""
    shift, shell = rng.uniform(0, 50), color(str(rng.choice(["e0a400", "c02818", "2e6e9e"])))
    dark = color("1c1d20")

    def flat(p: Array) -> Array:
        return box(p[:, :2], (3.3, 3.1), 1.5)

    def distance(p: Array) -> Array:
        body = extruded(flat(p), p[:, 2] - 1.6, 1.6, 0.45)
        disc = cylinder(p, 2.0, 2.9, 3.32, 0.1)
        tape = box(p - np.float32([5.2, -2.4, 1.1]), (3.0, 0.05, 0.95))
        hook = box(p - np.float32([8.2, -2.6, 1.0]), (0.06, 0.45, 1.0))
        return np.minimum(np.minimum(body, disc), np.minimum(tape, hook))

    def paint(p: Array) -> Array:
        across = hypot(p[:, 0], p[:, 1])
        rubber = (np.abs(p[:, 2] - 1.6) < 0.75) | (flat(p) > -0.55)
        rgb = np.where(rubber[:, None], dark, shell)
        disc = mix(dark, color("e9e4d4"), step(1.95, 1.9, across) * step(1.2, 1.25, across))
        rgb = np.where(((p[:, 2] > 3.1) & (across < 2.05))[:, None], disc, rgb)
        tape = p[:, 0] > 3.45
        marks = step(0.12, 0.08, np.abs(p[:, 0] * 2 - np.round(p[:, 0] * 2))) * (p[:, 2] > 1.3)
        rgb = np.where(tape[:, None], mix(color("e8c62e"), dark, marks), rgb)
        tone = 0.9 + 0.2 * noise(p[:, 0] + shift, p[:, 1], p[:, 2])
        return painted(rgb * tone[:, None], np.where(rubber, 0.25, 0.7))

    return Thing("tape measure", distance, paint, 9.2, ((0, 0, 3.8), (5.5, -2.4, 1.6)), 0.85)
