"""Ranking: a prompt with its responses, and the order somebody gave them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta, field

from trainer_widgets.records.base import Id, Message, Record

Verdict = Literal["ranked", "both_bad", "cannot_judge"]
MIN_RESPONSES, MAX_RESPONSES = 2, 8


class Response(Record, frozen=True):
    """One model response; ``model`` never reaches the browser.

    Examples
    --------
    >>> Response(response_id="a", text="In the Black Forest.", model="heron-1").response_id
    'a'
    """

    response_id: Id
    text: str
    model: str | None = None


class RankingItem(Record, frozen=True, tag="ranking"):
    """A prompt with two to eight responses to compare.

    Parameters
    ----------
    item_id
        Unique in its project.
    prompt
        The turns of the conversation, oldest first.
    responses
        Two to eight responses with distinct ids.

    Raises
    ------
    ValueError
        When there are fewer than two or more than eight responses, or ids repeat.

    Examples
    --------
    >>> item = RankingItem(
    ...     item_id="q1",
    ...     prompt=[Message(role="user", content="Say hello.")],
    ...     responses=[Response("a", "Hi"), Response("b", "Hello!")],
    ... )
    >>> len(item.responses)
    2
    """

    item_id: Id
    prompt: list[Message]
    responses: list[Response]

    def __post_init__(self) -> None:
        """Refuse an item that cannot be ranked."""
        ids = [response.response_id for response in self.responses]
        if not MIN_RESPONSES <= len(ids) <= MAX_RESPONSES:
            message = f"an item needs {MIN_RESPONSES} to {MAX_RESPONSES} responses, not {len(ids)}"
            raise ValueError(message)
        if len(set(ids)) != len(ids):
            message = f"response ids repeat: {ids}"
            raise ValueError(message)


class Score(Record, frozen=True):
    """How one response does on one criterion of the rubric, from 1 up.

    Examples
    --------
    >>> Score(response_id="a", criterion="Tone", score=4).score
    4
    """

    response_id: Id
    criterion: Id
    score: Annotated[int, Meta(ge=1, le=100)]


class RankingAnswer(Record, frozen=True, tag="ranking"):
    """The order somebody gave to an item's responses.

    Parameters
    ----------
    order
        Response ids, best first; ids in one inner list are tied. Empty when the verdict is
        not ``"ranked"``.
    strength
        For two responses: 0 (about the same), 1 (slightly better), 2 (better),
        3 (much better). None for three or more, or without a ranking.
    scores
        Rubric scores, one a response and criterion.
    verdict
        ``"ranked"``, ``"both_bad"`` (none is acceptable) or ``"cannot_judge"``.
    points
        Points of the scale that was shown (2, 4, 5 or 7); None where items are ordered.

    Raises
    ------
    ValueError
        When ids repeat, the verdict and the order contradict each other, or the strength does
        not fit the order.

    Examples
    --------
    >>> answer = RankingAnswer(order=[["b"], ["a"]], strength=2, scores=[])
    >>> answer.choice, answer.preference
    ('b', 2)
    >>> RankingAnswer(order=[["a", "b"]], strength=0, scores=[]).choice
    'tie'
    """

    columns: ClassVar[tuple[str, ...]] = ("choice", "preference")

    order: list[list[Id]]
    strength: Annotated[int, Meta(ge=0, le=3)] | None = None
    scores: list[Score] = field(default_factory=list)
    verdict: Verdict = "ranked"
    points: Literal[2, 4, 5, 7] | None = None

    def __post_init__(self) -> None:
        """Refuse an answer that contradicts itself."""
        ids = [response for tied in self.order for response in tied]
        if len(set(ids)) != len(ids):
            message = f"a response is ranked twice: {ids}"
            raise ValueError(message)
        if (self.verdict == "ranked") != bool(ids) or not all(self.order):
            message = f"the verdict is {self.verdict!r} and the order {self.order}: one is wrong"
            raise ValueError(message)
        if self.strength is None:
            return
        if len(ids) != MIN_RESPONSES:
            message = f"a strength compares two responses, the order holds {len(ids)}"
            raise ValueError(message)
        if (self.strength == 0) != (len(self.order) == 1):
            message = f"strength {self.strength} does not fit the order {self.order}"
            raise ValueError(message)

    @property
    def choice(self) -> str | None:
        """The best response's id, ``"tie"``, ``"both_bad"``, or None where nobody could judge."""
        if self.verdict != "ranked":
            return "both_bad" if self.verdict == "both_bad" else None
        return self.order[0][0] if len(self.order[0]) == 1 else "tie"

    @property
    def preference(self) -> int | None:
        """Position on the scale from -3 to 3, where ids are in sorted order, sides undone.

        -3: the first id is much better; 3: the second is; None where there is no pair.
        """
        if self.strength is None:
            return None
        if self.strength == 0:
            return 0
        best, other = self.order[0][0], self.order[1][0]
        return -self.strength if best < other else self.strength


class RankingShown(Record, frozen=True):
    """What was on screen for a ranking, and in what order.

    Parameters
    ----------
    order
        Response ids from left to right.
    difference
        Whether word differences were marked when the answer was given.
    word_counts
        Whether the length of the responses was told.
    """

    order: list[Id]
    difference: bool = False
    word_counts: bool = False
