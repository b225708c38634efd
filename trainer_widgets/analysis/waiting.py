"""A progress bar on what takes longer than a second."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PATIENCE = 1.0  # seconds
T = TypeVar("T")


def told(steps: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
    """Go through steps, with a progress bar once that has taken a second.

    ``TQDM_DISABLE=1`` in the environment keeps it away.

    Parameters
    ----------
    steps
        What is gone through.
    what
        What it is for, beside the bar.
    total
        How many steps there are, where they do not tell themselves.

    Examples
    --------
    >>> list(told(range(3), "Weeks"))
    [0, 1, 2]
    """
    from tqdm import tqdm  # noqa: PLC0415 - not needed for what is quick

    yield from tqdm(steps, desc=what, total=total, delay=PATIENCE, leave=False)
