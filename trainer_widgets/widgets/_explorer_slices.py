"""The slices that are saved by name, as an explorer's views see them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from trainer_widgets.analysis.slices.language import SliceError
from trainer_widgets.saved_slices import MOST_NAME, unknown
from trainer_widgets.settings import ProjectError
from trainer_widgets.wire import explorer as messages

if TYPE_CHECKING:
    from trainer_widgets.records.slices import Condition
    from trainer_widgets.saved_slices import SavedSlice, SavedSlices
    from trainer_widgets.widgets._explored_labels import ExploredLabels


class ExplorerSlices:
    """The saved slices of a project, held against the labels that are explored.

    Parameters
    ----------
    kept
        The project's, or some that are in memory only.
    explored
        The labels.
    """

    def __init__(self, kept: SavedSlices, explored: ExploredLabels) -> None:
        """Read nothing yet."""
        self.kept, self._explored = kept, explored

    def save(self, name: str, condition: Condition, *, by: str, replaces: bool = False) -> None:
        """Keep a slice under a name."""
        text, outcome = self._explored.spelled(condition), self._explored.outcome
        self.kept.save(name, text, outcome=outcome, saved_by=by, replaces=replaces)

    def condition(self, asked: str) -> Condition:
        """Return what a saved name or else a text means.

        Raises
        ------
        SliceError
            When it is neither.
        """
        names = {one.name: one.slice for one in self.kept.all()}
        try:
            return self._explored.condition(names.get(asked, asked))
        except SliceError as error:
            if asked in names or len(asked) > MOST_NAME:
                raise
            message = f"{error}\nand {unknown(asked, names)}"
            raise SliceError(message, error.start, error.end) from None

    def listed(self) -> list[messages.SavedSlice]:
        """Return all of them, also those that do not fit these labels."""
        try:
            return [self._listed(one) for one in self.kept.all()]
        except ProjectError as error:
            # A file that somebody broke by hand stops nobody from exploring.
            broken = messages.SavedSlice(
                name="slices.toml",
                text="",
                slice=None,
                outcome="",
                saved_by="",
                saved_at=dt.datetime.now(dt.UTC),
                problem=str(error),
            )
            return [broken]

    def _listed(self, one: SavedSlice) -> messages.SavedSlice:
        read = self._explored.parsed(one.slice)
        return messages.SavedSlice(
            name=one.name,
            text=one.slice,
            slice=read.slice,
            outcome=one.outcome,
            saved_by=one.saved_by,
            saved_at=one.saved_at,
            problem=read.mistake.message if read.mistake else None,
        )
