"""One person at a widget: their queue, their session, their items with letters on them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, ClassVar

from trainer_widgets import guideline, wire
from trainer_widgets.leases import Leases
from trainer_widgets.queues import Queue, plan
from trainer_widgets.store import DuplicateEventError

if TYPE_CHECKING:
    from collections.abc import Collection

    from trainer_widgets.project import Project
    from trainer_widgets.records import Condition, Event, Identity, Record

# Items on the browser's side: enough for some minutes without a line.
AHEAD = 10


class RefusedError(ValueError):
    """Raised for a submission that can never be stored, with the reason."""


class Desk:
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
    """

    task: ClassVar[str]

    def __init__(
        self, project: Project, annotator: str, identity: Identity, options: object
    ) -> None:
        """Rebuild the queue from the store, and warm the writer up."""
        self.project = project
        self.annotator = annotator
        self.options = options
        if project.guideline:
            guideline.keep(project.guideline, project.store)
        self.queue = Queue(plan(project, annotator), project.store.events_of(self.task, annotator))
        self._tokens = {item: self._token(item) for item in project.items}
        self._items = {token: item for item, token in self._tokens.items()}
        self._session = project.store.session(
            self.task,
            annotator=annotator,
            guideline=project.guideline.version if project.guideline else None,
            taxonomy=project.taxonomy.version if project.taxonomy else None,
            identity=identity,
            origin="widget",
        )
        self._leases = Leases(project, annotator) if project.settings.is_open else None

    def dealt(self, item_id: str) -> Any:  # noqa: ANN401 - the task's own record
        """Return an item as it goes to the screen."""
        raise NotImplementedError

    def from_screen(self, item_id: str, answer: Any) -> Any:  # noqa: ANN401
        """Return an answer with the ids that the letters stand for."""
        raise NotImplementedError

    def to_screen(self, item_id: str, answer: Any) -> Any:  # noqa: ANN401
        """Return a stored answer in the letters of this person's screen."""
        raise NotImplementedError

    def shown(self, item_id: str, submission: wire.Submit) -> Record:
        """Return what this person saw."""
        raise NotImplementedError

    def excerpt(self, item_id: str) -> str:
        """Return the line under which an item stands in a list."""
        raise NotImplementedError

    def feedback(self, event: Event[Any, Any]) -> wire.Feedback | None:
        """Return what the key says, where the answer misses it."""
        raise NotImplementedError

    def deal(self, held: Collection[str]) -> list[Any]:
        """Return the items that come next, apart from those a view holds."""
        without = {self._items[token] for token in held if token in self._items}
        wanted = max(AHEAD - len(without), 0)
        if self._leases:
            without |= self._leases.taken()
        chosen = self.queue.upcoming(wanted, without)
        if self._leases:
            self._leases.take(chosen, self._session)
        return [self.dealt(item) for item in chosen]

    def submit(self, submission: wire.Submit) -> wire.Receipt:
        """Store what a person decided; with the receipt come the next items.

        Raises
        ------
        RefusedError
            When the item is not one of this person's.
        DuplicateEventError
            When an event id comes again with another content.
        """
        item_id = self._item(submission.token)
        answer = submission.answer and self.from_screen(item_id, submission.answer)
        event = self.queue.event(submission.event_id)
        if event is None:
            event = self._record(item_id, submission, answer)
        elif (event.item_id, event.action, event.answer) != (item_id, submission.action, answer):
            raise DuplicateEventError(event.event_id, ["answer"])
        return wire.Receipt(
            event_id=event.event_id,
            progress=self.queue.progress(),
            items=self.deal(submission.held),
            feedback=self.feedback(event) if self.project.settings.feedback else None,
        )

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
            item_id = self._item(token or "")
        event = self.queue.standing(item_id)
        return wire.Opened(item=self.dealt(item_id), own=self._own(event) if event else None)

    def own(self) -> list[wire.Own]:
        """Return what this person has said, newest first."""
        return [self._own(event) for event in self.queue.own() if event.item_id in self._tokens]

    def close(self) -> None:
        """End the session."""
        self._session.close()

    def supersedes(self, item_id: str) -> str | None:
        """Return the person's own event that an answer to this item would replace."""
        event = self.queue.standing(item_id)
        return event.event_id if event else None

    def _record(
        self,
        item_id: str,
        submission: wire.Submit,
        answer: Any,  # noqa: ANN401
    ) -> Event[Any, Any]:
        event = self._session.record(
            event_id=submission.event_id,
            action=submission.action,
            item_id=item_id,
            item_hash=self.project.hashes[item_id],
            condition=self._condition(item_id),
            answer=answer,
            shown=self.shown(item_id, submission),
            rationale=submission.rationale or None,
            escalation=submission.escalation,
            supersedes=submission.supersedes,
            refers_to=submission.refers_to,
            started_at=submission.started_at,
            submitted_at=submission.submitted_at,
            active_ms=submission.active_ms,
        )
        self.queue.add(event)
        return event

    def _condition(self, item_id: str) -> Condition:
        if not self.project.settings.feedback:
            return "blind"
        told = any(self.feedback(event) for event in self.queue.history(item_id))
        return "feedback" if told else "blind"

    def _own(self, event: Event[Any, Any]) -> wire.Own:
        item_id = event.item_id
        answer = event.answer and self.to_screen(item_id, event.answer)
        return wire.Own(
            token=self._tokens[item_id],
            number=self.queue.number(item_id),
            event_id=event.event_id,
            action=event.action,  # type: ignore[arg-type] # what stands is never a lead\'s
            submitted_at=event.submitted_at,
            excerpt=self.excerpt(item_id),
            rationale=event.rationale,
            answer=answer,
        )

    def _token(self, item_id: str) -> str:
        """Return the opaque name of an item for this person: it tells nothing, and lasts."""
        parts = (self.project.id, self.annotator, item_id, self.project.hashes[item_id])
        text = "\0".join(parts).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(text, digest_size=12).hexdigest()

    def _item(self, token: str) -> str:
        try:
            return self._items[token]
        except KeyError:
            message = "this item has changed since, or is no longer part of the project"
            raise RefusedError(message) from None
