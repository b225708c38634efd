"""What is wrong with a slice, and where in its text."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from trainer_widgets.analysis.counts import LabelsError

if TYPE_CHECKING:
    from collections.abc import Iterator


class SliceError(LabelsError):
    """Raised for a slice that cannot be meant; says what to write instead.

    Parameters
    ----------
    message
        What is wrong.
    start, end
        Where in the text, in code points; both 0 where there is no text.
    """

    def __init__(self, message: str, start: int = 0, end: int = 0) -> None:
        """Keep the place beside the message."""
        super().__init__(message)
        self.message, self.start, self.end = message, start, end


@contextmanager
def found_at(start: int, end: int) -> Iterator[None]:
    """Tell of what goes wrong inside where it stands."""
    try:
        yield
    except SliceError as error:
        raise SliceError(error.message, start, end) from None
