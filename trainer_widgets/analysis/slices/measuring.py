"""How far each label went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.analysis import coding, counts
from trainer_widgets.analysis.counts import failures as marking
from trainer_widgets.analysis.counts import slices as counting
from trainer_widgets.analysis.results import executed, share_note
from trainer_widgets.taxonomy import loose_taxonomy

if TYPE_CHECKING:
    import ibis

    from trainer_widgets.analysis.slices.asked import Asked

OUTCOME = "its outcome"  # a name that no column has


def measured(table: ibis.Table, asked: Asked, column: str) -> tuple[ibis.Table, str]:
    """Return labels with ``y``, how far each went wrong, and what was left out and why.

    Parameters
    ----------
    table
        With what the outcome comes from in the column :data:`OUTCOME`, which goes.
    asked
        For which outcome.
    column
        What its column is called.

    Raises
    ------
    LabelsError
        When the column does not hold what the outcome comes from.
    """
    if asked.outcome == "disagreement":
        return _disagreement(table, asked)
    said, kind = "", table[OUTCOME].type()
    if asked.outcome == "failed":
        if kind.is_null():
            return table.mutate(y=table[OUTCOME].cast("float64")).drop(OUTCOME), ""
        if not kind.is_array():
            message = f"outcome 'failed' needs lists in column {column!r}, which holds {kind}"
            raise counts.LabelsError(message)
        weightless = _weightless(table, asked)
        said = share_note(sum(weightless.values()), "marks that weigh nothing left out")
        y = counting.has_marks(table[OUTCOME], weightless)
    elif kind.is_boolean() or kind.is_numeric():
        _check_share(table, column)
        y = table[OUTCOME]
    else:
        message = f"outcome {column!r} holds {kind}: give yes or no, or numbers from 0 to 1"
        raise counts.LabelsError(message)
    return table.mutate(y=y.cast("float64")).drop(OUTCOME), said


def _weightless(table: ibis.Table, asked: Asked) -> dict[tuple[str, str], int]:
    """Count the categories and severities that the taxonomy gives no weight."""
    if asked.taxonomy is None:
        return {}
    tree = loose_taxonomy(asked.taxonomy)
    rows = executed(marking.marked(marking.marks(table, OUTCOME))).to_dict("records")
    found = {(str(row["category"]), str(row["severity"])): int(row["n"]) for row in rows}
    return {mark: n for mark, n in found.items() if tree.weight(*mark) == 0}


def _check_share(table: ibis.Table, column: str) -> None:
    numbers = table[OUTCOME].cast("float64")
    ends = executed(table.aggregate(low=numbers.min(), high=numbers.max())).iloc[0]
    if ends["low"] < 0 or ends["high"] > 1:
        message = (
            f"outcome {column!r} holds numbers from {ends['low']:g} to {ends['high']:g}: give yes "
            f"or no, or numbers from 0 to 1"
        )
        raise counts.LabelsError(message)


def _disagreement(table: ibis.Table, asked: Asked) -> tuple[ibis.Table, str]:
    labels = coding.coded(table, OUTCOME, asked.level)
    if asked.level == "ordinal" and any(isinstance(key, str) for key in labels.values):
        message = (
            f"column {asked.value!r} holds text, which has no order of its own: give the places in "
            f"the order as numbers"
        )
        raise counts.LabelsError(message)
    keys = coding.comparable(labels.values, asked.value, asked.level)
    distances = None
    if asked.level != "nominal":
        each = executed(labels.table.group_by("code").aggregate(n=labels.table.count()))
        marginals = each.sort_values("code")["n"].tolist()
        distances = coding.distances(asked.level, keys, marginals)
        distances /= distances.max(initial=0.0) or 1.0
    beside = counts.with_others(labels.table, distances)
    alone = executed(beside.aggregate(n=beside.count(where=beside["others"] == 0)))["n"].iloc[0]
    said = share_note(int(alone), "labels left out: nobody else labeled the item")
    beside = beside.filter(beside["others"] > 0).mutate(y=beside["disagreement"])
    return beside.drop(OUTCOME, "code", "others", "disagreement"), said
