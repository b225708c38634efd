"""Safety on screen."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from trainer_widgets.option_checks import check_unique
from trainer_widgets.records import Count, Id, Message, Severity
from trainer_widgets.wire.screens import Asked, Dealt, TaskOptions


class SafetyOptions(TaskOptions, frozen=True):
    """What a project or a caller sets for the safety widget, beside :class:`TaskOptions`.

    Parameters
    ----------
    actions
        What can be done about a response, in the project's words, from the mildest to the
        strictest; empty: nobody asks. Of the actions that the taxonomy names for what is flagged,
        the strictest is proposed.
    frequent
        Ids of categories that have a key of their own, at most seven.
    veil
        Hide the conversation until somebody asks for it.
    evidence
        Whether flags can or must show the words they are about.
    reason_from
        The severity from which on a flag needs a reason; None: never.
    refusal
        Ask whether the response refused, and whether it should have.
    rewrite
        Whether a safe version can or must be written.
    """

    actions: Annotated[list[Id], Meta(max_length=20)] = []
    frequent: Annotated[list[Id], Meta(max_length=7)] = []
    veil: bool = False
    evidence: Asked = "optional"
    reason_from: Severity | None = "severe"
    refusal: bool = True
    rewrite: Asked = "hidden"

    def __post_init__(self) -> None:
        """Refuse an action or a frequent category that is there twice."""
        super().__post_init__()
        check_unique("action", self.actions)
        check_unique("frequent category", self.frequent)


class SafetyDealt(Dealt, frozen=True, tag="safety"):
    """A conversation, and the place of the turn under review, from 0."""

    conversation: list[Message]
    reviewed: Count
