"""A calibration session: its messages, beside those with which everybody labels.

While people label, nothing here carries an answer: a :class:`Room` has counts only. It is also
what the kernel tells all views of itself, as ``{"kind": "told", "name": "room", "body": Room}``;
whoever has not seen the reveal yet may read it in any phase.

Items are known by their place on the session's agenda, from 1. Answers stand in the letters of
each item's own order, which is everybody's.

``attend`` is answered with an :class:`Attendance`, ``reveal`` with what was :class:`Revealed`,
``open_revealed`` with a :class:`RevealedItem`, ``decide`` with what was :class:`Decided`, and all
other requests with the :class:`Room`.
"""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from msgspec import Meta

from trainer_widgets.records import CalibrationPhase, Count, Escalation, Id, Instant, Record
from trainer_widgets.wire.escalations import Rule, Text
from trainer_widgets.wire.messages import GuidelineText

AnswerT = TypeVar("AnswerT")
Place = Annotated[int, Meta(ge=1)]


class Attendee(Record, frozen=True):
    """Somebody of a session: ``is_there`` now, ``is_awaited`` while not all is labeled."""

    name: str
    is_there: bool
    is_awaited: bool
    n_labeled: Count


class Room(Record, frozen=True):
    """Where a session stands; of what people answered it knows only how many.

    ``turn`` counts up with every change, so that an older one is left alone; ``news`` with those
    that change what is revealed: a revision, a decision. ``n_decided`` items have an answer by now,
    and ``n_left_open`` are left open.
    """

    session: Id
    name: str
    turn: Count
    news: Count
    phase: CalibrationPhase
    facilitator: str | None
    people: list[Attendee]
    n_items: Count
    n_decided: Count
    n_left_open: Count
    discussing: Count | None


class Attend(Record, frozen=True):
    """A view is there, and says so again every few seconds; ``view`` is a name of its own."""

    seat: Id
    view: Id


class Attendance(Record, frozen=True):
    """The room, and what concerns only who asked.

    ``has_seen`` tells that this person has seen what the others answered. ``guideline`` is the
    version that is in force for them: until then that of the time when people labeled. Only then
    ``next_version`` tells which one a rule would make.
    """

    room: Room
    has_seen: bool
    guideline: str | None
    next_version: str | None


class LeaveRoom(Record, frozen=True):
    """A view goes away."""

    seat: Id
    view: Id


class MovePhase(Record, frozen=True):
    """The facilitator moves the session on, or back from what was not final."""

    seat: Id
    phase: CalibrationPhase


class LeadTo(Record, frozen=True):
    """The facilitator puts an item on the screens of all who follow."""

    seat: Id
    place: Place


class TakeLead(Record, frozen=True):
    """Lead the session: where nobody does, or who did has gone."""

    seat: Id


class HandOver(Record, frozen=True):
    """The facilitator gives the lead to somebody else."""

    seat: Id
    to: Annotated[str, Meta(min_length=1, max_length=120)]


class AskReveal(Record, frozen=True):
    """Ask for all that was answered; from then on one's answers are no longer blind."""

    seat: Id


class SessionAgreement(Record, frozen=True):
    """How far people agree, before they talked or after; as in the analysis' results."""

    when: Literal["before", "after"]
    statistic: str
    estimate: float | None
    low: float | None
    high: float | None
    n_items: Count
    n_annotators: Count
    n_labels: Count
    note: str


class Decision(Record, frozen=True):
    """What was decided on an item: an answer with a reason, or that it stays open."""

    kind: Literal["answer", "open"]
    plain: Any
    reason: str
    guideline: str | None
    escalation: Escalation | None
    decided_by: str
    decided_at: Instant


class RevealedRow(Record, frozen=True):
    """One item of the agenda in the list of differences.

    ``difference`` is the mean distance of two answers, from 0 (all say the same) to 1, before
    anybody talked; ``now`` the same of what people say now. It is one of those who judged: of
    ``n_answers`` people ``n_unjudged`` now have an answer without what is compared.
    """

    place: Place
    excerpt: str
    difference: float | None
    now: float | None
    n_answers: Count
    n_unjudged: Count
    n_revised: Count
    decision: Literal["answer", "open"] | None


class Revealed(Record, frozen=True):
    """How far people agree, and on which items they do not; the most divided first."""

    compared: str
    agreement: list[SessionAgreement]
    items: list[RevealedRow]


class OpenRevealed(Record, frozen=True):
    """Ask for one item with all that was answered to it."""

    seat: Id
    place: Place


class SaidThere(Record, frozen=True):
    """What one person said of an item: ``before`` is the answer that they gave blind.

    ``now`` is what they say now: the same, or another where ``is_revised``. Whoever skipped or
    escalated the item has neither, unless they gave a provisional answer.
    """

    annotator: str
    action: str
    before: Any
    rationale: str | None
    escalation: Escalation | None
    now: Any
    rationale_now: str | None
    is_revised: bool
    condition: str
    submitted_at: Instant | None


class RevealedItem(Record, frozen=True):
    """One item in its own order, with what everybody said, and what was decided.

    ``item`` is dealt to whoever asks, so that its token goes into a revision of their own.
    """

    place: Place
    item: Any
    said: list[SaidThere]
    decision: Decision | None


class Decide(Record, Generic[AnswerT], frozen=True):
    """The facilitator's decision on an item.

    Either an ``answer`` with a reason, which may add a ``rule`` to the guideline, or an
    ``escalation`` that leaves the item open.
    """

    seat: Id
    event_id: Id
    place: Place
    answer: AnswerT | None
    reason: Text
    rule: Rule | None
    escalation: Escalation | None


class Decided(Record, frozen=True):
    """The decision is durable; a rule changes the guideline."""

    event_id: Id
    item: RevealedItem
    guideline: GuidelineText | None
    next_version: str | None


CALIBRATION_REQUESTS: dict[str, type[Record]] = {
    "attend": Attend,
    "leave": LeaveRoom,
    "move_phase": MovePhase,
    "lead_to": LeadTo,
    "take_lead": TakeLead,
    "hand_over": HandOver,
    "reveal": AskReveal,
    "open_revealed": OpenRevealed,
    "decide": Decide,
}
CALIBRATION_REPLIES: tuple[type[Record], ...] = (
    *(Room, Attendance, Revealed, RevealedItem, Decided),
)
