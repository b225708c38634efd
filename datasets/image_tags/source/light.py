"""Light on what the camera sees: a window's key light with soft shadows, its mirror image, sky."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from noise import noise, step
from render import FAR, Camera, Placed, Seen, see

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from noise import Array

SHADOW_STEPS = 34
OCCLUSION = ((0.3, 0.50), (0.8, 0.32), (1.7, 0.22), (3.4, 0.14))  # height above, weight
CHUNK = 400_000
DARK, STEEP, BLURRED = -0.9, 1e-4, 0.2


@dataclass(frozen=True)
class Light:
    """A window far away, and the light from everywhere else.

    Parameters
    ----------
    towards
        Unit direction to the window.
    key, ambient
        Linear colours.
    sharpness
        Of the shadows; a small number is a large window.
    """

    towards: Array
    key: Array
    ambient: Array
    sharpness: float


@dataclass(frozen=True)
class Room:
    """The table (z = 0) and the wall behind it; both map (x, y) to colour, gloss and metalness."""

    table: Callable[[Array, Array], Array]
    wall: Callable[[Array, Array], Array]
    edge: float  # how far behind the origin the table ends at the wall


def shadow(points: Array, light: Light, scene: Sequence[Placed]) -> Array:
    """Return how much of the window each point sees, 0 to 1."""
    seen = np.ones(len(points), dtype=np.float32)
    for placed in scene:
        to = points - placed.at
        b = to @ light.towards
        grown = placed.radius * 1.25
        room = grown * grown - ((to * to).sum(axis=1) - b * b)
        near = np.flatnonzero((room > 0) & (np.sqrt(np.maximum(room, 0)) > b))
        if not len(near):
            continue
        root = np.sqrt(room[near])
        t, end = np.maximum(-b[near] - root, 0.06), -b[near] + root
        start, least = points[near], np.ones(len(near), dtype=np.float32)
        index = np.arange(len(near))
        for _ in range(SHADOW_STEPS):
            gap = placed.distance(start[index] + light.towards * t[:, None])
            least[index] = np.minimum(least[index], light.sharpness * gap / (t + 0.6))
            t = t + np.clip(gap * 0.9, 0.05, 2.5)
            on = (least[index] > DARK) & (t < end)
            if not on.any():
                break
            index, t, end = index[on], t[on], end[on]
        seen[near] = np.minimum(seen[near], step(DARK, 1, least))
    return seen


def openness(points: Array, normals: Array, scene: Sequence[Placed]) -> Array:
    """Return how much of the sky each point sees: contact shadows."""
    total = np.zeros(len(points), dtype=np.float32)
    for height, weight in OCCLUSION:
        at = points + normals * np.float32(height)
        gap = np.minimum(np.float32(height), np.maximum(at[:, 2], 0))
        for placed in scene:
            to = points - placed.at
            near = np.flatnonzero((to * to).sum(axis=1) < (placed.radius + 2 * height) ** 2)
            if len(near):
                gap[near] = np.minimum(gap[near], placed.distance(at[near]))
        total += weight * np.clip((height - gap) / height, 0, 1)
    return np.clip(1 - 0.95 * total, 0.06, 1)


def mirrored(directions: Array, light: Light, blur: Array, floor: Array) -> Array:
    """Return what a mirror would show: floor, room, and a window with a cross in it."""
    x, y, z = directions.T
    sky = 0.35 + 0.75 * np.clip(z, 0, 1) + 0.45 * (noise(x * 2 + 9, y * 2 + 9, z * 2 + 9) - 0.5)
    sky = sky[:, None] * light.ambient
    ground = floor * 0.8 * (0.4 + 0.6 * light.key[None])
    blend = step(-0.12, 0.2, z)[:, None]
    side = np.cross(light.towards, (0, 0, 1))
    side = (side / np.linalg.norm(side)).astype(np.float32)
    up = np.cross(side, light.towards).astype(np.float32)
    a, b = np.abs(directions @ side), np.abs(directions @ up)
    pane = step(0, 1, (0.30 - a) / blur + 0.5) * step(0, 1, (0.36 - b) / blur + 0.5)
    bars = np.maximum(step(0, 1, (0.028 - a) / blur + 0.4), step(0, 1, (0.028 - b) / blur + 0.4))
    lit = pane * (1 - 0.8 * bars * (blur < BLURRED)) * (directions @ light.towards > 0)
    return ground * (1 - blend) + sky * blend + lit[:, None] * light.key * 3.2


def shaded(  # noqa: PLR0913 - all that light depends on
    normals: Array,
    rays: Array,
    surface: Array,
    *,
    lit: Array,
    light: Light,
    open_: Array,
    floor: Array,
) -> Array:
    """Return the light that leaves points towards the camera."""
    rgb, gloss, metal = surface[:, :3], surface[:, 3], surface[:, 4:5]
    facing = np.clip(-(rays * normals).sum(axis=1), 0, 1)
    towards = normals @ light.towards
    soft = np.clip((towards + 0.18) / 1.18, 0, 1)
    key = (soft * lit)[:, None] * light.key
    up = (0.62 + 0.38 * normals[:, 2])[:, None]
    bounce = (0.5 - 0.5 * normals[:, 2])[:, None] * floor * light.key * 0.35
    around = (light.ambient * up + bounce) * open_[:, None]
    body = rgb * (key + around)
    back = rays - 2 * (rays * normals).sum(axis=1)[:, None] * normals
    blur = np.clip(1.15 - gloss, 0.06, 1.2)
    image = mirrored(back, light, blur, floor)
    image = image * (0.25 + 0.75 * (lit * 0.6 + open_ * 0.4))[:, None] * open_[:, None] ** 0.5
    fresnel = (0.045 + 0.6 * (1 - facing) ** 5) * gloss
    shine = image * fresnel[:, None] * np.clip(0.3 + gloss, 0, 1)[:, None]
    steel = image * rgb * 1.1 + body * 0.25
    return (body + shine) * (1 - metal) + (steel + 0.3 * shine) * metal


def normal(placed: Placed, points: Array) -> Array:
    """Return the directions in which a thing's surface faces."""
    out = np.zeros_like(points)
    for corner in np.float32([(1, -1, -1), (-1, -1, 1), (-1, 1, -1), (1, 1, 1)]):
        out += corner * placed.distance(points + corner * np.float32(0.012))[:, None]
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)


