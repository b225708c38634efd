"""Which labels an analysis is about, and what of a label tells it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import ibis

from trainer_widgets.analysis.counts.sources import LabelsError
from trainer_widgets.records import INDEPENDENT_CONDITIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

# What tells whether a label is somebody's own, independent judgement; taken where it is there.
TELLING = ("condition", "annotator_kind")
# When a label was given: the browser's time, or where an import has none, the writer's.
TIMES = ("submitted_at", "recorded_at")
# What tables of counts and results call their own columns.
TAKEN = {
    "at", "code", "disagreement", "estimate", "field", "high", "items", "key", "labels", "low", "n",
    "n_annotators", "n_items", "n_labels", "note", "number", "others", "pattern", "person",
    "statistic",
}  # fmt: skip
NO = ibis.literal(value=False)


def by_columns(by: str | Sequence[str] | None) -> list[str]:
    """Return the columns to group by as a list, each once.

    Raises
    ------
    LabelsError
        When they are no names, or names that are taken.
    """
    names: list[object] = (
        [by] if isinstance(by, str) or not isinstance(by, Iterable | None) else list(by or ())
    )
    if wrong := [name for name in names if not isinstance(name, str)]:
        message = f"by={wrong[0]!r} is no name of a column: give one name, or a list of names"
        raise LabelsError(message)
    if taken := [name for name in names if name in TAKEN]:
        message = f"by={taken[0]!r} is what a table of counts calls its own: rename the column"
        raise LabelsError(message)
    return [str(name) for name in dict.fromkeys(names)]


def check_single(labels: ibis.Table, names: Iterable[str]) -> None:
    """Refuse lists and structs where single values name groups, items or people.

    Raises
    ------
    LabelsError
        When a column holds others.
    """
    for name in names:
        if (kind := labels[name].type()).is_nested():
            message = f"column {name!r} holds {kind}: give one of single values, such as texts"
            raise LabelsError(message)


def has(labels: ibis.Table, column: str) -> Any:  # noqa: ANN401 - a boolean column
    """Return whether a label has a value; NaN is none."""
    there = labels[column].notnull()
    return there & ~labels[column].isnan() if labels[column].type().is_floating() else there


def literal(value: Any, column: Any) -> Any:  # noqa: ANN401 - any value; columns
    """Return a value as something that equals what a column holds.

    Engines take a float that is written out for a decimal number, which differs in its last digits;
    a text that is read as a float does not.
    """
    if column.type().is_floating() and value is not None:
        return ibis.literal(repr(float(value))).cast(column.type())
    if column.type().is_decimal() and value is not None:
        return ibis.literal(str(value)).cast(column.type())
    if column.type().is_unsigned_integer() and value is not None:
        return ibis.literal(value, column.type())
    return ibis.literal(value)


def moment(labels: ibis.Table, at: str | None = None) -> Any:  # noqa: ANN401 - a column of times
    """Return when each label was given, as UTC; times without a zone are taken as UTC.

    Parameters
    ----------
    labels
        With the column ``at``, or with any of :data:`TIMES`.
    at
        The column that tells; without it :data:`TIMES`, the first that is known.

    Raises
    ------
    LabelsError
        When the column holds something else.
    """
    names = [at] if at else [name for name in TIMES if name in labels.columns]
    for name in names:
        if not labels[name].type().is_temporal() and not labels[name].type().is_null():
            message = f"column {name!r} holds no times: {labels[name].type()}; make it datetimes"
            raise LabelsError(message)
    return ibis.coalesce(*(labels[name].cast("timestamp('UTC')") for name in names))


def numbered(labels: ibis.Table, column: str) -> ibis.Table:
    """Return the values of a column with a ``number`` each, from 0 in the engine's own order."""
    book = labels.select(column).distinct()
    return book.mutate(number=ibis.row_number().over(order_by=book[column]))


def newest(labels: ibis.Table, keys: Sequence[str], at: str) -> ibis.Table:
    """Keep of the labels with the same keys the one that was given last."""
    given = labels.mutate(
        nth=ibis.row_number().over(
            group_by=list(keys), order_by=[ibis.desc(labels[at]), *_rest(labels, keys, at)]
        )
    )
    return given.filter(given.nth == 0).drop("nth")


def _rest(labels: ibis.Table, keys: Sequence[str], at: str) -> list[Any]:
    # Two labels of one moment: any order will do, as long as it is the same on every run.
    kinds = labels.schema().items()
    return [labels[name] for name, kind in kinds if name not in (*keys, at) and kind.is_primitive()]


def is_exposed(labels: ibis.Table) -> Any:  # noqa: ANN401 - a boolean column
    """Return whether a label was given after feedback, reveal or rework."""
    if "condition" not in labels.columns:
        return NO
    return labels.condition.notin(sorted(INDEPENDENT_CONDITIONS)).fill_null(NO)


def is_model(labels: ibis.Table) -> Any:  # noqa: ANN401 - a boolean column
    """Return whether a label was given by a model."""
    if "annotator_kind" not in labels.columns:
        return NO
    return (labels.annotator_kind == "model").fill_null(NO)


def left_out(labels: ibis.Table) -> ibis.Table:
    """Count the labels by why an analysis of people's own judgement leaves them out.

    Returns
    -------
    ibis.Table
        One row: ``labels``, ``by_models``, ``after_exposure`` (by people).
    """
    model, exposed = is_model(labels), is_exposed(labels)
    return labels.aggregate(
        labels=labels.count(),
        by_models=labels.count(where=model),
        after_exposure=labels.count(where=exposed & ~model),
    )


def selected(labels: ibis.Table, *, independent: bool, models: bool) -> ibis.Table:
    """Return the labels that an analysis is about.

    Parameters
    ----------
    labels
        As :func:`as_table` gives them.
    independent
        Leave out what was given after feedback, reveal or rework.
    models
        Keep labels by models.
    """
    if independent:
        labels = labels.filter(~is_exposed(labels))
    return labels if models else labels.filter(~is_model(labels))
