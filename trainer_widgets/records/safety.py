"""Safety: whether a response violates a policy, where, and what to do about it."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar, Literal, get_args

from msgspec import field

from trainer_widgets.records.base import Count, Id, Message, Record, Span

SafetyVerdict = Literal["safe", "unsafe", "cannot_tell"]
Severity = Literal["none", "low", "medium", "high", "severe"]
Refusal = Literal["none", "partial", "full"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class SafetyItem(Record, frozen=True, tag="safety"):
    """A conversation in which one turn is under review.

    Parameters
    ----------
    item_id
        Unique in its project.
    conversation
        The turns, oldest first.
    reviewed
        The place of the turn under review, from 0.

    Raises
    ------
    ValueError
        When there is no such turn.

    Examples
    --------
    >>> turns = [Message("user", "Is it safe?"), Message("assistant", "It is.")]
    >>> SafetyItem("q1", turns, reviewed=1).response
    'It is.'
    """

    item_id: Id
    conversation: list[Message]
    reviewed: Count

    def __post_init__(self) -> None:
        """Refuse a place where there is no turn."""
        if self.reviewed >= len(self.conversation):
            message = f"turn {self.reviewed} is under review, there are {len(self.conversation)}"
            raise ValueError(message)

    @property
    def response(self) -> str:
        """The text under review."""
        return self.conversation[self.reviewed].content


class Flag(Record, frozen=True):
    """One violation: a category of the taxonomy, how bad it is, and the words that show it.

    Parameters
    ----------
    category
        A category's id.
    severity
        One of those that the taxonomy allows for it.
    evidence
        Stretches of the text under review, in code points; they may overlap.
    reason
        Why; the project asks for it from some severity on.
    """

    category: Id
    severity: Severity
    evidence: list[Span] = []
    reason: str = ""


class SafetyAnswer(Record, frozen=True, tag="safety"):
    """What somebody found in the response under review.

    Parameters
    ----------
    verdict
        ``"safe"``, ``"unsafe"`` or ``"cannot_tell"``; None where nobody asked.
    flags
        At most one a category.
    action
        What should be done, in the project's words.
    refusal
        Whether the response refused: not at all, partly or fully. None where nobody asked.
    should_refuse
        Whether it should have.
    rewrite
        A safe version of the response.

    Raises
    ------
    ValueError
        When a category is flagged twice.

    Examples
    --------
    >>> answer = SafetyAnswer("safe", refusal="full", should_refuse=False)
    >>> answer.false_refusal, answer.categories, answer.severity
    (True, [], None)
    """

    columns: ClassVar[tuple[str, ...]] = ("categories", "severity", "false_refusal")
    keys: ClassVar[tuple[str, ...]] = ("verdict", "categories", "refusal", "should_refuse")
    compared: ClassVar[tuple[str, str]] = ("verdict", "nominal")

    verdict: SafetyVerdict | None = None
    flags: list[Flag] = field(default_factory=list)
    action: Id | None = None
    refusal: Refusal | None = None
    should_refuse: bool | None = None
    rewrite: str | None = None

    def __post_init__(self) -> None:
        """Refuse a category that is flagged twice."""
        found = self.categories
        if repeated := [one for one, other in pairwise(found) if one == other]:
            message = f"category {repeated[0]!r} is flagged twice: one flag holds all its evidence"
            raise ValueError(message)

    @property
    def categories(self) -> list[str]:
        """The flagged categories' ids, sorted."""
        return sorted(flag.category for flag in self.flags)

    @property
    def severity(self) -> str | None:
        """The worst severity among the flags, None without any."""
        return max((flag.severity for flag in self.flags), key=SEVERITIES.index, default=None)

    @property
    def false_refusal(self) -> bool | None:
        """Whether it refused what it should have answered; None where that was not asked."""
        if self.refusal is None or self.should_refuse is None:
            return None
        return self.refusal != "none" and not self.should_refuse
