"""How far the people of a calibration session agree, before they talked and after."""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets.compared_answers import comparable

if TYPE_CHECKING:
    from trainer_widgets.calibration.sessions import StoredSession

WHEN = "when"
NOT_INDEPENDENT = "after people talked: not independent, no measure of the guideline"
PAIR = ["item_id", "annotator"]


def session_agreement(stored: StoredSession) -> pd.DataFrame:
    """Return agreement on what a session's task compares.

    Returns
    -------
    pandas.DataFrame
        As :func:`trainer_widgets.analysis.agreement` has it, with ``when``: ``before`` anybody saw
        the others' answers, and ``after``, whose ``note`` says that it is no independent evidence.
        See :func:`at_both_times` for the answers that count.
    """
    agreements = Agreements(stored.project.task)
    return agreements.both(stored.labels(independent=True), stored.labels(independent=False))


def at_both_times(before: pd.DataFrame, after: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the labels of both times that can be held against each other.

    Answers to an item that has changed since are among neither. Those of after are of the same
    people to the same items as before: who looked before they answered is not among them.

    Examples
    --------
    >>> before = pd.DataFrame({"item_id": ["q1"], "annotator": ["ana"], "stale": [False]})
    >>> late = pd.DataFrame({"item_id": ["q1"], "annotator": ["ben"], "stale": [False]})
    >>> len(at_both_times(before, pd.concat([before, late]))[1])
    1
    """
    before, after = (labels[~labels["stale"].to_numpy(bool)] for labels in (before, after))
    pairs = pd.MultiIndex.from_frame(before[PAIR])
    return before, after[pd.MultiIndex.from_frame(after[PAIR]).isin(pairs)]


@cache
def warm_up() -> None:
    """Load what measures agreement ahead of the reveal; it takes seconds, and no lock is held."""
    threading.Thread(target=_measure, daemon=True).start()


def _measure() -> Any:  # noqa: ANN401 - a function, which is imported as it is first asked for
    from trainer_widgets import analysis  # noqa: PLC0415 - slow, and labeling needs none of it

    return analysis.agreement


class Agreements:
    """Agreement before and after; what was said since the last time is all that costs.

    Parameters
    ----------
    task
        Says what is compared.
    """

    def __init__(self, task: str) -> None:
        """Begin with nothing known."""
        self._task = task
        self._known: dict[bool, tuple[list[str], pd.DataFrame]] = {}

    def both(self, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
        """Return agreement among the labels of :func:`at_both_times`, ``when`` first."""
        before, after = at_both_times(before, after)
        first = self._agreed(before, independent=True)
        # Until somebody has revised an answer, the same labels stand.
        is_same = before["event_id"].tolist() == after["event_id"].tolist()
        then = first if is_same else self._agreed(after, independent=False)
        fewer = len(before) - len(after)
        told = f"{NOT_INDEPENDENT}; without {fewer} taken back" if fewer else NOT_INDEPENDENT
        notes = [f"{note}; {told}".removeprefix("; ") for note in then["note"]]
        then = then.assign(note=pd.array(notes, dtype="str"))
        found = pd.concat({"before": first, "after": then}, names=[WHEN])
        return found.reset_index(WHEN).reset_index(drop=True)

    def _agreed(self, labels: pd.DataFrame, *, independent: bool) -> pd.DataFrame:
        events = labels["event_id"].tolist()
        known = self._known.get(independent)
        if known is None or known[0] != events:
            table, value, level = comparable(labels, self._task)
            agreed = _measure()(table, value, level, independent=independent)
            known = self._known[independent] = events, agreed
        return known[1]
