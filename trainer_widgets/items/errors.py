"""What can be wrong with a table of items."""

from __future__ import annotations

import difflib


class InvalidItemsError(ValueError):
    """Raised for a table that cannot be labeled; the message names the row and the column."""


class MissingColumnError(InvalidItemsError):
    """Raised when a column is not there, with the nearest that is."""

    def __init__(self, column: str, there: list[str]) -> None:
        """Suggest the column that may be meant."""
        near = difflib.get_close_matches(column, there, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}? " if near else ""
        super().__init__(f"column {column!r} is missing: {hint}There are {sorted(there)}")
