"""Build the items and the gold of the four correction projects from their TOML sources.

Run ``python datasets/build_corrections.py``. The same sources give the same bytes.
``simulate_corrections.py`` beside this file simulates annotators on two of them.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

DATASETS = Path(__file__).resolve().parent
PROJECTS = ("fact_check", "translation_check", "code_improvement", "demonstration")

_TEXTS = ("prompt", "source", "target", "source_language", "target_language", "tests")
_CONSTRAINT = pa.struct([("kind", pa.string()), ("value", pa.string())])
FEATURES = ("kind", "topic", "language")
ITEM_SCHEMA = pa.schema(
    [
        ("item_id", pa.string()),
        *((name, pa.string()) for name in _TEXTS),
        ("constraints", pa.list_(_CONSTRAINT)),
        *((name, pa.string()) for name in FEATURES),
    ],
)
GOLD_SCHEMA = pa.schema(
    [
        ("item_id", pa.string()),
        ("is_correct", pa.bool_()),
        ("categories", pa.list_(pa.string())),
        ("reason", pa.string()),
    ],
)
# What stays in the sources: planted errors, and what a careful annotator would hand in.
KEPT_BACK = frozenset({"errors", "corrected", "sources", "gold", "flaw"})


class SourceError(ValueError):
    """A source file that does not say what it should."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")


def read_sources(project: str) -> list[dict[str, Any]]:
    """Read and check a project's items with all that is planted in them, in order of their ids."""
    items = [
        item
        for path in sorted((DATASETS / project / "source").glob("*.toml"))
        for item in tomllib.loads(path.read_text(encoding="utf-8"))["item"]
    ]
    ids = [item["item_id"] for item in items]
    for item in items:
        where = f"{project}, {item['item_id']}"
        known = {"item_id", "constraints", *_TEXTS, *FEATURES, *KEPT_BACK}
        if unknown := sorted(set(item) - known):
            raise SourceError(where, f"unknown field {unknown[0]!r}")
        if ids.count(item["item_id"]) > 1:
            raise SourceError(where, "this id is used more than once")
        for name in {"target", "corrected", "tests", "prompt"}.intersection(item):
            item[name] = item[name].strip()
        item["errors"] = [_placed(error, item["target"], where) for error in item.get("errors", [])]
        if bool(item["errors"]) != ("corrected" in item):
            raise SourceError(where, "planted errors come with a corrected text, and only they")
    return sorted(items, key=lambda item: str(item["item_id"]))


def _placed(error: dict[str, str], target: str, where: str) -> dict[str, Any]:
    """Give a planted error the place of its words, or the one behind the words it follows."""
    words = error.get("words") or error["after"]
    if target.count(words) != 1:
        raise SourceError(where, f"{words!r} is there {target.count(words)} times, not once")
    start = target.index(words)
    end = start + len(words)
    return {
        "start": start if "words" in error else end,
        "end": end,
        "side": "target",
        "category": error["category"],
        "severity": error["severity"],
        "note": error.get("note", ""),
    }


def item_rows(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of ``items.parquet``, without what is planted."""
    empty = {"prompt": "", "constraints": []}
    return [{name: item.get(name, empty.get(name)) for name in ITEM_SCHEMA.names} for item in items]


def gold_rows(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of ``gold.parquet``: the items whose source gives a reason."""
    return [
        {
            "item_id": item["item_id"],
            "is_correct": not item["errors"],
            "categories": sorted(error["category"] for error in item["errors"]),
            "reason": item["gold"],
        }
        for item in items
        if "gold" in item
    ]


def write(rows: list[dict[str, Any]], schema: pa.Schema, path: Path) -> None:
    """Write rows as one parquet file."""
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path, compression="zstd")


def main() -> None:
    """Write the files of all four projects."""
    for project in PROJECTS:
        items = read_sources(project)
        gold = gold_rows(items)
        write(item_rows(items), ITEM_SCHEMA, DATASETS / project / "items.parquet")
        if gold:
            write(gold, GOLD_SCHEMA, DATASETS / project / "gold.parquet")
        sys.stdout.write(f"{project}: {len(items)} items, {len(gold)} gold answers\n")


if __name__ == "__main__":
    main()
