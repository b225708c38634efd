"""Correction: what is wrong in a text, and a better version of it."""

from __future__ import annotations

from typing import ClassVar, Literal

from msgspec import field

from trainer_widgets.records.base import Count, Id, Record, Shown, Span

Side = Literal["source", "target"]
ConstraintKind = Literal[
    "min_words",
    "max_words",
    "lines",
    "max_lines",
    "max_characters",
    "syllables",
    "includes",
    "excludes",
]


class Constraint(Record, frozen=True):
    """Something the better version should keep to; told as a hint, never as a block.

    ``value`` is a number, for ``syllables`` one a line (``5-7-5``), for ``includes`` and
    ``excludes`` a text.
    """

    kind: ConstraintKind
    value: str


class CorrectionItem(Record, frozen=True, tag="correction"):
    """A text to check, or a prompt with an empty page.

    Parameters
    ----------
    item_id
        Unique in its project.
    prompt
        The instruction or the context; may be empty.
    source
        What the target was made from, such as the original of a translation.
    target
        The text to correct; None for an empty page.
    source_language, target_language
        BCP 47 tags, such as ``"de"``.
    tests
        Code that tells whether a rewrite of the target does what it should.
    constraints
        What the better version should keep to.

    Raises
    ------
    ValueError
        When there is neither a prompt nor a text.

    Examples
    --------
    >>> CorrectionItem("q1", source="Der Hund schläft.", target="The dog sleep.").target
    'The dog sleep.'
    """

    item_id: Id
    prompt: str = ""
    source: str | None = None
    target: str | None = None
    source_language: str | None = None
    target_language: str | None = None
    tests: str | None = None
    constraints: list[Constraint] = []

    def __post_init__(self) -> None:
        """Refuse an item with nothing on it."""
        if not (self.prompt or self.source or self.target):
            message = "an item needs a prompt, a source or a target"
            raise ValueError(message)

    def text(self, side: Side) -> str:
        """Return the text of a side, empty where there is none."""
        return (self.source if side == "source" else self.target) or ""


class ErrorMark(Span, frozen=True):
    """An error: where it is, in code points, of what category and how bad.

    Where ``start`` is ``end``, something is missing between two characters.

    Parameters
    ----------
    start, end
        The stretch of the text of that side.
    side
        ``"source"`` or ``"target"``.
    category
        A category's id; None where a project marks without.
    severity
        One of those that the taxonomy allows for it.
    note
        What is wrong, in a few words.
    """

    side: Side = "target"
    category: Id | None = None
    severity: Id | None = None
    note: str = ""


class CitedSource(Record, frozen=True):
    """Where a claim can be checked: a URL or a citation, and the claim it supports."""

    reference: Id
    claim: str = ""


class CorrectionAnswer(Record, frozen=True, tag="correction"):
    """The errors that somebody found, and the text put right.

    Parameters
    ----------
    errors
        Marked stretches; they may overlap. Empty where nothing is wrong.
    rewrite
        The better version; None where nobody wrote one.
    sources
        What the correction rests on.

    Examples
    --------
    >>> mark = ErrorMark(start=8, end=13, category="fluency.grammar", severity="minor")
    >>> answer = CorrectionAnswer(errors=[mark], rewrite="The dog sleeps.")
    >>> answer.n_errors, answer.categories
    (1, ['fluency.grammar'])
    """

    columns: ClassVar[tuple[str, ...]] = ("n_errors", "categories", "is_correct")
    keys: ClassVar[tuple[str, ...]] = ("is_correct", "categories", "rewrite")
    compared: ClassVar[tuple[str, str]] = ("is_correct", "nominal")

    errors: list[ErrorMark] = field(default_factory=list)
    rewrite: str | None = None
    sources: list[CitedSource] = field(default_factory=list)

    def misfit(self, item: CorrectionItem) -> str | None:
        """Return why this cannot be an answer to an item, else None.

        Examples
        --------
        >>> item = CorrectionItem("q1", target="Short.")
        >>> CorrectionAnswer(errors=[ErrorMark(start=2, end=9)]).misfit(item)
        'an error ends at 9, the target has 6 characters'
        """
        for error in self.errors:
            if error.end > len(item.text(error.side)):
                length = len(item.text(error.side))
                return f"an error ends at {error.end}, the {error.side} has {length} characters"
        return None

    @property
    def n_errors(self) -> int:
        """How many errors were marked."""
        return len(self.errors)

    @property
    def categories(self) -> list[str]:
        """The marks' categories, sorted, each as often as it was marked."""
        return sorted(error.category for error in self.errors if error.category)

    @property
    def is_correct(self) -> bool:
        """Whether nothing was marked and nothing rewritten."""
        return not self.errors and self.rewrite is None


class CorrectionShown(Shown, frozen=True):
    """What was on screen, and what was tried on the way.

    Parameters
    ----------
    retracted
        Marks that were made and taken away again before the answer; None where nobody counted.
    tests
        How the item's tests ended on the rewrite when they were run last, if they were.
    """

    retracted: Count | None = None
    tests: Literal["passed", "failed"] | None = None
