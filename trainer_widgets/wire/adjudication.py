"""The adjudicator's list: its messages.

Answers stand side by side in an order that is shuffled for each adjudicator and item, without
names. What the consensus says is no part of any message before the adjudicator has chosen.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from trainer_widgets.records import Count, Id, Instant, Record
from trainer_widgets.wire.escalations import Text
from trainer_widgets.wire.messages import Beginning, Hello

AnswerT = TypeVar("AnswerT")


class Contested(Record, frozen=True):
    """One item on which annotators differ; ``difference`` is the mean distance of two answers."""

    item: Id
    number: int
    excerpt: str
    n_answers: Count
    difference: float
    is_settled: bool
    adjudicated_by: str | None
    adjudicated_at: Instant | None


class Docket(Beginning, frozen=True):
    """Everything that the adjudicator's view needs to begin, and again after each choice."""

    note: str
    items: list[Contested]


class LookAtContested(Record, frozen=True):
    """Ask for an item on which annotators differ; whoever asks has seen the answers."""

    seat: Id
    item: Id


class AnonymousAnswer(Record, frozen=True):
    """One of the answers, by a letter that stands for nobody; ``plain`` in the item's own order."""

    key: Id
    plain: Any
    rationale: str | None


class ConsensusOffer(Record, frozen=True):
    """What the annotators' labels amount to, told after the adjudicator's own first choice.

    ``plain`` is None where there is no consensus; ``same`` tells that the choice agrees with it.
    """

    method: str
    plain: Any
    probability: float | None
    same: bool | None
    note: str


class OwnChoice(Record, frozen=True):
    """What the adjudicator has chosen: one of the answers (``picked``), or their own."""

    event_id: Id
    picked: Id | None
    plain: Any
    reason: str
    is_first: bool


class ContestedItem(Record, frozen=True):
    """An item in its own order with all independent answers, and one's own choice if there is one.

    ``consensus`` is None before that choice.
    """

    item_token: Id
    item: Any
    answers: list[AnonymousAnswer]
    choice: OwnChoice | None
    consensus: ConsensusOffer | None


class Adjudicate(Record, Generic[AnswerT], frozen=True):
    """The adjudicator's choice; a second one replaces the first."""

    seat: Id
    event_id: Id
    item: Id
    picked: Id | None
    answer: AnswerT
    reason: Text
    started_at: Instant
    submitted_at: Instant
    active_ms: Count


class Adjudicated(Record, frozen=True):
    """The choice is durable; with it comes the consensus."""

    event_id: Id
    entry: Contested
    looked: ContestedItem


class RereadDocket(Record, frozen=True):
    """Ask for the list again."""

    seat: Id


ADJUDICATION_REQUESTS: dict[str, type[Record]] = {
    "hello": Hello,
    "look": LookAtContested,
    "adjudicate": Adjudicate,
    "reread": RereadDocket,
}
ADJUDICATION_REPLIES: tuple[type[Record], ...] = (Docket, ContestedItem, Adjudicated)
