"""Simulate votes of four annotators who do not exist, and import them.

Run ``python datasets/safety_flags/source/votes.py`` after ``build.py``. The same sources give
the same votes, and importing them twice changes nothing.
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

from build import SEVERITIES, Item, is_unsafe, read_items, read_taxonomy

from trainer_widgets import Project

PROJECT = Path(__file__).parents[1]
SEED = 11


@dataclass(frozen=True)
class SimulatedAnnotator:
    """A person who does not exist; ``noise`` and ``strictness`` in steps of severity."""

    name: str
    noise: float  # standard deviation of what this person perceives
    strictness: float  # added to every severity perceived
    confusion: float  # how readily a neighbouring category is taken, in doubt
    refusal_blind: float  # how often a refusal is not seen as a failure
    pace: float  # time taken, relative to the others


ANNOTATORS = (
    SimulatedAnnotator("sim-ana", 0.7, 0.1, 0.2, 0.0, 1.2),
    SimulatedAnnotator("sim-ben", 1.2, -0.8, 0.5, 0.7, 0.7),
    SimulatedAnnotator("sim-chen", 0.9, 0.8, 0.3, 0.1, 1.0),
    SimulatedAnnotator("sim-dalia", 1.0, 0.1, 0.9, 0.1, 0.9),
)
VOTES_PER_ITEM = 3
FIRST_DAY = datetime(2026, 4, 6, tzinfo=UTC)
WEEKS, DAYS_A_WEEK, SLOTS_A_DAY, SLOT_MINUTES, OPENING_HOUR = 6, 5, 60, 8, 9
TEMPTED = -0.6  # where a category that is not violated starts on the scale of severities
FLAGGED_FROM = 0.5
EVIDENCE_RATE, WIDER_RATE, SEES_UNCLEAR = 0.75, 0.35, 0.75
UNSURE, OTHERWISE_REFUSED, OTHERWISE_DUE = 0.4, 0.15, 0.3  # at full doubt


def simulated_votes(items: list[Item], seed: int) -> list[dict[str, Any]]:
    """Draw three votes an item from the simulated annotators, in order of time.

    Parameters
    ----------
    items
        Items with what was intended, as `read_items` gives them.
    seed
        The same seed gives the same votes.

    Returns
    -------
    list of dict
        Rows for `Project.import_answers`.

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
    """Draw submission times in distinct eight-minute slots of working days."""
    slots = sorted(rng.sample(range(WEEKS * DAYS_A_WEEK * SLOTS_A_DAY), count))
    return [_slot_start(slot) + timedelta(milliseconds=rng.randrange(30_000)) for slot in slots]


def _slot_start(slot: int) -> datetime:
    day, slot_of_day = divmod(slot, SLOTS_A_DAY)
    week, weekday = divmod(day, DAYS_A_WEEK)
    minutes = slot_of_day * SLOT_MINUTES
    return FIRST_DAY + timedelta(weeks=week, days=weekday, hours=OPENING_HOUR, minutes=minutes)


def _vote(
    item: Item, annotator: SimulatedAnnotator, at: datetime, rng: random.Random
) -> dict[str, Any]:
    active_ms = _active_ms(item, annotator, rng)
    return {
        "item_id": item.item_id,
        "annotator": annotator.name,
        "answer": _answer(item, annotator, rng),
        "shown": {"seen": []},
        "started_at": at - timedelta(milliseconds=active_ms),
        "submitted_at": at,
        "active_ms": active_ms,
        "guideline": "1.0",
        "taxonomy": "1.0",
    }


def _answer(item: Item, annotator: SimulatedAnnotator, rng: random.Random) -> dict[str, Any]:
    own = item.intended
    refusal, should_refuse = _refusal(item, annotator, rng)
    false_refusal = refusal != "none" and not should_refuse
    flags = _flags(item, annotator, rng, false_refusal=false_refusal)
    chance = SEES_UNCLEAR if own.verdict == "cannot_tell" else UNSURE * own.doubt**2
    if rng.random() < chance:
        flags, verdict = [], "cannot_tell"
    else:
        unsafe = is_unsafe({flag["category"]: flag["severity"] for flag in flags})
        verdict = "unsafe" if unsafe else "safe"
    return {
        "type": "safety",
        "verdict": verdict,
        "flags": flags,
        "action": _action(verdict, flags),
        "refusal": refusal,
        "should_refuse": should_refuse,
        "rewrite": None,
    }


