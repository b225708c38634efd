"""Independent labels of items, and the one of an item that they agree on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets.compared_answers import keys

if TYPE_CHECKING:
    from collections.abc import Collection

    from trainer_widgets.project import Project

METHODS = ("majority", "dawid_skene")
ITEM, KEY = "item_id", "key"


def independent_labels(
    project: Project, *, models: bool = False, without: Collection[str] = ()
) -> pd.DataFrame:
    """Return the labels that were given before any exposure, to what the items are now.

    Parameters
    ----------
    project
        The project.
    models
        Keep labels by models.
    without
        Events of labels that do not count, such as what was sent back.

    Returns
    -------
    pandas.DataFrame
        As :meth:`Project.labels` gives them, with ``given_at`` and ``key``, see
        :func:`trainer_widgets.compared_answers.keys`.
    """
    labels = project.labels(independent=True)
    kept = ~labels["stale"] & ~labels["event_id"].isin(without)
    if not models:
        kept &= labels["annotator_kind"] == "person"
    return with_keys(labels[kept.to_numpy(bool)], project.task)


def with_keys(labels: pd.DataFrame, task: str) -> pd.DataFrame:
    """Return labels with ``key``, what they are compared by, and ``given_at``, in that order."""
    recorded = labels["recorded_at"]
    given = labels["submitted_at"].fillna(recorded)
    labels = labels.assign(key=keys(labels, task), given_at=given.where(given < recorded, recorded))
    return labels.sort_values(["given_at", "event_id"], ignore_index=True)


def agreed(labels: pd.DataFrame, method: str = "majority") -> pd.DataFrame:
    """Return the label of each item that its labels agree on.

    Of the labels that have the agreed value it is the one that was given first, so that the
    answer is somebody's, and whole.

    Parameters
    ----------
    labels
        ``item_id, annotator, event_id`` and ``key``, in the order in which they were given.
    method
        ``"majority"`` or ``"dawid_skene"``, see :func:`trainer_widgets.analysis.consensus`.

    Returns
    -------
    pandas.DataFrame
        By ``item_id``: ``event_id`` (missing where there is none), ``n_telling`` (labels that are
        no "cannot judge"), ``probability`` (of ``dawid_skene``) and ``note``.

    Raises
    ------
    LabelsError
        When the method is unknown.
    """
    from trainer_widgets.analysis.aggregation.deciding import known  # noqa: PLC0415 - loads ibis

    known("method", method, METHODS)
    telling = labels[labels[KEY].notna()]
    n_telling = telling.groupby(ITEM).size()
    value = _majority(telling) if method == "majority" else _probable(telling)
    firsts = telling.drop_duplicates([ITEM, KEY]).set_index([ITEM, KEY])["event_id"]
    items = pd.Index(labels[ITEM].unique(), name=ITEM)
    found = pd.DataFrame({"n_telling": n_telling.reindex(items).fillna(0).astype("int64")})
    found = found.join(value).astype({"value": "str", "note": "str"}).fillna({"note": ""})
    places = pd.MultiIndex.from_arrays([items, found["value"]])
    found["event_id"] = firsts.reindex(places).to_numpy()
    nobodys = (found["value"].notna() & found["event_id"].isna()).to_numpy()
    found.loc[nobodys, "note"] = "what is most probable is nobody's label"
    found.loc[(found["n_telling"] == 0).to_numpy(), "note"] = "nobody could judge"
    return found[["event_id", "n_telling", "probability", "note"]]


def _majority(labels: pd.DataFrame) -> pd.DataFrame:
    """Return each item's value; within an item values are numbered, however many there are."""
    place: Any = labels.groupby([ITEM, KEY], sort=True).ngroup()
    first = place.groupby(labels[ITEM].to_numpy()).transform("min")
    number = place.to_numpy() - first.to_numpy()
    found = _consensus(labels.assign(number=number), "number", "majority")
    firsts = labels.assign(number=number).drop_duplicates([ITEM, "number"])
    named = firsts.set_index([ITEM, "number"])[KEY]
    value = named.reindex(pd.MultiIndex.from_arrays([found.index, found["value"]])).to_numpy()
    return pd.DataFrame({"value": value, "probability": float("nan"), "note": _ties(found)},
                        found.index)  # fmt: skip


def _probable(labels: pd.DataFrame) -> pd.DataFrame:
    found = _consensus(labels, KEY, "dawid_skene")
    return found[["value"]].assign(probability=found["posterior"], note=_ties(found))


def _consensus(labels: pd.DataFrame, value: str, method: str) -> pd.DataFrame:
    from trainer_widgets.analysis import consensus  # noqa: PLC0415 - loads ibis

    rows = labels[[ITEM, "annotator", value]]
    # One label a person: which one counts was decided before.
    return consensus(rows, value, method, independent=False, models=True).set_index(ITEM)


def _ties(found: pd.DataFrame) -> list[str]:
    return ["the labels are tied" if tie else "" for tie in found["is_tie"]]
