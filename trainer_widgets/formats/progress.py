"""A progress bar that leaves nothing behind."""

from __future__ import annotations

import sys
import time
from typing import Any

SECONDS_UNTIL_SHOWN = 0.5
WIDTH = 30


class Progress:
    """Shows how much has been fetched, and becomes one closing line.

    On a terminal the bar is drawn over itself on stderr. In a notebook it is one output that is
    updated in place and ends as the closing line, so that a notebook that had to fetch and one
    that had not are saved alike. Whatever takes less than half a second shows no bar.

    Parameters
    ----------
    title
        What is fetched.
    enabled
        Whether a bar may be shown; the closing line always is.
    """

    def __init__(self, title: str, *, enabled: bool = True) -> None:
        self._title = title
        self._enabled = enabled
        self._started = time.monotonic()
        self._handle: Any = None
        self._drawn = False

    def update(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` bytes are here."""
        if not self._enabled or time.monotonic() - self._started < SECONDS_UNTIL_SHOWN:
            return
        filled = WIDTH * done // max(total, 1)
        bar = "█" * filled + "░" * (WIDTH - filled)
        text = f"{self._title} {bar} {done / 1e6:.1f} of {total / 1e6:.1f} MB"
        if in_notebook():
            self._display(text)
        elif sys.stderr.isatty():
            sys.stderr.write(f"\r{text}")
            sys.stderr.flush()
            self._drawn = True

    def close(self, text: str | None) -> None:
        """Take the bar away, and show the closing line where there is one."""
        if self._drawn:
            sys.stderr.write("\r\033[K")
        if in_notebook():
            if text is not None or self._handle is not None:
                self._display(text or "")
        elif text is not None:
            sys.stdout.write(f"{text}\n")

    def _display(self, text: str) -> None:
        from IPython.display import display  # noqa: PLC0415 - only there in a notebook

        if self._handle is None:
            self._handle = display(  # type: ignore[no-untyped-call]
                {"text/plain": text}, raw=True, display_id=True
            )
        else:
            self._handle.update({"text/plain": text}, raw=True)


def in_notebook() -> bool:
    """Whether this process is a Jupyter kernel."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell is not None and hasattr(shell, "kernel")
