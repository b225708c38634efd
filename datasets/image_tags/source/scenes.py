"""The scenes: which things, on what, in which light, and from where they are seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import desk as desk_things
import fruit
import hardware
import long_fruit
import numpy as np
import tableware
import textures as tx
import tools
from layout import across, heaped, scattered
from light import Light, Room
from render import Camera, Placed, Seen, see, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from noise import Array
    from shapes import Thing

    Rng = np.random.Generator
    # Things, and from how high to look at them: lowest and highest angle, in degrees.
    Heap = tuple[list[Placed], tuple[float, float]]

MAKERS: dict[str, Callable[[Rng], Thing]] = {
    function.__name__.replace("_", " "): function
    for function in (
        fruit.apple, fruit.tomato, fruit.peach, fruit.orange, fruit.lemon, fruit.lime, fruit.plum,
        fruit.egg, long_fruit.pear, long_fruit.quince, long_fruit.banana, long_fruit.grapes,
        tools.hammer, tools.pliers, tools.open_wrench, tools.ring_wrench, tools.flat_screwdriver,
        tools.cross_screwdriver, hardware.bolt, hardware.nut, hardware.washer,
        hardware.tape_measure, desk_things.pencil, desk_things.pen, desk_things.coin,
        tableware.cup, tableware.spoon, tableware.fork,
    )
}  # fmt: skip
# Look-alikes are together, so that each scene is real work.
HEAPS = (
    ("apple", "apple", "tomato", "peach"), ("peach", "orange", "apple"),
    ("pear", "quince", "lemon"), ("lemon", "lime", "orange"),
    ("plum", "peach", "apple", "orange"), ("tomato", "apple", "lime"),
)  # fmt: skip
BESIDE = ("banana", "grapes", "pear", "lime", "plum", "lemon", "banana", "tomato")
LOOSE = (
    ("apple", "tomato", "peach", "plum"), ("pear", "quince", "lemon", "banana"),
    ("lemon", "lime", "orange", "egg"), ("orange", "peach", "apple", "grapes"),
    ("banana", "plum", "lime", "pear"), ("tomato", "lime", "lemon", "egg"),
)  # fmt: skip
BENCH = (
    ("open wrench", "ring wrench", "open wrench", "ring wrench", "nut", "bolt"),
    ("flat screwdriver", "cross screwdriver", "flat screwdriver", "cross screwdriver", "bolt",
     "tape measure"),
    ("hammer", "pliers", "open wrench", "flat screwdriver", "nut", "washer"),
    ("pliers", "tape measure", "ring wrench", "cross screwdriver", "washer", "bolt"),
)  # fmt: skip
MOST = {"hammer": 1, "tape measure": 1, "cup": 2, "pliers": 2}
SMALL = ("nut", "washer", "bolt", "nut", "washer", "coin")
DESK = ("pencil", "pen", "pencil", "pen", "coin", "coin", "cup", "apple", "tape measure")
KITCHEN = ("egg", "egg", "cup", "spoon", "fork", "spoon", "fork", "lemon", "lime", "tomato")

TABLES = (
    tx.wood("5a3a20", "a97f4e", 11, 0.35), tx.wood("3a2416", "7a5232", 14, 0.45),
    tx.wood("8f7350", "cdb48a", 9, 0.25), tx.gingham("a8322e", 2.6), tx.gingham("3b6a94", 3.4),
    tx.linen("cfc4ac"), tx.linen("8fa0a6"), tx.marble("e4e1da", "8b8d90"),
    tx.stone("4a4f53", "747a7e"),
    tx.stone("cfc8ba", "8f6a4c"),
)  # fmt: skip
BENCHES = (
    tx.wood("6e5536", "b5976a", 18, 0.15), tx.wood("4a3524", "86674a", 20, 0.12),
    tx.steel("8f9499"),
    tx.mat("2a5546", "cfdccb"), tx.mat("2b3a55", "c8ced9"), tx.stone("6b6a66", "9a9890"),
)  # fmt: skip
WALLS = (
    tx.plaster("c9c4b8"), tx.plaster("8fa39b"), tx.plaster("b98f72"), tx.plaster("5f6f82"),
    tx.tiles("e6e4dc", "a9a59b", 7), tx.tiles("9fb7b5", "d8d6cc", 6),
)  # fmt: skip
# key, ambient, sharpness of the shadows
LIGHTS = (
    ((1.95, 1.85, 1.68), (0.44, 0.48, 0.55), 5.0), ((2.05, 1.62, 1.15), (0.36, 0.34, 0.34), 4.0),
    ((1.15, 1.18, 1.22), (0.66, 0.68, 0.72), 2.2), ((2.2, 2.1, 1.95), (0.34, 0.38, 0.45), 9.0),
)  # fmt: skip
SIZES = ((1120, 840), (1200, 800), (1120, 840), (960, 1060), (1240, 800))
UNCLEAR = (0.13, 0.28)  # no thing is visible by such a share: what counts can be told by eye
SEEN, FEWEST = 0.2, 4
TIP = 2.5  # pixels of the small picture
VIEW = 0.6  # height of the picture at distance 1


@dataclass(frozen=True)
class Scene:
    """A scene that is ready to be drawn."""

    kind: str
    placed: list[Placed]
    room: Room
    light: Light
    camera: Camera


def _made(rng: Rng, names: Sequence[str]) -> list[Thing]:
    return [MAKERS[name](rng) for name in names]


def _some(rng: Rng, pool: Sequence[str], count: int) -> list[str]:
    """Draw names; a few of the pool lead, as things come in numbers."""
    weights = rng.dirichlet(np.full(len(pool), 1.6))
    names = [str(name) for name in rng.choice(pool, count, p=weights)]
    return [name for i, name in enumerate(names) if names[:i].count(name) < MOST.get(name, count)]


def bowl(rng: Rng, turn: int) -> Heap:
    """Return a full bowl with a few things beside it."""
    radius = float(rng.uniform(12.0, 14.0))
    vessel = tableware.bowl(rng, radius)
    stands = Placed(vessel, np.float32([0, 0, 0.35]), np.eye(3, dtype=np.float32))
    names = _some(rng, HEAPS[turn % len(HEAPS)], int(rng.integers(7, 12)))
    inside = heaped(rng, _made(rng, names), radius)
    foot = [np.array([[0.0, 0.0, radius * 0.9]])]
    beside = scattered(rng, _made(rng, _some(rng, BESIDE, int(rng.integers(1, 5)))), (13, 10), foot)
    return [stands, *inside, *beside], (30, 50)


def table(rng: Rng, turn: int) -> Heap:
    """Return fruit lying about on a table."""
    names = _some(rng, LOOSE[turn % len(LOOSE)], int(rng.integers(6, 12)))
    return scattered(rng, _made(rng, names), (11, 8), close=0.75), (20, 52)


def bench(rng: Rng, turn: int) -> Heap:
    """Return tools on a bench, some across others, with small hardware."""
    names = _some(rng, BENCH[turn % len(BENCH)], int(rng.integers(5, 9)))
    names += _some(rng, SMALL, int(rng.integers(3, 9)))
    placed = scattered(rng, _made(rng, names), (15, 10), close=0.6)
    top = across(rng, _made(rng, _some(rng, BENCH[turn % 3][:4], 1))[0], placed)
    return [*placed, top] if top else placed, (48, 80)


def desk(rng: Rng, turn: int) -> Heap:
    """Return what lies on a desk."""
    del turn
    names = ["cup", *_some(rng, DESK, int(rng.integers(8, 13)))]
    return scattered(rng, _made(rng, names), (12, 9), close=0.4), (38, 70)


def kitchen(rng: Rng, turn: int) -> Heap:
    """Return what lies on a kitchen table."""
    del turn
    names = _some(rng, KITCHEN, int(rng.integers(9, 13)))
    return scattered(rng, _made(rng, names), (12, 9), close=0.5), (32, 62)


KINDS = {"bowl": bowl, "table": table, "bench": bench, "desk": desk, "kitchen": kitchen}
COUNTS = {"bowl": 12, "table": 11, "bench": 11, "desk": 3, "kitchen": 4}


def scene(seed: int, kind: str, turn: int) -> Scene:
    """Draw lots for a scene until what counts in it is clear."""
    for attempt in range(200):
        rng = np.random.default_rng([seed, list(KINDS).index(kind), turn, attempt])
        made = _drawn(rng, kind, turn)
        if _is_clear(made):
            return made
    message = f"no clear scene for {kind} {turn}"
    raise RuntimeError(message)


def _drawn(rng: Rng, kind: str, turn: int) -> Scene:
    placed, (low, high) = KINDS[kind](rng, turn)
    grounds = BENCHES if kind == "bench" else TABLES
    ground = grounds[int(rng.integers(100)) % len(grounds)]
    room = Room(ground, WALLS[rng.integers(len(WALLS))], float(rng.uniform(26, 38)))
    key, ambient, sharpness = LIGHTS[rng.integers(len(LIGHTS))]
    around, up = rng.choice([-1, 1]) * rng.uniform(0.5, 2.3), rng.uniform(0.65, 1.1)
    towards = np.float32([np.sin(around) * np.cos(up), -np.cos(around) * np.cos(up), np.sin(up)])
    light = Light(towards, np.float32(key), np.float32(ambient), sharpness)
    side, height = rng.uniform(-0.3, 0.3), np.radians(rng.uniform(low, high))
    width, tall = SIZES[rng.integers(len(SIZES))]
    target, far = _framed(rng, placed, width / tall)
    way = np.array([np.sin(side) * np.cos(height), -np.cos(side) * np.cos(height), np.sin(height)])
    eye = (target + far * way).astype(np.float32)
    return Scene(kind, placed, room, light, Camera(eye, target, VIEW, width, tall))


def _framed(rng: Rng, placed: Sequence[Placed], shape: float) -> tuple[Array, float]:
    """Return what the camera looks at and from how far, so that most things are in the picture."""
    at = np.array([one.at for one in placed])
    reach = np.array([min(one.radius, 10) for one in placed])
    target = np.average(at, axis=0, weights=reach)[:2] + rng.uniform(-1.5, 1.5, 2)
    wide = np.quantile(np.abs(at[:, 0] - target[0]) + 0.8 * reach, 0.9) / shape
    deep = np.quantile(np.abs(at[:, 1] - target[1]) + 0.8 * reach, 0.9) * 0.8
    far = 2.0 * max(wide, deep) / VIEW * rng.uniform(0.92, 1.25)
    nearest = 40 if all(one.thing.name for one in placed) else 58  # a bowl needs room
    return np.float32([target[0], target[1], 2.0]), float(np.clip(far, nearest, 90))


def sized(camera: Camera, factor: float) -> Camera:
    """Return the same view with more or fewer pixels."""
    width, height = round(camera.width * factor), round(camera.height * factor)
    return Camera(camera.eye, camera.target, camera.view, width, height)


def _is_clear(made: Scene) -> bool:
    seen = see(sized(made.camera, 0.25), made.placed)
    shares = [visible(seen, i).share for i, one in enumerate(made.placed) if one.thing.name]
    doubtful = any(UNCLEAR[0] < share < UNCLEAR[1] for share in shares)
    told = all(_can_be_told(made, seen, number) for number in range(len(made.placed)))
    return not doubtful and told and sum(share >= SEEN for share in shares) >= FEWEST


def _can_be_told(made: Scene, seen: Seen, number: int) -> bool:
    """Whether the part that tells a thing from its look-alike is in sight, where it has one."""
    one, camera = made.placed[number], sized(made.camera, 0.25)
    if one.thing.telling is None or visible(seen, number).share < SEEN:
        return True
    x, y, far = camera.axes() @ (one.turn @ np.float32(one.thing.telling) + one.at - camera.eye)
    size = camera.view / camera.height
    column, row = x / far / size + camera.width / 2, camera.height / 2 - y / far / size
    rows, columns = np.nonzero(seen.which == number)
    return bool((np.hypot(columns - column, rows - row) < TIP).any())
