#!/usr/bin/env python3
"""Build ``items.parquet`` and ``gold.parquet`` from the TOML sources beside this file.

The same sources give the same bytes. ``simulated_votes`` draws the votes of four
annotators who do not exist; this script does not write them.
"""

from __future__ import annotations

import math
import random
import sys
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
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


# --- Simulated votes: nobody cast these. Nothing above depends on what follows. ---


@dataclass(frozen=True)
class SimulatedAnnotator:
    """A person who does not exist; ``noise``, ``lean`` and ``severity`` in units of quality."""

    name: str
    noise: float  # standard deviation of what this person perceives
    lean: float  # added to the response displayed first; negative leans to the last
    severity: float  # quality below which a response counts as bad
    pace: float  # time taken, relative to the others


ANNOTATORS = (
    SimulatedAnnotator("sim-ana", noise=0.10, lean=0.0, severity=0.24, pace=1.2),
    SimulatedAnnotator("sim-ben", noise=0.20, lean=0.10, severity=0.16, pace=0.7),
    SimulatedAnnotator("sim-chen", noise=0.15, lean=-0.02, severity=0.32, pace=1.0),
    SimulatedAnnotator("sim-dalia", noise=0.32, lean=0.03, severity=0.20, pace=0.9),
)
VOTES_PER_ITEM = 3
FIRST_DAY = datetime(2026, 3, 2, tzinfo=UTC)
WEEKS, DAYS_A_WEEK, SLOTS_A_DAY, SLOT_MINUTES, OPENING_HOUR = 8, 5, 96, 5, 8
TIE_MARGIN, STRENGTH_STEPS = 0.05, (0.05, 0.25, 0.50)


def simulated_votes(items: list[Item], seed: int) -> list[dict[str, Any]]:
    """Draw three votes an item from the simulated annotators, in order of time.

    Parameters
    ----------
    items
        Items with their latent qualities, as `read_items` gives them.
    seed
        The same seed gives the same votes.

    Returns
    -------
    list of dict
        ``item_id, annotator, submitted_at`` (UTC), ``active_ms, order`` (best first,
        ties together), ``strength`` (0 to 3 for pairs, 0 for a tie; None for more than
        two), ``verdict`` (``ranked``, or ``both_bad`` with all responses in one tie),
        ``sides`` (as displayed, left to right), ``guideline``.

    """
    votes: list[dict[str, Any]] = []
    chosen = {
        item.item_id: _rng(seed, item.item_id).sample(ANNOTATORS, VOTES_PER_ITEM) for item in items
    }
    for annotator in ANNOTATORS:
        queue = [item for item in items if annotator in chosen[item.item_id]]
        rng = _rng(seed, annotator.name)
        rng.shuffle(queue)
        times = _times(len(queue), rng)
        votes += [
            _vote(item, annotator, at, _rng(seed, f"{annotator.name}/{item.item_id}"))
            for item, at in zip(queue, times, strict=True)
        ]
    return sorted(votes, key=lambda vote: (vote["submitted_at"], vote["annotator"]))


def _rng(seed: int, purpose: str) -> random.Random:
    return random.Random(f"{seed}/{purpose}")  # noqa: S311 - a simulation, no secret


def _times(count: int, rng: random.Random) -> list[datetime]:
    """Draw submission times in distinct five-minute slots of working days."""
    slots = sorted(rng.sample(range(WEEKS * DAYS_A_WEEK * SLOTS_A_DAY), count))
    return [_slot_start(slot) + timedelta(milliseconds=rng.randrange(20_000)) for slot in slots]


def _slot_start(slot: int) -> datetime:
    day, slot_of_day = divmod(slot, SLOTS_A_DAY)
    week, weekday = divmod(day, DAYS_A_WEEK)
    return FIRST_DAY + timedelta(
        weeks=week,
        days=weekday,
        hours=OPENING_HOUR,
        minutes=slot_of_day * SLOT_MINUTES,
    )


def _vote(
    item: Item,
    annotator: SimulatedAnnotator,
    at: datetime,
    rng: random.Random,
) -> dict[str, Any]:
    sides = rng.sample(item.responses, len(item.responses))
    perceived = {
        r.response_id: r.quality
        + rng.gauss(0, annotator.noise)
        + annotator.lean * (1 - place / (len(sides) - 1))
        for place, r in enumerate(sides)
    }
    bad = max(perceived.values()) < annotator.severity
    order = [sorted(perceived)] if bad else _grouped(perceived)
    return {
        "item_id": item.item_id,
        "annotator": annotator.name,
        "submitted_at": at,
        "active_ms": _active_ms(item, annotator, rng),
        "order": order,
        "strength": _strength(perceived, order),
        "verdict": "both_bad" if bad else "ranked",
        "sides": [r.response_id for r in sides],
        "guideline": "1.0",
    }


def _grouped(perceived: dict[str, float]) -> list[list[str]]:
    """Rank by what was perceived; what is nearly the same shares a place."""
    ranked = sorted(perceived, key=lambda response_id: -perceived[response_id])
    groups = [[ranked[0]]]
    for response_id in ranked[1:]:
        if perceived[groups[-1][0]] - perceived[response_id] < TIE_MARGIN:
            groups[-1].append(response_id)
        else:
            groups.append([response_id])
    return [sorted(group) for group in groups]


def _strength(perceived: dict[str, float], order: list[list[str]]) -> int | None:
    if len(perceived) > PAIR:
        return None
    if len(order) == 1:
        return 0
    distance = max(perceived.values()) - min(perceived.values())
    return sum(distance >= step for step in STRENGTH_STEPS)


def _active_ms(item: Item, annotator: SimulatedAnnotator, rng: random.Random) -> int:
    """Draw the time spent: some seconds, and more for more text."""
    characters = sum(len(m["content"]) for m in item.prompt)
    characters += sum(len(r.text) for r in item.responses)
    seconds = (12 + characters / 28) * annotator.pace * math.exp(rng.gauss(0, 0.35))
    return round(1000 * min(seconds, 270.0))


def main() -> None:
    """Write both files into the project folder."""
    items = read_items()
    gold = read_gold(items)
    write([item.row() for item in items], ITEM_SCHEMA, SOURCE.parent / "items.parquet")
    write(list(gold), GOLD_SCHEMA, SOURCE.parent / "gold.parquet")
    sys.stdout.write(f"{len(items)} items, {len(gold)} gold answers\n")


if __name__ == "__main__":
    main()
