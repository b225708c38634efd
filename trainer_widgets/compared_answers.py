"""What answers to an item are compared by, and whether two of them say the same.

A task names the column that counts in its answers' ``compared``, with its level; where it names
none, whole answers are compared. Who could not judge has no value there, and says neither the same
as anybody nor anything else.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from trainer_widgets.missing import is_missing
from trainer_widgets.records import TASKS

if TYPE_CHECKING:
    from trainer_widgets.records import Record

WHOLE = "answer"


def compared_by(task: str) -> tuple[str, str] | None:
    """Return the column by which a task's answers are compared, with its level, if it names any.

    Examples
    --------
    >>> compared_by("image_tags")
    ('tag_names', 'multiset')
    """
    return getattr(TASKS[task].answer, "compared", None)


def comparable(labels: pd.DataFrame, task: str) -> tuple[pd.DataFrame, str, str]:
    """Return labels with the column in which a task's answers are compared, and its level.

    Where a task names none, it is a text of the whole answer.
    """
    compared = compared_by(task)
    if compared is not None:
        return labels, *compared
    rows = labels[list(TASKS[task].answer.__struct_fields__)].to_dict("records")
    return labels.assign(**{WHOLE: [as_text(row) for row in rows]}), WHOLE, "nominal"


def keys(answers: pd.DataFrame, task: str) -> pd.Series[Any]:
    """Return a text for each answer, the same for all that say the same; missing for no value.

    Examples
    --------
    >>> keys(pd.DataFrame({"tag_names": [["pear", "fig"], ["fig", "pear"], []]}), "image_tags")
    0    ["fig", "pear"]
    1    ["fig", "pear"]
    2                 []
    dtype: str
    """
    answers, column, level = comparable(answers, task)
    found = [_key(value, level) for value in answers[column].tolist()]
    return pd.Series(found, answers.index, dtype="str")


def says_the_same(one: Record | None, other: Record | None) -> bool | None:
    """Return whether two answers say the same; None where one of them says nothing.

    Examples
    --------
    >>> from trainer_widgets.records import RankingAnswer
    >>> much, slightly = (RankingAnswer([["a"], ["b"]], strength) for strength in (3, 1))
    >>> says_the_same(much, slightly)
    True
    >>> says_the_same(much, RankingAnswer([], verdict="cannot_judge")) is None
    True
    """
    column, level = getattr(one, "compared", (None, "nominal"))
    if column is None:
        return None if one is None or other is None else one == other
    said, also = (_key(getattr(answer, column, None), level) for answer in (one, other))
    return None if said is None or also is None else said == also


def as_text(value: object) -> str:
    """Return one text for all values that are alike, whatever holds them."""
    return json.dumps(value, sort_keys=True, default=_plain)


def _key(value: Any, level: str) -> str | None:  # noqa: ANN401 - any value of an answer
    if is_missing(value):
        return None
    if level in ("set", "multiset"):
        return json.dumps(sorted(set(value) if level == "set" else value))
    return str(value)


def _plain(value: object) -> object:
    if is_missing(value):
        return None
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else str(value)
