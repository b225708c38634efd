"""The messages between a view in the browser and its widget in the kernel.

A view sends ``{"kind": "request", "id", "name", "body"}`` and gets exactly one
``{"kind": "reply", "id", "body"}`` or ``{"kind": "reply", "id", "error"}`` back. The bodies are
records of this package; the front end's TypeScript types are made from them. Nothing here carries
an item id, a response id, a model's name or a right answer: items are known by a token, what has
a name that tells something by the letter under which it is on screen, and the answers in these
messages use those letters. What a task adds (its items, answers and options) stands as ``Any``
here and has its records in a module of its own.
"""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from msgspec import Meta

from trainer_widgets.records import (
    Count,
    Escalation,
    Id,
    Identity,
    Instant,
    Record,
    Taxonomy,
)

PROTOCOL = 2

ErrorCode = Literal[
    "need_name", "identity", "unknown_seat", "refused", "storage", "overtaken", "failed"
]
WidgetAction = Literal["answer", "skip", "escalate", "retract"]
AnswerT = TypeVar("AnswerT")


class Progress(Record, frozen=True):
    """How far somebody is; ``pace_ms`` is the median active time of their recent answers."""

    done: Count
    total: Count
    skipped: Count
    escalated: Count
    pace_ms: Count | None


class Own(Record, frozen=True):
    """One of a person's own events that stands, in the letters of their own screen."""

    token: Id
    number: int
    event_id: Id
    action: WidgetAction
    submitted_at: Instant | None
    excerpt: str
    rationale: str | None
    answer: Any


class Feedback(Record, frozen=True):
    """What the key says of an answer that missed it."""

    token: Id
    number: int
    expected: str
    reason: str


class GuidelineText(Record, frozen=True):
    """A guideline's Markdown and its version."""

    version: str
    text: str


class Hello(Record, frozen=True):
    """A view introduces itself: the login the server told it, or a name typed once."""

    protocol: int
    login: str | None
    name: str | None


class Beginning(Record, frozen=True):
    """What every view needs to begin: who it speaks for, and in which project.

    ``seat`` goes into each later request.
    """

    seat: Id
    annotator: str
    identity: Identity
    project_id: Id
    project_name: str
    task: str
    options: Any
    guideline: GuidelineText | None
    taxonomy: Taxonomy | None


class Welcome(Beginning, frozen=True):
    """Everything that a view in which somebody labels needs to begin."""

    progress: Progress
    items: list[Any]


class Next(Record, frozen=True):
    """Ask for the items that come next, apart from those the view holds."""

    seat: Id
    held: list[str]


class Batch(Record, frozen=True):
    """The items that come next."""

    progress: Progress
    items: list[Any]


class Submit(Record, Generic[AnswerT], frozen=True):
    """What a person decided. Times are ISO 8601 in UTC, from the browser's clock.

    ``guideline`` and ``seen`` tell what this person had before them, which a kernel that comes
    back with other settings cannot know.
    """

    seat: Id
    event_id: Id
    token: Id
    action: WidgetAction
    answer: AnswerT | None
    rationale: str | None
    escalation: Escalation | None
    supersedes: str | None
    refers_to: str | None
    started_at: Instant
    submitted_at: Instant
    active_ms: Count
    guideline: str | None
    seen: Annotated[list[Id], Meta(max_length=50)]
    held: list[str]


class Receipt(Record, frozen=True):
    """The submission is durable; with it come the next items."""

    event_id: Id
    progress: Progress
    items: list[Any]
    feedback: Feedback | None


class Open(Record, frozen=True):
    """Ask for one item by its token, or by its number in one's own order."""

    seat: Id
    token: str | None
    number: int | None


class Opened(Record, frozen=True):
    """An item and what this person has said of it so far."""

    item: Any
    own: Own | None


class Mine(Record, frozen=True):
    """Ask for the list of one's own answers."""

    seat: Id


class OwnList(Record, frozen=True):
    """One's own answers, newest first."""

    progress: Progress
    entries: list[Own]


class AskScore(Record, frozen=True):
    """Ask how far one's first answers agree with the key."""

    seat: Id


class KeyScore(Record, frozen=True):
    """On how many of the items with a right answer somebody's first answer agrees with it.

    ``done`` is how many of them have been answered; 0 where nothing is told of the key.
    """

    right: Count
    done: Count


class Problem(Record, frozen=True):
    """Why a request failed. ``final`` means that sending it again cannot help."""

    code: ErrorCode
    message: str
    final: bool


REQUESTS: dict[str, type[Record]] = {
    "hello": Hello,
    "next": Next,
    "submit": Submit,
    "open": Open,
    "mine": Mine,
}
REPLIES: tuple[type[Record], ...] = (Welcome, Batch, Receipt, Opened, OwnList, Problem)
