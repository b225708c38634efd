"""The vocabulary that all tasks share, and the base of every record."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, Struct

SCHEMA_VERSION = 2

Action = Literal[
    "answer",
    "skip",
    "escalate",
    "retract",
    "assign",
    "release",
    "resolve",
    "review",
    "adjudicate",
    "phase",
]
AnnotatorKind = Literal["person", "model"]
Condition = Literal["blind", "prelabel", "feedback", "revealed", "rework"]
Identity = Literal["stamped", "asserted", "given"]
Origin = Literal["widget", "python", "import"]
EscalationReason = Literal[
    "guideline_silent",
    "guideline_unclear",
    "guideline_contradiction",
    "policy_question",
    "personal_data",
    "harmful_to_me",
    "broken_item",
    "needs_expert",
]
Role = Literal["system", "user", "assistant"]

LABELING_ACTIONS: frozenset[str] = frozenset({"answer", "adjudicate"})
INDEPENDENT_CONDITIONS: frozenset[str] = frozenset({"blind", "prelabel"})

Id = Annotated[str, Meta(min_length=1, max_length=512)]
Count = Annotated[int, Meta(ge=0)]
Instant = Annotated[dt.datetime, Meta(tz=True)]


class Record(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of everything that is stored or sent: frozen, and strict about its fields."""


class Shown(Record, frozen=True):
    """What was on screen for an answer; a task whose screens differ in more adds to it.

    Parameters
    ----------
    seen
        What this person switched on or was shown beside the item itself, in the view's words.
    """

    seen: list[str] = []


class Span(Record, frozen=True):
    """A stretch of a text, in code points; an empty one marks the place between two of them.

    Raises
    ------
    ValueError
        When it ends before it starts.

    Examples
    --------
    >>> span = Span(start=4, end=9)
    >>> "The white cat"[span.start : span.end]
    'white'
    """

    start: Count
    end: Count

    def __post_init__(self) -> None:
        """Refuse a span that runs backwards."""
        if self.end < self.start:
            message = f"a span ends at {self.end}, before it starts at {self.start}"
            raise ValueError(message)


class Message(Record, frozen=True):
    """One turn of a conversation.

    Examples
    --------
    >>> Message(role="user", content="Where does the Danube rise?").role
    'user'
    """

    role: Role
    content: str
