"""What was planted in a season, and when: the truth that an analysis should find."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trainer_widgets.analysis.simulation.labels import Drawn


def changes(drawn: Drawn) -> list[dict[str, Any]]:
    """Return the planted changes in order of time.

    Returns
    -------
    list of dict
        ``kind`` (``drift``, ``step``, ``newcomer``, ``leaves`` or ``guideline``), ``week``,
        ``date`` (the day on which it begins), ``annotator`` (empty for all) and ``size`` (a
        share).
    """
    process = drawn.process
    found: list[tuple[float, str, str, float]] = []
    for one in drawn.annotators:
        if one.drift:
            found.append((one.drift_from, "drift", one.name, one.drift))
        if one.starts:
            found.append((one.starts, "newcomer", one.name, one.skill))
        if math.isfinite(one.leaves):
            found.append((one.leaves, "leaves", one.name, one.skill))
    if process.step:
        stepping = [one.name for one in drawn.annotators][-process.stepping :]
        found += [
            (process.step_week, "step", name, process.step)
            for name in (stepping if process.stepping else [""])
        ]
    if process.guideline_change is not None:
        found.append((process.guideline_change, "guideline", "", process.guideline_effect))
    return [
        {
            "kind": kind,
            "week": week,
            "date": process.at_week(week).date(),
            "annotator": who,
            "size": size,
        }
        for week, kind, who, size in sorted(found)
    ]


def effects(drawn: Drawn) -> list[str]:
    """Return everything that was planted, in sentences."""
    process = drawn.process
    said = [_change(one) for one in changes(drawn)]
    if process.weak_slice:
        where = " and ".join(f"`{name}` {value}" for name, value in process.weak_slice.items())
        fails = f"; the model fails on {_percent(process.weak_failure)} of them besides"
        said.append(
            f"A weak slice: on items with {where} ({int(drawn.items.weak.sum())} items), people "
            f"know {_percent(process.weakness)} less" + (fails if process.weak_failure else "")
        )
    if process.lean or process.lean_spread:
        what = {"ranking": "the left response", "safety": "unsafe", "image_tags": "right as it is"}
        said.append(
            f"A lean: guesses go to {what[process.task]} more often than is due, by "
            f"{_percent(process.lean)} of all guesses on average"
        )
    if process.prelabels:
        said.append(
            f"Prelabels: on {_percent(process.prelabels)} of the items they are on screen, and of "
            f"those who do not know, {_percent(process.anchoring)} take them over"
        )
    if process.escalating:
        said.append(
            f"Escalations: {_percent(process.escalating)} of what somebody does not know; rulings "
            f"take {process.ruling_days:g} working days on average, and some are open at the end"
        )
    if process.strength_spread:
        said.append("Models differ in strength, see `season.toml`")
    return said or ["Nothing: this is a stable season"]


def _change(change: dict[str, Any]) -> str:
    day, who, size = change["date"], change["annotator"], change["size"]
    match change["kind"]:
        case "drift":
            return f"Drift: from {day} on, `{who}` loses {_percent(size)} of skill a week"
        case "newcomer":
            return f"A newcomer: `{who}` starts on {day} and knows {_percent(size)} of easy items"
        case "leaves":
            return f"`{who}` leaves on {day}"
        case "step":
            people = f"`{who}`" if who else "everybody"
            return f"A step: from {day} on, {people} knows {_percent(size)} less"
        case _:
            return (
                f"Guideline 1.1: from {day} on, people know {_percent(size)} of what they did not "
                f"know before"
            )


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
