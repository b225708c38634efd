"""What can be wrong with a table of items."""

from __future__ import annotations

from trainer_widgets.suggestions import nearest


class InvalidItemsError(ValueError):
    """Raised for a table that cannot be labeled; the message names the row and the column."""


class MissingColumnError(InvalidItemsError):
    """Raised when a column is not there, with the nearest that is."""

    def __init__(self, column: str, there: list[str]) -> None:
        """Suggest the column that may be meant."""
        hint = nearest(column, there)
        super().__init__(f"column {column!r} is missing: {hint}There are {sorted(there)}")
