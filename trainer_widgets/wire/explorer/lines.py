"""Lines that somebody types, and the line of Python that makes the same labels."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from trainer_widgets.records import Count, Id, Record
from trainer_widgets.records.slices import Condition

Line = Annotated[str, Meta(max_length=4000)]


class Parse(Record, frozen=True):
    """A line that somebody typed."""

    seat: Id
    text: Line


class Mistake(Record, frozen=True):
    """What is wrong with a line, and where, in code points."""

    message: str
    start: Count
    end: Count


class Parsed(Record, frozen=True):
    """What a line means, or its mistake."""

    slice: Condition | None
    text: str
    mistake: Mistake | None


class Complete(Record, frozen=True):
    """A line that is being typed, and where the caret is, in code points."""

    seat: Id
    text: Line
    at: Count


class Completion(Record, frozen=True):
    """What could stand there: ``text`` replaces the line from ``start`` to ``end``."""

    text: str
    label: str
    detail: str


class Completions(Record, frozen=True):
    """What could stand at the caret."""

    start: Count
    end: Count
    options: list[Completion]


class WriteCode(Record, frozen=True):
    """Ask for the line of Python that makes the labels of a slice."""

    seat: Id
    slice: Condition


class PythonLine(Record, frozen=True):
    """A line of Python."""

    text: str
