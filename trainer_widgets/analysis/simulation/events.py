"""A drawn season as the rows of events: answers, skips, escalations and their rulings."""

from __future__ import annotations

import math
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from trainer_widgets.analysis.simulation.clock import WEEK, moments
from trainer_widgets.analysis.simulation.frames import SECOND_VERSION, versions
from trainer_widgets.analysis.simulation.labels import ANSWERED, CLARIFIED, ESCALATED, RULED_ANSWER

if TYPE_CHECKING:
    import datetime as dt
    import random
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from trainer_widgets.analysis.simulation.contents import Contents, Facts
    from trainer_widgets.analysis.simulation.labels import Drawn

    class TaskFacts(Facts, Contents):
        """What is known of a task's items."""


NAMESPACE = uuid.UUID("5a1b9d0e-7d0c-5f1e-8a55-4f0f6b1c9e21")
LEAD, JUDGE = "sim-lead", "sim-judge"
TAXONOMY = "1.0"
# Why people ask, before and after a change of the guideline.
REASONS = {
    "guideline_silent": (0.42, 0.15),
    "guideline_unclear": (0.28, 0.2),
    "guideline_contradiction": (0.08, 0.05),
    "needs_expert": (0.14, 0.4),
    "broken_item": (0.08, 0.2),
}
NOTES = {
    "guideline_silent": "Simulated: the guideline says nothing of this case.",
    "guideline_unclear": "Simulated: the guideline can be read in two ways.",
    "guideline_contradiction": "Simulated: two points of the guideline disagree here.",
    "needs_expert": "Simulated: somebody has to know this better than me.",
    "broken_item": "Simulated: something is missing on this item.",
}
RULED = ("clarification", "answer", "reject")
WHY = (
    "Simulated: see the first point of the guideline.",
    "Simulated: the lead settles it.",
    "Simulated: the guideline covers this.",
)


class _Times(NamedTuple):
    """When things happened, as timestamps; NaT where they did not."""

    started: pd.DatetimeIndex
    submitted: pd.DatetimeIndex
    ruled: pd.DatetimeIndex
    returned: pd.DatetimeIndex
    arrived: pd.DatetimeIndex


def event_rows(drawn: Drawn, contents: TaskFacts) -> list[dict[str, Any]]:
    """Return the season's events in order of time, as ``Project.import_answers`` takes them."""
    times = _times(drawn)
    asked = versions(drawn, drawn.hours)
    rows = [*_prelabels(drawn, contents, times)]
    for number in range(len(drawn.choice)):
        rows += _of_label(drawn, contents, times, number, str(asked[number]))
    return sorted(rows, key=lambda row: (row["submitted_at"], row["event_id"]))


def _of_label(
    drawn: Drawn, contents: TaskFacts, times: _Times, number: int, version: str
) -> Iterator[dict[str, Any]]:
    place, who = int(drawn.item[number]), drawn.annotators[drawn.annotator[number]].name
    choice, fate = contents.choices[int(drawn.choice[number])], int(drawn.fate[number])
    rng = contents.rng(place, who)
    given = _given(contents, place, who, times.submitted[number], version)
    given |= {
        "condition": "prelabel" if drawn.items.shown[place] else "blind",
        "shown": contents.shown(place, int(drawn.left[number])),
        "started_at": times.started[number].to_pydatetime(),
        "active_ms": round(1000 * float(drawn.seconds[number])),
    }
    answer = contents.answer(place, choice, rng, known=bool(drawn.known[number]))
    if fate == ANSWERED:
        yield given | {"event_id": _id(given, "answer"), "action": "answer", "answer": answer}
    elif fate != ESCALATED:
        yield given | {"event_id": _id(given, "skip"), "action": "skip"}
    else:
        escalated = given | {"event_id": _id(given, "escalate"), "action": "escalate"}
        escalated |= {"answer": answer, "escalation": _escalation(version, rng)}
        yield escalated
        yield from _after(drawn, contents, times, number, escalated)


