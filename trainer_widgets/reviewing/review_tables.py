"""Tables of reviews, as scripts give them: all of them, or none."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from trainer_widgets.identifiers import uuid7
from trainer_widgets.missing import is_missing
from trainer_widgets.reviewing.reviews import ReviewError, Said, given_review
from trainer_widgets.schema import InvalidRecordError, event_type
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from trainer_widgets.project import Project
    from trainer_widgets.records import Event

TICK = dt.timedelta(microseconds=1)
NEEDED = ("label", "decision")
FIELDS = Said._fields


def review_labels(project: Project, reviews: pd.DataFrame, reviewer: str | None) -> int:
    """Record many reviews; see :meth:`trainer_widgets.Project.review_all`."""
    _check_columns(list(reviews.columns), reviewer)
    all_said = [_said(row, reviewer) for row in reviews.to_dict("records")]
    ids = [one for said in all_said for one in (said.label, said.event_id) if one]
    there = project.store.find(project.task, ids)
    stands = set(project.labels()["event_id"])
    given = []
    for number, said in enumerate(all_said):
        try:
            given.append(given_review(project, said, there, stands))
        except (ReviewError, InvalidRecordError) as error:
            message = f"row {number} (label {said.label!r}): {error}"
            raise ReviewError(message) from None
    project.keep_texts()
    people = [said.reviewer for said in all_said]
    return project.store.write_events(project.task, _events(project, people, given))


def _events(
    project: Project, people: list[str], given: list[dict[str, Any]]
) -> Iterator[Event[Any, Any]]:
    kind, now = event_type(project.task), dt.datetime.now(dt.UTC)
    sessions = {name: str(uuid7()) for name in people}
    for number, (name, fields) in enumerate(zip(people, given, strict=True)):
        known = {
            "event_id": fields["event_id"] or str(uuid7()),
            "annotator": name,
            "session": sessions[name],
            "item_hash": project.hashes.get(fields["item_id"]),
            "recorded_at": now + number * TICK,
            "guideline": project.guideline.version if project.guideline else None,
            "taxonomy": project.taxonomy.version if project.taxonomy else None,
        }
        yield kind(**fields | known)


def _said(row: Mapping[Any, Any], reviewer: str | None) -> Said:
    values = {str(name): one for name, one in row.items() if not is_missing(one)}
    values = {"label": "", "decision": "", "reason": "", "reviewer": reviewer or ""} | values
    return Said(**values)


def _check_columns(there: list[str], reviewer: str | None) -> None:
    for name in (*NEEDED, *([] if reviewer else ["reviewer"])):
        if name not in there:
            message = f"reviews need the column {name!r}: there are {', '.join(map(str, there))}"
            raise ReviewError(message)
    for name in there:
        if name not in FIELDS:
            hint = nearest(str(name), FIELDS)
            message = f"the column {name!r} is unknown: {hint}There are {', '.join(FIELDS)}"
            raise ReviewError(message)
