"""The reviewer's queue: look at labels, pass them, send them back or correct them."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import traitlets

from trainer_widgets import wire
from trainer_widgets.gold import known_answer
from trainer_widgets.reviewing.choices import ReviewChoice
from trainer_widgets.widgets._opening import ALL_SETTINGS, open_project, open_with_options
from trainer_widgets.widgets._problems import RefusedError
from trainer_widgets.widgets._project_widget import STATIC
from trainer_widgets.widgets._review_queue import ReviewQueues
from trainer_widgets.widgets._review_records import ReviewRecords
from trainer_widgets.widgets._review_screens import ReviewScreens
from trainer_widgets.widgets._seats import Seats
from trainer_widgets.widgets._test_runs import RUN_REQUESTS, RunsTests
from trainer_widgets.widgets.by_task import desk_type
from trainer_widgets.widgets.custom import source_of
from trainer_widgets.widgets.image_tags import ImageTagDesk
from trainer_widgets.wire.explorer import KnownAnswer
from trainer_widgets.wire.review import (
    REVIEW_REQUESTS,
    LabelLooked,
    LookAtLabel,
    RereadReviews,
    Reviewed,
    ReviewQueue,
    SubmitReview,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from trainer_widgets.records import Event
    from trainer_widgets.records.slices import Condition
    from trainer_widgets.widgets._desk import Desk
    from trainer_widgets.widgets._seats import Seat


# Arguments beside those of all widgets, so that a misspelt one is told its right name.
CHOICES = (*ReviewChoice._fields, "blind")


class ReviewWidget(RunsTests):
    """Review labels: pass each, send it back to its annotator with a reason, or correct it.

    The labels that stand now are reviewed, each on the screen on which it was given. What is sent
    back comes to its annotator's queue in every labeling widget, with the reason; the new answer
    has the condition ``rework``, and comes to be reviewed again. A correction is a review and no
    label: :meth:`Project.final` takes it. Nobody reviews their own labels, and what a reviewer
    answers after having looked at somebody's answer has the condition ``revealed``.

    Parameters
    ----------
    project
        A :class:`~trainer_widgets.Project` or the path of one.
    store
        Where labels are, where it is not the project's own place.
    annotator
        Who reviews. By default the view asks the server, and a person whom it does not know.
    audit
        ``audit`` is a random sample: a float is the share of all labels, an int a number of them,
        None none. By a share, a label has a number of its own that decides for good whether it is
        in, so that the sample of yesterday stays and grows as labels arrive, and a label that is
        corrected stays in it. A number is shared out in proportion between the strata, with at
        least one of each where there are enough, and moves a little as labels arrive; its pass
        rate is right with ``audit_pass_rate(project, strata=by)``.
    seed
        ``seed`` decides the sample; by default the project's.
    by
        ``by`` are the strata: ``"annotator"``, ``"task"``, ``"category"`` (the answer's), or
        columns of the items. A stratum with enough labels to be owed one gives one in any case;
        where a share has drawn none, that one is there for ``"stratum"`` and not for
        ``"audit"``, since it does not speak for all.
    gold_missed
        ``gold_missed`` adds all labels that miss their item's gold.
    below
        ``below`` adds the labels of items on which people agree less than this, from 0 to 1: one
        minus the mean distance between two people's independent answers, which for answers that
        are equal or not is the share of pairs that agree.
    where
        ``where`` adds the labels in a slice, in the language of
        :class:`~trainer_widgets.SliceExplorer`, such as ``'language = "ar"'``, or a condition.
    items
        ``items`` adds the labels of some items, such as ``project.item_list("review")``, or the
        labels in a table with ``event_id``.
    blind
        With ``blind`` nothing that reaches the browser tells whose a label is, or when it was
        given; without, both are shown.
    models
        ``models`` takes the labels that models gave too.
    **arguments
        The options and settings with which the annotators' widgets were made, where they are not
        those of ``project.toml``.

    Raises
    ------
    ReviewChoiceError
        When it cannot be told which labels are meant.
    UnknownArgumentError
        For a misspelt argument, with the right one.

    Examples
    --------
    >>> widget = ReviewWidget("datasets/response_ranking", annotator="lead", audit=20)
    >>> widget.reviews.empty
    True
    """

    # With what an item's own screen asks for, of the desk of the annotator who labeled it.
    requests = REVIEW_REQUESTS | RUN_REQUESTS | {"picture": wire.Picture}
    slow = frozenset({"picture", *RUN_REQUESTS})
    _view = traitlets.Dict().tag(sync=True)
    _esm = STATIC / "review.js"
    _css = STATIC / "review.css"

    def __init__(  # noqa: PLR0913 - which labels are reviewed, all named
        self,
        project: object,
        store: object = None,
        annotator: str | None = None,
        *,
        audit: float | None = 0.1,
        seed: int | None = None,
        by: Sequence[str] = ("annotator", "category"),
        gold_missed: bool = True,
        below: float | None = None,
        where: str | Condition | None = None,
        items: object = None,
        blind: bool = True,
        models: bool = False,
        **arguments: object,
    ) -> None:
        """Open the project and choose the labels; who reviews is found out when a view comes."""
        task = open_project(project, store, None, {}).task
        kind = desk_type(task)
        self.project, self.options = open_with_options(
            project, store, task, arguments, (*ALL_SETTINGS, *CHOICES)
        )
        kind.check(self.project, self.options)
        self.options = kind.offered(self.project, self.options)
        choice = ReviewChoice(audit, seed, by, gold_missed, below, where, items, models)
        self._is_blind = blind
        self._screens = ReviewScreens(self.project, self.options)
        self._queues = ReviewQueues(self.project, choice, self._screens, is_blind=blind)
        self._view = source_of(self.project.task) or {}
        self._seats = Seats(annotator)
        self._records = ReviewRecords(self.project, self._screens)
        super().__init__()

    def __repr__(self) -> str:
        """Name the widget and the project, with how many labels were chosen."""
        count = len(self._queues.chosen)
        labels = "1 label" if count == 1 else f"{count:,} labels"
        return f"{type(self).__name__}({self.project.name!r}, {labels})"

    @property
    def reviews(self) -> pd.DataFrame:
        """Every review of the project, see :meth:`Project.reviews`."""
        return self.project.reviews()

    @property
    def queue(self) -> pd.DataFrame:
        """What is to be reviewed, for whoever asks in Python: nothing is blind here.

        One row a label: ``label`` (its event), ``item_id``, ``annotator``, ``why`` (a list), and
        what was decided so far: ``decision``, ``reason``, ``reviewer``; in the order of the queue.
        """
        with self._lock:
            return self._queues.table()

    def close(self) -> None:
        """End the reviewers' sessions."""
        with self._lock, contextlib.ExitStack() as stack:
            stack.callback(super().close)
            # A widget whose project would not open has none.
            if hasattr(self, "_records"):
                stack.callback(self._records.close)

    def _on_hello(self, hello: wire.Hello) -> ReviewQueue:
        return self._queue(self._introduced(hello))

    def _on_reread(self, request: RereadReviews) -> ReviewQueue:
        return self._queue(self._seat(request.seat))

    def _queue(self, seat: Seat) -> ReviewQueue:
        labels = self._queues.labels(seat.annotator)
        return ReviewQueue(
            **self._beginning(seat),
            is_blind=self._is_blind,
            note="" if labels else "There is nothing to review: no label was chosen.",
            labels=labels,
        )

    def _on_look(self, request: LookAtLabel) -> LabelLooked:
        seat = self._seat(request.seat)
        queued = self._queues.find(request.label, seat.annotator)
        label = queued.event
        changed = label.item_hash not in {None, self.project.hashes[label.item_id]}
        self._records.expose(seat, label)
        return LabelLooked(
            label=request.label,
            item=self._screens.item(label, queued.entry.number),
            changed=changed,
            answer=None if changed else self._screens.answer(label, label.answer),
            corrected=None if changed else self._screens.answer(label, queued.corrected),
            rationale=label.rationale,
            gold=self._gold(label),
        )

    def _on_review(self, request: SubmitReview[Any]) -> Reviewed:
        seat = self._seat(request.seat)
        queued = self._queues.find(request.label, seat.annotator)
        review = self._records.record(seat, queued, request)
        return Reviewed(request.event_id, self._queues.reviewed(queued, review))

    def _gold(self, label: Event[Any, Any]) -> KnownAnswer | None:
        right = known_answer(self.project.gold, label.item_id, self.project.task)
        if not right:
            return None
        reason = str(self.project.gold.loc[label.item_id, "reason"])
        return KnownAnswer(self._screens.expected(label, right), reason)

    def _on_picture(self, request: wire.Picture) -> tuple[wire.Pictured, list[bytes]]:
        desk = self._desk_of(request)
        assert isinstance(desk, ImageTagDesk)  # noqa: S101 - no other desk's items have pictures
        return desk.picture(request)

    def _desk_of(self, request: wire.Picture | wire.RunTests) -> Desk:
        with self._lock:
            self._seat(request.seat)
            desk = self._screens.find(request.token)
        if desk is None:
            message = "this item has changed since: look for it in the queue again"
            raise RefusedError(message)
        return desk
