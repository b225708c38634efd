"""How far the people of a calibration session agree, before they talked and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from trainer_widgets.calibration.differences import comparable

if TYPE_CHECKING:
    from trainer_widgets.calibration.sessions import StoredSession

WHEN = "when"


def session_agreement(stored: StoredSession) -> pd.DataFrame:
    """Return agreement on what a session's task compares.

    Returns
    -------
    pandas.DataFrame
        As :func:`trainer_widgets.analysis.agreement` has it, with ``when``: ``before`` anybody saw
        the others' answers, and ``after``, which is no longer independent evidence.
    """
    task = stored.project.task
    return agreement_of(stored.labels(independent=True), stored.labels(independent=False), task)


def agreement_of(before: pd.DataFrame, after: pd.DataFrame, task: str) -> pd.DataFrame:
    """Return the same of the labels of both times."""
    from trainer_widgets import analysis  # noqa: PLC0415 - slow, and labeling needs none of it

    found = []
    for when, labels in (("before", before), ("after", after)):
        table, value, level = comparable(labels, task)
        agreed = analysis.agreement(table, value, level, independent=when == "before")
        agreed.insert(0, WHEN, when)
        found.append(agreed)
    return pd.concat(found, ignore_index=True)
