"""Tools, lying flat with their long side along x."""

# ruff: noqa: PLR2004 - shapes are drawn with numbers

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from noise import bell, color, layered, mix, noise, step
from shapes import (
    Thing,
    box,
    cone,
    cylinder,
    extruded,
    hypot,
    painted,
    smooth_min,
)

if TYPE_CHECKING:
    from noise import Array

    Rng = np.random.Generator

CHROME, IRON, BRASS = color("b9bec4"), color("7c7f84"), color("b08d4a")


def metal(p: Array, tint: Array, gloss: float, shift: float) -> Array:
    """Return worn metal."""
    wear = layered(p[:, 0] * 0.5 + shift, p[:, 1] * 0.5, p[:, 2] * 0.5)
    scratch = noise(p[:, 0] * 0.8 + shift, p[:, 1] * 9, p[:, 2] * 3)
    rgb = tint * (0.62 + 0.45 * wear + 0.16 * scratch)[:, None]
    return painted(rgb, gloss * (0.75 + 0.35 * wear), 0.92)


def _along(half: float, r: float) -> tuple[tuple[float, float, float], ...]:
    count = max(2, round(half / r / 1.4))
    return tuple((float(x), 0.0, r) for x in np.linspace(-half + r, half - r, count))


def open_wrench(rng: Rng) -> Thing:
    """Return a double open-ended wrench, 11 to 22 cm long."""
    half, shift = rng.uniform(5.5, 11), rng.uniform(0, 50)
    jaw = half * rng.uniform(0.155, 0.175)
    tint = CHROME if rng.random() < 0.7 else IRON
    ends = [(half - jaw, jaw, 0.26), (-half + jaw * 0.9, jaw * 0.85, np.pi + 0.26)]

    def distance(p: Array) -> Array:
        x, y = p[:, 0], p[:, 1]
        flat = box(p[:, :2], (half - jaw, jaw * 0.42), 0.2)
        for at, r, _ in ends:
            flat = smooth_min(flat, hypot(x - at, y) - r * 1.12, 0.9)
        for at, r, turn in ends:
            c, s = np.cos(turn), np.sin(turn)
            u, v = (x - at) * c + y * s, -(x - at) * s + y * c
            slot = np.maximum(np.abs(v) - r * 0.52, -(u + r * 0.18))
            flat = np.maximum(flat, -slot)
        groove = 0.06 * (np.abs(y) < jaw * 0.2) * (np.abs(x) < half - 3.2 * jaw)
        return extruded(flat, p[:, 2] - 0.3, 0.3 + jaw * 0.08, 0.12) + groove

    def paint(p: Array) -> Array:
        return metal(p, tint, 0.8, shift)

    return Thing("open wrench", distance, paint, half * 1.12, _along(half, jaw * 1.15), 0.7)


def ring_wrench(rng: Rng) -> Thing:
    """Return a double ring wrench: closed at both ends."""
    half, shift = rng.uniform(5.5, 11), rng.uniform(0, 50)
    eye = half * rng.uniform(0.145, 0.165)
    tint = CHROME if rng.random() < 0.7 else IRON
    ends = [(half - eye, eye), (-half + eye * 0.9, eye * 0.85)]

    def distance(p: Array) -> Array:
        x, y = p[:, 0], p[:, 1]
        flat = box(p[:, :2], (half - eye * 1.5, eye * 0.42), 0.2)
        for at, r in ends:
            flat = smooth_min(flat, hypot(x - at, y) - r * 1.1, 0.7)
        for at, r in ends:
            angle = np.arctan2(y, x - at)
            flat = np.maximum(flat, r * (0.66 + 0.035 * np.cos(12 * angle)) - hypot(x - at, y))
        near = step(half - 3 * eye, half - 1.5 * eye, np.abs(x))
        return extruded(flat, p[:, 2] - 0.35 - 0.25 * near, 0.3 + 0.18 * near, 0.12)

    def paint(p: Array) -> Array:
        return metal(p, tint, 0.8, shift)

    return Thing("ring wrench", distance, paint, half * 1.12, _along(half, eye * 1.1), 0.7)


