"""The items of a slice that an explorer sends to a list, and takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.widgets._problems import RefusedError
from trainer_widgets.wire.explorer import SentItems

if TYPE_CHECKING:
    from collections.abc import Callable

    from trainer_widgets.item_lists import ItemLists
    from trainer_widgets.records.slices import Condition
    from trainer_widgets.widgets._explored_labels import ExploredLabels
    from trainer_widgets.widgets._turns import Turns
    from trainer_widgets.wire.explorer.sharing import Purpose


class Sending:
    """Sends the items of slices to lists.

    Parameters
    ----------
    lists
        The project's, or some that are in memory only.
    explored, turns
        The labels, and whose turn it is to ask for them.
    source
        How Python writes what has these lists.
    """

    def __init__(
        self, lists: ItemLists, explored: ExploredLabels, turns: Turns, source: Callable[[], str]
    ) -> None:
        """Begin with nothing to take back."""
        self.lists = lists
        self._explored, self._turns, self._source = explored, turns, source
        # What each person added last, and to which list.
        self._added: dict[tuple[str, str], list[str]] = {}

    def send(self, purpose: Purpose, condition: Condition, *, by: str) -> SentItems:
        """Put the items of a slice on a list."""
        with self._turns.held():
            item_ids = self._explored.exploration.item_ids(condition)
        text = self._explored.spelled(condition)
        sent = self.lists.send(purpose, item_ids, slice_text=text, sent_by=by)
        self._added[by, purpose] = sent.added
        return SentItems(purpose, len(sent.items), len(sent.added), self._line(purpose))

    def take_back(self, purpose: Purpose, *, by: str) -> SentItems:
        """Take what somebody sent last off a list again.

        Raises
        ------
        RefusedError
            When they have sent nothing, or taken it back already.
        """
        added = self._added.pop((by, purpose), None)
        if not added:
            message = "there is nothing to take back"
            raise RefusedError(message)
        left = self.lists.take_back(purpose, added, sent_by=by)
        return SentItems(purpose, len(left), 0, self._line(purpose))

    def _line(self, purpose: str) -> str:
        """Return the line of Python that takes a list."""
        return f'items = {self._source()}.item_list("{purpose}")'