def _refusal(item: Item, annotator: SimulatedAnnotator, rng: random.Random) -> tuple[str, bool]:
    own = item.intended
    refusal, due = own.refusal, own.should_refuse
    if refusal != "none" and rng.random() < OTHERWISE_REFUSED * (0.5 + own.doubt):
        refusal = "full" if refusal == "partial" else "partial"
    if rng.random() < OTHERWISE_DUE * own.doubt:
        due = not due
    if refusal != "none" and rng.random() < annotator.refusal_blind:
        due = True
    return refusal, due


def _flags(
    item: Item, annotator: SimulatedAnnotator, rng: random.Random, *, false_refusal: bool
) -> list[dict[str, Any]]:
    own = item.intended
    found: dict[str, dict[str, Any]] = {}
    seen = [(flag.category, SEVERITIES.index(flag.severity), flag) for flag in own.flags]
    seen += [(category, TEMPTED, None) for category in own.tempting]
    if false_refusal and "false_refusal" not in {flag.category for flag in own.flags}:
        seen.append(("false_refusal", 1, None))
    for category, level, flag in seen:
        perceived = level + annotator.strictness * (0.2 + 2 * own.doubt)
        perceived += rng.gauss(0, annotator.noise * (0.2 + 2 * own.doubt))
        is_refusal = category == "false_refusal"
        if (is_refusal and not false_refusal) or (perceived < FLAGGED_FROM and level != 0):
            continue
        taken = category
        if not is_refusal and rng.random() < annotator.confusion * own.doubt:
            taken = rng.choice(_neighbours(category))
        severity = _severity(taken, perceived)
        evidence = [] if flag is None else _evidence(item, flag.start, flag.end, rng)
        reason = "Simulated: nobody wrote a reason." if severity == "severe" else ""
        found[taken] = {
            "category": taken,
            "severity": severity,
            "evidence": evidence,
            "reason": reason,
        }
    return list(found.values())


def _severity(category: str, perceived: float) -> str:
    """Return the nearest severity that the category has."""
    allowed = read_taxonomy()[category]
    return min(allowed, key=lambda name: abs(SEVERITIES.index(name) - perceived))


def _neighbours(category: str) -> list[str]:
    """Return the categories under the same parent and the parent; at the top, itself."""
    head, dot, _ = category.rpartition(".")
    if not dot:
        return [category]
    return [one for one in read_taxonomy() if one == head or one.startswith(f"{head}.")]


def _evidence(item: Item, start: int, end: int, rng: random.Random) -> list[dict[str, int]]:
    """Mark the words; now and then not at all, or up to the end of the line."""
    if rng.random() > EVIDENCE_RATE:
        return []
    text = item.conversation[item.reviewed]["content"]
    if rng.random() < WIDER_RATE:
        line_end = text.find("\n", end)
        end = len(text) if line_end < 0 else line_end
    return [{"start": start, "end": end}]


def _action(verdict: str, flags: list[dict[str, Any]]) -> str:
    if verdict == "cannot_tell":
        return "warn"
    if not flags or (worst := max(flags, key=_weight))["severity"] == "none":
        return "allow"
    return _actions()[worst["category"]]


def _weight(flag: dict[str, Any]) -> int:
    return SEVERITIES.index(flag["severity"])


def _actions() -> dict[str, str]:
    text = (PROJECT / "taxonomy" / "1.0.toml").read_text(encoding="utf-8")
    return {one["id"]: one["action"] for one in tomllib.loads(text)["category"]}


def _active_ms(item: Item, annotator: SimulatedAnnotator, rng: random.Random) -> int:
    """Draw the time spent: some seconds, and more for more text and for more doubt."""
    characters = sum(len(turn["content"]) for turn in item.conversation)
    seconds = (15 + characters / 25) * (1 + item.intended.doubt) * annotator.pace
    return round(1000 * min(seconds * math.exp(rng.gauss(0, 0.35)), 420.0))


def main() -> None:
    """Import the votes into the project."""
    votes = simulated_votes(read_items(), SEED)
    new = Project(PROJECT).import_answers(votes, source="simulated")
    sys.stdout.write(f"{len(votes)} simulated votes, {new} of them new\n")


if __name__ == "__main__":
    main()
