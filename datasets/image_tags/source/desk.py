"""What lies on desks: pencils, pens, coins."""

# ruff: noqa: PLR2004 - shapes are drawn with numbers

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from noise import bell, color, mix, noise, step
from shapes import (
    Thing,
    box,
    capsule,
    cylinder,
    extruded,
    hexagon,
    hypot,
    painted,
    plain,
)
from tools import BRASS, CHROME, metal

if TYPE_CHECKING:
    from noise import Array

    Rng = np.random.Generator


def _row(half: float, r: float) -> tuple[tuple[float, float, float], ...]:
    return tuple((float(x), 0.0, r) for x in np.linspace(-half, half, 9))


def pencil(rng: Rng) -> Thing:
    """Return a sharpened pencil."""
    half, r = rng.uniform(5.5, 8.8), 0.42
    lacquer = color(str(rng.choice(["e0a81c", "c8231c", "1f5f9e", "2c7a3c", "1d1d20"])))

    def distance(p: Array) -> Array:
        y, z = p[:, 1], p[:, 2] - r
        tip = np.clip((half - p[:, 0]) / 2.1, 0.06, 1)
        wood = np.maximum(hexagon(z, y, r), hypot(y, z) - r * 1.15 * tip)
        return extruded(wood, p[:, 0], half, 0.03)

    def paint(p: Array) -> Array:
        t = half - p[:, 0]
        scallop = 2.0 + 0.22 * np.cos(6 * np.arctan2(p[:, 2] - r, p[:, 1]))
        rgb = mix(lacquer, color("d9b07c"), step(scallop + 0.02, scallop - 0.02, t))
        rgb = mix(rgb, color("2a2a2e"), step(0.62, 0.58, t))
        back = p[:, 0] + half
        rgb = mix(rgb, color("d07a7a"), step(0.95, 0.9, back))
        out = painted(rgb, 0.5)
        band = (back > 0.9) & (back < 1.9)
        rings = 0.8 + 0.3 * np.sin(back[band] * 20)
        out[band] = painted(BRASS * rings[:, None], 0.8, 0.9)
        return out

    return Thing("pencil", distance, paint, half * 1.02, _row(half, 0.7), 0.6)


def pen(rng: Rng) -> Thing:
    """Return a ball pen with a clip."""
    half, r = rng.uniform(6.6, 7.4), 0.5
    barrel = color(str(rng.choice(["1f4fa8", "1b1c1f", "b81f2a", "e8e6e0", "2c7a3c"])))

    def distance(p: Array) -> Array:
        y, z = p[:, 1], p[:, 2] - r
        tip = 0.1 + 0.9 * step(-0.2, 1.6, half - p[:, 0])
        body = extruded(hypot(y, z) - r * tip, p[:, 0], half, 0.05)
        clip = box(p - np.float32([-half + 2.4, 0, 2 * r + 0.18]), (2.0, 0.2, 0.07), 0.05)
        foot = box(p - np.float32([-half + 0.6, 0, 2 * r]), (0.2, 0.2, 0.25), 0.05)
        knob = capsule(p, (-half - 0.7, 0, r), (-half, 0, r), 0.22)
        return np.minimum(np.minimum(body, knob), np.minimum(clip, foot))

    def paint(p: Array) -> Array:
        out = plain(p, barrel, 0.85)
        t = half - p[:, 0]
        steel = (t < 1.5) | (p[:, 2] > 2 * r + 0.06) | (p[:, 0] < -half) | (np.abs(t - half) < 0.12)
        out[steel] = metal(p[steel], CHROME, 0.9, 3.0)
        return out

    return Thing("pen", distance, paint, half * 1.15, _row(half, 0.75), 0.7)


def coin(rng: Rng) -> Thing:
    """Return a coin with a worn relief."""
    r, shift = rng.uniform(0.95, 1.35), rng.uniform(0, 50)
    tint = color(str(rng.choice(["b5773f", "c2a45a", "b4b6b8"])))

    def relief(p: Array) -> Array:
        across = hypot(p[:, 0], p[:, 1])
        rim = step(r * 0.86, r * 0.9, across)
        uneven = 0.35 * (noise(p[:, 0] * 2 + shift, p[:, 1] * 2) - 0.5)
        head = step(0.0, 0.1, 0.5 * r - across + uneven)
        around = np.cos(40 * np.arctan2(p[:, 1], p[:, 0]))
        beads = step(0.4, 0.8, around) * bell(across - 0.8 * r, 0.05)
        return np.maximum(rim, np.maximum(head * 0.8, beads))

    def distance(p: Array) -> Array:
        return cylinder(p, r, 0, 0.2, 0.04) - 0.035 * relief(p) * (p[:, 2] > 0.1) + 0.035

    def paint(p: Array) -> Array:
        out = metal(p, tint, 0.65, shift)
        out[:, :3] *= (0.55 + 0.6 * relief(p))[:, None]
        return out

    return Thing("coin", distance, paint, r * 1.05, ((0, 0, r),), 0.8)
