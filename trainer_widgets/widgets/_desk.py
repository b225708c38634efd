"""One person at a widget: their queue, their session, their items with letters on them."""

from __future__ import annotations

import logging
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from trainer_widgets import wire
from trainer_widgets.leases import Leases
from trainer_widgets.queues import Queue, plan
from trainer_widgets.records import INDEPENDENT_CONDITIONS
from trainer_widgets.reviewing.returns import Returns
from trainer_widgets.store.following import Following
from trainer_widgets.widgets._feedback import told
from trainer_widgets.widgets._on_screen import OnScreen, excerpt
from trainer_widgets.widgets._problems import RefusedError
from trainer_widgets.widgets._tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Collection

    from trainer_widgets.project import Project
    from trainer_widgets.records import Condition, Event, Identity
    from trainer_widgets.store import Session
    from trainer_widgets.widgets._portion import Portion

# Items on the browser's side: enough for some minutes without a line.
AHEAD = 10

log = logging.getLogger(__name__)


class Desk(OnScreen):
    """Deals items to one annotator and stores what comes back.

    A subclass says how an item of its task looks on screen and what an answer means.

    Parameters
    ----------
    project
        The project that is labeled.
    annotator, identity
        Who it is, and how that is known.
    options
        The widget's options.
    portion
        What is worked on, where it is not all that the project deals to this person.
    """

    def __init__(
        self,
        project: Project,
        annotator: str,
        identity: Identity,
        options: wire.TaskOptions,
        portion: Portion | None = None,
    ) -> None:
        """Rebuild the queue from the store."""
        self.project = project
        self.annotator = annotator
        self.identity = identity
        self.options = options
        self.recalled = {}
        self._portion = portion
        self._following = Following(project.store, self.task, annotator=annotator)
        self._returns = Returns(project.store, self.task)
        items = plan(project, annotator, portion.items if portion else None)
        self.queue = Queue(items, ())
        # All that this person ever said of the items.
        self.past = Queue(items, ()) if portion else self.queue
        self.refresh()
        if portion and portion.is_plain:
            for item_id in items:
                self.show_plain(item_id)
        self.tokens = Tokens(project, annotator, self._known_by)
        self._leases = Leases(project, annotator) if project.settings.is_open else None

    @cached_property
    def session(self) -> Session:
        """Where this person's events go; opened when it is first asked for."""
        return self.project.session(
            annotator=self.annotator, identity=self.identity, origin="widget"
        )

    def refresh(self) -> None:
        """Take in what this person did elsewhere: in another kernel, another widget."""
        for event in self._following.events(known=self.past.knows):
            self.take(event)
        self.queue.returned = self._returns.now()
        if self._portion is None:
            # Also what was labeled when the project dealt other items to this person.
            self.queue.admit(sorted(self.queue.came_back() & self.project.items.keys()))

    def take(self, event: Event[Any, Any]) -> None:
        """Take in one of this person's events."""
        self.past.add(event)
        if self._portion is None or self._portion.has(event):
            self.queue.add(event)

    def deal(self, held: Collection[str]) -> list[Any]:
        """Return the items that come next, apart from those a view holds."""
        without = {item for item in map(self.tokens.find, held) if item}
        wanted = AHEAD - len(without)
        if wanted <= 0:
            return []
        if self._leases:
            without |= self._leases.taken() - self.queue.came_back()
        chosen = self.queue.upcoming(wanted, without)
        if self._leases:
            self._leases.take(chosen, self.session)
        return [self.noted(item) for item in chosen]

    def submit(self, submission: wire.Submit[Any]) -> wire.Receipt:
        """Store what a person decided; with the receipt come the next items.

        Raises
        ------
        RefusedError
            When the item is not one of this person's, or the answer cannot be one to it.
        DuplicateEventError
            When an event id comes again with another content.
        """
        # Whoever has seen elsewhere what others say is not blind here.
        self.refresh()
        event = self.queue.event(submission.event_id)
        if event is None or self.tokens.find(submission.token):
            event = self._record(self.tokens.item(submission.token), submission)
        receipt = wire.Receipt(event.event_id, self.queue.progress(), [], None)
        try:
            return msgspec.structs.replace(
                receipt, feedback=told(self, event), items=self.deal(submission.held)
            )
        except Exception:
            # The label is stored, and its receipt must say so whatever else goes wrong.
            log.exception("could not deal after event %s", event.event_id)
            return receipt

    def open(self, token: str | None, number: int | None) -> wire.Opened:
        """Return one item with this person's own answer.

        Raises
        ------
        RefusedError
            When there is no such item.
        """
        if number is not None:
            if not 1 <= number <= len(self.queue.items):
                message = f"there is no item {number}: they go from 1 to {len(self.queue.items)}"
                raise RefusedError(message)
            item_id = self.queue.items[number - 1]
        else:
            item_id = self.tokens.item(token or "")
        event = self.queue.standing(item_id)
        return wire.Opened(item=self.noted(item_id), own=self._own(event) if event else None)

    def noted(self, item_id: str) -> Any:  # noqa: ANN401 - the task's own record
        """Return an item as it goes to the screen, with what the lead said of it."""
        return msgspec.structs.replace(self.dealt(item_id), note=self.queue.note(item_id))

    def own(self) -> list[wire.Own]:
        """Return what this person has said, newest first."""
        return [self._own(event) for event in self.queue.own() if event.item_id in self.tokens]

    def close(self) -> None:
        """End the session, and give back what was dealt and not decided."""
        if self._leases:
            self._leases.release(self.session)
        self.session.close()

    def supersedes(self, item_id: str) -> str | None:
        """Return the person's own event that an answer to this item would replace."""
        event = self.past.standing(item_id)
        return event.event_id if event else None

    def _known_by(self, item_id: str) -> list[str]:
        """Return what makes an item's token; the same item on two screens has two."""
        is_plain = self._portion is not None and self._portion.is_plain
        return [*self.screen(item_id), *(["plain"] if is_plain else [])]

    def _answer(self, item_id: str, submission: wire.Submit[Any]) -> Any:  # noqa: ANN401
        if submission.answer is None:
            return None
        reason = self.impossible(item_id, submission.answer)
        required = self.options.rationale == "required" and submission.action == "answer"
        if required and not submission.rationale:
            reason = reason or "a rationale is required"
        if reason:
            raise RefusedError(reason)
        return self.from_screen(item_id, submission.answer)

    def _record(self, item_id: str, submission: wire.Submit[Any]) -> Event[Any, Any]:
        event = self.session.record(
            event_id=submission.event_id,
            action=submission.action,
            item_id=item_id,
            condition=self.exposure(item_id),
            answer=self._answer(item_id, submission),
            shown=self.shown(item_id, submission),
            guideline=submission.guideline,
            rationale=submission.rationale or None,
            escalation=submission.escalation,
            supersedes=submission.supersedes,
            refers_to=submission.refers_to,
            started_at=submission.started_at,
            submitted_at=submission.submitted_at,
            active_ms=submission.active_ms,
            calibration=self._portion.calibration() if self._portion else None,
        )
        self.take(event)
        return event

    def exposure(self, item_id: str) -> Condition:
        """Return what this person is exposed to by now."""
        if self.queue.note(item_id) is not None:
            return "rework"
        before = [event.condition for event in self.past.history(item_id)]
        exposed = [one for one in before if one not in INDEPENDENT_CONDITIONS]
        return exposed[-1] if exposed else self.condition(item_id)

    def _own(self, event: Event[Any, Any]) -> wire.Own:
        item_id = event.item_id
        # An answer to what the item was before has no letters on today's screen.
        same = event.answer and event.item_hash == self.project.hashes[item_id]
        answer = self.to_screen(item_id, event.answer) if same else None
        return wire.Own(
            token=self.tokens[item_id],
            number=self.queue.number(item_id),
            event_id=event.event_id,
            action=event.action,  # type: ignore[arg-type] # what stands is never a lead\'s
            submitted_at=event.submitted_at,
            excerpt=excerpt(self.summary(item_id)),
            rationale=event.rationale,
            answer=answer,
        )
