"""Smooth noise, and the colours that the scripts beside this one mix."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

_SIZE = 64  # a power of two, so that the lattice repeats by masking
_LATTICE = np.random.default_rng(5).random((_SIZE, _SIZE, _SIZE), dtype=np.float32)


def color(code: str) -> Array:
    """Return a colour written as ``rrggbb`` in linear light."""
    srgb = np.array([int(code[i : i + 2], 16) for i in (0, 2, 4)], dtype=np.float32) / 255
    return (srgb**2.2).astype(np.float32)


def mix(low: Array, high: Array, share: Array) -> Array:
    """Blend two colours, or colour fields, by a share for each point."""
    share = np.clip(share, 0, 1)[:, None]
    return (low * (1 - share) + high * share).astype(np.float32)


def step(low: float, high: float, x: Array) -> Array:
    """Rise smoothly from 0 at ``low`` to 1 at ``high``."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def bell(x: Array, width: float) -> Array:
    """Return 1 at zero, falling off within ``width``."""
    return np.exp(-((x / width) ** 2))


def noise(x: Array, y: Array, z: Array | float = 0.0) -> Array:
    """Return smooth noise between 0 and 1 with a grain of about one unit."""
    z = np.broadcast_to(np.float32(z), np.shape(x)) if np.ndim(z) == 0 else z
    cells, parts = [], []
    for one in (x, y, z):
        floor = np.floor(one)
        part = (one - floor).astype(np.float32)
        cells.append(floor.astype(np.int32) & (_SIZE - 1))
        parts.append(part * part * (3 - 2 * part))
    (i, j, k), (u, v, w) = cells, parts
    flat = _LATTICE.ravel()
    i0, i1 = i * _SIZE * _SIZE, ((i + 1) & (_SIZE - 1)) * _SIZE * _SIZE
    j0, j1, k1 = j * _SIZE, ((j + 1) & (_SIZE - 1)) * _SIZE, (k + 1) & (_SIZE - 1)

    def plane(layer: Array) -> Array:
        near = flat[i0 + j0 + layer] * (1 - u) + flat[i1 + j0 + layer] * u
        far = flat[i0 + j1 + layer] * (1 - u) + flat[i1 + j1 + layer] * u
        return near * (1 - v) + far * v

    if not np.any(w):
        return plane(k)
    return plane(k) * (1 - w) + plane(k1) * w


def layered(x: Array, y: Array, z: Array | float = 0.0, octaves: int = 3) -> Array:
    """Return noise with finer grains laid over it, between 0 and 1."""
    total, weight = np.zeros_like(x), 0.0
    for octave in range(octaves):
        size = np.float32(2.03**octave)
        total = total + noise(x * size, y * size, z * size) * 0.5**octave
        weight += 0.5**octave
    return (total / weight).astype(np.float32)
