"""Which of a project's items somebody asks for: by their ids, or by a table that has them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets.settings import ProjectError
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Collection

    from trainer_widgets.project import Project

ITEM = "item_id"


def item_ids(project: Project, asked: object, kept: Collection[str] = ()) -> list[str]:
    """Return the ids that somebody asks for, each once, in their order.

    Parameters
    ----------
    project
        The project.
    asked
        Ids, or a table or column that has them, such as labels: one row for each of an item's.
    kept
        Ids of items that count, whether or not the project still has them.

    Raises
    ------
    ProjectError
        When these are no ids, one is given twice, or the project has no such item.

    Examples
    --------
    >>> from trainer_widgets import Project
    >>> project = Project("datasets/response_ranking")
    >>> item_ids(project, pd.DataFrame({"item_id": ["rr-002", "rr-002", "rr-001"]}))
    ['rr-002', 'rr-001']
    """
    found = _given(asked)
    if odd := [one for one in found if not isinstance(one, str)]:
        message = f"items is a list of item ids, which are texts: {odd[0]!r} is none"
        raise ProjectError(message)
    if unknown := [one for one in found if one not in project.items and one not in kept]:
        hint = nearest(unknown[0], project.items)
        counted = f"{len(unknown)} of {len(found)} are unknown"
        message = f"{project!r} has no item {unknown[0]!r}: {hint}{counted}"
        raise ProjectError(message)
    return found


def _given(asked: object) -> list[Any]:
    if isinstance(asked, pd.DataFrame):
        if ITEM not in [*asked.columns, asked.index.name]:
            names = ", ".join(map(str, asked.columns))
            message = f"items is a table without a column {ITEM}: its columns are {names}"
            raise ProjectError(message)
        asked = asked[ITEM] if ITEM in asked.columns else asked.index.to_series()
    if isinstance(asked, pd.Series):
        column = asked.index if asked.index.name == ITEM and asked.name != ITEM else asked
        return list(dict.fromkeys(column.tolist()))
    if isinstance(asked, str) or not hasattr(asked, "__iter__"):
        message = f"items is a list of item ids, or a table with {ITEM}, not {asked!r}"
        raise ProjectError(message)
    found = list(asked)
    if twice := [one for one, n in Counter(map(str, found)).items() if n > 1]:
        message = f"item {twice[0]!r} is given twice: once is enough"
        raise ProjectError(message)
    return found
