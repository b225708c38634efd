"""The labels that one reviewer has before them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from trainer_widgets.event_arrays import NODES
from trainer_widgets.reviewing.audit_samples import audit_number
from trainer_widgets.reviewing.labels_to_review import answered, labels_to_review
from trainer_widgets.store.following import Following
from trainer_widgets.widgets._on_screen import excerpt
from trainer_widgets.widgets._problems import RefusedError
from trainer_widgets.widgets._tokens import token, token_key
from trainer_widgets.wire.review import UnderReview

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.project import Project
    from trainer_widgets.records import Event, WhyReviewed
    from trainer_widgets.reviewing.choices import ReviewChoice
    from trainer_widgets.reviewing.labels_to_review import Why
    from trainer_widgets.widgets._review_screens import ReviewScreens


# Which labels stand follows from these.
CHANGING = (*NODES, "retract")


class Queued(NamedTuple):
    """A label in somebody's queue, and what it was corrected to."""

    event: Event[Any, Any]
    entry: UnderReview
    corrected: Any


class ReviewQueues:
    """Tells which labels a reviewer gets, in which order, under which names.

    Parameters
    ----------
    project
        The project.
    choice
        Which labels are reviewed.
    is_blind
        Whether nothing tells whose labels they are.
    screens
        Show the labels.
    """

    def __init__(
        self, project: Project, choice: ReviewChoice, screens: ReviewScreens, *, is_blind: bool
    ) -> None:
        """Choose once, so that what cannot be chosen stops the cell and not a person."""
        self._project, self._choice, self._screens = project, choice, screens
        self._is_blind = is_blind
        self._key = token_key(project.store)
        self._following = Following(project.store, project.task, ("event_id", "action"))
        self._known: set[Any] = set()
        self._why: Why | None = None
        # As each reviewer was told it last.
        self._told: dict[str, dict[str, Queued]] = {}
        self.why()

    @property
    def chosen(self) -> Why:
        """What was chosen last, without looking for other labels."""
        return self._why or {}

    def why(self) -> Why:
        """Return why each label is reviewed; chosen anew where other labels stand by now."""
        recorded = set(self._following.rows(CHANGING)["event_id"].to_pylist())
        if self._why is None or not recorded <= self._known:
            labels = answered(self._project, models=self._choice.models)
            self._why = labels_to_review(self._project, self._choice, labels)
            self._known |= recorded
        return self._why

    def labels(self, reviewer: str) -> list[UnderReview]:
        """Return a reviewer's queue: what is to be reviewed, and what was reviewed already."""
        reviews = self._project.reviews()
        newest = reviews[reviews["counts"].to_numpy()].set_index("label")
        rows: dict[Any, Any] = newest.astype("object").where(newest.notna(), None).to_dict("index")
        why = self.why()
        wanted = dict.fromkeys([*why, *rows])
        events = self._project.store.find(self._project.task, wanted)
        mine = [
            one
            for one in events.values()
            if one.annotator != reviewer and one.item_id in self._project.items
        ]
        mine.sort(key=self._place)
        entries = [
            self._entry(event, number, why, rows.get(event.event_id))
            for number, event in enumerate(mine, 1)
        ]
        answers = [(rows.get(event.event_id) or {}).get("answer") for event in mine]
        queued = map(Queued, mine, entries, answers)
        self._told[reviewer] = {one.entry.label: one for one in queued}
        return entries

    def table(self) -> pd.DataFrame:
        """Return the queue of somebody who has given no label, with everybody's names."""
        import pandas as pd  # noqa: PLC0415 - as late as it is needed

        entries = self.labels("")
        told = [self._told[""][one.label].event for one in entries]
        columns = ("label", "item_id", "annotator", "why", "decision", "reason", "reviewer")
        rows = [
            (label.event_id, label.item_id, label.annotator, *_decided(one))
            for label, one in zip(told, entries, strict=True)
        ]
        return pd.DataFrame(rows, columns=list(columns))

    def find(self, label: str, reviewer: str) -> Queued:
        """Return a label by its name in the queue.

        Raises
        ------
        RefusedError
            When it is not there, or no longer.
        """
        if label not in self._told.get(reviewer, {}):
            self.labels(reviewer)
        found = self._told[reviewer].get(label)
        if found is None:
            message = "this label is no longer in the queue: look at the queue again"
            raise RefusedError(message)
        return found

    def reviewed(self, queued: Queued, review: Event[Any, Any]) -> UnderReview:
        """Return a label's entry, and keep it, as it is with a new review."""
        assert review.review is not None  # noqa: S101 - an event with this action has one
        entry = msgspec.structs.replace(
            queued.entry,
            decision=review.review.decision,
            reason=review.review.reason,
            reviewed_by=review.annotator,
            reviewed_at=review.recorded_at,
            answered_again=False,
        )
        self._told[review.annotator][entry.label] = Queued(queued.event, entry, review.answer)
        return entry

    def _place(self, event: Event[Any, Any]) -> tuple[float, str]:
        """Return where a label comes: by chance, so that neighbors have nothing in common."""
        seed = self._project.settings.seed
        return audit_number(f"order {event.item_id}", event.annotator, seed), event.event_id

    def _entry(
        self, event: Event[Any, Any], number: int, why: Why, review: dict[str, Any] | None
    ) -> UnderReview:
        project_id, said = self._project.id, review or {}
        reviewed_at = said.get("reviewed_at")
        return UnderReview(
            # Events' ids may tell when they were made, and those of imports anything.
            label=token(self._key, [project_id, "label", event.event_id]),
            number=number,
            item=token(self._key, [project_id, event.item_id]),
            excerpt=excerpt(self._screens.summary(event)),
            annotator=None if self._is_blind else event.annotator,
            why=why.get(event.event_id) or said.get("why") or [],
            labeled_at=None if self._is_blind else event.submitted_at or event.recorded_at,
            decision=said.get("decision"),
            reason=said.get("reason") or "",
            reviewed_by=said.get("reviewer"),
            reviewed_at=reviewed_at.to_pydatetime() if reviewed_at else None,
            answered_again=said.get("answered_again") is not None,
        )


def _decided(entry: UnderReview) -> tuple[list[WhyReviewed], str | None, str, str | None]:
    return entry.why, entry.decision, entry.reason, entry.reviewed_by
