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
    Instant,
    Message,
    Origin,
    Record,
    Role,
    Shown,
    Span,
)
from trainer_widgets.records.calibration import Agenda, Calibration, CalibrationPhase
from trainer_widgets.records.correction import (
    CitedSource,
    Constraint,
    CorrectionAnswer,
    CorrectionItem,
    CorrectionShown,
    ErrorMark,
)
from trainer_widgets.records.events import (
    Escalation,
    Event,
    Review,
    ReviewDecision,
    Ruling,
    WhyReviewed,
)
from trainer_widgets.records.image_tags import (
    AutoTag,
    ImageTagAnswer,
    ImageTagItem,
    ImageTagShown,
    Place,
    Tag,
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
from trainer_widgets.records.safety import (
    SEVERITIES,
    Flag,
    SafetyAnswer,
    SafetyItem,
    Severity,
)
from trainer_widgets.records.taxonomy import Category, SeverityLevel, Taxonomy

__all__ = [
    "INDEPENDENT_CONDITIONS",
    "LABELING_ACTIONS",
    "MAX_RESPONSES",
    "MIN_RESPONSES",
    "NO_RESPONSE",
    "SCHEMA_VERSION",
    "SEVERITIES",
    "TASKS",
    "Action",
    "Agenda",
    "AnnotatorKind",
    "AutoTag",
    "Calibration",
    "CalibrationPhase",
    "Category",
    "CitedSource",
    "Condition",
    "Constraint",
    "CorrectionAnswer",
    "CorrectionItem",
    "CorrectionShown",
    "Count",
    "ErrorMark",
    "Escalation",
    "EscalationReason",
    "Event",
    "Flag",
    "Id",
    "Identity",
    "ImageTagAnswer",
    "ImageTagItem",
    "ImageTagShown",
    "Instant",
    "Message",
    "Origin",
    "Place",
    "RankingAnswer",
    "RankingItem",
    "RankingShown",
    "Record",
    "Response",
    "Review",
    "ReviewDecision",
    "Role",
    "Ruling",
    "SafetyAnswer",
    "SafetyItem",
    "Score",
    "Severity",
    "SeverityLevel",
    "Shown",
    "Span",
    "Tag",
    "Task",
    "Taxonomy",
    "Verdict",
    "WhyReviewed",
]


class Task(NamedTuple):
    """A kind of work: the records that make it up."""

    name: str
    item: type[Record]
    answer: type[Record]
    shown: type[Record]


TASKS: dict[str, Task] = {
    "ranking": Task("ranking", RankingItem, RankingAnswer, RankingShown),
    "image_tags": Task("image_tags", ImageTagItem, ImageTagAnswer, ImageTagShown),
    "safety": Task("safety", SafetyItem, SafetyAnswer, Shown),
    "correction": Task("correction", CorrectionItem, CorrectionAnswer, CorrectionShown),
}
