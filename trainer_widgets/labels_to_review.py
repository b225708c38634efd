"""Which of a project's labels are reviewed, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from trainer_widgets.audit_samples import audit_sample
from trainer_widgets.calibration.differences import differences
from trainer_widgets.gold import missed
from trainer_widgets.items.texts import item_texts
from trainer_widgets.records import TASKS
from trainer_widgets.review_choices import ReviewChoiceError, check_choice
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Collection

    from trainer_widgets.project import Project
    from trainer_widgets.records import WhyReviewed
    from trainer_widgets.review_choices import ReviewChoice

EVERY_LABEL = "is_label"
Why = dict[str, list["WhyReviewed"]]


def labels_to_review(
    project: Project, choice: ReviewChoice, labels: pd.DataFrame | None = None
) -> Why:
    """Return why labels that stand are reviewed, by the ids of their events.

    Parameters
    ----------
    project
        The project.
    choice
        What is wanted; each part adds labels, and some are there for several reasons.
    labels
        What :func:`answered` returns, where it was asked already.

    Raises
    ------
    ReviewChoiceError
        When a part of the choice cannot be understood.

    Examples
    --------
    >>> from trainer_widgets import Project
    >>> from trainer_widgets.review_choices import ReviewChoice
    >>> project = Project("datasets/response_ranking")
    >>> choice = ReviewChoice(audit=5, gold_missed=False)
    >>> list(labels_to_review(project, choice).values())
    [['audit'], ['audit'], ['audit'], ['audit'], ['audit']]
    """
    check_choice(project, choice)
    labels = answered(project, models=choice.models) if labels is None else labels
    parts: list[tuple[WhyReviewed, Iterable[str]]] = [
        ("audit", _audited(project, labels, choice)),
        ("gold_missed", _gold_missed(project, labels) if choice.gold_missed else ()),
        ("disagreement", _disagreed(project, labels, choice)),
        ("filter", _in_slice(project, choice)),
        ("asked", _asked(project, labels, choice.items)),
    ]
    known = set(labels["event_id"])
    why: Why = defaultdict(list)
    for reason, event_ids in parts:
        for event_id in sorted(known.intersection(event_ids)):
            why[event_id].append(reason)
    return dict(why)


def answered(project: Project, *, models: bool = False) -> pd.DataFrame:
    """Return the labels that stand, of items that are there, without adjudications."""
    labels = project.labels()
    events = project.store.events(project.task, columns=("event_id", "action"))
    adjudicated = events["event_id"][(events["action"] == "adjudicate").to_numpy()]
    is_answer = ~labels["event_id"].isin(adjudicated) & labels["item_id"].isin(project.items)
    if not models:
        is_answer &= labels["annotator_kind"] == "person"
    return labels[is_answer.to_numpy()]


def _audited(project: Project, labels: pd.DataFrame, choice: ReviewChoice) -> Iterable[str]:
    if choice.audit is None:
        return ()
    seed = project.settings.seed if choice.seed is None else choice.seed
    columns = [_stratum(project, labels, name) for name in choice.by]
    pairs = list(zip(labels["item_id"], labels["annotator"], strict=True))
    strata = dict(
        zip(pairs, zip(*columns, strict=True) if columns else [()] * len(pairs), strict=True)
    )
    chosen = audit_sample(strata, choice.audit, seed)
    return [
        event_id for pair, event_id in zip(pairs, labels["event_id"], strict=True) if pair in chosen
    ]


def _stratum(project: Project, labels: pd.DataFrame, name: str) -> list[str]:
    """Return of each label which part of a stratum it is in."""
    if name == "task":
        return [project.task] * len(labels)
    if name in project.features.columns:
        return [repr(one) for one in labels["item_id"].map(project.features[name])]
    if name == "category":
        # Several categories in one answer are a stratum of their own.
        if "categories" not in labels:
            return [""] * len(labels)
        return [repr(sorted(map(str, one))) for one in labels["categories"]]
    return [str(one) for one in labels[name]]


def _gold_missed(project: Project, labels: pd.DataFrame) -> Iterable[str]:
    gold = project.gold
    golden = labels.loc[labels["item_id"].isin(gold.index).to_numpy(), "event_id"]
    events = project.store.find(project.task, golden)
    return [
        event_id
        for event_id, event in events.items()
        if missed(gold, event.item_id, event.answer, project.task)
    ]


def _disagreed(project: Project, labels: pd.DataFrame, choice: ReviewChoice) -> Iterable[str]:
    if choice.below is None:
        return ()
    independent = project.labels(independent=True)
    if not choice.models:
        independent = independent[(independent["annotator_kind"] == "person").to_numpy()]
    compared = getattr(TASKS[project.task].answer, "compared", None)
    counted = independent[["item_id", compared[0]]] if compared else independent
    found = differences(counted, project.task)
    apart = {item_id: one.compared for item_id, one in found.items() if one.compared is not None}
    far = [item_id for item_id, distance in apart.items() if 1 - distance < choice.below]
    return labels.loc[labels["item_id"].isin(far).to_numpy(), "event_id"]


def _in_slice(project: Project, choice: ReviewChoice) -> Collection[str]:
    """Return the labels in a slice of all that stand now."""
    if choice.where is None:
        return ()
    import ibis  # noqa: PLC0415 - slow

    from trainer_widgets.analysis.counts import LabelsError  # noqa: PLC0415 - slow
    from trainer_widgets.analysis.exploring import Exploration  # noqa: PLC0415 - slow
    from trainer_widgets.analysis.slices.language import (  # noqa: PLC0415 - slow
        SliceError,
        checked,
        parsed,
    )

    # A label without others beside it has no disagreement, and is in the slice all the same.
    labels = project.table().mutate(**{EVERY_LABEL: ibis.literal(1.0)})
    try:
        exploration = Exploration.of(
            labels, project.features.reset_index(), EVERY_LABEL, [], independent=False,
            models=choice.models, texts=item_texts(project.items),
        )  # fmt: skip
    except LabelsError as error:
        message = f"where: {error}"
        raise ReviewChoiceError(message) from None
    try:
        fields = exploration.fields
        where = choice.where
        found = parsed(where, fields) if isinstance(where, str) else checked(where, fields)
        return list(exploration.labels(found)["event_id"])
    except SliceError as error:
        message = f"where: {error}"
        raise ReviewChoiceError(message) from None
    finally:
        exploration.close()


def _asked(project: Project, labels: pd.DataFrame, items: object) -> Collection[str]:
    """Return the labels that were named: by their events, or by their items."""
    if items is None:
        return ()
    if isinstance(items, pd.DataFrame):
        column = "event_id" if "event_id" in items else "item_id"
        if column not in items:
            there = ", ".join(map(str, items.columns))
            message = f"items as a table has a column 'event_id' or 'item_id'; there are {there}"
            raise ReviewChoiceError(message)
        return list(labels.loc[labels[column].isin(items[column]).to_numpy(), "event_id"])
    if isinstance(items, str) or not isinstance(items, Iterable):
        message = f"items is a list of item ids, or a table of labels or items; it is {items!r}"
        raise ReviewChoiceError(message)
    wanted = list(items)
    for one in wanted:
        if one not in project.items:
            hint = nearest(one, project.items)
            message = f"no item of the project is called {one!r}: {hint}"
            raise ReviewChoiceError(message.removesuffix(" ").removesuffix(":"))
    return list(labels.loc[labels["item_id"].isin(wanted).to_numpy(), "event_id"])
