"""Answers to a calibration pack that come as a table."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from trainer_widgets.calibration.agenda import checked_name
from trainer_widgets.calibration.replaying import replayed
from trainer_widgets.calibration.sessions import CalibrationError
from trainer_widgets.final_labels.adjudications import events_of_item
from trainer_widgets.final_labels.possible_answers import possible_answer
from trainer_widgets.heads import standing
from trainer_widgets.records import INDEPENDENT_CONDITIONS
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.calibration.replaying import Replayed
    from trainer_widgets.project import Project


def replay(project: Project, labels: pd.DataFrame) -> int:
    """Record answers; see :meth:`trainer_widgets.CalibrationPack.replay`."""
    n_new = 0
    for number, row in enumerate(replayed(labels, project.task)):
        event_id = str(uuid.uuid5(uuid.UUID(project.id), f"replay {row.content}"))
        if project.store.find(project.task, [event_id]):
            continue
        with row.named(number):
            _record(project, row, event_id)
        n_new += 1
    return n_new


def _record(project: Project, row: Replayed, event_id: str) -> None:
    if row.item_id not in project.items:
        hint = nearest(str(row.item_id), project.items)
        message = f"this is no item of the pack: {hint}It has {len(project.items)}"
        raise CalibrationError(message)
    annotator = checked_name(row.annotator)
    answer = possible_answer(project, row.item_id, row.answer)
    own = [one for one in events_of_item(project, row.item_id) if one.annotator == annotator]
    exposed = [one.condition for one in own if one.condition not in INDEPENDENT_CONDITIONS]
    before = standing(own)
    with project.session(annotator=annotator) as session:
        session.record(
            event_id=event_id,
            item_id=row.item_id,
            answer=answer,
            # What the key has told them in the widget is known to them from then on.
            condition=exposed[-1] if exposed else "blind",
            rationale=row.rationale or None,
            supersedes=before.event_id if before else None,
        )