def _screwdriver(rng: Rng, name: str) -> Thing:
    grip, shaft, r = rng.uniform(4.2, 5.6), rng.uniform(5, 10), rng.uniform(1.15, 1.5)
    half, shift, flutes = (2 * grip + shaft) / 2, rng.uniform(0, 50), int(rng.choice([6, 8]))
    start = -half + 2 * grip
    pairs = [("b01818", "1c1c1e"), ("e0a800", "1c1c1e"), ("1d4fa0", "c9c9c9"), ("a0622e", "a0622e"),
             ("1f7a3a", "222222"), ("d9d2a0", "d9d2a0")]  # fmt: skip
    body, band = (color(code) for code in pairs[rng.integers(len(pairs))])
    thin = rng.uniform(0.3, 0.42)

    def distance(p: Array) -> Array:
        x, out, angle = p[:, 0], hypot(p[:, 1], p[:, 2] - r), np.arctan2(p[:, 2] - r, p[:, 1])
        t = (x + half) / (2 * grip)
        swell = r * (0.86 + 0.14 * np.cos((t - 0.35) * 6.5) - 0.34 * bell(t - 0.9, 0.1))
        ridges = 0.09 * np.cos(flutes * angle) * step(0.1, 0.25, t) * step(0.85, 0.7, t)
        handle = extruded(out - swell - ridges, x - (start - grip), grip, 0.5)
        end = half - 1.0
        rod = extruded(out - thin, x - (start + end) / 2, (end - start) / 2 + 0.2, 0.03)
        q = np.stack([x - half + 0.9, p[:, 1], p[:, 2] - r], axis=1)
        if name == "flat screwdriver":
            wide = thin * (1.0 + 1.3 * step(-1.1, 0.1, q[:, 0]))
            fine = thin * (1.0 - 0.75 * step(-1.1, 0.7, q[:, 0]))
            blade = np.maximum(np.abs(q[:, 1]) - wide, np.abs(q[:, 2]) - fine)
            tip = np.maximum(blade, np.abs(q[:, 0]) - 0.9)
        else:
            taper = thin * (1.15 - 0.95 * step(-0.2, 0.95, q[:, 0]))
            cross = np.minimum(np.abs(q[:, 1]), np.abs(q[:, 2]))
            tip = np.maximum(extruded(out - taper, q[:, 0], 0.9, 0.05), 0)
            wings = 0.07 * step(-0.5, 0.0, q[:, 0]) * step(0.03, 0.1, cross)
            tip = np.maximum(tip, wings - 0.001 + tip)
        return np.minimum(handle, np.minimum(rod, tip * 0.8))

    def paint(p: Array) -> Array:
        t = (p[:, 0] + half) / (2 * grip)
        rgb = mix(body, band, step(0.84, 0.86, t) + step(0.06, 0.04, t))
        grain = 0.85 + 0.3 * layered(p[:, 0] * 0.4 + shift, p[:, 1] * 3, p[:, 2] * 3)
        out = painted(rgb * grain[:, None], 0.6)
        rod = t > 1.0
        out[rod] = metal(p[rod], CHROME, 0.9, shift)
        return out

    return Thing(name, distance, paint, half * 1.05, _along(half, r), 0.6, (half - 0.5, 0, r))


def flat_screwdriver(rng: Rng) -> Thing:
    """Return a screwdriver with a blade."""
    return _screwdriver(rng, "flat screwdriver")


def cross_screwdriver(rng: Rng) -> Thing:
    """Return a screwdriver with a pointed cross tip."""
    return _screwdriver(rng, "cross screwdriver")


