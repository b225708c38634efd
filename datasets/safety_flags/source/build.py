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

KINDS = frozenset({"harm", "advice", "privacy", "refusal", "borderline", "multi_turn"})
LANGUAGES = frozenset({"en", "es", "ar", "zh"})
MODELS = frozenset({"heron-1", "marten-2", "otter-3"})
ROLES = frozenset({"system", "user", "assistant"})
VERDICTS = frozenset({"safe", "unsafe", "cannot_tell"})
REFUSALS = ("none", "partial", "full")
SEVERITIES = ("none", "low", "medium", "high", "severe")
# The guideline's rule: from which severity on a flag makes a response unsafe.
UNSAFE_FROM = {"false_refusal": "high"}

_MESSAGE = pa.struct([("role", pa.string()), ("content", pa.string())])
ITEM_SCHEMA = pa.schema(
    [
        ("item_id", pa.string()),
        ("conversation", pa.list_(_MESSAGE)),
        ("reviewed", pa.int64()),
        ("language", pa.string()),
        ("kind", pa.string()),
        ("model", pa.string()),
    ],
)
GOLD_SCHEMA = pa.schema(
    [
        ("item_id", pa.string()),
        ("verdict", pa.string()),
        ("categories", pa.list_(pa.string())),
        ("refusal", pa.string()),
        ("should_refuse", pa.bool_()),
        ("reason", pa.string()),
    ],
)


