"""Cups, spoons and forks, and the bowls that hold fruit."""

# ruff: noqa: PLR2004 - shapes are drawn with numbers

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from noise import color, layered, mix, noise, step
from shapes import (
    Thing,
    box,
    cut_shell,
    cylinder,
    extruded,
    hypot,
    painted,
)
from tools import CHROME, metal

if TYPE_CHECKING:
    from noise import Array

    Rng = np.random.Generator


def _row(half: float, r: float) -> tuple[tuple[float, float, float], ...]:
    return tuple((float(x), 0.0, r) for x in np.linspace(-half, half, 9))


def cup(rng: Rng) -> Thing:
    """Return a cup with a handle, full of coffee or empty."""
    r, high, full = rng.uniform(3.6, 4.2), rng.uniform(7.5, 9.5), rng.random() < 0.6
    glaze = color(str(rng.choice(["e9e5da", "2f5d7c", "b8402e", "3e6b52", "d9a441"])))
    banded = rng.random() < 0.4

    def distance(p: Array) -> Array:
        across = hypot(p[:, 0], p[:, 1])
        outer = r * (0.84 + 0.16 * step(0, high, p[:, 2]))
        wall = extruded(np.abs(across - outer + 0.28) - 0.28, p[:, 2] - high / 2, high / 2, 0.22)
        bottom = cylinder(p, r * 0.84, 0.0, 0.8, 0.2)
        ring = hypot(p[:, 0] - r - 0.2, (p[:, 2] - high * 0.53) * 0.85) - high * 0.27
        handle = np.maximum(hypot(ring, p[:, 1]) - 0.48, outer - 0.3 - across)
        solid = np.minimum(np.minimum(wall, bottom), handle)
        return np.minimum(solid, cylinder(p, r * 0.9, 0.5, high * 0.8, 0.05)) if full else solid

    def paint(p: Array) -> Array:
        across, z = hypot(p[:, 0], p[:, 1]), p[:, 2]
        inside = (across < r * (0.84 + 0.16 * step(0, high, z)) - 0.3) & (z > 0.5)
        rgb = np.where(inside[:, None], color("efece4"), glaze)
        if banded:
            band = ~inside & (np.abs(z - high * 0.78) < 0.5)
            rgb = np.where(band[:, None], color("f0ebe0"), rgb)
        if full:
            crema = step(0.42, 0.95, layered(p[:, 0] * 0.5 + r, p[:, 1] * 0.5, octaves=4))
            edge = step(r * 0.62, r * 0.86, across)
            coffee = mix(color("23120a"), color("9a6a3a"), 0.7 * crema + 0.8 * edge)
            rgb = np.where((inside & (np.abs(z - high * 0.8) < 0.05))[:, None], coffee, rgb)
        return painted(rgb, 0.9)

    return Thing("cup", distance, paint, high * 0.95, ((0, 0, r), (r + 1.8, 0, 1.8)), 0.75)


def _cutlery(rng: Rng, name: str) -> Thing:
    half, shift = rng.uniform(8.0, 9.6), rng.uniform(0, 50)
    head = half - 2.6

    def flat(x: Array, y: Array) -> Array:
        width = 0.34 + 0.45 * step(-half * 0.3, -half, x)
        stem = extruded(np.abs(y) - width, x + 1.6, half - 1.6, 0.3)
        if name == "spoon":
            oval = (hypot((x - head) / 2.7, y / 1.85) - 1) * 1.8
            return np.minimum(stem, oval)
        plate = box(np.stack([x - head + 0.6, y], axis=1), (1.9, 1.25), 0.9)
        tine = np.abs((y / 0.66 + 2.0) % 1.0 - 0.5) * 0.66
        outline = np.maximum(0.14 - tine, np.abs(y) - 1.27)
        tines = np.maximum(extruded(outline, x - head - 1.2, 1.7, 0.05), np.abs(y) - 1.26)
        return np.minimum(stem, np.minimum(np.maximum(plate, x - head - 0.2), tines))

    def distance(p: Array) -> Array:
        x, y = p[:, 0], p[:, 1]
        t = (x - head) / 2.7
        hollow = np.clip(1 - t * t - (y / 1.85) ** 2, 0, 1)
        dent = hollow if name == "spoon" else 0.25 * np.cos(t * 1.6)
        bow = 1.0 + 0.5 * np.cos(x * 0.28 + 0.6)
        return extruded(flat(x, y), p[:, 2] - bow + dent, 0.13, 0.08) * 0.8

    def paint(p: Array) -> Array:
        return metal(p, CHROME, 0.95, shift)

    telling = (head, 0.0, 0.6)
    return Thing(name, distance, paint, half * 1.08, _row(half - 1, 1.2), 0.6, telling)


def spoon(rng: Rng) -> Thing:
    """Return a spoon."""
    return _cutlery(rng, "spoon")


def fork(rng: Rng) -> Thing:
    """Return a fork with four tines."""
    return _cutlery(rng, "fork")


def bowl(rng: Rng, r: float = 12.5) -> Thing:
    """Return a bowl, which is not tagged; its inner ball is ``r - 0.4`` around z = r."""
    kinds = [
        ("e8e4d8", "2f5d8c", 0.9),
        ("a9683a", "7a4524", 0.45),
        ("3c4a52", "c7c2b2", 0.8),
        ("d8c7a2", "b0522e", 0.7),
    ]
    base, stripe, gloss = kinds[rng.integers(4)]
    low, high, wooden = color(base), color(stripe), gloss < 0.5

    def distance(p: Array) -> Array:
        shell = cut_shell(p - np.float32([0, 0, r]), r, -0.46 * r, 0.4)
        return np.minimum(shell, cylinder(p, r * 0.42, -0.35, 0.5, 0.15))

    def paint(p: Array) -> Array:
        z = p[:, 2]
        if wooden:
            grain = layered(p[:, 0] * 0.15, p[:, 1] * 1.6, z * 1.6)
            return painted(mix(high, low, 1.6 * grain - 0.3), gloss)
        bands = step(0.35, 0.25, np.abs(z - 0.47 * r)) + step(0.16, 0.1, np.abs(z - 0.40 * r))
        tone = 0.92 + 0.12 * noise(p[:, 0] * 0.7, p[:, 1] * 0.7, z * 0.7)
        return painted(mix(low, high, bands) * tone[:, None], gloss)

    return Thing("", distance, paint, r * 1.06, ((0, 0, r * 0.95),), 0.9)