def surroundings(eye: Array, rays: Array, room: Room) -> tuple[Array, Array, Array]:
    """Return where rays meet table or wall, which way that faces, and its surface."""
    down = np.where(rays[:, 2] < -STEEP, -eye[2] / np.minimum(rays[:, 2], -STEEP), FAR)
    way = (room.edge - eye[1]) / np.maximum(rays[:, 1], STEEP)
    back = np.where(rays[:, 1] > STEEP, way, FAR)
    points = eye + rays * np.minimum(down, back)[:, None]
    on_table = (down <= back)[:, None]
    x, y, z = points.T
    surface = np.where(on_table, room.table(x, y), room.wall(x, z))
    facing = np.where(on_table, np.float32([0, 0, 1]), np.float32([0, -1, 0]))
    return points.astype(np.float32), facing.astype(np.float32), surface.astype(np.float32)


def picture(
    camera: Camera, scene: Sequence[Placed], room: Room, light: Light
) -> tuple[Array, Seen]:
    """Draw a scene in linear light, as (height, width, 3), and tell what is seen where."""
    seen = see(camera, scene)
    at = np.linspace(-12, 12, 12, dtype=np.float32)
    floor = room.table(np.repeat(at, 12), np.tile(at, 12))[:, :3].mean(axis=0)
    total = camera.width * camera.height
    out = np.zeros((total, 3), dtype=np.float32)
    for first in range(0, total, CHUNK):
        part = np.arange(first, min(first + CHUNK, total))
        x, y = part % camera.width, part // camera.width
        known = (seen.which.ravel()[part], seen.depth.ravel()[part])
        out[part] = _part(camera.eye, camera.rays(x, y), known, scene, (room, light, floor))
    return out.reshape(camera.height, camera.width, 3), seen


def _part(
    eye: Array,
    rays: Array,
    known: tuple[Array, Array],
    scene: Sequence[Placed],
    around: tuple[Room, Light, Array],
) -> Array:
    (which, depth), (room, light, floor) = known, around
    points, normals, surface = surroundings(eye, rays, room)
    for number in np.unique(which[which >= 0]):
        there, placed = np.flatnonzero(which == number), scene[number]
        points[there] = eye + rays[there] * depth[there, None]
        normals[there] = normal(placed, points[there])
        surface[there] = placed.thing.paint(placed.own(points[there]))
    lit = shadow(points + normals * np.float32(0.03), light, scene)
    open_ = openness(points, normals, scene)
    return shaded(normals, rays, surface, lit=lit, light=light, open_=open_, floor=floor)
