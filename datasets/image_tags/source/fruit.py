"""Fruit and eggs. Each function draws one individual from a random generator."""

# ruff: noqa: PLR2004 - shapes are drawn with numbers

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from noise import color, layered, mix, noise, step
from shapes import Thing, capsule, hypot, painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from noise import Array

    Rng = np.random.Generator


def _polar(p: Array) -> tuple[Array, Array, Array]:
    """Return length, cosine from the top, and the angle around."""
    r = np.maximum(np.sqrt((p * p).sum(axis=1)), 1e-4)
    return r, p[:, 2] / r, np.arctan2(p[:, 1], p[:, 0])


def _ball(  # noqa: PLR0913 - what a fruit consists of
    name: str,
    size: float,
    profile: Callable[[Array, Array], Array],
    paint: Callable[[Array], Array],
    *,
    stem: Callable[[Array], Array] | None = None,
    longest: float = 1.32,
) -> Thing:
    """Return a fruit whose skin is ``size * profile(cosine, angle)`` away from its middle."""

    def distance(p: Array) -> Array:
        r, u, a = _polar(p)
        skin = (r - size * profile(u, a)) * 0.85
        return skin if stem is None else np.minimum(skin, stem(p))

    return Thing(name, distance, paint, size * longest, ((0, 0, size),), 0.85)


def _twig(p: Array, foot: float, top: float, lean: float, width: float = 0.16) -> Array:
    return capsule(p, (0, 0, foot), (lean, lean * 0.4, top), width)


def apple(rng: Rng) -> Thing:
    """Return an apple: red, streaked or green, with a stem in a deep dimple."""
    size, lean = rng.uniform(3.6, 4.1), rng.uniform(-0.6, 0.6)
    skins = [("a3161c", "d9a441"), ("b3221e", "c8b23c"), ("8f1420", "b9473a"), ("8cab2e", "bfd05a")]
    low, high = (color(code) for code in skins[rng.choice(4, p=[0.35, 0.3, 0.2, 0.15])])
    shift, height = rng.uniform(0, 50), rng.uniform(0.9, 1.0)

    def profile(u: Array, a: Array) -> Array:
        dimple = 0.40 * np.exp(-(1 - u) / 0.075) + 0.16 * np.exp(-(1 + u) / 0.05)
        lobes = 0.018 * np.cos(5 * a) * (1 - u)
        return (1 - dimple + lobes + 0.05 * u) * (1 - (1 - height) * u * u)

    def paint(p: Array) -> Array:
        r, u, a = _polar(p)
        streak = layered(a * 5.5 + shift, u * 1.5, octaves=3)
        blush = noise(p[:, 0] * 0.25 + shift, p[:, 1] * 0.25, p[:, 2] * 0.25)
        share = 1.1 * step(0.5, 0.8, streak) * 0.45 + step(0.45, 0.85, blush) * 0.6
        share = share + 0.7 * np.exp(-(1 - u) / 0.09)
        dots = step(0.84, 0.9, noise(p[:, 0] * 5 + shift, p[:, 1] * 5, p[:, 2] * 5))
        rgb = mix(mix(low, high, share), color("e6d9a8"), dots * 0.3)
        twig = (hypot(p[:, 0], p[:, 1]) < 0.5) & (r < size * 1.3) & (p[:, 2] > size * 0.66)
        rgb = np.where(twig[:, None], color("4a3420"), rgb)
        return painted(rgb, np.where(twig, 0.1, 0.85))

    def stem(p: Array) -> Array:
        return _twig(p, size * 0.5, size * 1.12, lean)

    return _ball("apple", size, profile, paint, stem=stem)


