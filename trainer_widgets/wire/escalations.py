"""The lead's list of escalations: its messages."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from msgspec import Meta

from trainer_widgets.records import EscalationReason, Id, Instant, Record
from trainer_widgets.wire.messages import Beginning, Hello

AnswerT = TypeVar("AnswerT")
RulingKind = Literal["answer", "clarification", "reject"]
Status = Literal["open", "resolved", "withdrawn"]
Text = Annotated[str, Meta(max_length=20_000)]


class Escalated(Record, frozen=True):
    """One escalation in the list; ``excerpt`` is how its item begins.

    ``token`` is the item's name on its annotator's screen, ``item`` the same for all annotators.
    """

    escalation: Id
    item: Id
    token: Id
    excerpt: str
    annotator: str
    status: Status
    reason: EscalationReason
    note: str
    suggested_rule: str
    guideline: str | None
    categories: list[str]
    escalated_at: Instant
    resolved_at: Instant | None
    resolved_by: str | None
    ruling: RulingKind | None
    ruling_reason: str | None
    ruling_guideline: str | None


class Ledger(Beginning, frozen=True):
    """Everything that the lead's view needs to begin, and again after each ruling."""

    next_version: str | None
    escalations: list[Escalated]


class Look(Record, frozen=True):
    """Ask for what an escalation is about; whoever asks counts as having seen the answer."""

    seat: Id
    escalation: Id


class Looked(Record, frozen=True):
    """The item as its annotator saw it, with their provisional answer and the ruling's.

    ``changed`` tells that it is another item since, to which the answer does not belong.
    """

    escalation: Id
    item: Any
    changed: bool
    answer: Any
    ruled: Any
    rationale: str | None


class Rule(Record, frozen=True):
    """What a ruling adds to the guideline, as a new version.

    Parameters
    ----------
    base, version
        The version it starts from, and the new one.
    title, text
        The rule.
    example, counterexample
        What it means, and what it does not.
    change
        The line in the list of changes.
    is_case
        Add the escalated item with the ruling's answer as a case that can be executed.
    """

    base: Id | None
    version: Id
    title: Annotated[str, Meta(min_length=1, max_length=200)]
    text: Text
    example: Text
    counterexample: Text
    change: Text
    is_case: bool


class Resolve(Record, Generic[AnswerT], frozen=True):
    """How the lead settles an escalation; ``answer`` as on the annotator's screen."""

    seat: Id
    event_id: Id
    escalation: Id
    kind: RulingKind
    reason: Text
    answer: AnswerT | None
    rule: Rule | None


class Reread(Record, frozen=True):
    """Ask for the list again."""

    seat: Id


LEAD_REQUESTS: dict[str, type[Record]] = {
    "hello": Hello,
    "look": Look,
    "resolve": Resolve,
    "reread": Reread,
}
