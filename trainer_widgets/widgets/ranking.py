"""Ranking: compare the responses to a prompt."""

from __future__ import annotations

import msgspec

from trainer_widgets import wire
from trainer_widgets.queues import sides
from trainer_widgets.records import (
    MIN_RESPONSES,
    Event,
    RankingAnswer,
    RankingItem,
    RankingShown,
)
from trainer_widgets.widgets._base import STATIC, LabelingWidget
from trainer_widgets.widgets._desk import Desk
from trainer_widgets.widgets._problems import RefusedError

LETTERS = "ABCDEFGH"
EXCERPT = 120


class RankingDesk(Desk):
    """Puts responses on screen as A, B, ... in this person's own order, and undoes it."""

    task = "ranking"
    options: wire.RankingOptions

    def dealt(self, item_id: str) -> wire.RankingDealt:
        """Return the item with letters in place of response ids."""
        item: RankingItem = self.project.items[item_id]
        texts = {response.response_id: response.text for response in item.responses}
        return wire.RankingDealt(
            token=self._tokens[item_id],
            number=self.queue.number(item_id),
            prompt=item.prompt,
            responses=[
                wire.DealtResponse(letter, texts[response_id])
                for letter, response_id in self._letters(item_id).items()
            ],
            supersedes=self.supersedes(item_id),
        )

    def from_screen(self, item_id: str, submission: wire.Submit) -> RankingAnswer:
        """Return the answer with response ids; refuse what this screen could not give."""
        answer = submission.answer
        assert answer is not None  # noqa: S101 - the caller asked
        letters = self._letters(item_id)
        reason = self._impossible(answer, list(letters))
        if self.options.rationale == "required" and submission.action == "answer":
            reason = reason or (None if submission.rationale else "a rationale is required")
        if reason:
            raise RefusedError(reason)
        return _renamed(answer, letters)

    def _impossible(self, answer: RankingAnswer, letters: list[str]) -> str | None:
        if misfit := answer.misfit(letters):
            return misfit
        is_pair = answer.verdict == "ranked" and len(letters) == MIN_RESPONSES
        if is_pair != (answer.strength is not None) or (is_pair and answer.points is None):
            return "a pair needs a strength and its scale, and nothing else has one"
        points = {criterion.name: criterion.points for criterion in self.options.criteria}
        for score in answer.scores:
            if score.score > points.get(score.criterion, 0):
                return f"no criterion {score.criterion!r} goes up to {score.score}"
        return None

    def to_screen(self, item_id: str, answer: RankingAnswer) -> RankingAnswer:
        """Return a stored answer in letters."""
        return _renamed(answer, {id_: letter for letter, id_ in self._letters(item_id).items()})

    def screen(self, item_id: str) -> list[str]:
        """Return the response ids from left to right."""
        return list(self._letters(item_id).values())

    def shown(self, item_id: str, submission: wire.Submit) -> RankingShown:
        """Return what was on screen."""
        return RankingShown(self.screen(item_id), submission.difference, submission.word_counts)

    def excerpt(self, item_id: str) -> str:
        """Return how the last turn of the prompt begins."""
        text = " ".join(self.project.items[item_id].prompt[-1].content.split())
        return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"

    def feedback(self, event: Event[RankingAnswer, RankingShown]) -> wire.Feedback | None:
        """Compare with the key, where there is one."""
        gold = self.project.gold
        if event.answer is None or event.item_id not in gold.index:
            return None
        expected = str(gold.at[event.item_id, "choice"])
        if event.answer.choice == expected:
            return None
        letters = {id_: letter for letter, id_ in self._letters(event.item_id).items()}
        return wire.Feedback(
            token=self._tokens[event.item_id],
            number=self.queue.number(event.item_id),
            expected=letters.get(expected, expected.replace("_", " ")),
            reason=str(gold["reason"].get(event.item_id, "")) if "reason" in gold else "",
        )

    def _letters(self, item_id: str) -> dict[str, str]:
        item: RankingItem = self.project.items[item_id]
        ids = [response.response_id for response in item.responses]
        shown = sides(ids, self.annotator, item_id, self.project.settings.seed)
        return dict(zip(LETTERS, shown, strict=False))


def _renamed(answer: RankingAnswer, names: dict[str, str]) -> RankingAnswer:
    """Return an answer with other names for its responses; unknown ones are refused."""
    try:
        return msgspec.structs.replace(
            answer,
            order=[[names[one] for one in tied] for tied in answer.order],
            scores=[
                msgspec.structs.replace(score, response_id=names[score.response_id])
                for score in answer.scores
            ],
        )
    except KeyError as error:
        message = f"no response {error} was on screen"
        raise RefusedError(message) from None


class RankingWidget(LabelingWidget):
    """Rank the responses to a prompt, side by side, by keyboard.

    Parameters
    ----------
    project
        A :class:`~trainer_widgets.Project`, the path of one, or a table of items (a DataFrame, an
        Arrow table, a parquet path) with ``item_id``, ``prompt`` and ``response_a``,
        ``response_b``, ... (or a list column ``responses``).
    store
        Where labels go: needed with a table; with a project its ``labels/`` is the default.
    annotator
        Who labels. By default the view asks the server, and a person whom it does not know.
    **arguments
        The options of :class:`~trainer_widgets.wire.RankingOptions` (``points``, ``criteria``,
        ``rationale``, ``min_words``, ``max_words``, ``word_counts``, ``stop_after``) and the
        project's settings ``seed``, ``order``, ``people``, ``overlap``, ``assignments``,
        ``gold``, ``gold_rate``, ``feedback`` and ``guideline``.

    Raises
    ------
    UnknownArgumentError
        For a misspelt argument, with the right one.
    InvalidItemsError
        For a table that cannot be ranked, with the row and the column.

    Examples
    --------
    >>> import pandas as pd, tempfile
    >>> items = pd.DataFrame(
    ...     {"item_id": ["q1"], "prompt": ["Hi"], "response_a": ["Yo"], "response_b": ["Hello"]}
    ... )
    >>> widget = RankingWidget(items, tempfile.mkdtemp(), annotator="ana", points=5)
    >>> len(widget.labels)
    0
    """

    task = "ranking"
    options_type = wire.RankingOptions
    desk_type = RankingDesk

    _esm = STATIC / "ranking.js"
    _css = STATIC / "ranking.css"
