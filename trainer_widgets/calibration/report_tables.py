"""The tables of a session's report, beside who said what."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets.answer_differences import differences
from trainer_widgets.answers_in_words import answer_in_words
from trainer_widgets.calibration.agreeing import at_both_times
from trainer_widgets.calibration.gold import is_stale
from trainer_widgets.calibration.item_texts import excerpt_of
from trainer_widgets.cases import readable
from trainer_widgets.guideline import VERSION, versions
from trainer_widgets.line_ends import plain_lines

if TYPE_CHECKING:
    from trainer_widgets.calibration.sessions import StoredSession
    from trainer_widgets.project import Project
    from trainer_widgets.records import Event

ITEMS = {
    "place": "int64",
    **dict.fromkeys(("item_id", "excerpt"), "str"),
    **dict.fromkeys(("difference", "difference_after"), "float64"),
    **dict.fromkeys(("n_answers", "n_revised"), "int64"),
    **dict.fromkeys(("decision", "reason"), "str"),
    "stale": "bool",
}
RULINGS = (
    *("place", "item_id", "answer", "reason", "decided_by", "decided_at"),
    *("guideline", "left_open"),
)
CHANGES = ("version", "change", "rule", "diff", "item_id", "place")


def items_of(stored: StoredSession, log: pd.DataFrame) -> pd.DataFrame:
    """Return one row an item of the agenda, with how far the answers to it are apart."""
    project, decided = stored.project, stored.decisions()
    labels = at_both_times(stored.labels(independent=True), stored.labels(independent=False))
    apart = [differences(one, project.task) for one in labels]
    stale = {event.item_id for event in stored.events() if is_stale(project, event)}
    answered = log[log["move"] != "gave no answer"]
    rows = []
    for place, item_id in enumerate(stored.items, 1):
        own = answered[answered["item_id"] == item_id]
        event = decided.get(item_id)
        row = {"place": place, "item_id": item_id, "excerpt": shown_of(project, item_id, place)}
        told = [one[item_id].compared if item_id in one else None for one in apart]
        row |= {"difference": told[0], "difference_after": told[1]}
        row |= {"n_answers": len(own), "n_revised": int(own["changed"].sum())}
        row["decision"] = _decision_words(project, event)
        row["reason"] = _reason(event) if event else ""
        rows.append(row | {"stale": item_id in stale})
    return pd.DataFrame(rows, columns=list(ITEMS)).astype(ITEMS)


def shown_of(project: Project, item_id: str, place: int) -> str:
    """Return how an item begins; of one that is veiled, and of one that is gone, its number."""
    if item_id not in project.items:
        return f"Item {place} (no longer in the project)"
    if project.settings.options.get("veil"):
        return f"Item {place} (veiled)"
    return excerpt_of(project.items[item_id])


def rulings_of(stored: StoredSession) -> pd.DataFrame:
    """Return one row a decision: what was decided, why, by whom, and what was left open."""
    decided = stored.decisions()
    rows = []
    for place, item_id in enumerate(stored.items, 1):
        if event := decided.get(item_id):
            row = {"place": place, "item_id": item_id, "reason": _reason(event)}
            row |= {"answer": _decision_words(stored.project, event)}
            row |= {"decided_by": event.annotator, "left_open": event.action != "adjudicate"}
            row["decided_at"] = event.submitted_at or event.recorded_at
            row["guideline"] = event.ruling.guideline if event.ruling else None
            rows.append(row)
    return pd.DataFrame(rows, columns=list(RULINGS))


def _decision_words(project: Project, event: Event[Any, Any] | None) -> str:
    if event is None:
        return ""
    if event.action == "adjudicate":
        return answer_in_words(event.answer, project.items.get(event.item_id))
    why = event.escalation.reason.replace("_", " ") if event.escalation else ""
    return f"left open: {why}" if why else "left open"


def _reason(event: Event[Any, Any]) -> str:
    if event.ruling:
        return event.ruling.reason
    return event.rationale or (event.escalation.note if event.escalation else "")


def changes_of(stored: StoredSession) -> pd.DataFrame:
    """Return one row a new version of the guideline: its line of changes, its text, the diff."""
    rulings = rulings_of(stored)
    made = rulings[rulings["guideline"].notna()].drop_duplicates("guideline")
    rows = []
    for ruling in made.to_dict(orient="records"):
        version = ruling["guideline"]
        if version:
            before = _before(stored, ruling["item_id"], version)
            row = {"version": version, "item_id": ruling["item_id"], "place": ruling["place"]}
            rows.append(row | _change(stored.project, before, version))
    return pd.DataFrame(rows, columns=list(CHANGES))


def _before(stored: StoredSession, item_id: str, version: str) -> str | None:
    """Return the version that was in force when a decision added another."""
    started = stored.decisions()[item_id].guideline
    if started and started != version:
        return started
    folder = stored.project.folder
    there = versions(folder / "guideline", new=version) if folder else [version]
    place = there.index(version)
    return there[place - 1] if place else None


def _change(project: Project, before: str | None, version: str) -> dict[str, str]:
    old, new = (readable(guideline_text(project, one)) for one in (before, version))
    lines = list(
        difflib.unified_diff(
            plain_lines(old).split("\n"),
            plain_lines(new).split("\n"),
            fromfile=before or "nothing",
            tofile=version,
            n=1,
            lineterm="",
        )
    )
    told = re.compile(rf"- {re.escape(version)}: (.*)")
    added = [line[1:] for line in lines[2:] if line.startswith("+")]
    change = next((match[1] for line in added if (match := told.fullmatch(line))), "")
    headings = {"## Rulings", "## Changes"}
    rule = [line for line in added if not told.fullmatch(line) and line not in headings]
    return {"change": change, "rule": "\n".join(rule).strip(), "diff": "\n".join(lines)}


def guideline_text(project: Project, version: str | None) -> str:
    """Return the text of a version; empty where nobody kept it."""
    if version is None or not VERSION.fullmatch(version):
        return ""
    path = project.folder / "guideline" / f"{version}.md" if project.folder else None
    if path and path.is_file():
        return path.read_text(encoding="utf-8")
    return project.store.read_note(f"guideline/{version}.md") or ""
