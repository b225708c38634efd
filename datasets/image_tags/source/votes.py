"""Simulate three people who do not exist, who correct the auto tags, and import their answers.

Run ``python datasets/image_tags/source/votes.py`` after ``build.py``. The same sources give the
same answers, and importing them twice changes nothing.
"""

from __future__ import annotations

import math
import random
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from build import Item, read_items
from tagger import LOOK_ALIKES

from trainer_widgets import Project

if TYPE_CHECKING:
    from collections.abc import Mapping

PROJECT = Path(__file__).resolve().parents[1]
SEED = 7
FIRST_DAY = datetime(2026, 4, 6, 8, tzinfo=UTC)
ITEMS_A_DAY = 12
MOST_SECONDS = 280.0
MANY = 10  # from so many of a kind on, people lose count


@dataclass(frozen=True)
class SimulatedAnnotator:
    """A person who does not exist; all but ``pace`` and ``care`` are probabilities.

    Parameters
    ----------
    notices
        By the kind of the tagger's error: that this person sees and corrects it.
    mistakes
        That a thing which the tagger had right is taken for its look-alike.
    care
        By how many pixels a box that this person draws is off.
    pace
        Time taken, relative to the others.
    """

    name: str
    notices: Mapping[str, float]
    mistakes: float
    care: float
    pace: float


def _noticing(missed: float, confused: float, spurious: float, twice: float) -> dict[str, float]:
    return {
        "missed": missed,
        "confused": confused,
        "spurious": spurious,
        "doubled": twice,
        "overcounted": twice,
        "shifted": twice - 0.2,
    }


ANNOTATORS = (
    SimulatedAnnotator("sim-ana", _noticing(0.96, 0.97, 1.0, 0.97), 0.002, care=2.5, pace=1.2),
    SimulatedAnnotator("sim-ben", _noticing(0.55, 0.60, 0.85, 0.60), 0.003, care=7.0, pace=0.6),
    SimulatedAnnotator("sim-chen", _noticing(0.88, 0.88, 0.97, 0.90), 0.008, care=4.0, pace=1.0),
)


def simulated_answers(items: list[Item], seed: int = SEED) -> list[dict[str, Any]]:
    """Draw one answer an item from each annotator, as rows to import in order of time."""
    rows: list[dict[str, Any]] = []
    for annotator in ANNOTATORS:
        queue = list(items)
        _rng(seed, annotator.name).shuffle(queue)
        at = FIRST_DAY
        for place, item in enumerate(queue):
            rng = _rng(seed, annotator.name, item.item_id)
            if place % ITEMS_A_DAY == 0:
                day = FIRST_DAY + timedelta(days=place // ITEMS_A_DAY)
                at = day + timedelta(minutes=rng.randrange(90))
            active_ms = _active_ms(item, annotator, rng)
            started_at = at + timedelta(seconds=rng.randrange(1, 40))
            at = started_at + timedelta(milliseconds=active_ms)
            rows.append(
                {
                    "item_id": item.item_id,
                    "annotator": annotator.name,
                    "started_at": started_at,
                    "submitted_at": at,
                    "active_ms": active_ms,
                    "answer": {"type": "image_tags", "tags": _tags(item, annotator, rng)},
                    "shown": {"seen": [], "auto_tags": item.auto_tags, "prelabels": True},
                    "condition": "prelabel",
                    "guideline": "1.0",
                },
            )
    return sorted(rows, key=lambda row: (row["submitted_at"], row["annotator"]))


def _rng(*parts: object) -> random.Random:
    return random.Random("/".join(map(str, parts)))  # noqa: S311 - a simulation, no secret


def _tags(item: Item, annotator: SimulatedAnnotator, rng: random.Random) -> list[dict[str, Any]]:
    """Return what is there, less what the tagger got wrong and this person did not notice."""
    left = [{"name": tag["name"], "place": _boxed(tag["place"], item, annotator, rng)}
            for tag in sorted(item.tags, key=lambda tag: -float(tag["visible"]))]  # fmt: skip
    for error in item.errors:
        if rng.random() >= annotator.notices[error["kind"]]:
            _leave(error, left)
    for tag in left:
        if tag["name"] in LOOK_ALIKES and rng.random() < annotator.mistakes:
            tag["name"] = rng.choice(LOOK_ALIKES[tag["name"]])
    _recount(left, rng)
    return left


def _leave(error: Mapping[str, str], left: list[dict[str, Any]]) -> None:
    """Let an error of the tagger stand."""
    # The least visible thing comes last: that is the one somebody overlooks.
    same = [place for place, tag in enumerate(left) if tag["name"] == error["name"]]
    match error["kind"]:
        case "missed" if same:
            del left[same[-1]]
        case "confused" if same:
            left[same[-1]]["name"] = error["reported"]
        case "spurious" | "doubled" | "overcounted":
            left.append({"name": error["reported"], "place": None})
        case "shifted" if same:
            left[same[-1]]["place"] = None


def _recount(left: list[dict[str, Any]], rng: random.Random) -> None:
    """Lose count of many things of a kind: one too few, now and then."""
    for name in sorted({str(tag["name"]) for tag in left}):
        same = [place for place, tag in enumerate(left) if tag["name"] == name]
        if len(same) >= MANY and rng.random() < len(same) / 80:
            del left[same[-1]]


def _boxed(
    place: Mapping[str, float],
    item: Item,
    annotator: SimulatedAnnotator,
    rng: random.Random,
) -> dict[str, float]:
    """Draw a box around a thing, as well as this person does."""
    x, y, width, height = (place[side] for side in ("x", "y", "width", "height"))
    edges = [edge + rng.gauss(0, annotator.care) for edge in (x, y, x + width, y + height)]
    left, right = sorted(min(max(edge, 0.0), float(item.size[0])) for edge in edges[::2])
    top, bottom = sorted(min(max(edge, 0.0), float(item.size[1])) for edge in edges[1::2])
    drawn = {"x": left, "y": top, "width": max(right - left, 1), "height": max(bottom - top, 1)}
    return {side: round(length, 1) for side, length in drawn.items()}


def _active_ms(item: Item, annotator: SimulatedAnnotator, rng: random.Random) -> int:
    """Draw the time spent: more for more things, and more for each error of the tagger."""
    seconds = 6 + 1.3 * len(item.tags) + 5 * len(item.errors)
    seconds *= annotator.pace * math.exp(rng.gauss(0, 0.3))
    return round(1000 * min(seconds, MOST_SECONDS))


def main() -> None:
    """Import the answers into the project."""
    answers = simulated_answers(read_items())
    new = Project(PROJECT).import_answers(answers, source="simulated")
    sys.stdout.write(f"{len(answers)} simulated answers, {new} of them new\n")


if __name__ == "__main__":
    main()
