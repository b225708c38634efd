"""What a misspelt name probably means."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Two letters that changed places (`sotre`) still pass; words that share some letters do not.
ALIKE = 0.7


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most like a misspelt one, or None where none is.

    Examples
    --------
    >>> closest("sotre", ["order", "store"])
    'store'
    >>> closest("colour", ["order", "store"]) is None
    True
    """
    spelt = {str(one).casefold(): one for one in known}
    near = difflib.get_close_matches(str(name).casefold(), spelt, n=1, cutoff=ALIKE)
    return spelt[near[0]] if near else None


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the part of a message that suggests a name: empty, or with a space at its end.

    Examples
    --------
    >>> nearest("pionts", ["points", "criteria"])
    "did you mean 'points'? "
    >>> nearest("colour", ["points", "criteria"])
    ''
    """
    near = closest(name, known)
    return f"did you mean {near!r}? " if near else ""
