"""What a cell reads of an explorer of slices, and tells it: what was looked at last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.analysis.waiting import told
from trainer_widgets.keeping import slice_table
from trainer_widgets.widgets._explorer_answers import ExplorerAnswers
from trainer_widgets.widgets._explorer_parts import GUEST

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.records.slices import Condition


class ExplorerCells(ExplorerAnswers):
    """The Python of an explorer; cells and views can ask at the same time."""

    @property
    def outcome(self) -> str:
        """What the rate is of."""
        return self._explored.outcome

    @property
    def slice(self) -> str:
        """What was looked at last, by anybody or from a cell; empty where it is everything.

        Set it to a text or a condition: the view goes there where one person is there; with
        several, each is told and may follow.
        """
        return self._explored.spelled(self._looked_at)

    @slice.setter  # noqa: A003 - the field's word, of which the class is full
    def slice(self, asked: str | Condition) -> None:
        condition = self._explored.condition(asked)
        with self._lock:
            is_order = self._sights.is_order
            sight = self._sights.point(condition)
        self._tell_moved(None, None, sight, is_order=is_order)

    @property
    def views(self) -> dict[str, str]:
        """The slice that each person looks at."""
        with self._lock:
            return {one.annotator: one.text for one in self._sights.people()}

    @property
    def labels(self) -> pd.DataFrame:
        """The labels of the slice, see :func:`trainer_widgets.analysis.slice_labels`."""
        with self._turns.held():
            return self._explored.exploration.labels(self._looked_at)

    @property
    def items(self) -> pd.DataFrame:
        """The items of the slice: ``item_id, n_labels, rate`` and the items' features."""
        with self._turns.held():
            return self._explored.exploration.items(self._looked_at)

    @property
    def rate(self) -> pd.DataFrame:
        """The rate in the slice, that of all other labels, and the difference, with intervals."""
        with self._turns.held():
            return self._explored.exploration.rates(self._looked_at)

    @property
    def suggestions(self) -> pd.DataFrame:
        """The confirmed slices of :func:`trainer_widgets.analysis.find_slices`."""
        for _ in told(self._search.steps(), "Slices"):
            pass
        return self._search.result()

    @property
    def code(self) -> str:
        """The line of Python that makes the labels of the slice."""
        return self._explored.code(self._looked_at)

    @property
    def saved(self) -> pd.DataFrame:
        """The slices that were saved by name, see :meth:`Project.saved_slices`."""
        return slice_table(self._kept.all())

    def save(self, name: str, slice: str | Condition | None = None) -> None:  # noqa: A002 - its word
        """Keep the slice, or another, in the project under a name; an older one is replaced."""
        condition = self._looked_at if slice is None else self._explored.condition(slice)
        text = self._explored.spelled(condition)
        self._kept.save(name, text, outcome=self.outcome, saved_by=self._user, replaces=True)

    def load(self, name: str) -> None:
        """Look at a saved slice."""
        self.slice = self._kept.find(name).slice

    def drop(self, name: str) -> None:
        """Forget a saved slice."""
        self._kept.drop(name)

    def compare(self, a: str, b: str) -> pd.DataFrame:
        """Return two slices side by side, each given by its saved name or as a text."""
        with self._turns.held():
            return self._explored.compared(self._named(a), self._named(b))

    def send_to(self, purpose: str) -> list[str]:
        """Put the items of the slice on the list for ``"review"`` or ``"calibration"``.

        Returns
        -------
        list of str
            All items that the list holds now; :meth:`Project.item_list` reads it again.
        """
        return self._send_items(purpose, self._looked_at, self._user)

    def item_list(self, purpose: str) -> list[str]:
        """Return the items that were sent somewhere."""
        return self._lists.items(purpose)

    @property
    def _looked_at(self) -> Condition:
        with self._lock:
            return self._sights.last.slice

    @property
    def _user(self) -> str:
        """Who runs the cell, as far as that is known."""
        with self._lock:
            people = self._sights.people()
        return people[0].annotator if len(people) == 1 else GUEST

    def _named(self, asked: str) -> Condition:
        names = {one.name: one.slice for one in self._kept.all()}
        return self._explored.condition(names.get(asked, asked))
