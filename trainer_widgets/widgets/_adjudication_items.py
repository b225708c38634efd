"""Contested items as an adjudicator sees them: in their own order, with answers without names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from trainer_widgets import wire
from trainer_widgets.final_labels.adjudications import independent_of
from trainer_widgets.queues import sides
from trainer_widgets.widgets._on_screen import excerpt
from trainer_widgets.widgets._problems import RefusedError
from trainer_widgets.widgets._seen_desks import SeenDesks
from trainer_widgets.widgets._tokens import token, token_key

if TYPE_CHECKING:
    from trainer_widgets.project import Project
    from trainer_widgets.records import Event, Record
    from trainer_widgets.wire import adjudication as messages

# What `seen` says of a later choice; a ranking stores no `seen`: there `supersedes` alone tells.
CONSENSUS = "consensus"


class AnonymousChoice(NamedTuple):
    """One of the different answers to an item, and the labels that have it, oldest first."""

    key: str
    labels: list[Event[Any, Any]]

    @property
    def answer(self) -> Any:  # noqa: ANN401 - the task's
        """What they all answered."""
        return self.labels[0].answer

    @property
    def rationale(self) -> str | None:
        """All the reasons that were given for it; how many gave them is not told."""
        given = dict.fromkeys(one.rationale.strip() for one in self.labels if one.rationale)
        return "\n\n".join(sorted(given)) or None


class AdjudicationItems(SeenDesks):
    """Shows items to adjudicators, each in its own order.

    Parameters
    ----------
    project
        The project.
    options
        Those with which the annotators' widgets were made.
    models
        Whether answers by models are among the others.
    """

    def __init__(self, project: Project, options: Any, *, models: bool) -> None:  # noqa: ANN401 - the task's
        """Seat nobody: what is shown is no person's screen."""
        super().__init__(project, options)
        self.models = models
        self._is_veiled = bool(getattr(options, "veil", False))
        self._key = token_key(project.store)
        self._tokens = {self.token(item_id): item_id for item_id in project.items}

    def token(self, item_id: str) -> str:
        """Return an item's name in the list, which is another once the item changes."""
        known = self._project.hashes[item_id]
        return token(self._key, [self._project.id, "adjudication", item_id, known])

    def item(self, name: str) -> str:
        """Return the item that has a name.

        Raises
        ------
        RefusedError
            When there is none.
        """
        if name not in self._tokens:
            message = "this item has changed since, or is no longer part of the project"
            raise RefusedError(message)
        return self._tokens[name]

    def excerpt(self, item_id: str) -> str:
        """Return how an item begins; nothing of what is veiled."""
        if self._is_veiled:
            return ""
        with self._lock:
            return excerpt(self._plain_desk(item_id).summary(item_id))

    def dealt(self, item_id: str) -> Any:  # noqa: ANN401 - the task's own record
        """Return an item as it goes to the screen."""
        with self._lock:
            return self._plain_desk(item_id).dealt(item_id)

    def token_on_screen(self, item_id: str) -> str:
        """Return the name under which an item's screen asks for its picture and its test runs."""
        with self._lock:
            return self._plain_desk(item_id).tokens[item_id]

    def plain(self, item_id: str, answer: Any) -> Any:  # noqa: ANN401 - the task's answer
        """Return an answer in the letters of the item's own order."""
        with self._lock:
            return self._plain_desk(item_id).to_screen(item_id, answer)

    def chosen(self, item_id: str, answer: Any) -> Record:  # noqa: ANN401 - the task's answer
        """Return what an answer on screen means.

        Raises
        ------
        RefusedError
            When it cannot be one to this item.
        """
        with self._lock:
            desk = self._plain_desk(item_id)
            if reason := desk.impossible(item_id, answer):
                raise RefusedError(reason)
            found: Record = desk.from_screen(item_id, answer)
            return found

    def shown(self, item_id: str, given: messages.Adjudicate[Any], seen: list[str]) -> Record:
        """Return what was on screen for a choice."""
        submission = wire.Submit(
            seat=given.seat, event_id=given.event_id, token=given.item, action="answer",
            answer=given.answer, rationale=None, escalation=None, supersedes=None,
            refers_to=None, started_at=given.started_at, submitted_at=given.submitted_at,
            active_ms=given.active_ms, guideline=None, seen=seen, held=[],
        )  # fmt: skip
        with self._lock:
            return self._plain_desk(item_id).shown(item_id, submission)

    def answers(
        self, item_id: str, events: list[Event[Any, Any]], adjudicator: str
    ) -> list[AnonymousChoice]:
        """Return the different answers to an item, in an order of this adjudicator's own.

        How many gave an answer is not told: it would tell the majority. Whose they are neither;
        the adjudicator's own is one of them.
        """
        alike: dict[str, AnonymousChoice] = {}
        for label in independent_of(self._project, events, models=self.models):
            said = msgspec.json.encode(label.answer).decode()
            key = token(self._key, [self._project.id, adjudicator, item_id, said])
            alike.setdefault(key, AnonymousChoice(key, [])).labels.append(label)
        # The names say nothing of how the answers came.
        order = sides(sorted(alike), adjudicator, item_id, self._project.settings.seed)
        return [alike[key] for key in order]
