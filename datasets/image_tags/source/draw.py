"""Draw the scenes into ``images/`` and write down what is in them: ``scenes.jsonl``.

    python datasets/image_tags/source/draw.py [number of processes]

takes about 20 seconds of one core for a scene. It needs numpy and Pillow.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from light import picture
from noise import layered
from PIL import Image
from render import see, visible
from scenes import COUNTS, SEEN, scene, sized

if TYPE_CHECKING:
    from noise import Array
    from render import Seen
    from scenes import Scene

PROJECT = Path(__file__).resolve().parents[1]
SCENES = Path(__file__).resolve().with_name("scenes.jsonl")
SEED = 7
FINER = 1.5  # pixels a side that are drawn for one that is kept
MOST_BYTES = 76_000
QUALITIES = (88, 85, 82, 79, 76, 73, 70, 67, 64, 61, 58, 55)


def opaque_id(kind: str, turn: int) -> str:
    """Return an id that does not tell what a scene holds."""
    return hashlib.sha256(f"{SEED}/{kind}/{turn}".encode()).hexdigest()[:4]


def developed(linear: Array, rng: np.random.Generator) -> Image.Image:
    """Turn linear light into a picture: exposure, film curve, darker corners, lamp light."""
    height, width, _ = linear.shape
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    corners = 1 - 0.20 * (x * x + y * y) ** 1.3 * 0.5
    drift = layered(x.ravel() * 0.8 + rng.uniform(0, 50), y.ravel() * 0.8).reshape(x.shape)
    light = np.maximum(linear, 0) * (0.82 * corners * (0.93 + 0.14 * drift))[..., None]
    gray = light.mean(axis=2, keepdims=True)
    light = gray + (light - gray) * 0.86
    film = light * (2.51 * light + 0.03) / (light * (2.43 * light + 0.59) + 0.14)
    return Image.fromarray((np.clip(film, 0, 1) ** (1 / 2.2) * 255 + 0.5).astype(np.uint8))


def packed(image: Image.Image) -> bytes:
    """Return a JPEG of the best quality that is small enough."""
    out = io.BytesIO()
    for quality in QUALITIES:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()


def described(made: Scene, seen: Seen, item_id: str) -> dict[str, Any]:
    """Return what is visible in a scene, with boxes in pixels of the picture."""
    camera, tags = made.camera, []
    for number, one in enumerate(made.placed):
        found = visible(seen, number)
        if one.thing.name and found.share >= SEEN:
            tags.append(
                {
                    "name": one.thing.name,
                    "place": _in_picture(found.box, camera.width, camera.height),
                    "visible": round(found.share, 2),
                }
            )
    tags.sort(key=lambda tag: (tag["name"], tag["place"]["x"], tag["place"]["y"]))
    size = {"width": camera.width, "height": camera.height}
    head = {"item_id": item_id, "image": f"images/{item_id}.jpg", "scene": made.kind}
    return head | size | {"tags": tags}


def _in_picture(box: tuple[int, int, int, int], width: int, height: int) -> dict[str, int]:
    x, y, wide, high = box
    left, top = int(x / FINER), int(y / FINER)
    right, bottom = -int(-(x + wide) // FINER), -int(-(y + high) // FINER)
    right, bottom = min(right, width), min(bottom, height)
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def truth_of(kind: str, turn: int) -> dict[str, Any]:
    """Return what is visible in a scene without drawing it."""
    made = scene(SEED, kind, turn)
    return described(made, see(sized(made.camera, FINER), made.placed), opaque_id(kind, turn))


def drawn(which: tuple[str, int]) -> dict[str, Any]:
    """Draw one scene into ``images/`` and return what is visible in it."""
    kind, turn = which
    made, item_id = scene(SEED, kind, turn), opaque_id(kind, turn)
    linear, seen = picture(sized(made.camera, FINER), made.placed, made.room, made.light)
    image = developed(linear, np.random.default_rng([SEED, turn]))
    image = image.resize((made.camera.width, made.camera.height), Image.Resampling.LANCZOS)
    (PROJECT / "images" / f"{item_id}.jpg").write_bytes(packed(image))
    sys.stdout.write(f"{kind} {turn}: {item_id}\n")
    return described(made, seen, item_id)


def main() -> None:
    """Draw all scenes."""
    which = [(kind, turn) for kind, count in COUNTS.items() for turn in range(count)]
    (PROJECT / "images").mkdir(exist_ok=True)
    with Pool(int(sys.argv[1]) if len(sys.argv) > 1 else None) as pool:
        rows = pool.map(drawn, which, chunksize=1)
    lines = [json.dumps(row) + "\n" for row in sorted(rows, key=lambda row: str(row["item_id"]))]
    SCENES.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
