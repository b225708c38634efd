"""Fruit that no ball describes: pears and quinces, bananas, grapes."""

# ruff: noqa: PLR2004 - shapes are drawn with numbers

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from noise import color, layered, mix, noise, step
from shapes import Thing, capsule, hypot, painted, smooth_min

if TYPE_CHECKING:
    from noise import Array

    Rng = np.random.Generator


def pear(rng: Rng) -> Thing:
    """Return a pear: green, yellow or with a blush, and a slender neck."""
    size, shift, lean = rng.uniform(3.2, 3.6), rng.uniform(0, 50), rng.uniform(-0.5, 0.5)
    pairs = [("8a9a35", "c2b64a"), ("b99a2c", "d9c45a"), ("97a03a", "b5653a")]
    low, high = (color(code) for code in pairs[rng.integers(3)])
    top = np.float32([lean, 0, size * rng.uniform(1.15, 1.3)])
    narrow = size * rng.uniform(0.46, 0.52)

    def distance(p: Array) -> Array:
        belly = hypot(p[:, 0], p[:, 1], p[:, 2]) - size
        neck = np.sqrt(((p - top) ** 2).sum(axis=1)) - narrow
        body = smooth_min(belly, neck, 2.6) + 0.25 * np.exp(-(hypot(p[:, 0], p[:, 1]) ** 2) * 3) * (
            p[:, 2] < 0
        )
        twig = capsule(p, (lean, 0, size * 1.4), (lean * 2.2, 0.3, size * 2.15), 0.15)
        return np.minimum(body, twig)

    def paint(p: Array) -> Array:
        cloud = layered(p[:, 0] * 0.25 + shift, p[:, 1] * 0.25, p[:, 2] * 0.25)
        rgb = mix(low, high, 1.9 * cloud - 0.45)
        rust = step(0.62, 0.8, layered(p[:, 0] * 2 + shift, p[:, 1] * 2, p[:, 2] * 2))
        near_end = step(size * 1.3, size * 1.8, p[:, 2]) + step(-size * 0.8, -size, p[:, 2])
        rgb = mix(rgb, color("7d5a2a"), 0.6 * rust * (0.35 + near_end) + 0.25 * near_end)
        twig = p[:, 2] > top[2] + narrow * 0.98
        rgb = np.where(twig[:, None], color("43301c"), rgb)
        return painted(rgb, np.where(twig, 0.1, 0.5))

    return Thing("pear", distance, paint, size * 2.25, ((0, 0, size),), 0.75)


def quince(rng: Rng) -> Thing:
    """Return a quince: a lumpy yellow pear shape with gray down and a crown below."""
    size, shift = rng.uniform(3.5, 4.0), rng.uniform(0, 50)
    low, high = color("c9a21c"), color("e3cf4c")
    top = np.float32([rng.uniform(-0.3, 0.3), 0.2, size * 0.85])

    def distance(p: Array) -> Array:
        belly = hypot(p[:, 0], p[:, 1], p[:, 2]) - size
        neck = np.sqrt(((p - top) ** 2).sum(axis=1)) - size * 0.55
        lumps = 0.55 * (noise(p[:, 0] * 0.4 + shift, p[:, 1] * 0.4, p[:, 2] * 0.4) - 0.5)
        angle = np.arctan2(p[:, 1], p[:, 0])
        ribs = 0.10 * np.cos(5 * angle) * np.clip(p[:, 2] / size + 0.2, 0, 1)
        across = hypot(p[:, 0], p[:, 1])
        crown = 0.6 * np.exp(-(across**2) * 1.6) * (p[:, 2] < 0)
        dimple = 0.5 * np.exp(-(across**2) * 2.0) * (p[:, 2] > 0)
        return smooth_min(belly, neck, 1.6) - lumps - ribs + crown + dimple

    def paint(p: Array) -> Array:
        cloud = layered(p[:, 0] * 0.3 + shift, p[:, 1] * 0.3, p[:, 2] * 0.3)
        down = step(0.48, 0.75, layered(p[:, 0] * 0.7 + shift, p[:, 1] * 0.7, p[:, 2] * 0.7 + 4))
        rgb = mix(mix(low, high, 1.6 * cloud - 0.3), color("a49a7a"), 0.55 * down)
        ends = np.exp(-(hypot(p[:, 0], p[:, 1]) ** 2) * 2.2)
        rgb = mix(rgb, color("54401f"), 0.9 * ends)
        return painted(rgb, 0.3 - 0.2 * down)

    return Thing("quince", distance, paint, size * 1.5, ((0, 0, size),), 0.7)


