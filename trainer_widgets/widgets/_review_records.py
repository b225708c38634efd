"""What reviewers decide, as events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer_widgets.records import Review
from trainer_widgets.reviewing.reviews import ReviewError, check_review
from trainer_widgets.widgets._problems import RefusedError
from trainer_widgets.widgets._seat_sessions import SeatSessions

if TYPE_CHECKING:
    from trainer_widgets.project import Project
    from trainer_widgets.records import Event
    from trainer_widgets.widgets._review_queue import Queued
    from trainer_widgets.widgets._review_screens import ReviewScreens
    from trainer_widgets.widgets._seats import Seat
    from trainer_widgets.wire.review import SubmitReview


class ReviewRecords:
    """Stores reviews, and that somebody has seen an answer.

    Parameters
    ----------
    project
        The project.
    screens
        On which labels are shown and corrected.
    """

    def __init__(self, project: Project, screens: ReviewScreens) -> None:
        """Open no session yet."""
        self._project, self._screens = project, screens
        self._sessions = SeatSessions(project)

    def close(self) -> None:
        """End all sessions."""
        self._sessions.close()

    def expose(self, seat: Seat, label: Event[Any, Any]) -> None:
        """Note that a reviewer sees what somebody answered, before they do.

        Once for each item: what they answer to it later is not independent.
        """
        self._sessions.expose(seat, label.item_id)

    def record(self, seat: Seat, queued: Queued, request: SubmitReview[Any]) -> Event[Any, Any]:
        """Store a review, unless it is stored already.

        Raises
        ------
        RefusedError
            When the label cannot be reviewed so, or the id is taken by another review.
        """
        label = queued.event
        review = Review(request.decision, request.reason.strip(), queued.entry.why)
        answer = self._answer(label, request)
        stored = self._project.store.find(self._project.task, [request.event_id])
        if request.event_id in stored:
            return _same(stored[request.event_id], seat.annotator, label, review, answer)
        try:
            check_review(self._project, label, review, seat.annotator, answer)
        except ReviewError as error:
            raise RefusedError(str(error)) from None
        return self._sessions.of(seat).record(
            event_id=request.event_id,
            action="review",
            item_id=label.item_id,
            # Who has seen what somebody answered cannot answer the item blind.
            condition="revealed",
            refers_to=label.event_id,
            review=review,
            answer=answer,
            started_at=request.started_at,
            submitted_at=request.submitted_at,
            active_ms=request.active_ms,
        )

    def _answer(self, label: Event[Any, Any], request: SubmitReview[Any]) -> Any:  # noqa: ANN401
        if request.answer is None or label.item_hash not in {
            None,
            self._project.hashes[label.item_id],
        }:
            return request.answer
        answer, reason = self._screens.corrected(label, request.answer)
        if reason:
            raise RefusedError(reason)
        return answer


def _same(
    stored: Event[Any, Any], reviewer: str, label: Event[Any, Any], review: Review, answer: object
) -> Event[Any, Any]:
    """Return a stored review that is sent again; why it is reviewed may be told anew since."""
    there = stored.annotator, stored.refers_to, stored.answer, _said(stored.review)
    if there != (reviewer, label.event_id, answer, _said(review)):
        message = "This was stored already, with another content."
        raise RefusedError(message)
    return stored


def _said(review: Review | None) -> tuple[str, str] | None:
    return None if review is None else (review.decision, review.reason)
