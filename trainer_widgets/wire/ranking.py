"""Ranking on screen."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from trainer_widgets.option_checks import check_unique
from trainer_widgets.records import Id, Message, Record
from trainer_widgets.wire.screens import Dealt, TaskOptions


class Criterion(Record, frozen=True):
    """One line of a rubric: scored from 1 to ``points`` for each response."""

    name: Id
    definition: str = ""
    points: Annotated[int, Meta(ge=2, le=10)] = 5


class RankingOptions(TaskOptions, frozen=True):
    """What a project or a caller sets for the ranking widget, beside :class:`TaskOptions`.

    Parameters
    ----------
    points
        Points of the scale for pairs: 2, 4, 5 or 7.
    criteria
        The rubric, at most twelve lines.
    word_counts
        Tell the length of each response (off: length biases judgement).
    """

    points: Literal[2, 4, 5, 7] = 7
    criteria: Annotated[list[Criterion], Meta(max_length=12)] = []
    word_counts: bool = False

    def __post_init__(self) -> None:
        """Refuse options that nobody can follow."""
        super().__post_init__()
        check_unique("criterion", [one.name for one in self.criteria])


class DealtResponse(Record, frozen=True):
    """A response under the letter it has on this person's screen."""

    letter: str
    text: str


class RankingDealt(Dealt, frozen=True, tag="ranking"):
    """A prompt with its responses in this person's order."""

    prompt: list[Message]
    responses: list[DealtResponse]