def _after(
    drawn: Drawn, contents: TaskFacts, times: _Times, number: int, escalated: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """Give what follows an escalation: the ruling, and perhaps an answer."""
    if math.isinf(drawn.ruled[number]):
        return
    place, who = int(drawn.item[number]), escalated["annotator"]
    rng, kind = contents.rng(place, who, "after"), int(drawn.ruling[number])
    right = contents.answer(place, contents.truth(place), rng, known=True)
    at = times.ruled[number]
    ruling = _given(contents, place, LEAD, at, _version_at(drawn, drawn.ruled[number]))
    said = ruling["guideline"] if kind == CLARIFIED else None
    says = {"kind": RULED[kind], "reason": WHY[kind], "guideline": said}
    ruling |= {"event_id": _id(ruling, "resolve", who), "action": "resolve", "ruling": says}
    ruling |= {"refers_to": escalated["event_id"]}
    yield ruling | ({"answer": right} if kind == RULED_ANSWER else {})
    if math.isinf(drawn.returned[number]):
        return
    at, version = times.returned[number], _version_at(drawn, drawn.returned[number])
    kept = {name: escalated[name] for name in ("condition", "shown", "active_ms")}
    back = _given(contents, place, who, at, version) | kept
    started = (at - pd.Timedelta(milliseconds=kept["active_ms"])).to_pydatetime()
    back |= {"started_at": started, "event_id": _id(back, "answer"), "action": "answer"}
    yield back | {"answer": right, "supersedes": escalated["event_id"]}


def _prelabels(drawn: Drawn, contents: TaskFacts, times: _Times) -> Iterator[dict[str, Any]]:
    """Give the labels of a model that people see as prelabels; a tagger's are in its items."""
    if drawn.process.task == "image_tags":
        return
    for place in np.flatnonzero(drawn.items.shown).tolist():
        choice = contents.choices[int(drawn.items.prelabel[place])]
        at = times.arrived[place]
        hours = float(drawn.items.arrives[place]) * WEEK
        row = _given(contents, place, JUDGE, at, _version_at(drawn, hours))
        answer = contents.answer(place, choice, contents.rng(place, JUDGE), known=True)
        row |= {"annotator_kind": "model", "event_id": _id(row, "answer"), "action": "answer"}
        yield row | {"answer": answer}


def _given(
    contents: TaskFacts, place: int, who: str, at: pd.Timestamp, version: str
) -> dict[str, Any]:
    """Return what all events have."""
    task, moment = contents.drawn.process.task, at.to_pydatetime()
    name = f"{task}/{contents.seed}/{who}/{moment:%Y-%m-%d}"
    return {
        "item_id": contents.ids[place],
        "annotator": who,
        "submitted_at": moment,
        "session": str(uuid.uuid5(NAMESPACE, name)),
        "guideline": version,
        "taxonomy": TAXONOMY if task == "safety" else None,
    }


def _escalation(version: str, rng: random.Random) -> dict[str, str]:
    after = version == SECOND_VERSION
    shares = [pair[1 if after else 0] for pair in REASONS.values()]
    reason = rng.choices(list(REASONS), shares)[0]
    return {"reason": reason, "note": NOTES[reason], "suggested_rule": ""}


def _version_at(drawn: Drawn, hours: float) -> str:
    return str(versions(drawn, np.array([hours]))[0])


def _id(row: dict[str, Any], action: str, about: str = "") -> str:
    name = "/".join((row["session"], row["item_id"], row["annotator"], action, about))
    return str(uuid.uuid5(NAMESPACE, name))


def _times(drawn: Drawn) -> _Times:
    started = drawn.hours - drawn.seconds / 3600
    arrived = drawn.items.arrives * WEEK
    hours = (started, drawn.hours, drawn.ruled, drawn.returned, arrived)
    return _Times(*(_moments(one, drawn.process.start) for one in hours))


def _moments(hours: NDArray[np.float64], start: dt.date) -> pd.DatetimeIndex:
    there = np.isfinite(hours)
    found = moments(np.where(there, np.maximum(hours, 0.0), 0.0), start)
    return pd.DatetimeIndex(np.where(there, found, np.datetime64("NaT"))).tz_localize("UTC")
