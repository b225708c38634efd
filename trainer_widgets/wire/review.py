"""The reviewer's queue: its messages.

A label under review has an opaque name. Whose it is, and when it was given, reaches the view only
where the review is not blind.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from trainer_widgets.records import (
    Count,
    Id,
    Instant,
    Record,
    ReviewDecision,
    WhyReviewed,
)
from trainer_widgets.wire.escalations import Text
from trainer_widgets.wire.explorer.items import KnownAnswer
from trainer_widgets.wire.messages import Beginning, Hello

AnswerT = TypeVar("AnswerT")


class UnderReview(Record, frozen=True):
    """One label in the reviewer's queue; ``excerpt`` is how its item begins.

    ``answered_again`` tells that its annotator has answered anew since it was sent back.
    """

    label: Id
    number: int
    item: Id
    excerpt: str
    annotator: str | None
    why: list[WhyReviewed]
    labeled_at: Instant | None
    decision: ReviewDecision | None
    reason: str
    reviewed_by: str | None
    reviewed_at: Instant | None
    answered_again: bool


class ReviewQueue(Beginning, frozen=True):
    """Everything that the reviewer's view needs to begin, and again after each review."""

    is_blind: bool
    note: str
    labels: list[UnderReview]


class LookAtLabel(Record, frozen=True):
    """Ask for a label and its item; whoever asks counts as having seen the answer."""

    seat: Id
    label: Id


class LabelLooked(Record, frozen=True):
    """The item as its annotator saw it, with their answer and what a reviewer made of it.

    ``changed`` tells that it is another item since, to which the answer does not belong.
    """

    label: Id
    item: Any
    changed: bool
    answer: Any
    corrected: Any
    rationale: str | None
    gold: KnownAnswer | None


class SubmitReview(Record, Generic[AnswerT], frozen=True):
    """What the reviewer decided; ``answer`` is the right one where the label is corrected."""

    seat: Id
    event_id: Id
    label: Id
    decision: ReviewDecision
    reason: Text
    answer: AnswerT | None
    started_at: Instant
    submitted_at: Instant
    active_ms: Count


class Reviewed(Record, frozen=True):
    """The review is durable; the queue's entry as it is now."""

    event_id: Id
    entry: UnderReview


class RereadReviews(Record, frozen=True):
    """Ask for the queue again."""

    seat: Id


REVIEW_REQUESTS: dict[str, type[Record]] = {
    "hello": Hello,
    "look": LookAtLabel,
    "review": SubmitReview,
    "reread": RereadReviews,
}
REVIEW_REPLIES: tuple[type[Record], ...] = (ReviewQueue, LabelLooked, Reviewed)