def banana(rng: Rng) -> Thing:
    """Return a banana lying on its side, bent around its own frame's y axis."""
    bend, half, shift = rng.uniform(10, 13), rng.uniform(0.68, 0.80), rng.uniform(0, 50)
    thick = rng.uniform(1.55, 1.75)
    low, high = (color(c) for c in [("d8a916", "efcb3e"), ("b9b430", "e6cf45")][rng.integers(2)])

    def around(p: Array) -> tuple[Array, Array, Array]:
        x, y = p[:, 0], p[:, 1] + bend * 0.86
        angle = np.arctan2(x, y)
        return angle, hypot(x, y) - bend, p[:, 2]

    def distance(p: Array) -> Array:
        angle, out, z = around(p)
        along = np.clip(np.abs(angle) / half, 0, 1.22)
        held = np.clip(angle, -half * 1.08, half * 1.22)
        section = np.arctan2(z, out)
        r = thick * (1 - 0.42 * along**3) * (1 + 0.035 * np.cos(5 * section))
        stalk = step(0.92, 1.04, angle / half)
        r = r * (1 - stalk) + 0.48 * stalk
        r = np.where(angle < 0, r * (1 - 0.72 * step(0.9, 1.08, -angle / half)), r)
        center = np.stack([bend * np.sin(held), bend * np.cos(held) - bend * 0.86], axis=1)
        return hypot(p[:, 0] - center[:, 0], p[:, 1] - center[:, 1], z) - r

    def paint(p: Array) -> Array:
        angle, out, z = around(p)
        cloud = noise(p[:, 0] * 0.3 + shift, p[:, 1] * 0.3, z * 0.3)
        rgb = mix(low, high, cloud)
        rgb = mix(rgb, color("8f9a35"), 0.7 * step(0.7, 1.0, angle / half))
        ridge = np.cos(5 * np.arctan2(z, out))
        rgb = rgb * (1 - 0.10 * step(0.9, 1.0, ridge))[:, None]
        freckles = step(0.72, 0.82, layered(p[:, 0] * 1.6 + shift, p[:, 1] * 1.6, z * 1.6))
        rgb = mix(rgb, color("5a3a16"), freckles * 0.7)
        tips = np.maximum(step(0.97, 1.06, -angle / half), step(1.17, 1.21, angle / half))
        return painted(mix(rgb, color("2e2113"), tips), 0.4)

    reach = bend * float(np.sin(half))
    parts = (-0.9, -0.45, 0, 0.45, 0.9)
    circles = tuple((f * reach, bend * (np.cos(f * half) - 0.86), 1.9) for f in parts)
    return Thing("banana", distance, paint, reach * 1.35, circles, 0.7)


def _clustered(rng: Rng) -> tuple[Array, Array]:
    """Return middles and radii of grapes that touch each other, heaped along x."""
    count = int(rng.integers(26, 36))
    radii = rng.uniform(0.9, 1.12, count)
    at = rng.uniform((-4.5, -2.5, 1), (4.5, 2.5, 4), (count, 3))
    for _ in range(240):
        pull = 0.05 * (1.1 + 0.12 * at[:, 0])
        at[:, 1] -= pull * at[:, 1] * 0.5
        at[:, 0] -= 0.012 * at[:, 0]
        at[:, 2] -= pull
        way = at[:, None] - at[None]
        far = np.linalg.norm(way, axis=2) + np.eye(count) * 99
        lap = np.maximum((radii[:, None] + radii[None]) * 0.94 - far, 0)
        at += (way / far[..., None] * lap[..., None] * 0.45).sum(axis=1)
        at[:, 2] = np.maximum(at[:, 2], radii * 0.98)
    return at.astype(np.float32), radii.astype(np.float32)


def grapes(rng: Rng) -> Thing:
    """Return a bunch of grapes, dark or green, with its stalk."""
    dark = rng.random() < 0.55
    low, high = (color(c) for c in (("2a0f2e", "5a2440") if dark else ("8ea03a", "bcc45c")))
    middles, radii = _clustered(rng)
    shift = rng.uniform(0, 50)

    def distance(p: Array) -> Array:
        gap = np.full(len(p), 1e9, dtype=np.float32)
        for center, r in zip(middles, radii, strict=True):
            gap = np.minimum(gap, np.sqrt(((p - center) ** 2).sum(axis=1)) - r)
        stalk = capsule(p, (-3.0, 0, 2.2), (-6.6, 0.8, 3.6), 0.2)
        return np.minimum(gap, stalk)

    def paint(p: Array) -> Array:
        nearest = np.stack(
            [((p - c) ** 2).sum(axis=1) - r * r for c, r in zip(middles, radii, strict=True)]
        )
        each = np.arange(len(radii), dtype=np.float32)
        tone = noise(each * np.float32(1.7), np.full_like(each, shift))
        rgb = mix(low, high, 1.6 * tone[nearest.argmin(axis=0)] - 0.3)
        bloom = step(0.4, 0.8, layered(p[:, 0] * 0.9 + shift, p[:, 1] * 0.9, p[:, 2] * 0.9))
        rgb = mix(rgb, color("9aa0b4"), bloom * (0.35 if dark else 0.15))
        stalk = nearest.min(axis=0) > 0.12
        rgb = np.where(stalk[:, None], color("5c6a2c"), rgb)
        return painted(rgb, np.where(stalk, 0.1, 0.7 - 0.3 * bloom))

    return Thing("grapes", distance, paint, 7.6, ((-3, 0, 3.4), (1, 0, 2.4), (4, 0, 1.6)), 0.95)
