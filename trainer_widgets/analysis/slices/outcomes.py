"""What of a label slices are searched for: how it went wrong, by itself or beside others."""

from __future__ import annotations

import difflib
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, NamedTuple

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts import escalations as asking
from trainer_widgets.analysis.counts import slices as counting
from trainer_widgets.analysis.event_selection import Wanted, select_events
from trainer_widgets.analysis.failures.selection import VALUES
from trainer_widgets.analysis.results import executed, note
from trainer_widgets.analysis.selection import opened, select
from trainer_widgets.analysis.slices import features as slice_features
from trainer_widgets.analysis.slices import golden_answers
from trainer_widgets.analysis.slices.measuring import OUTCOME, measured
from trainer_widgets.project import Project
from trainer_widgets.store import LabelStore
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import ibis

    from trainer_widgets.analysis.selection import Selection
    from trainer_widgets.analysis.slices.asked import Asked

ACTIONS = (*asking.TERMINAL, "retract")
ALIKE = 0.6
OUTCOMES = ("disagreement", "escalated", "failed", "gold_missed")


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
        asked = asked._replace(gold=labels if asked.gold is None else asked.gold)
    if asked.outcome == "escalated" and tell_escalations(labels):
        return _escalated(labels, asked)
    source = opened(labels, independent=asked.independent)
    there = counts.column_names(source)
    if asked.outcome == "gold_missed":
        return _gold_missed(source, asked, there)
    column = _column(asked, there)
    names = _features(asked, there, [column])
    found = _selected(source, asked, [column], names)
    table = found.table.mutate(**{OUTCOME: found.table[column]})
    table, said = measured(_numbered(table, names, [OUTCOME]), asked, column)
    return Outcomes(table, names, note(said, found.said, _without(source, asked, column, there)))


def _without(source: object, asked: Asked, column: str, there: Sequence[str]) -> str:
    """Tell how many labels have nothing that the outcome could come from."""
    if column not in there:
        return ""
    table = counts.as_table(source, [column], counts.TELLING)
    table = counts.selected(table, independent=asked.independent, models=asked.models)
    return _left_out(table, counts.has(table, column), column)


def _left_out(table: ibis.Table, there: Any, what: str) -> str:  # noqa: ANN401 - a boolean column
    n = int(executed(table.aggregate(n=table.count(where=~there)))["n"].iloc[0])
    return f"{n:,} labels without {what} left out" if n else ""


def _selected(
    source: object, asked: Asked, values: Sequence[str], names: Sequence[str]
) -> Selection:
    """Choose the labels, with the columns that are needed."""
    there = counts.column_names(source)
    derived = [name for name in names if name in slice_features.DERIVED and name not in there]
    return select(
        source, [*values, *(name for name in names if name not in derived)],
        item=asked.columns.item, annotator=asked.columns.annotator, at=asked.columns.at,
        timed=bool(derived), items=asked.items, independent=asked.independent, models=asked.models,
    )  # fmt: skip


def _gold_missed(source: object, asked: Asked, there: Sequence[str]) -> Outcomes:
    """Return the labels of items with a right answer, and whether they miss it."""
    right = golden_answers.right_of(asked.gold, asked.value, asked.columns.item, there)
    names = _features(asked, there, right.columns)
    # Of several answers in a label some may be missing; of what has none at all nothing is known.
    found = _selected(source, asked, [asked.columns.item, *right.columns], names)
    given = reduce(or_, (counts.has(found.table, column) for column in right.columns))
    without = _left_out(found.table, given, " and ".join(right.columns))
    table = found.table.filter(given)
    answers = golden_answers.answers(table, right)
    own = [f"{OUTCOME} {place}" for place in range(len(answers))]
    table = table.mutate(**{mine: table[name] for mine, name in zip(own, answers, strict=True)})
    held = dict(zip(own, answers.values(), strict=True))
    table, said = golden_answers.with_missed(_numbered(table, names, own), held)
    return Outcomes(table, names, note(said, found.said, without))


def tell_escalations(labels: object) -> bool:
    """Return whether labels come with the events that tell who escalated."""
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
    raise unknown(asked.outcome, [*there, *beside])


def unknown(outcome: str, columns: Iterable[str]) -> counts.LabelsError:
    """Return what to raise for an outcome that is neither known nor a column."""
    known = [*OUTCOMES, *dict.fromkeys(columns)]
    # Columns have short names, in which one letter weighs much.
    near = difflib.get_close_matches(outcome, known, 1, ALIKE)
    hint = nearest(outcome, known) or (f"did you mean {near[0]!r}? " if near else "")
    listed = ", ".join(known[len(OUTCOMES) :])
    return counts.LabelsError(
        f"outcome {outcome!r} is unknown: {hint}There are {', '.join(OUTCOMES)}, and columns with "
        f"yes or no, or numbers from 0 to 1, of {listed or 'which there are none'}"
    )


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
