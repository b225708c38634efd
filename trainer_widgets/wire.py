"""The messages between a view in the browser and its widget in the kernel.

A view sends ``{"kind": "request", "id", "name", "body"}`` and gets exactly one
``{"kind": "reply", "id", "body"}`` or ``{"kind": "reply", "id", "error"}`` back. The bodies are
the records below; the front end's TypeScript types are made from them. Nothing here carries an
item id, a response id, a model's name or a right answer: items are known by a token, responses
by the letter under which they are on screen, and the answers in these messages use those letters.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta

from trainer_widgets.records import (
    Count,
    Escalation,
    Id,
    Identity,
    Message,
    RankingAnswer,
    Record,
)
from trainer_widgets.rubrics import check_rubric

PROTOCOL = 1

Instant = Annotated[dt.datetime, Meta(tz=True)]
Rationale = Literal["hidden", "optional", "required"]
ErrorCode = Literal["need_name", "identity", "unknown_seat", "refused", "storage", "failed"]
WidgetAction = Literal["answer", "skip", "escalate", "retract"]


class Criterion(Record, frozen=True):
    """One line of a rubric: scored from 1 to ``points`` for each response."""

    name: Id
    definition: str = ""
    points: Annotated[int, Meta(ge=2, le=10)] = 5


class RankingOptions(Record, frozen=True):
    """What a project or a caller sets for the ranking widget.

    Parameters
    ----------
    points
        Points of the scale for pairs: 2, 4, 5 or 7.
    criteria
        The rubric, at most twelve lines.
    rationale
        Whether a rationale is hidden, optional or required.
    min_words, max_words
        Limits of the rationale; 0 means none.
    word_counts
        Tell the length of each response (off: length biases judgement).
    stop_after
        Pause after so many answers in one sitting; 0 means never.
    """

    points: Literal[2, 4, 5, 7] = 7
    criteria: Annotated[list[Criterion], Meta(max_length=12)] = []
    rationale: Rationale = "optional"
    min_words: Count = 0
    max_words: Count = 0
    word_counts: bool = False
    stop_after: Count = 0

    def __post_init__(self) -> None:
        """Refuse options that nobody can follow."""
        check_rubric([one.name for one in self.criteria], self.min_words, self.max_words)


class DealtResponse(Record, frozen=True):
    """A response under the letter it has on this person's screen."""

    letter: str
    text: str


class RankingDealt(Record, frozen=True, tag="ranking"):
    """An item as dealt to one person; ``number`` counts from 1 in their own order.

    ``supersedes`` is their own event that an answer to this item would replace.
    """

    token: Id
    number: int
    prompt: list[Message]
    responses: list[DealtResponse]
    supersedes: str | None


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
    answer: RankingAnswer | None


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


class Welcome(Record, frozen=True):
    """Everything a view needs to begin. ``seat`` goes into each later request."""

    seat: Id
    annotator: str
    identity: Identity
    project_id: Id
    project_name: str
    task: str
    options: RankingOptions
    guideline: GuidelineText | None
    progress: Progress
    items: list[RankingDealt]


class Next(Record, frozen=True):
    """Ask for the items that come next, apart from those the view holds."""

    seat: Id
    held: list[str]


class Batch(Record, frozen=True):
    """The items that come next."""

    progress: Progress
    items: list[RankingDealt]


class Submit(Record, frozen=True):
    """What a person decided. Times are ISO 8601 in UTC, from the browser's clock.

    ``guideline``, ``difference`` and ``word_counts`` tell what this person had before them, which
    a kernel that comes back with other settings cannot know.
    """

    seat: Id
    event_id: Id
    token: Id
    action: WidgetAction
    answer: RankingAnswer | None
    rationale: str | None
    escalation: Escalation | None
    supersedes: str | None
    refers_to: str | None
    started_at: Instant
    submitted_at: Instant
    active_ms: Count
    guideline: str | None
    difference: bool
    word_counts: bool
    held: list[str]


class Receipt(Record, frozen=True):
    """The submission is durable; with it come the next items."""

    event_id: Id
    progress: Progress
    items: list[RankingDealt]
    feedback: Feedback | None


class Open(Record, frozen=True):
    """Ask for one item by its token, or by its number in one's own order."""

    seat: Id
    token: str | None
    number: int | None


class Opened(Record, frozen=True):
    """An item and what this person has said of it so far."""

    item: RankingDealt
    own: Own | None


class Mine(Record, frozen=True):
    """Ask for the list of one's own answers."""

    seat: Id


class OwnList(Record, frozen=True):
    """One's own answers, newest first."""

    progress: Progress
    entries: list[Own]


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
