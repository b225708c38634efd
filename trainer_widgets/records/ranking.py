"""Ranking: a prompt with its responses, and the order somebody gave them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from msgspec import Meta, field

from trainer_widgets.records.base import Id, Message, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

Verdict = Literal["ranked", "both_bad", "cannot_judge"]
MIN_RESPONSES, MAX_RESPONSES = 2, 8
# A choice is a response's id or one of these, so no response is called that.
NO_RESPONSE = frozenset({"tie", "both_bad"})
# Which strengths the points of each scale stand for; the view has the same positions.
STRENGTHS = {7: (0, 1, 2, 3), 5: (0, 1, 3), 4: (1, 3), 2: (2,)}


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
        Two to eight responses with distinct ids, none of them ``tie`` or ``both_bad``: those are
        words of :attr:`RankingAnswer.choice`.

    Raises
    ------
    ValueError
        When there are fewer than two or more than eight responses, or ids repeat or are taken.

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
        if taken := sorted(NO_RESPONSE.intersection(ids)):
            message = f"response id {taken[0]!r} is a word for a choice: give another one"
            raise ValueError(message)

    @property
    def right_answers(self) -> list[str]:
        """What the choice of an answer can be."""
        return [*(response.response_id for response in self.responses), *sorted(NO_RESPONSE)]


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
        Rubric scores, at most one a response and criterion.
    verdict
        ``"ranked"``, ``"both_bad"`` (none is acceptable) or ``"cannot_judge"``.
    points
        Points of the scale that was shown; None where items are ordered. They tell which
        strengths could be given: 7 points 0, 1, 2 and 3; 5 points 0, 1 and 3; 4 points 1 and 3;
        2 points, a plain choice of A or B, only 2, which then says nothing about how much.

    Raises
    ------
    ValueError
        When ids or scores repeat, the verdict and the order contradict each other, or the
        strength fits neither the order nor the scale.

    Examples
    --------
    >>> answer = RankingAnswer(order=[["b"], ["a"]], strength=2, scores=[])
    >>> answer.choice, answer.preference
    ('b', 2)
    >>> RankingAnswer(order=[["a", "b"]], strength=0, scores=[]).choice
    'tie'
    """

    columns: ClassVar[tuple[str, ...]] = ("choice", "preference")
    keys: ClassVar[tuple[str, ...]] = ("choice",)
    compared: ClassVar[tuple[str, str]] = ("choice", "nominal")

    order: list[list[Id]]
    strength: Annotated[int, Meta(ge=0, le=3)] | None = None
    scores: list[Score] = field(default_factory=list)
    verdict: Verdict = "ranked"
    points: Literal[2, 4, 5, 7] | None = None

    def __post_init__(self) -> None:
        """Refuse an answer that contradicts itself."""
        scored = [(score.response_id, score.criterion) for score in self.scores]
        if len(set(scored)) != len(scored):
            twice = next(one for one in scored if scored.count(one) > 1)
            message = f"response {twice[0]!r} is scored twice on {twice[1]!r}"
            raise ValueError(message)
        ids = [response for tied in self.order for response in tied]
        if len(set(ids)) != len(ids):
            message = f"a response is ranked twice: {ids}"
            raise ValueError(message)
        if (self.verdict == "ranked") != bool(ids) or not all(self.order):
            message = f"the verdict is {self.verdict!r} and the order {self.order}: one is wrong"
            raise ValueError(message)
        if self.strength is not None:
            self._check_strength(self.strength, len(ids))

    def _check_strength(self, strength: int, n_ranked: int) -> None:
        if n_ranked != MIN_RESPONSES:
            message = f"a strength compares two responses, the order holds {n_ranked}"
            raise ValueError(message)
        if (strength == 0) != (len(self.order) == 1):
            message = f"strength {strength} does not fit the order {self.order}"
            raise ValueError(message)
        if self.points and strength not in STRENGTHS[self.points]:
            message = (
                f"a scale of {self.points} points has the strengths "
                f"{', '.join(map(str, STRENGTHS[self.points]))}, not {strength}"
            )
            raise ValueError(message)

    def misfit(self, response_ids: Iterable[str]) -> str | None:
        """Return why this cannot be an answer to an item with these responses, else None.

        An order names each of them exactly once; a score names one of them. The ids may be those
        of the item or the letters on screen, whichever the answer is written in.

        Examples
        --------
        >>> answer = RankingAnswer(order=[["b"], ["a"]])
        >>> answer.misfit(["a", "b", "c"])
        "the order holds ['a', 'b'], the item ['a', 'b', 'c']"
        >>> answer.misfit(["a", "b"]) is None
        True
        """
        there = sorted(response_ids)
        ranked = sorted(response for tied in self.order for response in tied)
        if self.verdict == "ranked" and ranked != there:
            return f"the order holds {ranked}, the item {there}"
        for score in self.scores:
            if score.response_id not in there:
                return f"a score is of response {score.response_id!r}, the item holds {there}"
        return None

    def unscaled(self, n_responses: int) -> str | None:
        """Return what an answer given here, and not elsewhere, lacks in strength, else None."""
        is_pair = self.verdict == "ranked" and n_responses == MIN_RESPONSES
        if is_pair and (self.strength is None or self.points is None):
            return "a pair needs 'strength' (0 to 3) and 'points', its scale (2, 4, 5 or 7)"
        if not is_pair and self.strength is not None:
            return "only a pair that is ranked has 'strength': leave it out"
        return None

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
