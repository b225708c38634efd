"""Tables of answers, as they are replayed in a calibration session."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from trainer_widgets.calibration.sessions import CalibrationError
from trainer_widgets.missing import is_missing
from trainer_widgets.records import Record
from trainer_widgets.schema import InvalidRecordError, plain, task_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd


class Replayed(NamedTuple):
    """One row of such a table."""

    annotator: str
    item_id: str
    answer: Any
    rationale: str

    @property
    def content(self) -> str:
        """All that was said, so that the same row is known again."""
        return json.dumps(self, sort_keys=True, default=str)

    @contextmanager
    def named(self, number: int) -> Iterator[None]:
        """Let an error say which row of the table is meant, and whose it is."""
        try:
            yield
        except (CalibrationError, InvalidRecordError) as error:
            who = f"item {self.item_id!r}, annotator {self.annotator!r}"
            message = f"row {number} ({who}): {error}"
            raise CalibrationError(message) from None


def replayed(labels: pd.DataFrame, task: str) -> Iterator[Replayed]:
    """Give the rows of a table of answers.

    Parameters
    ----------
    labels
        ``annotator``, ``item_id``, the answer as ``answer`` or as one column for each of its
        fields, and perhaps ``rationale``.
    task
        Whose answers they are.

    Raises
    ------
    CalibrationError
        When a column is missing.
    """
    fields = [one.name for one in msgspec.structs.fields(task_records(task).answer)]
    for name in ("annotator", "item_id", *([] if "answer" in labels else fields[:1])):
        if name not in labels.columns:
            there = ", ".join(map(str, labels.columns))
            message = f"a replay needs the column {name!r}: there are {there}"
            raise CalibrationError(message)
    for row in labels.to_dict("records"):
        given = {name: row[name] for name in fields if not is_missing(row.get(name))}
        answer = as_plain(row.get("answer", given))
        rationale = as_plain(row.get("rationale")) or ""
        yield Replayed(row["annotator"], row["item_id"], answer, str(rationale))


def as_plain(value: Any) -> Any:  # noqa: ANN401 - what tables hold
    """Return what a table's cell holds, or a record, as plain data.

    Examples
    --------
    >>> import numpy as np
    >>> as_plain({"order": np.array([["b"], ["a"]]), "strength": 2.0, "points": float("nan")})
    {'order': [['b'], ['a']], 'strength': 2, 'points': None}
    """
    if isinstance(value, Record):
        return plain(value)
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, dict):
        return {name: as_plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_plain(one) for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)  # pandas makes whole numbers floats where one of a column is missing
    return None if is_missing(value) else value
