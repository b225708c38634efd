"""What a view is told when a request fails.

The texts are fixed: an error's own message may name items, files or right answers, which no
browser should learn. The kernel's log has it in full.
"""

from __future__ import annotations

import logging

from trainer_widgets import wire
from trainer_widgets.schema import InvalidRecordError
from trainer_widgets.store import (
    ClosedSessionError,
    DiskFullError,
    DuplicateEventError,
    FolderGoneError,
    ForkedSessionError,
    NotWritableError,
    StoreError,
)

log = logging.getLogger(__name__)

KEPT = "What you answer stays in this browser and is sent again."


class RefusedError(ValueError):
    """Raised for a request that can never be granted; its message is for the person."""


class ProblemError(Exception):
    """Raised by a handler to answer a request with a problem of its own."""

    def __init__(self, problem: wire.Problem) -> None:
        """Keep what the view is told."""
        super().__init__(problem.message)
        self.problem = problem


def problem_of(error: Exception) -> wire.Problem:
    """Return what to say of an error: final where sending again cannot help."""
    match error:
        case ProblemError():
            return error.problem
        case RefusedError() | InvalidRecordError() | DuplicateEventError() | RecursionError():
            return wire.Problem("refused", _refusal_text(error), final=True)
        case ClosedSessionError() | ForkedSessionError():
            return wire.Problem("failed", "The widget was closed. Run its cell again.", final=False)
        case StoreError() | OSError():
            log.warning("labels cannot be stored: %s", error)
            return wire.Problem("storage", f"{_storage_text(error)} {KEPT}", final=False)
        case _:
            log.error("a request failed", exc_info=error)
            text = f"The kernel failed ({type(error).__name__}); its log says more."
            return wire.Problem("failed", text, final=False)


def _refusal_text(error: Exception) -> str:
    match error:
        case DuplicateEventError():
            return "This was stored already, with another content."
        case RecursionError():
            return "This is nested too deeply."
        case _:
            return str(error)


def _storage_text(error: Exception) -> str:
    match error:
        case DiskFullError():
            return "The disk that holds the labels is full."
        case NotWritableError():
            return "The labels' folder may not be written to."
        case FolderGoneError():
            return "The labels' folder was removed."
        case _:
            return "The labels cannot be stored just now."