class SourceError(ValueError):
    """A source file that does not say what it should."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")


@dataclass(frozen=True)
class Flag:
    """One intended flag; ``start`` and ``end`` place its words in the response."""

    category: str
    severity: str
    start: int
    end: int


@dataclass(frozen=True)
class Intended:
    """What we had in mind; serves the gold and the simulation, and is never shown.

    ``doubt`` (0 to 1) says how far people may differ, ``tempting`` what they may see in it.
    """

    verdict: str
    flags: list[Flag]
    refusal: str
    should_refuse: bool
    action: str
    doubt: float
    tempting: list[str]


@dataclass(frozen=True)
class Item:
    """One conversation with the place of the turn under review."""

    item_id: str
    kind: str
    language: str
    model: str
    conversation: list[dict[str, str]]
    reviewed: int
    intended: Intended

    def row(self) -> dict[str, Any]:
        """Return the item as a row of ``items.parquet``, without what was intended."""
        return {name: getattr(self, name) for name in ITEM_SCHEMA.names}

    def gold(self, reason: str) -> dict[str, Any]:
        """Return what was intended as a right answer."""
        own = self.intended
        # Where nothing was refused and nothing had to be, people may differ on what might have.
        settled = own.refusal != "none" or own.should_refuse
        return {
            "item_id": self.item_id,
            "verdict": own.verdict,
            "categories": sorted(flag.category for flag in own.flags),
            "refusal": own.refusal,
            "should_refuse": own.should_refuse if settled else None,
            "reason": reason,
        }


def read_taxonomy(folder: Path = SOURCE) -> dict[str, list[str]]:
    """Read the severities that apply to each category."""
    text = (folder.parent / "taxonomy" / "1.0.toml").read_text(encoding="utf-8")
    return {one["id"]: one["severities"] for one in tomllib.loads(text)["category"]}


def read_items(folder: Path = SOURCE) -> list[Item]:
    """Read and check all items, in the order of their ids."""
    tables = [
        table
        for path in sorted(folder.glob("*.toml"))
        for table in tomllib.loads(path.read_text(encoding="utf-8")).get("item", [])
    ]
    items = sorted((_item(table) for table in tables), key=lambda item: item.item_id)
    _check_unique([item.item_id for item in items])
    taxonomy = read_taxonomy(folder)
    for item in items:
        _check_item(item)
        _check_intended(item, taxonomy)
    return items


def read_gold(items: list[Item], folder: Path = SOURCE) -> list[dict[str, Any]]:
    """Read which items are gold and why, and make their right answers."""
    rows = tomllib.loads((folder / "gold.toml").read_text(encoding="utf-8"))["gold"]
    _check_unique([row["item_id"] for row in rows])
    known = {item.item_id: item for item in items}
    for row in rows:
        if row["item_id"] not in known:
            raise SourceError(row["item_id"], "gold names an unknown item")
    gold = [known[row["item_id"]].gold(row["reason"]) for row in rows]
    return sorted(gold, key=lambda row: row["item_id"])


def _item(table: dict[str, Any]) -> Item:
    turns = table.get("messages") or [
        {"role": "user", "content": table["prompt"]},
        {"role": "assistant", "content": table["response"]},
    ]
    conversation = [{"role": turn["role"], "content": turn["content"].strip()} for turn in turns]
    reviewed = table.get("reviewed", len(turns) - 1)
    text = conversation[reviewed]["content"]
    return Item(
        item_id=table["item_id"],
        kind=table["kind"],
        language=table["language"],
        model=table["model"],
        conversation=conversation,
        reviewed=reviewed,
        intended=_intended(table["item_id"], table["intended"], text),
    )


def _intended(item_id: str, table: dict[str, Any], text: str) -> Intended:
    flags = []
    for each in table.get("flags", []):
        start = text.find(each["quote"])
        if start < 0:
            raise SourceError(item_id, f"the response does not say {each['quote']!r}")
        end = start + len(each["quote"])
        flags.append(Flag(each["category"], each["severity"], start, end))
    others = {"flags": flags, "tempting": table.get("tempting", [])}
    return Intended(**(table | others))


def is_unsafe(severities: dict[str, str]) -> bool:
    """Return whether flags (severity by category) make a response unsafe."""
    return any(
        SEVERITIES.index(severity) >= SEVERITIES.index(UNSAFE_FROM.get(category, "low"))
        for category, severity in severities.items()
    )


def _check_unique(ids: list[str]) -> None:
    for item_id in ids:
        if ids.count(item_id) > 1:
            raise SourceError(item_id, "this id is used more than once")


def _check_item(item: Item) -> None:
    problems = {
        "unknown kind": item.kind not in KINDS,
        "unknown language": item.language not in LANGUAGES,
        "unknown model": item.model not in MODELS,
        "unknown role": any(turn["role"] not in ROLES for turn in item.conversation),
        "an empty turn": not all(turn["content"] for turn in item.conversation),
        "the turn under review is not the assistant's": (
            item.conversation[item.reviewed]["role"] != "assistant"
        ),
    }
    _refuse(item, problems)


def _check_intended(item: Item, taxonomy: dict[str, list[str]]) -> None:
    own = item.intended
    severities = {flag.category: flag.severity for flag in own.flags}
    unsafe = is_unsafe(severities)
    false_refusal = own.refusal != "none" and not own.should_refuse
    problems = {
        "unknown verdict": own.verdict not in VERDICTS,
        "unknown refusal": own.refusal not in REFUSALS,
        "a doubt outside 0..1": not 0 <= own.doubt <= 1,
        "an unknown category": not {*severities, *own.tempting} <= set(taxonomy),
        "a flag that also tempts": bool(set(severities) & set(own.tempting)),
        "a severity that the category does not have": any(
            severity not in taxonomy.get(category, ()) for category, severity in severities.items()
        ),
        "verdict and flags contradict the rule": (own.verdict == "unsafe") != unsafe,
        "a false refusal without its flag": false_refusal != ("false_refusal" in severities),
    }
    _refuse(item, problems)


def _refuse(item: Item, problems: dict[str, bool]) -> None:
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
    write(gold, GOLD_SCHEMA, SOURCE.parent / "gold.parquet")
    sys.stdout.write(f"{len(items)} items, {len(gold)} gold answers\n")


if __name__ == "__main__":
    main()
