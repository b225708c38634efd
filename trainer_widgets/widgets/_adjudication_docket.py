"""Which items annotators differ on, and what their labels amount to."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from trainer_widgets.analysis.waiting import in_background
from trainer_widgets.answer_differences import differences
from trainer_widgets.compared_answers import compared_by
from trainer_widgets.final_labels.agreed_labels import agreed, independent_labels
from trainer_widgets.final_labels.decisions import withdrawn_labels
from trainer_widgets.item_ids import item_ids
from trainer_widgets.missing import is_missing
from trainer_widgets.queues import sides

if TYPE_CHECKING:
    from trainer_widgets.project import Project


class Chosen(NamedTuple):
    """Which items are on the list, and how their labels are put together."""

    items: object
    min_answers: int
    min_difference: float
    method: str
    models: bool


class Divided(NamedTuple):
    """An item on which annotators differ, by the mean distance of two of their answers."""

    item_id: str
    n_answers: int
    difference: float


class Agreed(NamedTuple):
    """The label of an item that its labels agree on; None where they do not."""

    label: str | None
    probability: float | None
    note: str


class AdjudicationDocket:
    """The items on which annotators differ, read again when there are other labels.

    Parameters
    ----------
    project
        The project.
    chosen
        Which items, and how.

    Raises
    ------
    ProjectError
        For items that the project does not have.
    """

    def __init__(self, project: Project, chosen: Chosen) -> None:
        """Check what was asked for; nothing is read yet."""
        self._project = project
        self._chosen = chosen
        self._asked = None if chosen.items is None else item_ids(project, chosen.items)
        self.method = chosen.method
        self._lock = threading.Lock()
        self._read: tuple[int, list[Divided]] = (0, [])
        self._told: tuple[int, pd.DataFrame | None] = (0, None)

    @property
    def asked_for(self) -> str:
        """Which items are listed, in words; which these are is not known before labels are read."""
        if self._asked is not None:
            count = len(set(self._asked))
            return "1 item" if count == 1 else f"{count:,} items"
        return f"items with {self._chosen.min_answers:,} answers or more that differ"

    def listed(self, adjudicator: str) -> list[Divided]:
        """Return the items, those on which people differ most first.

        Items that differ as much come in another order for each adjudicator.
        """
        labels = self._labels()
        version = _version(labels)
        with self._lock:
            if self._read[0] != version:
                self._read = version, self._divided(labels)
            found = {one.item_id: one for one in self._read[1]}
        shuffled = sides(sorted(found), adjudicator, "docket", self._project.settings.seed)
        return sorted((found[item] for item in shuffled), key=lambda one: -one.difference)

    def consensus(self, item_id: str) -> Agreed:
        """Return what an item's independent labels agree on, given all those of the project."""
        labels = self._labels()
        version = _version(labels)
        with self._lock:
            known, table = self._told
            if table is None or known != version:
                # Without a progress bar, which would stand below whatever cell runs just now.
                with in_background(lambda: False):
                    table = agreed(labels, self.method)
                self._told = version, table
        if item_id not in table.index:
            return Agreed(None, None, "nobody has labeled this item independently")
        found: Any = table.loc[item_id].to_dict()
        label, probability = found["event_id"], found["probability"]
        if is_missing(label):
            return Agreed(None, None, found["note"])
        return Agreed(label, None if is_missing(probability) else probability, found["note"])

    def _labels(self) -> pd.DataFrame:
        without = withdrawn_labels(self._project)
        return independent_labels(self._project, models=self._chosen.models, without=without)

    def _divided(self, labels: pd.DataFrame) -> list[Divided]:
        chosen = self._chosen
        n_answers = labels.groupby("item_id").size().to_dict()
        # Of an item whose labels say one thing there is nothing to measure.
        different = labels.drop_duplicates(["item_id", "key"])["item_id"]
        differing = different[different.duplicated()] if self._asked is None else self._asked
        kept = set(differing)
        apart = _apart(labels[labels["item_id"].isin(kept)], self._project.task)
        found = []
        for item_id in kept & apart.keys():
            difference = apart[item_id]
            is_divided = n_answers[item_id] >= chosen.min_answers and difference > 0
            if self._asked or (is_divided and difference >= chosen.min_difference):
                found.append(Divided(item_id, n_answers[item_id], round(difference, 6)))
        return found


def _apart(labels: pd.DataFrame, task: str) -> dict[str, float]:
    """Return how far two answers to an item are apart on average."""
    column, level = compared_by(task) or (None, "nominal")
    if level in ("set", "multiset"):
        return _sets_apart(labels[["item_id", column]].rename(columns={column: "names"}), level)
    if level != "nominal":
        found = differences(labels[["item_id", column]], task)
        return {item_id: one.compared or 0.0 for item_id, one in found.items()}
    # Of single values it is the share of pairs that differ, counted for all items at once;
    # who could not judge is compared with nobody.
    alike = labels.groupby(["item_id", "key"]).size()
    items = pd.Index(labels["item_id"].unique(), name="item_id")
    same = (alike * (alike - 1)).groupby("item_id").sum().reindex(items, fill_value=0)
    n = alike.groupby("item_id").sum().reindex(items, fill_value=0)
    pairs = (n * (n - 1)).clip(lower=1)
    return {str(item): float(share) for item, share in (1 - same / pairs).where(n > 1, 0).items()}


def _sets_apart(labels: pd.DataFrame, level: str) -> dict[str, float]:
    """Return it of lists of names, for all items at once: one by one takes minutes."""
    from trainer_widgets.analysis.set_distances import mean_in_groups  # noqa: PLC0415 - slow

    labels = labels.sort_values("item_id", kind="stable", ignore_index=True)
    told = [not is_missing(one) for one in labels["names"].tolist()]
    groups, items = labels["item_id"].factorize()
    apart = mean_in_groups(labels["names"][told].tolist(), groups[told], level)
    found = dict(zip(map(str, items), apart.tolist(), strict=False))
    return {str(item): 0.0 if is_missing(found.get(item)) else found[item] for item in items}


def _version(labels: pd.DataFrame) -> int:
    return hash(tuple(labels["event_id"]))
