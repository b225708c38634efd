"""What reviewers decide on a project's labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from trainer_widgets.reviewing.review_tables import review_labels
from trainer_widgets.reviewing.reviews import review_label, review_table
from trainer_widgets.rulings import Rulings

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from trainer_widgets.project import Project
    from trainer_widgets.records import Event, ReviewDecision, WhyReviewed


class ProjectReviews(Rulings):
    """The part of a project that deals with reviews; people give them in a widget."""

    def reviews(self) -> pd.DataFrame:
        """Return every review, oldest first.

        Returns
        -------
        pandas.DataFrame
            See :func:`trainer_widgets.reviewing.reviews.review_table`.

        Examples
        --------
        >>> from trainer_widgets import Project
        >>> Project("datasets/response_ranking").reviews().empty
        True
        """
        return review_table(self.store, self.task)

    def review(  # noqa: PLR0913 - what a review says
        self,
        label: str,
        decision: ReviewDecision,
        reason: str = "",
        *,
        reviewer: str,
        answer: object = None,
        why: Sequence[WhyReviewed] = (),
        event_id: str | None = None,
    ) -> Event[Any, Any]:
        """Review a label from Python, as :class:`~trainer_widgets.ReviewWidget` does.

        Parameters
        ----------
        label
            The ``event_id`` of a label that stands.
        decision
            ``"pass"``; ``"return"``, which brings the item back to its annotator together with the
            reason; or ``"correct"``.
        reason
            Needed for all but a pass.
        reviewer
            Who decides; never who gave the label.
        answer
            The right answer, as a record or a dict, where the label is corrected.
        why
            How the label came to be reviewed, as :attr:`ReviewWidget.queue` tells it: ``"audit"``,
            ``"stratum"``, ``"rework"``, ``"gold_missed"``, ``"disagreement"``, ``"filter"``,
            ``"asked"``. Statistics of audits count what was drawn at random only.
        event_id
            With one of your own the same call can be made twice.

        Raises
        ------
        ReviewError
            When the label cannot be reviewed, or so.
        InvalidRecordError
            When the answer cannot be one to the item.

        Notes
        -----
        Annotators answer what was sent back in their own widget. A script answers for them with
        ``project.session(annotator=...)`` and ``session.record(item_id=..., answer=...,
        condition="rework", supersedes=label)``: the new answer replaces the label, and is known
        to be given after a review.

        Examples
        --------
        >>> from trainer_widgets import Project
        >>> project = Project("datasets/safety_flags", labels=getfixture("tmp_path"))
        >>> label = project.labels()["event_id"].iloc[0]
        >>> project.review(label, "return", "Which sentence?", reviewer="lead").action
        'review'
        >>> project.reviews()["decision"].tolist()
        ['return']
        """
        return review_label(
            cast("Project", self), label, decision, reason,
            reviewer=reviewer, answer=answer, why=why, event_id=event_id,
        )  # fmt: skip

    def review_all(self, reviews: pd.DataFrame, *, reviewer: str | None = None) -> int:
        """Review many labels from Python; where one of them cannot be, none is.

        Parameters
        ----------
        reviews
            One row a review: ``label`` and ``decision``; perhaps ``reason``, ``reviewer``,
            ``answer``, ``why`` and ``event_id``, as :meth:`review` has them. Empty cells are left
            out.
        reviewer
            Who decides where the table does not say.

        Returns
        -------
        int
            How many were new.

        Raises
        ------
        ReviewError
            When a column is missing or unknown, or a label cannot be reviewed, or so; with the row.

        Examples
        --------
        >>> from trainer_widgets import Project
        >>> project = Project("datasets/safety_flags", labels=getfixture("tmp_path"))
        >>> labels = project.labels()["event_id"].iloc[:3].to_frame("label")
        >>> project.review_all(labels.assign(decision="pass"), reviewer="lead")
        3
        """
        return review_labels(cast("Project", self), reviews, reviewer)