def tomato(rng: Rng) -> Thing:
    """Return a tomato: flat, glossy, with a green star."""
    size, shift, ribs = rng.uniform(3.4, 4.3), rng.uniform(0, 50), int(rng.choice([5, 6, 7]))
    ribbed, flat = rng.uniform(0.008, 0.035), rng.uniform(0.76, 0.86)
    low, high = color("c2200f"), color("df6a18")

    def star(u: Array, a: Array) -> Array:
        across = np.sqrt(np.maximum(1 - u * u, 0))
        tip = 0.16 + 0.46 * np.abs(np.cos(2.5 * (a + shift))) ** 5
        return step(0.02, -0.02, across - tip) * (u > 0)

    def profile(u: Array, a: Array) -> Array:
        round_ = 1 / np.sqrt((1 - u * u) + (u / flat) ** 2)
        dimple = 0.10 * np.exp(-(1 - u) / 0.06) + 0.04 * np.exp(-(1 + u) / 0.03)
        return round_ * (1 + ribbed * np.cos(ribs * a) * (0.4 + u * u)) - dimple + 0.03 * star(u, a)

    def paint(p: Array) -> Array:
        _, u, a = _polar(p)
        ripe = noise(p[:, 0] * 0.2 + shift, p[:, 1] * 0.2, p[:, 2] * 0.2)
        shoulder = 0.5 * np.exp(-(1 - u) / 0.12)
        rgb = mix(low, high, 0.45 * ripe + shoulder)
        green = np.maximum(star(u, a), (p[:, 2] > size * 0.78) & (hypot(p[:, 0], p[:, 1]) < 0.4))
        leaf = mix(color("2f5a1c"), color("5c8a33"), noise(p[:, 0] * 3, p[:, 1] * 3))
        share = green.astype(np.float32)
        rgb = rgb * (1 - share)[:, None] + leaf * share[:, None]
        return painted(rgb, 0.95 - 0.8 * share)

    def stem(p: Array) -> Array:
        return _twig(p, size * 0.6, size * 0.98, 0.3, 0.2)

    return _ball("tomato", size, profile, paint, stem=stem)


def peach(rng: Rng) -> Thing:
    """Return a peach: matt, blushing, with a seam."""
    size, shift = rng.uniform(3.4, 4.0), rng.uniform(0, 50)
    low, mid, high = color("e9b45c"), color("d8713f"), color("a92c33")

    def profile(u: Array, a: Array) -> Array:
        seam = 0.06 * np.exp(-((a / 0.16) ** 2)) * (1 - u * u) ** 0.25
        dimple = 0.20 * np.exp(-(1 - u) / 0.05) - 0.03 * np.exp(-(1 + u) / 0.02)
        return 0.99 - seam - dimple - 0.02 * u * u

    def paint(p: Array) -> Array:
        _, u, _ = _polar(p)
        sun = 0.5 + p[:, 1] / size * 0.5
        cloud = layered(p[:, 0] * 0.35 + shift, p[:, 1] * 0.35, p[:, 2] * 0.35)
        share = 1.3 * (0.55 * sun + 0.75 * cloud) - 0.45
        rgb = mix(mix(low, mid, share * 2), high, share * 2 - 0.9)
        rgb = mix(rgb, color("b8a25a"), 0.8 * np.exp(-(1 - u) / 0.03))
        fuzz = 0.9 + 0.2 * noise(p[:, 0] * 5, p[:, 1] * 5, p[:, 2] * 5)
        return painted(rgb * fuzz[:, None], 0.12)

    return _ball("peach", size, profile, paint)


def orange(rng: Rng) -> Thing:
    """Return an orange with its pores."""
    size, shift = rng.uniform(3.6, 4.2), rng.uniform(0, 50)
    low, high = color("e07a0c"), color("ee9a1e")

    def profile(u: Array, a: Array) -> Array:
        across = np.sqrt(np.maximum(1 - u * u, 0))
        x, y, z = across * np.cos(a), across * np.sin(a), u
        pores = 0.008 * noise(x * 15 + shift, y * 15, z * 15)
        return 1 - pores - 0.05 * np.exp(-(1 - u) / 0.01) - 0.02 * u * u

    def paint(p: Array) -> Array:
        _, u, _ = _polar(p)
        cloud = noise(p[:, 0] * 0.3 + shift, p[:, 1] * 0.3, p[:, 2] * 0.3)
        rgb = mix(low, high, cloud)
        rgb = mix(rgb, color("5a6a2a"), step(0.9945, 0.998, u))
        return painted(rgb, 0.55)

    return _ball("orange", size, profile, paint)


