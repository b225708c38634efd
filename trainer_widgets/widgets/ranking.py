"""Ranking: compare the responses to a prompt."""

from __future__ import annotations

import msgspec

from trainer_widgets import wire
from trainer_widgets.queues import sides
from trainer_widgets.records import RankingAnswer, RankingItem, RankingShown
from trainer_widgets.widgets._base import LabelingWidget
from trainer_widgets.widgets._desk import Desk
from trainer_widgets.widgets._problems import RefusedError
from trainer_widgets.widgets._project_widget import STATIC

LETTERS = "ABCDEFGH"


class RankingDesk(Desk):
    """Puts responses on screen as A, B, ... in this person's own order, and undoes it."""

    task = "ranking"
    options: wire.RankingOptions

    def dealt(self, item_id: str) -> wire.RankingDealt:
        """Return the item with letters in place of response ids."""
        item: RankingItem = self.project.items[item_id]
        texts = {response.response_id: response.text for response in item.responses}
        return wire.RankingDealt(
            token=self.tokens[item_id],
            number=self.queue.number(item_id),
            prompt=item.prompt,
            responses=[
                wire.DealtResponse(letter, texts[response_id])
                for letter, response_id in self._letters(item_id).items()
            ],
            supersedes=self.supersedes(item_id),
        )

    def from_screen(self, item_id: str, answer: RankingAnswer) -> RankingAnswer:
        """Return the answer with response ids."""
        return _renamed(answer, self._letters(item_id))

    def impossible(self, item_id: str, answer: RankingAnswer) -> str | None:
        """Return why an answer could not have been given on this screen, else None."""
        letters = list(self._letters(item_id))
        if misfit := answer.misfit(letters) or answer.unscaled(len(letters)):
            return misfit
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

    def shown(self, item_id: str, submission: wire.Submit[RankingAnswer]) -> RankingShown:
        """Return what was on screen."""
        seen = submission.seen
        return RankingShown(self.screen(item_id), "difference" in seen, "word_counts" in seen)

    def summary(self, item_id: str) -> str:
        """Return the last turn of the prompt."""
        item: RankingItem = self.project.items[item_id]
        return item.prompt[-1].content

    def expected(self, item_id: str, missed: dict[str, str]) -> str:
        """Return the letter of the right response, or what is right instead of one."""
        right = missed["choice"]
        letters = {id_: letter for letter, id_ in self._letters(item_id).items()}
        return letters.get(right, right.replace("_", " "))

    def show_plain(self, item_id: str) -> None:
        """Show the responses in the item's own order."""
        item: RankingItem = self.project.items[item_id]
        self.recalled[item_id] = RankingShown([one.response_id for one in item.responses])

    def letters(self, item_id: str) -> dict[str, str]:
        """Return the models behind the letters, or the ids of responses without one."""
        item: RankingItem = self.project.items[item_id]
        names = {one.response_id: one.model or one.response_id for one in item.responses}
        return {letter: names[id_] for letter, id_ in self._letters(item_id).items()}

    def _letters(self, item_id: str) -> dict[str, str]:
        item: RankingItem = self.project.items[item_id]
        ids = [response.response_id for response in item.responses]
        shown = sides(ids, self.annotator, item_id, self.project.settings.seed)
        if item_id in self.recalled and set(self.recalled[item_id].order) == set(ids):
            shown = self.recalled[item_id].order
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
        ``rationale``, ``min_words``, ``max_words``, ``word_counts``, ``stop_after``,
        ``break_after``) and the project's settings ``seed``, ``order``, ``people``, ``overlap``,
        ``assignments``, ``gold``, ``gold_rate``, ``feedback``, ``guideline``, ``taxonomy`` and
        ``name``.

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
    desk_type = RankingDesk

    _esm = STATIC / "ranking.js"
    _css = STATIC / "ranking.css"
