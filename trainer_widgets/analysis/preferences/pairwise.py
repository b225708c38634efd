"""Rankings taken apart into comparisons of two responses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import ibis
import pandas as pd
import pyarrow as pa

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts.comparisons import (
    response_pairs,
    response_table,
    with_responses,
)
from trainer_widgets.analysis.results import executed
from trainer_widgets.analysis.selection import ITEM, opened, select
from trainer_widgets.items.ranking import LETTERS
from trainer_widgets.project import Project
from trainer_widgets.store import LabelStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trainer_widgets.analysis.selection import Selection

COLUMNS = ["item_id", "annotator", "left", "right", "winner"]
RANKED = ("choice", "order", "shown")  # what of a ranking label tells who won
RESPONSE_COLUMNS = [
    "responses",
    *(f"{kind}_{x}" for kind in ("response", "model") for x in LETTERS),
]
RESPONSES = pa.schema([(name, pa.string()) for name in (ITEM, "response", "model", "text")])


def comparisons(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    items: object = None,
    *,
    of: Literal["model", "response"] | None = None,
    item: str = "item_id",
    annotator: str = "annotator",
    at: str | None = None,
    independent: bool = True,
    models: bool = False,
) -> pd.DataFrame | ibis.Table:
    """Take rankings apart into comparisons of two models, or of two responses.

    A ranking of n responses gives n (n - 1) / 2 comparisons [1]_. They are not independent: give
    ``item="item_id"`` to what is made of them. Labels that say ``both_bad`` become comparisons
    with that winner; labels of people who could not judge give none.

    Each comparison is a row: this is one of the functions that fetch rows, unless the labels are
    an Ibis table.

    Parameters
    ----------
    labels
        Ranking labels in any form, as ``project.labels()`` gives them: with ``order`` (lists of
        response ids, best first, tied ids in one list), ``choice`` (a response id, ``tie`` or
        ``both_bad``) or both, and where it is known ``shown`` (a struct whose ``order`` holds the
        response ids from left to right).
    items
        The items' responses and models: a project, or a table with ``model_a``, ``model_b``,
        ``response_a``, ..., or with a list ``responses`` of structs. A project given as labels
        has them; otherwise columns ``model_a``, ``model_b``, ... of the labels are taken.
    of
        ``"model"`` compares models and ``"response"`` response ids; by default models where any
        is known.
    item, annotator, at
        The columns that say what was labeled, by whom and when.
    independent
        Leave out labels given after feedback, reveal or rework, where ``condition`` tells.
    models
        Keep labels by models, where ``annotator_kind`` tells.

    Returns
    -------
    pandas.DataFrame or ibis.Table
        ``item_id, annotator, left, right, winner``; the winner is ``left``, ``right``, ``tie`` or
        ``both_bad``. Left is what was further left on screen where ``shown`` tells, and otherwise
        the response whose id sorts first. A model that is not known is missing. Sorted by item
        and annotator; an Ibis table stays where it is, in no order.

    Raises
    ------
    LabelsError
        When the labels hold no rankings, or models are asked for and none is known.

    References
    ----------
    .. [1] David (1988), The Method of Paired Comparisons, second edition, chapter 1.

    Examples
    --------
    >>> labels = pd.DataFrame({"item_id": ["q1"], "annotator": ["ana"], "choice": ["b"]})
    >>> labels["order"] = [[["b"], ["a", "c"]]]
    >>> comparisons(labels)
      item_id annotator left right winner
    0      q1       ana    a     b  right
    1      q1       ana    a     c    tie
    2      q1       ana    b     c   left
    """
    if of not in (None, "model", "response"):
        message = f"of={of!r} is unknown: give 'model' or 'response'"
        raise counts.LabelsError(message)
    columns: dict[str, Any] = {"item": item, "annotator": annotator, "at": at}
    chosen = rankings(labels, (), independent=independent, models=models, **columns)
    responses = responses_of(labels, items, item)
    pairs = response_pairs(chosen.table, responses)
    if of != "response" and responses is not None and _knows_models(responses):
        pairs = with_responses(pairs, responses, ["model"])
        pairs = pairs.mutate(left=pairs.left_model, right=pairs.right_model)
    elif of == "model":
        message = (
            "no models are known: give items= with the columns model_a, model_b, ..., or "
            "of='response', which compares response ids"
        )
        raise counts.LabelsError(message)
    pairs = pairs.select(COLUMNS)
    if isinstance(labels, ibis.Table):
        return pairs
    return executed(pairs).sort_values(COLUMNS, ignore_index=True)


def rankings(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    by: str | Sequence[str] | None,
    *,
    item: str,
    annotator: str,
    at: str | None,
    independent: bool,
    models: bool,
) -> Selection:
    """Choose the ranking labels, with as much of ``choice``, ``order`` and ``shown`` as they have.

    Raises
    ------
    LabelsError
        When they have neither a choice nor an order.
    """
    labels = opened(labels, independent=independent)
    there = counts.column_names(labels)
    columns: dict[str, Any] = {"item": item, "annotator": annotator, "at": at}
    values = [name for name in RANKED if name in there]
    if values in ([], ["shown"]):
        values = ["choice"]
    return select(labels, values, by, independent=independent, models=models, **columns)


def responses_of(labels: object, items: object, item: str = ITEM) -> ibis.Table | None:
    """Return what is known of the items' responses, or None.

    Returns
    -------
    ibis.Table or None
        ``item_id, response, model, text``.
    """
    source = labels if items is None else items
    match source:
        case Project():
            return _of_project(source) if source.task == "ranking" else None
        case LabelStore():
            return None
        case pd.DataFrame() if source.index.name == item:
            source = source.reset_index()
    there = counts.column_names(source)
    wide = [name for name in RESPONSE_COLUMNS if name in there]
    if wide:
        return response_table(counts.as_table(source, [item, *wide]).distinct(on=item), item)
    if items is None:
        return None
    message = (
        f"the items tell no responses: give response_a, model_a and so on, or a list of them as "
        f"responses. There are {', '.join(there)}"
    )
    raise counts.LabelsError(message)


def _of_project(project: Project) -> ibis.Table:
    rows = [
        {ITEM: item_id, "response": one.response_id, "model": one.model, "text": one.text}
        for item_id, item in project.items.items()
        for one in item.responses
    ]
    return ibis.memtable(pa.Table.from_pylist(rows, schema=RESPONSES))


def _knows_models(responses: ibis.Table) -> bool:
    known = responses.aggregate(n=responses.model.count())
    return bool(executed(known)["n"].iloc[0])