def _citrus(name: str, size: float, tip: float, colors: tuple[str, str], shift: float) -> Thing:
    low, high = (color(code) for code in colors)
    long = 1.08 + 1.3 * tip

    def profile(u: Array, a: Array) -> Array:
        round_ = 1 / np.sqrt((1 - u * u) + (u / long) ** 2)
        across = np.sqrt(np.maximum(1 - u * u, 0))
        pores = 0.010 * noise(across * np.cos(a) * 13 + shift, across * np.sin(a) * 13, u * 13)
        nipple = tip * (1.1 * np.exp(-(1 - u) / 0.014) + 0.5 * np.exp(-(1 + u) / 0.02))
        return round_ - pores + nipple

    def paint(p: Array) -> Array:
        _, u, _ = _polar(p)
        cloud = layered(p[:, 0] * 0.4 + shift, p[:, 1] * 0.4, p[:, 2] * 0.4, octaves=2)
        rgb = mix(low, high, 1.6 * cloud - 0.3)
        rgb = mix(rgb, color("6a5a2a"), step(-0.994, -0.999, u) * 0.9)
        return painted(rgb, 0.6)

    return _ball(name, size, profile, paint, longest=long + 1.1 * tip + 0.02)


def lemon(rng: Rng) -> Thing:
    """Return a lemon."""
    colors = ("dba916", "f1d23a") if rng.random() < 0.75 else ("b7b32a", "e6d23c")
    size, tip = rng.uniform(2.7, 3.0), rng.uniform(0.16, 0.22)
    return _citrus("lemon", size, tip, colors, rng.uniform(0, 50))


def lime(rng: Rng) -> Thing:
    """Return a lime; some are turning yellow."""
    colors = ("36591f", "6b8c34") if rng.random() < 0.7 else ("78892c", "aaa83c")
    size, tip = rng.uniform(2.4, 2.7), rng.uniform(0.07, 0.11)
    return _citrus("lime", size, tip, colors, rng.uniform(0, 50))


def plum(rng: Rng) -> Thing:
    """Return a plum with bloom on its skin."""
    size, shift = rng.uniform(2.4, 2.8), rng.uniform(0, 50)
    low, high = color("3a1236"), color("6d2440")

    def profile(u: Array, a: Array) -> Array:
        round_ = 1 / np.sqrt((1 - u * u) + (u / 1.18) ** 2)
        seam = 0.04 * np.exp(-((a / 0.14) ** 2)) * (1 - u * u) ** 0.25
        return round_ - seam - 0.10 * np.exp(-(1 - u) / 0.03)

    def paint(p: Array) -> Array:
        cloud = layered(p[:, 0] * 0.6 + shift, p[:, 1] * 0.6, p[:, 2] * 0.6)
        rgb = mix(low, high, 1.5 * cloud - 0.3)
        bloom = step(0.42, 0.75, layered(p[:, 0] + shift, p[:, 1], p[:, 2] + 9))
        return painted(mix(rgb, color("7d7fa6"), bloom * 0.5), 0.6 - 0.4 * bloom)

    return _ball("plum", size, profile, paint)


def egg(rng: Rng) -> Thing:
    """Return a brown or white egg, standing on its blunt end until it is turned."""
    size, shift = rng.uniform(2.15, 2.35), rng.uniform(0, 50)
    shell = color(str(rng.choice(["b9794f", "c89468", "e6dcc8", "a9653f"])))

    def profile(u: Array, a: Array) -> Array:
        del a
        return 1 / np.sqrt((1 - u * u) + (u / 1.3) ** 2) - 0.07 * u * (1 - u * u)

    def paint(p: Array) -> Array:
        specks = step(0.68, 0.8, layered(p[:, 0] * 3 + shift, p[:, 1] * 3, p[:, 2] * 3, 2))
        tone = 0.92 + 0.16 * noise(p[:, 0] + shift, p[:, 1], p[:, 2])
        return painted(mix(shell * tone[:, None], shell * 0.6, specks * 0.4), 0.25)

    return _ball("egg", size, profile, paint)
