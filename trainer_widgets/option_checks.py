"""What options that people write have to keep to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def check_limits(least: int, most: int) -> None:
    """Refuse limits of a text that nobody can keep; 0 means none.

    Raises
    ------
    ValueError
        With both limits.
    """
    if least > most > 0:
        message = f"min_words is {least}, which is more than max_words, {most}"
        raise ValueError(message)


def check_unique(kind: str, names: Sequence[str]) -> None:
    """Refuse names that are blank or there twice.

    Raises
    ------
    ValueError
        With the first of them.

    Examples
    --------
    >>> check_unique("criterion", ["Tone", "Tone"])
    Traceback (most recent call last):
    ...
    ValueError: criterion 'Tone' is there twice: give each a name of its own
    """
    for place, name in enumerate(names):
        if not name.strip():
            message = f"{kind} {place + 1} is called {name!r}: give it a name"
            raise ValueError(message)
        if name in names[:place]:
            message = f"{kind} {name!r} is there twice: give each a name of its own"
            raise ValueError(message)
