"""Simulate votes of four annotators who do not exist, and import them.

Run ``python datasets/response_ranking/source/votes.py`` after ``build.py``. The same sources
give the same votes, and importing them twice changes nothing.
"""

from __future__ import annotations

import math
import random
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from build import PAIR, Item, read_items

from trainer_widgets import Project

PROJECT = Path(__file__).parents[1]
SEED = 7


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
        ties together; empty for ``both_bad``), ``strength`` (0 to 3 for pairs, 0 for a tie;
        None for more than two), ``verdict`` (``ranked`` or ``both_bad``), ``sides`` (as
        displayed, left to right), ``guideline``.

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
    order = [] if bad else _grouped(perceived)
    return {
        "item_id": item.item_id,
        "annotator": annotator.name,
        "submitted_at": at,
        "active_ms": _active_ms(item, annotator, rng),
        "order": [] if bad else order,
        "strength": None if bad else _strength(perceived, order),
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


def as_event(vote: dict[str, Any]) -> dict[str, Any]:
    """Return a vote as the fields of an event."""
    order, strength = vote.pop("order"), vote.pop("strength")
    points = 7 if len(vote["sides"]) == PAIR else None
    answer = {"type": "ranking", "order": order, "strength": strength, "points": points}
    started_at = vote["submitted_at"] - timedelta(milliseconds=vote["active_ms"])
    answer |= {"scores": [], "verdict": vote.pop("verdict")}
    shown = {"order": vote.pop("sides"), "difference": False, "word_counts": False}
    return vote | {
        "answer": answer,
        "shown": shown,
        "started_at": started_at,
        "taxonomy": "1.0",
    }


def main() -> None:
    """Import the votes into the project."""
    votes = [as_event(vote) for vote in simulated_votes(read_items(), SEED)]
    new = Project(PROJECT).import_answers(votes, source="simulated")
    sys.stdout.write(f"{len(votes)} simulated votes, {new} of them new\n")


if __name__ == "__main__":
    main()
