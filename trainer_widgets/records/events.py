"""Events: the rows that are stored, and what they can carry beside an answer."""

from __future__ import annotations

import datetime as dt
from typing import Generic, Literal, TypeVar

from trainer_widgets.records.base import (
    SCHEMA_VERSION,
    Action,
    AnnotatorKind,
    Condition,
    Count,
    EscalationReason,
    Id,
    Identity,
    Origin,
    Record,
)
from trainer_widgets.records.calibration import Calibration


class Escalation(Record, frozen=True):
    """A question to the lead, with an optional proposal for the guideline.

    Examples
    --------
    >>> Escalation(reason="guideline_silent", note="Two dialects", suggested_rule="").reason
    'guideline_silent'
    """

    reason: EscalationReason
    note: str = ""
    suggested_rule: str = ""


ReviewDecision = Literal["pass", "return", "correct"]
WhyReviewed = Literal[
    "audit", "stratum", "rework", "gold_missed", "disagreement", "filter", "asked"
]


class Review(Record, frozen=True):
    """A reviewer's decision on somebody's answer, which ``refers_to`` names.

    ``why`` tells how the answer came to be reviewed: only a random audit speaks for all.
    """

    decision: ReviewDecision
    reason: str = ""
    why: list[WhyReviewed] = []


class Ruling(Record, frozen=True):
    """How a lead settled an escalation or a disagreement."""

    kind: Literal["answer", "clarification", "reject"]
    reason: str = ""
    guideline: str | None = None


AnswerT = TypeVar("AnswerT")
ShownT = TypeVar("ShownT")


class Event(Record, Generic[AnswerT, ShownT], frozen=True, kw_only=True):
    """One row that is stored, and never changed.

    Times are UTC. ``started_at`` and ``submitted_at`` are the browser's (None where an import
    has none), ``recorded_at`` the writer's. ``active_ms`` counts milliseconds in which somebody
    was there. ``supersedes`` names one's own earlier event that this one replaces,
    ``refers_to`` the event that a retraction, review, adjudication or ruling is about.
    ``calibration`` names the calibration session in which the event was recorded.
    """

    event_id: Id
    action: Action
    item_id: Id
    item_hash: str | None = None
    annotator: Id
    annotator_kind: AnnotatorKind = "person"
    identity: Identity = "given"
    condition: Condition = "blind"
    session: Id
    origin: Origin = "python"
    started_at: dt.datetime | None = None
    submitted_at: dt.datetime | None = None
    recorded_at: dt.datetime
    active_ms: Count | None = None
    guideline: str | None = None
    taxonomy: str | None = None
    shown: ShownT | None = None
    rationale: str | None = None
    supersedes: str | None = None
    refers_to: str | None = None
    schema_version: int = SCHEMA_VERSION
    answer: AnswerT | None = None
    escalation: Escalation | None = None
    review: Review | None = None
    ruling: Ruling | None = None
    calibration: Calibration | None = None

    def __post_init__(self) -> None:
        """Refuse an event that lacks what its action needs."""
        needed = _NEEDED.get(self.action)
        if needed and getattr(self, needed) is None:
            message = f"action {self.action!r} needs {needed!r}"
            raise ValueError(message)


_NEEDED = {
    "answer": "answer",
    "adjudicate": "answer",
    "escalate": "escalation",
    "retract": "refers_to",
    "resolve": "ruling",
    "review": "review",
}
