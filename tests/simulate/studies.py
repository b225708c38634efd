"""What a study is, and the line of the table that it becomes."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pandas as pd

from trainer_widgets.analysis import wilson
from trainer_widgets.analysis.simulation import draw, label_frame

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from trainer_widgets.analysis.simulation import Drawn, Process

SEED = 20260105
COLUMNS = ("what", "setting", "runs", "result", "interval", "aim")
LINE = "| {} |"

Seen = dict[str, "NDArray[np.bool_]"]


class Count(Protocol):
    """Tells of some runs, by the names of what is looked at, in which it was so."""

    def __call__(self, setting: str, runs: range) -> Seen:
        """Draw the runs and look."""


class Study(NamedTuple):
    """Many runs of one process.

    Attributes
    ----------
    setting
        The process in words; the seed of its runs depends on them, and on nothing else.
    whats
        What is looked at.
    runs
        How many.
    aim
        What the share of runs should be; empty where there is nothing to aim at.
    seen
        Looks at some of the runs. Can be pickled.
    """

    setting: str
    whats: tuple[str, ...]
    runs: int
    aim: str
    seen: Count

    def __call__(self, runs: range) -> Seen:
        """Look at some of the runs."""
        return self.seen(self.setting, runs)


def drawn_runs(process: Process, setting: str, runs: range) -> list[Drawn]:
    """Draw the runs of a setting, each from its own seed."""
    own = zlib.crc32(setting.encode())
    return [draw(process, (SEED, own, run)) for run in runs]


def stacked(
    drawn: list[Drawn], frame_of: Callable[[Drawn], pd.DataFrame] = label_frame
) -> pd.DataFrame:
    """Put runs under each other with ``run``, told apart by their items' names too.

    A grouped call then gives of each run what a call of its own would, and the engine is asked
    once for all of them.
    """
    frames = []
    for run, one in enumerate(drawn):
        frame = frame_of(one).assign(run=run)
        frames.append(frame.assign(item_id=f"{run}-" + frame["item_id"]))
    return pd.concat(frames, ignore_index=True)


def line(study: Study, what: str, hits: int, runs: int) -> str:
    """Return the table's line: the share of the runs, with Wilson's interval."""
    found = wilson.share(hits / runs, runs, 0.95)
    interval = f"{100 * found['low']:.1f}-{100 * found['high']:.1f} %"
    result = f"{100 * found['estimate']:.1f} %"
    return LINE.format(
        " | ".join((what, study.setting, f"{runs:,}", result, interval, study.aim or "-"))
    )


def place_of(row: str) -> tuple[str, str]:
    """Return what a line of the table is about, and in which setting."""
    what, setting, *_ = row.strip("| ").split(" | ")
    return what, setting


def head() -> list[str]:
    """Return the first two lines of the table."""
    return [LINE.format(" | ".join(COLUMNS)), LINE.format(" | ".join("---" for _ in COLUMNS))]
