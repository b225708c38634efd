"""A slice of labels: conditions on their features, as a view and the language both write them."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from trainer_widgets.records.base import Id, Record

Comparator = Literal["=", "!=", "<", "<=", ">", ">="]
# A moment is a text in ISO 8601.
Constant = str | int | float | bool

MOST_PARTS = 200
MOST_CONSTANTS = 1000


class Compared(Record, frozen=True, tag="compared"):
    """A feature held against one value, such as ``severity >= 3``."""

    feature: Id
    comparator: Comparator
    constant: Constant


class Among(Record, frozen=True, tag="among"):
    """A feature that has one of several values: ``language in ("ar", "de")``."""

    feature: Id
    constants: Annotated[list[Constant], Meta(min_length=1, max_length=MOST_CONSTANTS)]


class Holds(Record, frozen=True, tag="holds"):
    """A list that has a member: ``tags has "night"``."""

    feature: Id
    member: Constant


class Contains(Record, frozen=True, tag="contains"):
    """A text in which words stand, capitals or not: ``prompt contains "refund"``."""

    feature: Id
    text: Annotated[str, Meta(min_length=1, max_length=1000)]


class Missing(Record, frozen=True, tag="missing"):
    """A feature without a value: ``topic is missing``."""

    feature: Id


class Every(Record, frozen=True, tag="every"):
    """All of several conditions; of none: all labels."""

    parts: Annotated[list[Condition], Meta(max_length=MOST_PARTS)]


class Either(Record, frozen=True, tag="either"):
    """At least one of several conditions."""

    parts: Annotated[list[Condition], Meta(min_length=1, max_length=MOST_PARTS)]


class Negated(Record, frozen=True, tag="negated"):
    """What a condition leaves out."""

    part: Condition


Comparison = Compared | Among | Holds | Contains | Missing
Condition = Comparison | Every | Either | Negated
EVERYTHING = Every([])
