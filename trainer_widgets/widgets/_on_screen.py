"""What a task says of its items and answers on screen; a desk does the rest."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from trainer_widgets.answers_in_words import keys_in_words
from trainer_widgets.records import Shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trainer_widgets import wire
    from trainer_widgets.project import Project
    from trainer_widgets.queues import Queue
    from trainer_widgets.records import Condition, Event, Record

EXCERPT = 120


class OnScreen(ABC):
    """One task's items as one person sees them: a subclass says how they are dealt.

    Attributes
    ----------
    project
        The project that is labeled.
    annotator
        Who sees the items.
    options
        The widget's options.
    queue
        This person's queue.
    recalled
        What was on screen of an item at some time, by its id: it is shown so again.
    """

    task: str
    project: Project
    annotator: str
    options: Any
    queue: Queue
    recalled: dict[str, Any]

    def recall(self, events: Iterable[Event[Any, Any]]) -> None:
        """Show what was escalated as it was on screen then, whatever the settings are now."""
        for event in events:
            if event.action == "escalate" and event.shown is not None:
                self.recalled[event.item_id] = event.shown

    def show_plain(self, item_id: str) -> None:  # noqa: B027 - most screens are one for all
        """Show an item in its own order from now on, and with all that it has."""

    def letters(self, item_id: str) -> dict[str, str]:  # noqa: ARG002 - most screens have none
        """Return what each letter on screen stands for, which annotators must not learn."""
        return {}

    @classmethod  # noqa: B027 - most tasks take any project
    def check(cls, project: Project, options: Any) -> None:  # noqa: ANN401 - the task's own
        """Refuse a project that this task's screen cannot show with these options.

        Raises
        ------
        ProjectError
            With what to change.
        """

    @classmethod
    def offered(cls, project: Project, options: Any) -> Any:  # noqa: ANN401, ARG003
        """Return the options with what follows from the project, where something does."""
        return options

    @abstractmethod
    def dealt(self, item_id: str) -> Any:  # noqa: ANN401 - the task's own record
        """Return an item as it goes to the screen."""

    @abstractmethod
    def summary(self, item_id: str) -> str:
        """Return the text whose beginning stands for an item in a list."""

    def screen(self, item_id: str) -> list[str]:  # noqa: ARG002 - most screens are one for all
        """Return what decides how this person sees the item, such as the order of its parts."""
        return []

    def impossible(self, item_id: str, answer: Any) -> str | None:  # noqa: ANN401, ARG002
        """Return why an answer could not have been given on this screen, else None."""
        return None

    def from_screen(self, item_id: str, answer: Any) -> Any:  # noqa: ANN401, ARG002
        """Return an answer with the ids that the letters on screen stand for."""
        return answer

    def to_screen(self, item_id: str, answer: Any) -> Any:  # noqa: ANN401, ARG002
        """Return a stored answer in the letters of this person's screen."""
        return answer

    def shown(self, item_id: str, submission: wire.Submit[Any]) -> Record:  # noqa: ARG002
        """Return what this person saw."""
        return Shown(seen=submission.seen)

    def condition(self, item_id: str) -> Condition:  # noqa: ARG002
        """Return what this person is exposed to before anything was told."""
        return "blind"

    def expected(self, item_id: str, missed: dict[str, Any]) -> str:  # noqa: ARG002
        """Return what the key says, in words, where an answer missed it."""
        return keys_in_words(missed)


def excerpt(text: str) -> str:
    """Return how a text begins, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1] + "…"
