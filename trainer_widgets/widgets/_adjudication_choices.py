"""What an adjudicator chooses of an item, and what is told before and after."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from trainer_widgets.compared_answers import says_the_same
from trainer_widgets.final_labels.adjudications import (
    adjudication_of,
    events_of_item,
    record_adjudication,
)
from trainer_widgets.widgets._adjudication_items import CONSENSUS
from trainer_widgets.widgets._problems import RefusedError
from trainer_widgets.wire import adjudication as messages

if TYPE_CHECKING:
    from trainer_widgets.project import Project
    from trainer_widgets.records import Event
    from trainer_widgets.store import Session
    from trainer_widgets.widgets._adjudication_docket import AdjudicationDocket
    from trainer_widgets.widgets._adjudication_items import AdjudicationItems, AnonymousChoice

log = logging.getLogger(__name__)


class AdjudicationChoices:
    """Stores adjudicators' choices; only after one's own is one told the consensus.

    Parameters
    ----------
    project
        The project.
    items, docket
        How items are shown, and what their labels amount to.
    """

    def __init__(
        self, project: Project, items: AdjudicationItems, docket: AdjudicationDocket
    ) -> None:
        """Choose nothing yet."""
        self._project = project
        self._items = items
        self._docket = docket

    def looked(self, item_id: str, adjudicator: str) -> messages.ContestedItem:
        """Return an item with all answers, and an adjudicator's own choice if there is one."""
        events = events_of_item(self._project, item_id)
        answers = self._items.answers(item_id, events, adjudicator)
        own = adjudication_of(events, adjudicator)
        return messages.ContestedItem(
            item_token=self._items.token_on_screen(item_id),
            item=self._items.dealt(item_id),
            answers=[
                messages.AnonymousAnswer(
                    one.key, self._items.plain(item_id, one.answer), one.rationale
                )
                for one in answers
            ],
            choice=self._choice(item_id, own, answers) if own else None,
            consensus=self._consensus(item_id, own, events) if own else None,
        )

    def _choice(
        self, item_id: str, own: Event[Any, Any], answers: list[AnonymousChoice]
    ) -> messages.OwnChoice:
        picked = [one.key for one in answers if one.answer == own.answer]
        return messages.OwnChoice(
            event_id=own.event_id,
            picked=picked[0] if picked else None,
            plain=self._items.plain(item_id, own.answer),
            reason=own.rationale or "",
            is_first=own.supersedes is None,
        )

    def _consensus(
        self, item_id: str, own: Event[Any, Any], events: list[Event[Any, Any]]
    ) -> messages.ConsensusOffer:
        """Return what the labels amount to, for somebody whose own choice is stored."""
        method = self._docket.method
        try:
            found = self._docket.consensus(item_id)
        except Exception:
            # The choice is stored, and its receipt must say so whatever else goes wrong.
            log.exception("no consensus on item %s", item_id)
            return messages.ConsensusOffer(method, None, None, None, "The kernel's log says more.")
        label = next((one for one in events if one.event_id == found.label), None)
        if label is None:
            return messages.ConsensusOffer(method, None, None, None, found.note)
        return messages.ConsensusOffer(
            method=method,
            plain=self._items.plain(item_id, label.answer),
            probability=found.probability,
            same=bool(says_the_same(label.answer, own.answer)),
            note=found.note,
        )

    def decide(
        self, session: Session, adjudicator: str, item_id: str, given: messages.Adjudicate[Any]
    ) -> Event[Any, Any]:
        """Store a choice; one that is stored already stays as it is.

        Raises
        ------
        RefusedError
            When the answer cannot be one to this item, or the event's id is taken by another.
        """
        events = events_of_item(self._project, item_id)
        answer = self._answer(adjudicator, item_id, given, events)
        reason = given.reason.strip() or None
        there = self._project.store.find(self._project.task, [given.event_id])
        if known := there.get(given.event_id):
            said = known.action, known.annotator, known.item_id, known.answer, known.rationale
            if said != ("adjudicate", adjudicator, item_id, answer, reason):
                message = "This was stored already, with another content."
                raise RefusedError(message)
            return known
        before = adjudication_of(events, adjudicator)
        return record_adjudication(
            self._project,
            session,
            adjudicator,
            item_id,
            answer,
            models=self._items.models,
            event_id=given.event_id,
            rationale=reason,
            shown=self._items.shown(item_id, given, [CONSENSUS] if before else []),
            started_at=given.started_at,
            submitted_at=given.submitted_at,
            active_ms=given.active_ms,
        )

    def _answer(
        self,
        adjudicator: str,
        item_id: str,
        given: messages.Adjudicate[Any],
        events: list[Event[Any, Any]],
    ) -> Any:  # noqa: ANN401 - the task's
        """Return the answer that was chosen; one that an annotator gave is possible as it is."""
        answers = {one.key: one for one in self._items.answers(item_id, events, adjudicator)}
        if given.picked is None:
            return self._items.chosen(item_id, given.answer)
        if given.picked not in answers:
            message = "this answer is no longer there: look at the item again"
            raise RefusedError(message)
        picked = answers[given.picked].answer
        is_unchanged = self._items.plain(item_id, picked) == given.answer
        return picked if is_unchanged else self._items.chosen(item_id, given.answer)
