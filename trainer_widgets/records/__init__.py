"""What items, answers and events are: the one place where they are defined.

The Arrow schema of the parquet files, the validation of what a browser sends and the
TypeScript types are all derived from these records (see :mod:`trainer_widgets.schema`).
Nothing here imports another part of the package.
"""

from __future__ import annotations

from typing import NamedTuple

from trainer_widgets.records.base import (
    INDEPENDENT_CONDITIONS,
    LABELING_ACTIONS,
    SCHEMA_VERSION,
    Action,
    AnnotatorKind,
    Condition,
    Count,
    EscalationReason,
    Id,
    Identity,
    Message,
    Origin,
    Record,
    Role,
)
from trainer_widgets.records.events import (
    Escalation,
    Event,
    Review,
    Ruling,
)
from trainer_widgets.records.ranking import (
    MAX_RESPONSES,
    MIN_RESPONSES,
    NO_RESPONSE,
    RankingAnswer,
    RankingItem,
    RankingShown,
    Response,
    Score,
    Verdict,
)

__all__ = [
    "INDEPENDENT_CONDITIONS",
    "LABELING_ACTIONS",
    "MAX_RESPONSES",
    "MIN_RESPONSES",
    "NO_RESPONSE",
    "SCHEMA_VERSION",
    "TASKS",
    "Action",
    "AnnotatorKind",
    "Condition",
    "Count",
    "Escalation",
    "EscalationReason",
    "Event",
    "Id",
    "Identity",
    "Message",
    "Origin",
    "RankingAnswer",
    "RankingItem",
    "RankingShown",
    "Record",
    "Response",
    "Review",
    "Role",
    "Ruling",
    "Score",
    "Task",
    "Verdict",
]


class Task(NamedTuple):
    """A kind of work: the records that make it up."""

    name: str
    item: type[Record]
    answer: type[Record]
    shown: type[Record]


TASKS: dict[str, Task] = {
    "ranking": Task("ranking", RankingItem, RankingAnswer, RankingShown),
}