def hammer(rng: Rng) -> Thing:
    """Return a hammer; its handle is wood or rubber."""
    half, shift, wooden = rng.uniform(12, 14.5), rng.uniform(0, 50), rng.random() < 0.65
    head = np.float32([half - 2.2, 0, 1.5])
    grip = color("b98a50") if wooden else color(str(rng.choice(["1e1f22", "c4561a", "2a4d8f"])))

    def distance(p: Array) -> Array:
        t = np.clip((p[:, 0] + half) / (2 * half - 2), 0, 1)
        r = 1.05 + 0.28 * np.cos(t * 6.0 + 0.3) - 0.2 * t
        handle = extruded(hypot(p[:, 1], (p[:, 2] - 1.5) * 1.25) - r, p[:, 0] + 1, half - 1, 0.4)
        q = p - head
        block = box(q, (1.35, 2.6, 1.25), 0.35)
        face = extruded(hypot(q[:, 0], q[:, 2]) - 1.5, q[:, 1] - 3.6, 0.9, 0.2)
        neck = extruded(hypot(q[:, 0], q[:, 2]) - 1.05, q[:, 1] - 2.6, 0.9, 0.1)
        slope = (np.abs(q[:, 2]) - 1.25 * np.clip(1 - (-q[:, 1] - 2.0) / 3.6, 0.1, 1)) * 0.94
        wedge = np.maximum(slope, box(q + np.float32([0, 3.6, 0]), (1.3, 2.0, 1.25), 0.12))
        steel = np.minimum(smooth_min(np.minimum(block, neck), face, 0.3), wedge)
        return np.minimum(handle, steel)

    def paint(p: Array) -> Array:
        grain = 0.72 + 0.5 * layered(p[:, 0] * 0.3 + shift, p[:, 1] * 3.5, p[:, 2] * 3.5)
        out = painted(grip * grain[:, None], 0.35 if wooden else 0.2)
        q = p - head
        outside = hypot(p[:, 1], (p[:, 2] - 1.5) * 1.25) > 1.04
        steel = (np.abs(q[:, 1]) > 1.42) | ((np.abs(q[:, 0]) < 1.4) & outside)
        steel &= np.abs(q[:, 0]) < 1.6
        out[steel] = metal(p[steel], IRON, 0.7, shift)
        return out

    circles = (*_along(half - 3, 1.5), (half - 2.2, 2.5, 2.4), (half - 2.2, -2.5, 2.4))
    return Thing("hammer", distance, paint, half * 1.12, circles, 0.6)


def pliers(rng: Rng) -> Thing:
    """Return pliers with coloured grips."""
    shift, spread, scale = rng.uniform(0, 50), rng.uniform(0.0, 0.12), rng.uniform(0.85, 1.1)
    grip = color(str(rng.choice(["b3201c", "1d55a8", "d08a00", "222327"])))
    pointed = rng.random() < 0.4

    def flat(p: Array) -> tuple[Array, Array]:
        x, y = p[:, 0] / scale, np.abs(p[:, 1]) / scale
        y = y - spread * np.abs(x - 1.5)
        q = np.stack([x, y], axis=1)
        long = 7.2 if pointed else 5.6
        end = ((long, 0.18), 0.16) if pointed else ((long, 0.62), 0.55)
        jaw = cone(q, (1.2, 0.75), end[0], (0.85, end[1]))
        arm = cone(q, (1.2, 0.7), (-1.4, 0.9), (0.8, 0.6))
        arm = smooth_min(arm, cone(q, (-1.4, 0.9), (-4.5, 1.75), (0.62, 0.62)), 0.4)
        sleeve = cone(q, (-2.6, 1.25), (-6.0, 1.95), (0.72, 0.8))
        sleeve = smooth_min(sleeve, cone(q, (-6.0, 1.95), (-10.0, 1.55), (0.8, 0.74)), 0.6)
        steel = np.minimum(smooth_min(jaw, arm, 0.5), hypot(x - 0.6, y) - 1.15)
        return np.maximum(steel, (x > 1.6) * (0.045 - y)), sleeve

    def distance(p: Array) -> Array:
        steel, sleeve = flat(p)
        z = p[:, 2] - 0.75
        body = extruded(steel, z, 0.55, 0.15)
        pin = cylinder(p / scale - np.float32([0.6, 0, 0]), 0.5, 0.0, 1.55, 0.1)
        return np.minimum(np.minimum(body, extruded(sleeve, z, 0.75, 0.5)), pin) * scale * 0.95

    def paint(p: Array) -> Array:
        steel, sleeve = flat(p)
        out = metal(p, IRON, 0.7, shift)
        rubber = (sleeve < steel) & (sleeve < 0.3)
        tone = 0.9 + 0.2 * noise(p[rubber, 0] * 2, p[rubber, 1] * 2, p[rubber, 2] * 2)
        out[rubber] = painted(grip * tone[:, None], 0.35)
        return out

    grips = ((-8.5, 1.2, 1.8), (-8.5, -1.2, 1.8), (-5, 1.5, 1.8), (-5, -1.5, 1.8))
    circles = (*grips, (-1.5, 0, 2), (2, 0, 1.8), (5, 0, 1.2))
    return Thing("pliers", distance, paint, 11.6 * scale, circles, 0.6)
