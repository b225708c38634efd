"""What people keep in a project for later: slices by name, and lists of items."""

from __future__ import annotations

from functools import cached_property

import msgspec
import pandas as pd

from trainer_widgets.item_lists import ItemLists
from trainer_widgets.rulings import Rulings
from trainer_widgets.saved_slices import SavedSlice, SavedSlices


class Keeping(Rulings):
    """The part of a project that keeps what :class:`~trainer_widgets.SliceExplorer` found."""

    @cached_property
    def kept_slices(self) -> SavedSlices:
        """The saved slices, to be changed; without a folder they are in memory only."""
        return SavedSlices(self.folder)

    @cached_property
    def item_lists(self) -> ItemLists:
        """The lists of items, to be changed; without a folder they are in memory only."""
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
        return slice_table(self.kept_slices.all())

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
        return [item_id for item_id in self.item_lists.items(purpose) if item_id in self.items]

    def clear_item_list(self, purpose: str) -> None:
        """Take all items off a list, when they have been reviewed or talked about."""
        self.item_lists.clear(purpose)


def slice_table(slices: list[SavedSlice]) -> pd.DataFrame:
    """Return saved slices as a table, one row each."""
    names = list(SavedSlice.__struct_fields__)
    return pd.DataFrame([msgspec.structs.asdict(one) for one in slices], columns=names)
