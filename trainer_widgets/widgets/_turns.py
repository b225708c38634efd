"""Whose turn it is at the engine: one question at a time, and nothing that was overtaken."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from trainer_widgets import wire
from trainer_widgets.widgets._problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

# Of more views, the first to ask are forgotten.
MOST_VIEWS = 1000


class ClosedWidgetError(RuntimeError):
    """Raised when a cell asks a widget that was closed."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("this widget was closed: run its cell again")


def overtaken() -> ProblemError:
    """Return what is answered instead of what nobody waits for any more."""
    message = "a newer request has overtaken this one"
    return ProblemError(wire.Problem("overtaken", message, final=True))


class Turns:
    """Lets views ask the engine one after the other.

    Of one view only questions of its newest turn count: older ones that wait get no answer, and
    one that is being answered is interrupted. Nobody interrupts another view's, so a view is named
    together with the person whose it is.

    Parameters
    ----------
    interrupt
        Cuts short what the engine does at this moment.

    Examples
    --------
    >>> turns = Turns(interrupt=lambda: None)
    >>> with turns.taken("a view", 1) as wanted:
    ...     wanted()
    True
    """

    def __init__(self, interrupt: Callable[[], None]) -> None:
        """Begin with a free engine."""
        self._interrupt = interrupt
        self._engine = threading.RLock()
        self._state = threading.Lock()
        self._newest: dict[Hashable, int] = {}
        self._running: Hashable = None
        self._is_over = False

    @contextmanager
    def taken(self, view: Hashable, turn: int) -> Iterator[Callable[[], bool]]:
        """Hold the engine for a question; what is given tells whether it still counts.

        Raises
        ------
        ProblemError
            When it does not count any more before it begins.
        """
        with self._state:
            if turn > self._newest.get(view, -1):
                self._newest[view] = turn
                self._forget_first()
                if self._running == view:
                    self._interrupt()
        with self._engine:
            with self._state:
                self._check(view, turn)
                self._running = view
            try:
                yield lambda: self._counts(view, turn)
            finally:
                # Before the engine goes to the next, whom no late interruption may hit.
                with self._state:
                    self._running = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the engine for what nothing overtakes, such as a cell.

        Raises
        ------
        ClosedWidgetError
            When the widget was closed.
        """
        with self._engine:
            if self._is_over:
                raise ClosedWidgetError
            try:
                yield
            except Exception:
                if self._is_over:  # and so it was cut
                    raise ClosedWidgetError from None
                raise

    def end(self) -> None:
        """Cut short what is running and let nobody in any more; return when all is quiet."""
        with self._state:
            self._is_over = True
            self._interrupt()
        with self._engine:
            pass

    def _check(self, view: Hashable, turn: int) -> None:
        if not self._counts(view, turn):
            raise overtaken()

    def _counts(self, view: Hashable, turn: int) -> bool:
        return not self._is_over and self._newest.get(view) == turn

    def _forget_first(self) -> None:
        while len(self._newest) > MOST_VIEWS:
            del self._newest[next(iter(self._newest))]
