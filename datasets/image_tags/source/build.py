"""Build ``items.parquet``, ``truth.parquet`` and ``gold.parquet``.

The truth comes from ``scenes.jsonl``, which ``draw.py`` writes, and from ``photos.toml``; the auto
tags are drawn by lot in ``tagger.py``. The same sources give the same rows.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from tagger import TAGGERS, as_place, proposed

SOURCE = Path(__file__).resolve().parent
SEED = 7
GOLD = {"bowl": 3, "table": 2, "bench": 3, "desk": 1, "kitchen": 1, "photo": 1}
PORTIONS = {"grapes": ("bunch of", "bunches of"), "pliers": ("pair of", "pairs of")}

_PLACE = pa.struct([(name, pa.float64()) for name in ("x", "y", "width", "height")])
_AUTO_TAG = pa.struct([("name", pa.string()), ("confidence", pa.float64()), ("place", _PLACE)])
_TAG = pa.struct([("name", pa.string()), ("place", _PLACE), ("visible", pa.float64())])
_ERROR = pa.struct([("kind", pa.string()), ("name", pa.string()), ("reported", pa.string())])
ITEM_SCHEMA = pa.schema(
    [
        ("item_id", pa.string()),
        ("image", pa.string()),
        ("auto_tags", pa.list_(_AUTO_TAG)),
        ("scene", pa.string()),
        ("n_objects", pa.int64()),
        ("tagger", pa.string()),
    ],
)
TRUTH_SCHEMA = pa.schema(
    [
        ("item_id", pa.string()),
        ("tags", pa.list_(_TAG)),
        ("tag_names", pa.list_(pa.string())),
        ("errors", pa.list_(_ERROR)),
    ],
)
GOLD_SCHEMA = pa.schema(
    [("item_id", pa.string()), ("tag_names", pa.list_(pa.string())), ("reason", pa.string())],
)


@dataclass(frozen=True)
class Item:
    """An image, what is in it, what the tagger said, and where that errs."""

    item_id: str
    image: str
    scene: str
    size: tuple[int, int]
    tags: list[dict[str, Any]]
    tagger: str
    auto_tags: list[dict[str, Any]]
    errors: list[dict[str, Any]]

    @property
    def tag_names(self) -> list[str]:
        """The names of what is there, each as often as it is there."""
        return sorted(str(tag["name"]) for tag in self.tags)

    def row(self) -> dict[str, Any]:
        """Return the item as a row of ``items.parquet``, without the truth."""
        return {
            "item_id": self.item_id,
            "image": self.image,
            "auto_tags": self.auto_tags,
            "scene": self.scene,
            "n_objects": len(self.tags),
            "tagger": self.tagger,
        }

    def truth(self) -> dict[str, Any]:
        """Return the item as a row of ``truth.parquet``."""
        return {
            "item_id": self.item_id,
            "tags": self.tags,
            "tag_names": self.tag_names,
            "errors": self.errors,
        }


def read_items(folder: Path = SOURCE) -> list[Item]:
    """Read all images and let the taggers at them, in the order of their ids."""
    lines = (folder / "scenes.jsonl").read_text(encoding="utf-8").splitlines()
    photos = tomllib.loads((folder / "photos.toml").read_text(encoding="utf-8"))["photo"]
    found = sorted([*map(json.loads, lines), *map(_photo, photos)], key=lambda one: one["item_id"])
    names = list(TAGGERS)
    # By turns within a kind of scene, so that both taggers see all of them.
    turns: Counter[str] = Counter()
    items = []
    for one in found:
        items.append(_item(one, names[turns[one["scene"]] % len(names)]))
        turns[one["scene"]] += 1
    return items


def _photo(table: dict[str, Any]) -> dict[str, Any]:
    tags = [
        {
            "name": box["name"],
            "place": as_place((box["x"], box["y"], box["width"], box["height"])),
            "visible": box.get("visible", 1.0),
        }
        for box in table["boxes"]
    ]
    image = f"images/{table['item_id']}.png"
    return table | {"image": image, "scene": "photo", "tags": tags}


def _item(one: dict[str, Any], tagger: str) -> Item:
    rng = np.random.default_rng([SEED, int(one["item_id"], 16)])
    size = (int(one["width"]), int(one["height"]))
    auto_tags, errors = proposed(rng, TAGGERS[tagger], one["scene"], one["tags"], size)
    return Item(
        one["item_id"], one["image"], one["scene"], size, one["tags"], tagger, auto_tags, errors
    )


def gold_rows(items: list[Item]) -> list[dict[str, Any]]:
    """Return the right answers of a quarter of the items, some of each kind of scene."""
    chosen = []
    for kind, count in GOLD.items():
        same = [item for item in items if item.scene == kind]
        # Of the photos, the one whose things have to be counted.
        same.sort(key=lambda item: (kind == "photo" and -len(item.tags), _lot(item.item_id)))
        chosen += same[:count]
    return [
        {"item_id": item.item_id, "tag_names": item.tag_names, "reason": reason(item)}
        for item in sorted(chosen, key=lambda item: item.item_id)
    ]


def _lot(item_id: str) -> str:
    return hashlib.sha256(f"{SEED}/gold/{item_id}".encode()).hexdigest()


def reason(item: Item) -> str:
    """Say in words what is there, and where the auto tags are wrong."""
    there = _listed([_counted(n, name) for name, n in sorted(Counter(item.tag_names).items())])
    wrong = [told for error in item.errors if (told := _told(error))]
    said = {told: wrong.count(told) for told in wrong}
    told = [one if n == 1 else f"{one} ({n} times)" for one, n in said.items()]
    verdict = f"The auto tags {_listed(told)}." if told else "The auto tags have the right names."
    return f"There {'is' if there.startswith(('a ', 'an ')) else 'are'} {there}. {verdict}"


def _told(error: dict[str, Any]) -> str:
    name, reported = (_counted(1, error[key]) if error[key] else "" for key in ("name", "reported"))
    return {
        "missed": f"miss {name}",
        "confused": f"take {name} for {reported}",
        "spurious": f"name {reported} that is not there",
        "doubled": f"double {reported}",
        "overcounted": f"count {reported} too many",
        "shifted": "",
    }[str(error["kind"])]


def _counted(n: int, name: str) -> str:
    if name in PORTIONS:
        one, many = PORTIONS[name]
        return f"a {one} {name}" if n == 1 else f"{n} {many} {name}"
    if n == 1:
        return f"{'an' if name[0] in 'aeo' else 'a'} {name}"
    return f"{n} {name}{'es' if name.endswith(('ch', 'to')) else 's'}"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def write(rows: list[dict[str, Any]], schema: pa.Schema, path: Path) -> None:
    """Write rows as one parquet file."""
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path, compression="zstd")


def main() -> None:
    """Write the three files into the project folder."""
    items = read_items()
    project, gold = SOURCE.parent, gold_rows(items)
    write([item.row() for item in items], ITEM_SCHEMA, project / "items.parquet")
    write([item.truth() for item in items], TRUTH_SCHEMA, project / "truth.parquet")
    write(gold, GOLD_SCHEMA, project / "gold.parquet")
    things = sum(len(item.tags) for item in items)
    sys.stdout.write(f"{len(items)} items, {things} things, {len(gold)} gold answers\n")


if __name__ == "__main__":
    main()
