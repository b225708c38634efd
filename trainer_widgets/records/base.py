"""The vocabulary that all tasks share, and the base of every record."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

SCHEMA_VERSION = 1

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


class Record(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of everything that is stored or sent: frozen, and strict about its fields."""


class Message(Record, frozen=True):
    """One turn of a conversation.

    Examples
    --------
    >>> Message(role="user", content="Where does the Danube rise?").role
    'user'
    """

    role: Role
    content: str
