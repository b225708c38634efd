"""Which of a project's labels are reviewed, and why."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from trainer_widgets.answer_differences import differences
from trainer_widgets.compared_answers import compared_by
from trainer_widgets.gold import missed
from trainer_widgets.item_ids import item_ids
from trainer_widgets.items.texts import item_texts
from trainer_widgets.reviewing.audit_samples import audit_sample
from trainer_widgets.reviewing.choices import ReviewChoiceError, check_choice
from trainer_widgets.settings import ProjectError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from trainer_widgets.project import Project
    from trainer_widgets.records import WhyReviewed
    from trainer_widgets.reviewing.choices import ReviewChoice

EVERY_LABEL = "is_label"
Why = dict[str, list["WhyReviewed"]]


class Audited(NamedTuple):
    """The events of the labels that are audited, see :class:`Drawn`."""

    by_chance: set[str]
    for_stratum: set[str]


def labels_to_review(
    project: Project, choice: ReviewChoice, labels: pd.DataFrame | None = None
) -> Why:
    """Return why labels that stand are reviewed, by the ids of their events.

    What was answered anew after it had been sent back is reviewed again, and never as part of the
    random audit: the label that was drawn has failed there.

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
    >>> from trainer_widgets.reviewing.choices import ReviewChoice
    >>> project = Project("datasets/response_ranking")
    >>> choice = ReviewChoice(audit=5, gold_missed=False)
    >>> list(labels_to_review(project, choice).values())
    [['audit'], ['audit'], ['audit'], ['audit'], ['audit']]
    """
    check_choice(project, choice)
    labels = answered(project, models=choice.models) if labels is None else labels
    rework, audited = _rework(project, labels), _audited(project, labels, choice)
    parts: list[tuple[WhyReviewed, Iterable[str]]] = [
        ("audit", audited.by_chance - rework),
        ("stratum", audited.for_stratum - rework),
        ("rework", rework),
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


def _rework(project: Project, labels: pd.DataFrame) -> set[str]:
    """Return the labels that stand where their annotator's earlier one was sent back."""
    reviews = project.reviews()
    back = reviews[(reviews["decision"] == "return").to_numpy()]
    pairs = ["item_id", "annotator"]
    again = pd.MultiIndex.from_frame(labels[pairs]).isin(pd.MultiIndex.from_frame(back[pairs]))
    return set(labels["event_id"][again]) - set(back["label"])


def _audited(project: Project, labels: pd.DataFrame, choice: ReviewChoice) -> Audited:
    """Return the audited labels; rework keeps its place, so that nobody else is drawn for it."""
    if choice.audit is None:
        return Audited(set(), set())
    seed = project.settings.seed if choice.seed is None else choice.seed
    columns = [_stratum(project, labels, name) for name in choice.by]
    pairs = list(zip(labels["item_id"], labels["annotator"], strict=True))
    strata = dict(
        zip(pairs, zip(*columns, strict=True) if columns else [()] * len(pairs), strict=True)
    )
    events = dict(zip(pairs, labels["event_id"], strict=True))
    drawn = audit_sample(strata, choice.audit, seed)
    return Audited(*({events[pair] for pair in part} for part in drawn))


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
    return [project.task if name == "task" else str(one) for one in labels["annotator"]]


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
    compared = compared_by(project.task)
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
    if isinstance(items, pd.DataFrame) and "event_id" in items:
        return list(items["event_id"])
    try:
        wanted = item_ids(project, items)
    except ProjectError as error:
        raise ReviewChoiceError(str(error)) from None
    return list(labels.loc[labels["item_id"].isin(wanted).to_numpy(), "event_id"])
