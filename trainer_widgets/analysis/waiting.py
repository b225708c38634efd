"""A progress bar on what takes longer than a second."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

PATIENCE = 1.0  # seconds
T = TypeVar("T")
_is_over: ContextVar[Callable[[], bool] | None] = ContextVar("is_over", default=None)


class StoppedError(RuntimeError):
    """Raised in the middle of what nobody waits for any more."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("stopped: nobody waits for it any more")


@contextmanager
def in_background(is_over: Callable[[], bool]) -> Iterator[None]:
    """Do something beside everything else: without a progress bar under some other cell.

    Parameters
    ----------
    is_over
        Is asked before each step; when it says yes, the rest is not done.
    """
    token = _is_over.set(is_over)
    try:
        yield
    finally:
        _is_over.reset(token)


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
    if is_over := _is_over.get():
        for step in steps:
            if is_over():
                raise StoppedError
            yield step
        return
    from tqdm import tqdm  # noqa: PLC0415 - not needed for what is quick

    yield from tqdm(steps, desc=what, total=total, delay=PATIENCE, leave=False)
