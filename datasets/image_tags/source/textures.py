"""What lies under and behind the things: tables, cloths, benches, walls, all drawn from noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from noise import bell, color, layered, mix, noise, step
from shapes import painted

if TYPE_CHECKING:
    from collections.abc import Callable

    from noise import Array

    Texture = Callable[[Array, Array], Array]


def wood(dark: str, light: str, plank: float, gloss: float) -> Texture:
    """Return boards of a width with grain along x, and gaps between them."""
    low, high = color(dark), color(light)

    def surface(x: Array, y: Array) -> Array:
        board = np.floor(y / plank)
        shift = board * 17.3
        bend = layered(x * 0.05 + shift, y * 0.11 + shift, octaves=2)
        rings = 0.5 + 0.5 * np.sin((y * 0.9 + bend * 26 + shift) * 2.1)
        fiber = layered(x * 0.35 + shift, y * 6.0, octaves=3)
        pores = step(0.66, 0.8, noise(x * 0.8 + shift, y * 14))
        tone = noise(board * 3.7, board * 1.3 + 0.5)
        share = 0.20 * rings**1.5 + 0.50 * fiber + 0.40 * tone - 0.25 * pores
        rgb = mix(low, high, share)
        gap = np.abs(y / plank - np.round(y / plank)) * plank
        rgb = rgb * (1 - 0.85 * bell(gap, 0.07))[:, None]
        return painted(rgb, gloss * (0.6 + 0.5 * fiber))

    return surface


def gingham(tint: str, square: float) -> Texture:
    """Return a woven checkered cloth."""
    white, full = color("f3efe6"), color(tint)

    def surface(x: Array, y: Array) -> Array:
        x, y = x + 0.5 * noise(x * 0.12, y * 0.12), y + 0.5 * noise(x * 0.1 + 7, y * 0.1)
        across = step(-0.06, 0.06, np.sin(x * np.pi / square))
        along = step(-0.06, 0.06, np.sin(y * np.pi / square))
        thread = 0.88 + 0.06 * np.sin(x * 21) + 0.06 * np.sin(y * 21)
        rgb = mix(white, full, (across + along) * 0.47) * thread[:, None]
        fold = 0.86 + 0.28 * layered(x * 0.035 + 3, y * 0.05, octaves=2)
        return painted(rgb * fold[:, None], 0.02)

    return surface


def linen(tint: str) -> Texture:
    """Return a plain cloth with threads of uneven thickness and a stripe."""
    full = color(tint)

    def surface(x: Array, y: Array) -> Array:
        weft = noise(x * 0.5, y * 9.0)
        warp = noise(x * 9.0 + 31, y * 0.5)
        fold = layered(x * 0.03 + 8, y * 0.045 + 2, octaves=2)
        tone = (0.62 + 0.22 * weft + 0.22 * warp) * (0.75 + 0.5 * fold)
        stripe = step(0.06, 0.02, np.abs(np.abs(y + 0.22 * x) - 11.5) / 10)
        rgb = mix(full, full * np.float32([0.35, 0.42, 0.6]), stripe * 0.8)
        return painted(rgb * tone[:, None], 0.02)

    return surface


def marble(base: str, vein: str) -> Texture:
    """Return polished stone with veins."""
    low, high = color(vein), color(base)

    def surface(x: Array, y: Array) -> Array:
        bend = layered(x * 0.05, y * 0.05, octaves=4)
        fine = layered(x * 0.16 + 40, y * 0.16 + 11, octaves=4)
        thin = 0.5 * bell(fine - 0.52, 0.02) * step(0.45, 0.6, bend)
        veins = 0.8 * bell(bend - 0.5, 0.018) + thin
        cloud = 0.82 + 0.25 * layered(x * 0.08 + 5, y * 0.08, octaves=3)
        return painted(mix(high, low, veins) * cloud[:, None], 0.55)

    return surface


def stone(base: str, speck: str) -> Texture:
    """Return slate or terrazzo: a matt ground with specks."""
    low, high = color(base), color(speck)

    def surface(x: Array, y: Array) -> Array:
        ground = 0.75 + 0.5 * layered(x * 0.12, y * 0.2, octaves=4)
        fine = step(0.76, 0.80, noise(x * 3.1 + 3, y * 3.1)) * noise(x * 0.9, y * 0.9)
        specks = np.maximum(fine, 0.8 * step(0.80, 0.83, noise(x * 1.7 + 9, y * 1.7)))
        return painted(mix(low * ground[:, None], high, specks), 0.18)

    return surface


def mat(base: str, line: str) -> Texture:
    """Return a cutting mat with a grid of 5 cm."""
    low, high = color(base), color(line)

    def surface(x: Array, y: Array) -> Array:
        fine = np.minimum(np.abs(x - np.round(x)), np.abs(y - np.round(y)))
        big = 5 * np.minimum(np.abs(x / 5 - np.round(x / 5)), np.abs(y / 5 - np.round(y / 5)))
        lines = np.maximum(0.07 * bell(fine, 0.04), 0.5 * bell(big, 0.05))
        worn = 0.8 + 0.4 * layered(x * 0.1, y * 0.1, octaves=3)
        return painted(mix(low * worn[:, None], high, lines), 0.12)

    return surface


def steel(tint: str) -> Texture:
    """Return a brushed metal sheet."""
    full = color(tint)

    def surface(x: Array, y: Array) -> Array:
        brush = 0.7 * noise(x * 0.25, y * 16) + 0.3 * noise(x * 0.8 + 9, y * 30)
        stain = layered(x * 0.07, y * 0.07, octaves=3)
        return painted(full * (0.6 + 0.35 * brush + 0.3 * stain)[:, None], 0.25, 0.25)

    return surface


def plaster(tint: str) -> Texture:
    """Return a painted wall, out of focus."""
    full = color(tint)

    def surface(x: Array, y: Array) -> Array:
        cloud = 0.8 + 0.25 * layered(x * 0.02, y * 0.03, octaves=2) + 0.002 * np.clip(y, 0, 60)
        skirt = 1 - 0.45 * step(1.5, 0, y)
        return painted(full * (cloud * skirt)[:, None], 0.0)

    return surface


def tiles(tint: str, joint: str, size: float) -> Texture:
    """Return a tiled wall."""
    full, gap = color(tint), color(joint)

    def surface(x: Array, y: Array) -> Array:
        row = np.floor(y / size)
        x = x + (row % 2) * size
        near = np.minimum(
            np.abs(x / (2 * size) - np.round(x / (2 * size))) * 2,
            np.abs(y / size - np.round(y / size)),
        )
        tone = 0.86 + 0.2 * noise(np.floor(x / (2 * size) + 0.5) * 3.3, row * 5.1 + 0.5)
        return painted(mix(full * tone[:, None], gap, step(0.07, 0.03, near)), 0.35)

    return surface
