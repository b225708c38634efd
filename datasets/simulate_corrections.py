"""Simulate annotators who do not exist on two of the correction projects, and import them.

Run ``python datasets/simulate_corrections.py`` after ``build_corrections.py``. The same sources
give the same answers, and importing them twice changes nothing.
"""

from __future__ import annotations

import math
import random
import re
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from build_corrections import DATASETS, read_sources

from trainer_widgets import Project

SEED = 11
# What somebody marks who sees an error where none was planted.
FALSE_ALARMS = {
    "fact_check": ("unsupported", "minor"),
    "translation_check": ("style.awkward", "minor"),
}
FIRST_DAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
OTHER_SEVERITY = {"minor": "major", "major": "minor", "critical": "major"}


@dataclass(frozen=True)
class SimulatedAnnotator:
    """A person who does not exist; all but ``pace`` are probabilities."""

    name: str
    finds: float  # a planted error is found
    regrades: float  # it gets another severity
    shortens: float  # the mark ends a word too early
    imagines: float  # something is marked in an item although nothing was planted there
    pace: float  # time taken, relative to the others


ANNOTATORS = (
    SimulatedAnnotator("sim-ana", 0.95, regrades=0.05, shortens=0.10, imagines=0.08, pace=1.2),
    SimulatedAnnotator("sim-ben", 0.70, regrades=0.25, shortens=0.20, imagines=0.05, pace=0.7),
    SimulatedAnnotator("sim-chen", 0.85, regrades=0.10, shortens=0.15, imagines=0.25, pace=1.0),
)


def simulated_answers(project: str, seed: int = SEED) -> list[dict[str, Any]]:
    """Draw one answer an item from each annotator, as rows to import in order of time."""
    rows: list[dict[str, Any]] = []
    for annotator in ANNOTATORS:
        queue = read_sources(project)
        _rng(seed, project, annotator.name).shuffle(queue)
        at = FIRST_DAY
        for item in queue:
            rng = _rng(seed, project, annotator.name, item["item_id"])
            active_ms = _active_ms(item, annotator, rng)
            started_at = at + timedelta(seconds=rng.randrange(5, 60))
            at = started_at + timedelta(milliseconds=active_ms)
            rows.append(
                {
                    "item_id": item["item_id"],
                    "annotator": annotator.name,
                    "started_at": started_at,
                    "submitted_at": at,
                    "active_ms": active_ms,
                    "answer": _answer(project, item, annotator, rng),
                    "shown": {"seen": [], "retracted": int(rng.random() < annotator.imagines)},
                    "guideline": "1.0",
                    "taxonomy": "1.0",
                },
            )
    return sorted(rows, key=lambda row: (row["submitted_at"], row["annotator"]))


def _answer(
    project: str,
    item: dict[str, Any],
    annotator: SimulatedAnnotator,
    rng: random.Random,
) -> dict[str, Any]:
    found = [error for error in item["errors"] if rng.random() < annotator.finds]
    errors = [_marked(error, item["target"], annotator, rng) for error in found]
    if rng.random() < annotator.imagines:
        errors.append(_imagined(project, item["target"], rng))
    # Whoever misses a part of what is wrong cannot put the whole right.
    is_complete = bool(found) and len(found) == len(item["errors"])
    return {
        "type": "correction",
        "errors": sorted(errors, key=lambda error: (error["start"], error["end"])),
        "rewrite": item["corrected"] if is_complete else None,
        "sources": item.get("sources", []) if is_complete else [],
    }


def _marked(
    error: dict[str, Any],
    target: str,
    annotator: SimulatedAnnotator,
    rng: random.Random,
) -> dict[str, Any]:
    mark = error | {"note": ""}
    if rng.random() < annotator.regrades and error["category"] != "non_translation":
        mark["severity"] = OTHER_SEVERITY[error["severity"]]
    *words, last = re.split(r"(?= )", target[error["start"] : error["end"]])
    if words and rng.random() < annotator.shortens:
        mark["end"] -= len(last)
    return mark


def _imagined(project: str, target: str, rng: random.Random) -> dict[str, Any]:
    category, severity = FALSE_ALARMS[project]
    word = rng.choice([*re.finditer(r"\w+", target)])
    place = {"start": word.start(), "end": word.end(), "side": "target"}
    return place | {"category": category, "severity": severity, "note": ""}


def _active_ms(item: dict[str, Any], annotator: SimulatedAnnotator, rng: random.Random) -> int:
    """Draw the time spent: some seconds, and more for more text and more errors."""
    characters = len(item.get("source", "")) + len(item["target"])
    seconds = 15 + characters / 12 + 20 * len(item["errors"])
    return round(1000 * seconds * annotator.pace * math.exp(rng.gauss(0, 0.3)))


def _rng(*parts: object) -> random.Random:
    return random.Random("/".join(map(str, parts)))  # noqa: S311 - a simulation, no secret


def main() -> None:
    """Import the answers into both projects."""
    for project in FALSE_ALARMS:
        answers = simulated_answers(project)
        new = Project(DATASETS / project).import_answers(answers, source="simulated")
        sys.stdout.write(f"{project}: {len(answers)} simulated answers, {new} of them new\n")


if __name__ == "__main__":
    main()
