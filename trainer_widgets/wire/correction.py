"""Correction on screen."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from trainer_widgets.records import Constraint, Count, Id, Record
from trainer_widgets.wire.screens import Asked, Dealt, TaskOptions


class CorrectionOptions(TaskOptions, frozen=True):
    """What a project or a caller sets for the correction widget, beside :class:`TaskOptions`.

    Where errors can be marked, an item can also be answered with "nothing is wrong": then neither
    marks nor a rewrite nor sources are asked for.

    Parameters
    ----------
    errors
        Whether errors can or must be marked.
    sides
        Where errors can be marked: in the target, or in the source as well.
    rewrite
        Whether a better version can or must be written.
    start_from
        What the editor begins with: the target (``"original"``) or nothing (``"empty"``).
    sources
        Whether sources can or must be given for a correction.
    code
        The language of the target where it is code; then the editor is one for code.
    run_tests
        Let people run the item's tests on their rewrite, where ``code`` is ``"python"``. Runs
        code on the kernel's machine.
    max_rewrite_words, max_rewrite_lines, max_rewrite_characters
        Limits of the rewrite; 0 means none.

    Raises
    ------
    ValueError
        For tests of another language, and where there is nothing to do.
    """

    errors: Asked = "optional"
    sides: Literal["target", "both"] = "target"
    rewrite: Asked = "optional"
    start_from: Literal["original", "empty"] = "original"
    sources: Asked = "hidden"
    code: str | None = None
    run_tests: bool = False
    max_rewrite_words: Count = 0
    max_rewrite_lines: Count = 0
    max_rewrite_characters: Count = 0

    def __post_init__(self) -> None:
        """Refuse options that leave nothing to do, and code that nobody can run."""
        super().__post_init__()
        if self.run_tests and (self.code != "python" or self.rewrite == "hidden"):
            message = 'run_tests needs code = "python" and a rewrite'
            raise ValueError(message)
        if self.errors == "hidden" and self.rewrite == "hidden":
            message = "errors and rewrite are both hidden: there is nothing to do"
            raise ValueError(message)


class CorrectionDealt(Dealt, frozen=True, tag="correction"):
    """A text to correct, or a prompt with an empty page."""

    prompt: str
    source: str | None
    target: str | None
    source_language: str | None
    target_language: str | None
    tests: str | None
    constraints: list[Constraint]


class RunLimits(Record, frozen=True):
    """Ask under which limits tests would run."""

    seat: Id


class LimitsInForce(Record, frozen=True):
    """The limits under which tests run on this system."""

    limits: list[str]


class RunTests(Record, frozen=True):
    """Ask to run an item's tests on a rewrite."""

    seat: Id
    token: Id
    rewrite: Annotated[str, Meta(max_length=200_000)]


class RunOutcome(Record, frozen=True):
    """How the tests ended; ``output`` is the end of what was printed.

    ``limits`` names the limits that were in force.
    """

    passed: bool
    output: str
    limits: list[str]
