"""Build ``items.parquet`` and ``gold.parquet`` from the TOML sources beside this file.

The same sources give the same bytes. ``votes.py`` simulates votes on the items.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

SOURCE = Path(__file__).resolve().parent

KINDS = frozenset(
    ["writing", "explanation", "code", "facts", "summary", "safety", "constraints", "multi_turn"],
)
LANGUAGES = frozenset({"en", "es", "ar", "zh"})
DIFFERENCES = frozenset({"tone", "error", "length", "format", "missed_instruction", "safety"})
MODELS = frozenset({"heron-1", "marten-2", "otter-3", "plover-4"})
ROLES = frozenset({"system", "user", "assistant"})
RESPONSE_IDS = "abcd"
PAIR = 2

_MESSAGE = pa.struct([("role", pa.string()), ("content", pa.string())])
_RESPONSE = pa.struct(
    [("response_id", pa.string()), ("text", pa.string()), ("model", pa.string())],
)
ITEM_SCHEMA = pa.schema(
    [
        ("item_id", pa.string()),
        ("prompt", pa.list_(_MESSAGE)),
        ("responses", pa.list_(_RESPONSE)),
        ("kind", pa.string()),
        ("language", pa.string()),
        ("differs_in", pa.string()),
    ],
)
GOLD_SCHEMA = pa.schema(
    [("item_id", pa.string()), ("choice", pa.string()), ("reason", pa.string())],
)


class SourceError(ValueError):
    """A source file that does not say what it should."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")


@dataclass(frozen=True)
class Response:
    """One response; ``quality`` (0 to 1) serves the simulation and is never shown."""

    response_id: str
    model: str
    text: str
    quality: float


@dataclass(frozen=True)
class Item:
    """One prompt with its responses."""

    item_id: str
    kind: str
    language: str
    differs_in: str
    prompt: list[dict[str, str]]
    responses: list[Response]

    def row(self) -> dict[str, Any]:
        """Return the item as a row of ``items.parquet``, without the qualities."""
        responses = [
            {"response_id": r.response_id, "text": r.text, "model": r.model} for r in self.responses
        ]
        return {
            "item_id": self.item_id,
            "prompt": self.prompt,
            "responses": responses,
            "kind": self.kind,
            "language": self.language,
            "differs_in": self.differs_in,
        }


def read_items(folder: Path = SOURCE) -> list[Item]:
    """Read and check all items, in the order of their ids."""
    tables = [
        table
        for path in sorted(folder.glob("*.toml"))
        for table in tomllib.loads(path.read_text(encoding="utf-8")).get("item", [])
    ]
    items = sorted((_item(table) for table in tables), key=lambda item: item.item_id)
    _check_unique([item.item_id for item in items])
    for item in items:
        _check_item(item)
    return items


def read_gold(items: list[Item], folder: Path = SOURCE) -> list[dict[str, str]]:
    """Read the gold answers and check that they refer to existing responses."""
    rows: list[dict[str, str]] = tomllib.loads(
        (folder / "gold.toml").read_text(encoding="utf-8"),
    )["gold"]
    _check_unique([row["item_id"] for row in rows])
    known = {item.item_id: {r.response_id for r in item.responses} for item in items}
    for row in rows:
        if row["choice"] not in known.get(row["item_id"], set()):
            raise SourceError(row["item_id"], f"gold names an unknown response {row['choice']!r}")
    return sorted(rows, key=lambda row: row["item_id"])


def _item(table: dict[str, Any]) -> Item:
    messages = table.get("messages") or [{"role": "user", "content": table["prompt"]}]
    responses = [
        Response(response_id, each["model"], each["text"].strip(), float(each["quality"]))
        for response_id, each in zip(RESPONSE_IDS, table["responses"], strict=False)
    ]
    if len(responses) < len(table["responses"]):
        raise SourceError(table["item_id"], "more than four responses")
    return Item(
        item_id=table["item_id"],
        kind=table["kind"],
        language=table["language"],
        differs_in=table["differs_in"],
        prompt=[{"role": m["role"], "content": m["content"].strip()} for m in messages],
        responses=responses,
    )


def _check_unique(ids: list[str]) -> None:
    for item_id in ids:
        if ids.count(item_id) > 1:
            raise SourceError(item_id, "this id is used more than once")


def _check_item(item: Item) -> None:
    models = [r.model for r in item.responses]
    texts = [r.text for r in item.responses]
    problems = {
        "fewer than two responses": len(texts) < PAIR,
        "unknown kind": item.kind not in KINDS,
        "unknown language": item.language not in LANGUAGES,
        "unknown difference": item.differs_in not in DIFFERENCES,
        "unknown role": any(m["role"] not in ROLES for m in item.prompt),
        "the last message is not the user's": item.prompt[-1]["role"] != "user",
        "an empty message": not all(m["content"] for m in item.prompt),
        "unknown model": not MODELS.issuperset(models),
        "one model answers twice": len(set(models)) < len(models),
        "an empty response": not all(texts),
        "two equal responses": len(set(texts)) < len(texts),
        "a quality outside 0..1": any(not 0 <= r.quality <= 1 for r in item.responses),
    }
    for problem, found in problems.items():
        if found:
            raise SourceError(item.item_id, problem)


def write(rows: list[dict[str, Any]], schema: pa.Schema, path: Path) -> None:
    """Write rows as one parquet file."""
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path, compression="zstd")


def main() -> None:
    """Write both files into the project folder."""
    items = read_items()
    gold = read_gold(items)
    write([item.row() for item in items], ITEM_SCHEMA, SOURCE.parent / "items.parquet")
    write(list(gold), GOLD_SCHEMA, SOURCE.parent / "gold.parquet")
    sys.stdout.write(f"{len(items)} items, {len(gold)} gold answers\n")


if __name__ == "__main__":
    main()
