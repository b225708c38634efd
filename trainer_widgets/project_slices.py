"""What was found in a project's slices: some saved by name, their items on lists."""

from __future__ import annotations

from functools import cached_property

import msgspec
import pandas as pd

from trainer_widgets.item_lists import ItemLists
from trainer_widgets.project_reviews import ProjectReviews
from trainer_widgets.saved_slices import SavedSlice, SavedSlices


class ProjectSlices(ProjectReviews):
    """The part of a project that keeps what :class:`~trainer_widgets.SliceExplorer` found.

    Without a folder it is in memory only.
    """

    @cached_property
    def _slices(self) -> SavedSlices:
        return SavedSlices(self.folder)

    @cached_property
    def _lists(self) -> ItemLists:
        return ItemLists(self.folder)

    def saved_slices(self) -> pd.DataFrame:
        """Return the slices that were saved by name.

        Returns
        -------
        pandas.DataFrame
            ``name, slice`` (as text), ``outcome, saved_by, saved_at`` (UTC), oldest first.

        Examples
        --------
        >>> from trainer_widgets import Project
        >>> list(Project("datasets/response_ranking").saved_slices().columns)
        ['name', 'slice', 'outcome', 'saved_by', 'saved_at']
        """
        return slice_table(self._slices.all())

    def item_list(self, purpose: str) -> list[str]:
        """Return the items that were sent somewhere, such as from an explorer of slices.

        Parameters
        ----------
        purpose
            ``"review"`` or ``"calibration"``.

        Returns
        -------
        list of str
            Ids, in the order in which they were sent; those that the project no longer has are
            left out.

        Examples
        --------
        >>> from trainer_widgets import Project
        >>> Project("datasets/response_ranking").item_list("review")
        []
        """
        return [item_id for item_id in self._lists.items(purpose) if item_id in self.items]

    def clear_item_list(self, purpose: str) -> None:
        """Take all items off a list, when they have been reviewed or talked about."""
        self._lists.clear(purpose)


def slices_of(project: ProjectSlices | None) -> SavedSlices:
    """Return the slices of a project to be changed, or a place for some where there is none."""
    return project._slices if project else SavedSlices(None)  # noqa: SLF001 - of this module


def lists_of(project: ProjectSlices | None) -> ItemLists:
    """Return the lists of a project to be changed, or a place for some where there is none."""
    return project._lists if project else ItemLists(None)  # noqa: SLF001 - of this module


def slice_table(slices: list[SavedSlice]) -> pd.DataFrame:
    """Return saved slices as a table, one row each."""
    names = list(SavedSlice.__struct_fields__)
    return pd.DataFrame([msgspec.structs.asdict(one) for one in slices], columns=names)
