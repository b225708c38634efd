"""Which labels miss the right answers of their items."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.annotators.golden import Gold, gold_of, right_answers
from trainer_widgets.analysis.counts import gold as counting
from trainer_widgets.analysis.results import executed, share_note
from trainer_widgets.gold import key_types
from trainer_widgets.missing import is_missing
from trainer_widgets.project import Project

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ibis

WAYS = (
    "give gold=, a mapping from item to right answer or a table, or labels of a project that has "
    "right answers (gold.parquet in its folder)"
)


class Right(NamedTuple):
    """Right answers, and the columns of the labels that they are about."""

    columns: list[str]
    gold: Gold


def right_of(gold: object, value: str, item: str, there: Sequence[str]) -> Right:
    """Return the right answers that labels are held against.

    Parameters
    ----------
    gold
        A project, of which all that is known counts; otherwise as in
        :func:`trainer_widgets.analysis.annotator_quality`.
    value, item
        The column that gold is about where it is no project, and the items'.
    there
        The labels' columns.

    Raises
    ------
    LabelsError
        When there are none, or the labels have nothing that could be compared.
    """
    if isinstance(gold, Project):
        return _of_project(gold, there)
    found = gold_of(None, gold, value, item)
    if found.table is None:
        message = f"outcome 'gold_missed' needs right answers, and {found.missing}: {WAYS}"
        raise counts.LabelsError(message)
    return Right([value], found)


def _of_project(project: Project, there: Sequence[str]) -> Right:
    gold = project.gold
    known = [
        key
        for key in key_types(project.task)
        if key in gold and not gold[key].map(is_missing).all()
    ]
    if not known:
        message = f"outcome 'gold_missed' needs right answers, and the project has none: {WAYS}"
        raise counts.LabelsError(message)
    held = [key for key in known if key in there]
    if not held:
        message = (
            f"the project's right answers are about {', '.join(known)}, which the labels do not "
            f"have: there are {', '.join(there)}"
        )
        raise counts.LabelsError(message)
    table = gold.reset_index()[["item_id", *held]]
    return Right(held, Gold(counts.as_table(table, ["item_id", *held])))


def answers(labels: ibis.Table, right: Right) -> dict[str, ibis.Table]:
    """Return for each column its right answers, one an item, as ``item_id`` and ``key``.

    Raises
    ------
    LabelsError
        When an item has two right answers, or answers of another kind than the labels.
    """
    return {
        column: right_answers(labels, right.gold, column, counting.answer_level(labels, column))
        for column in right.columns
    }


def with_missed(labels: ibis.Table, held: Mapping[str, ibis.Table]) -> tuple[ibis.Table, str]:
    """Return the labels of items with a right answer, and in ``y`` whether they miss any.

    Parameters
    ----------
    labels
        With the columns of ``held``, which go.
    held
        The right answers of each of these columns, as :func:`answers` returns them.
    """
    table = counting.with_truths(labels, held)
    table = table.mutate(y=counting.missed(table, len(held)))
    out = executed(table.aggregate(n=table.count(where=table["y"].isnull())))["n"].iloc[0]
    said = share_note(int(out), "labels left out: their item has no right answer")
    kept = [name for name in labels.columns if name not in held]
    return table.filter(table["y"].notnull()).select(*kept, "y"), said
