"""The search for slices, beside everything else."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any

from trainer_widgets.analysis.waiting import in_background
from trainer_widgets.missing import is_missing
from trainer_widgets.records.slices import Every
from trainer_widgets.widgets._turns import ClosedWidgetError
from trainer_widgets.wire.explorer import Rate, Suggestion, Suggestions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

    from trainer_widgets.records.slices import Condition

MOST_BY_ITSELF = 50_000
PAUSE = 0.1
ASLEEP = "nobody has looked for slices yet"

log = logging.getLogger(__name__)


class SliceSearch:
    """Looks for slices until it has found them, on a thread of its own.

    Parameters
    ----------
    find
        What :func:`~trainer_widgets.analysis.find_slices` does, on a connection of its own.
    parsed
        Reads a slice's text.
    tell
        Is told when the search has ended.
    cut
        Cuts short what the search does at this moment.
    is_quick
        Whether it may begin without anybody's word.
    """

    def __init__(
        self,
        find: Callable[[], pd.DataFrame],
        parsed: Callable[[str], Condition],
        tell: Callable[[Suggestions], None],
        cut: Callable[[], None],
        *,
        is_quick: bool,
    ) -> None:
        """Begin asleep."""
        self._find, self._parsed, self._tell = find, parsed, tell
        self._cut, self._is_quick = cut, is_quick
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._is_over = False
        self._error: Exception | None = None
        self.found: pd.DataFrame | None = None
        self.state = Suggestions("asleep", [], ASLEEP)

    def begin_by_itself(self) -> None:
        """Begin where it does not take long, and nobody has."""
        if self._is_quick and self.state.state == "asleep":
            self.begin()

    def begin(self) -> None:
        """Begin to look, where nobody has, or again where it failed."""
        with self._lock:
            if self.state.state in {"searching", "done"} or self._is_over:
                return
            self._error = None
            self.state = Suggestions("searching", [], "")
            self._thread = threading.Thread(target=self._look, daemon=True)
            self._thread.start()

    def steps(self) -> Iterator[None]:
        """Wait for the end, step by step."""
        self.begin()
        while self._thread is not None and self._thread.is_alive():
            self._thread.join(PAUSE)
            yield

    def result(self) -> pd.DataFrame:
        """Return what was found; raises what went wrong.

        Raises
        ------
        ClosedWidgetError
            When the widget was closed before anything was found.
        """
        if self.found is not None:
            return self.found
        if self._error is None or self._is_over:
            raise ClosedWidgetError
        raise self._error

    def has_confirmed(self, slice_: Condition) -> bool:
        """Whether a slice is one of those that were confirmed."""
        return any(_parts(one.slice) == _parts(slice_) for one in self.state.slices)

    def end(self) -> None:
        """Tell nobody any more, and return when the search is over."""
        with self._lock:
            self._is_over = True
        if self._thread is not None and self._thread.is_alive():
            self._cut()
            self._thread.join()

    def _look(self) -> None:
        try:
            with in_background(lambda: self._is_over):
                found = self._find()
            slices = [self._suggestion(row) for row in found.to_dict("records")]
            self.found = found
            state = Suggestions("done", slices, str(found.attrs["note"]))
        except Exception as error:
            log.info("the search for slices failed", exc_info=error)
            self._error = error
            state = Suggestions("failed", [], str(error))
        self.state = state
        if not self._is_over:
            self._tell(state)

    def _suggestion(self, row: dict[Any, Any]) -> Suggestion:
        low, high = (None if is_missing(row[name]) else row[name] for name in ("low", "high"))
        numbers = row["n_labels"], row["n_items"], row["note"]
        return Suggestion(
            text=row["slice"],
            slice=self._parsed(row["slice"]),
            rate=row["rate"],
            rate_rest=row["rate_rest"],
            difference=Rate(row["estimate"], low, high, *numbers),
            q_value=row["q_value"],
        )


def _parts(slice_: Condition) -> set[str]:
    """Return the conditions that hold together, whatever their order."""
    parts = slice_.parts if isinstance(slice_, Every) else [slice_]
    return {repr(part) for part in parts}
