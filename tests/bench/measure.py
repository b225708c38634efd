"""Timing several ways of doing the same, in turn, so that they share whatever the machine does."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Row(NamedTuple):
    """One line of the table."""

    what: str
    median: str
    beside: str
    its_median: str
    ratio: str


def medians(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Return the median seconds of each way, after one round that does not count."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds + 1):
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            times[name].append(time.perf_counter() - began)
    return {name: statistics.median(measured[1:]) for name, measured in times.items()}


def compared(ours: str, found: Mapping[str, float]) -> list[Row]:
    """Return one row for each way that is not ours: how many times as long ours takes."""
    return [
        Row(ours, _text(found[ours]), name, _text(seconds), f"{found[ours] / seconds:.2f}")
        for name, seconds in found.items()
        if name != ours
    ]


def _text(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds < 1 else f"{seconds:.2f} s"
