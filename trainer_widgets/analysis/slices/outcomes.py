"""What of a label slices are searched for: disagreement, escalation, failure or a column."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from trainer_widgets.analysis import coding, counts
from trainer_widgets.analysis.counts import escalations as asking
from trainer_widgets.analysis.counts import failures as marking
from trainer_widgets.analysis.counts import slices as counting
from trainer_widgets.analysis.event_selection import Columns, Wanted, select_events
from trainer_widgets.analysis.failures.selection import VALUES
from trainer_widgets.analysis.results import executed, note, share_note
from trainer_widgets.analysis.selection import opened, select
from trainer_widgets.analysis.slices import features as slice_features
from trainer_widgets.project import Project
from trainer_widgets.store import LabelStore
from trainer_widgets.suggestions import nearest
from trainer_widgets.taxonomy import loose_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import ibis

    from trainer_widgets.records import Taxonomy

ACTIONS = (*asking.TERMINAL, "retract")
OUTCOMES = ("disagreement", "escalated", "failed")
OUTCOME = "its outcome"  # a name that no column has


class Asked(NamedTuple):
    """What is asked for, see :func:`trainer_widgets.analysis.find_slices`."""

    outcome: str
    features: list[str] | None
    value: str
    level: str
    items: object
    columns: Columns
    independent: bool
    models: bool
    taxonomy: Taxonomy | str | Path | None


class Outcomes(NamedTuple):
    """Labels with their outcome.

    Attributes
    ----------
    table
        ``item_id``, ``annotator``, ``y`` and the columns ``feature_0``, ``feature_1``, ...
    features
        What these are called.
    said
        What was left out and why.
    """

    table: ibis.Table
    features: list[str]
    said: str


def outcomes_of(labels: object, asked: Asked) -> Outcomes:
    """Return labels with the outcome and the features that are asked for.

    Raises
    ------
    LabelsError
        When a column is missing, the outcome is unknown, or no share.
    """
    if isinstance(labels, Project):
        items = labels.features.reset_index() if asked.items is None else asked.items
        asked = asked._replace(items=items, taxonomy=asked.taxonomy or labels.taxonomy)
    if asked.outcome == "escalated" and _tell_escalations(labels):
        return _escalated(labels, asked)
    source = opened(labels, independent=asked.independent)
    there = counts.column_names(source)
    column = _column(asked, there)
    names = _features(asked, there, [column])
    derived = [name for name in names if name in slice_features.DERIVED and name not in there]
    found = select(
        source, [column, *(name for name in names if name not in derived)],
        item=asked.columns.item, annotator=asked.columns.annotator, at=asked.columns.at,
        timed=bool(derived), items=asked.items, independent=asked.independent, models=asked.models,
    )  # fmt: skip
    table = found.table.mutate(**{OUTCOME: found.table[column]})
    table, said = _measured(_numbered(table, names, [OUTCOME]), asked, column)
    return Outcomes(table, names, note(said, found.said))


def _tell_escalations(labels: object) -> bool:
    if isinstance(labels, Project | LabelStore):
        return True
    there = counts.column_names(labels)
    return "action" in there and "escalated" not in there


def _escalated(events: object, asked: Asked) -> Outcomes:
    """Return each pair of item and annotator, and whether it was ever escalated."""
    if isinstance(events, Project):
        events = events.events()
    elif isinstance(events, LabelStore):
        events = events.events(events.tasks()[0]) if len(events.tasks()) == 1 else events
    there = counts.column_names(events)
    names = _features(asked, there, [])
    own = [name for name in names if name not in slice_features.DERIVED or name in there]
    wanted = Wanted(ACTIONS, optional=("event_id", "refers_to"), timed=len(own) < len(names))
    table, said = select_events(
        events, wanted, own, asked.columns, items=asked.items, models=asked.models
    )
    pairs = asking.escalated_pairs(table.mutate(why=asking.reason(table)))
    pairs = _numbered(pairs, names, ["escalated"])
    return Outcomes(
        pairs.mutate(y=pairs["escalated"].cast("float64")).drop("escalated"), names, said
    )


def _column(asked: Asked, there: Iterable[str]) -> str:
    """Return the column that the outcome comes from."""
    there = list(there)
    if asked.outcome == "disagreement":
        return asked.value
    if asked.outcome == "failed":
        held = [name for name in VALUES if name in there]
        if not held:
            message = (
                f"outcome 'failed' needs a column with lists of categories or errors: "
                f"{', '.join(VALUES)}. There are {', '.join(there)}"
            )
            raise counts.LabelsError(message)
        return held[0]
    beside = [] if asked.items is None else counts.column_names(asked.items)
    if asked.outcome in there or asked.outcome in beside:
        return asked.outcome
    if asked.outcome == "escalated":
        message = (
            "outcome 'escalated' needs events, which labels do not tell: give the project, "
            "project.events(), or labels with a column 'escalated'"
        )
        raise counts.LabelsError(message)
    known = [*OUTCOMES, *there, *beside]
    message = (
        f"outcome {asked.outcome!r} is unknown: {nearest(asked.outcome, known)}There are "
        f"{', '.join(OUTCOMES)} and the columns with yes or no, or numbers from 0 to 1"
    )
    raise counts.LabelsError(message)


def _features(asked: Asked, there: Sequence[str], taken: Sequence[str]) -> list[str]:
    beside = [] if asked.items is None else counts.column_names(asked.items)
    item, _, at = asked.columns
    if asked.features is not None:
        slice_features.check(asked.features, [*there, *beside], item)
        return list(dict.fromkeys(asked.features))
    roles = [item, *taken, *([at] if at else [])]
    return slice_features.offered(there, beside, roles)


def _numbered(table: ibis.Table, names: Sequence[str], kept: Sequence[str]) -> ibis.Table:
    """Give the features' columns names that no column of ours has."""
    columns = {}
    for place, name in enumerate(names):
        found = table[name] if name in table.columns else counting.time_part(table["at"], name)
        # A column in which nothing is known has no type to be kept by.
        columns[f"feature_{place}"] = found.cast("string") if found.type().is_null() else found
    return table.select("item_id", "annotator", *kept, **columns)


def _measured(table: ibis.Table, asked: Asked, column: str) -> tuple[ibis.Table, str]:
    if asked.outcome == "disagreement":
        return _disagreement(table, asked)
    said, kind = "", table[OUTCOME].type()
    if asked.outcome == "failed":
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
