"""What a rubric and the limits of a rationale have to keep to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def check_rubric(criteria: Sequence[str], min_words: int, max_words: int) -> None:
    """Refuse what nobody could follow: criteria without a name of their own, impossible limits.

    Raises
    ------
    ValueError
        With the name of the criterion, or both limits.

    Examples
    --------
    >>> check_rubric(["Tone", "Tone"], 0, 0)
    Traceback (most recent call last):
    ...
    ValueError: criterion 'Tone' is there twice: give each a name of its own
    """
    for place, name in enumerate(criteria):
        if not name.strip():
            message = f"criterion {place + 1} is called {name!r}: give it a name"
            raise ValueError(message)
        if name in criteria[:place]:
            message = f"criterion {name!r} is there twice: give each a name of its own"
            raise ValueError(message)
    if min_words > max_words > 0:
        message = f"min_words is {min_words}, which is more than max_words, {max_words}"
        raise ValueError(message)
