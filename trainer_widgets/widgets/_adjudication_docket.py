"""Which items annotators differ on, and what their labels amount to."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, NamedTuple

from trainer_widgets.agreed_labels import agreed, independent_labels
from trainer_widgets.calibration.differences import differences
from trainer_widgets.missing import is_missing
from trainer_widgets.queues import sides
from trainer_widgets.records import TASKS
from trainer_widgets.settings import ProjectError
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.project import Project


class Chosen(NamedTuple):
    """Which items are on the list, and how their labels are put together."""

    items: list[str] | None
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
        for item_id in chosen.items or ():
            if item_id not in project.items:
                message = f"the project has no item {item_id!r}: {nearest(item_id, project.items)}"
                raise ProjectError(message)
        self._project = project
        self._chosen = chosen
        self.method = chosen.method
        self._lock = threading.Lock()
        self._read: tuple[int, list[Divided]] = (0, [])
        self._told: tuple[int, pd.DataFrame | None] = (0, None)

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
        return independent_labels(self._project, models=self._chosen.models)

    def _divided(self, labels: pd.DataFrame) -> list[Divided]:
        chosen = self._chosen
        n_answers = labels.groupby("item_id").size().to_dict()
        # Of an item whose labels say one thing there is nothing to measure.
        different = labels.drop_duplicates(["item_id", "key"])["item_id"]
        differing = different[different.duplicated()] if chosen.items is None else chosen.items
        kept = set(differing)
        apart = _apart(labels[labels["item_id"].isin(kept)], self._project.task)
        found = []
        for item_id in kept & apart.keys():
            difference = apart[item_id]
            is_divided = n_answers[item_id] >= chosen.min_answers and difference > 0
            if chosen.items or (is_divided and difference >= chosen.min_difference):
                found.append(Divided(item_id, n_answers[item_id], round(difference, 6)))
        return found


def _apart(labels: pd.DataFrame, task: str) -> dict[str, float]:
    """Return how far two answers to an item are apart on average."""
    column, level = getattr(TASKS[task].answer, "compared", (None, "nominal"))
    if level != "nominal":
        found = differences(labels[["item_id", column]], task)
        return {item_id: one.compared or 0.0 for item_id, one in found.items()}
    # Of single values it is the share of pairs that differ, counted for all items at once.
    alike = labels.groupby(["item_id", "key"], dropna=False).size()
    same = (alike * (alike - 1)).groupby("item_id").sum()
    n = alike.groupby("item_id").sum()
    pairs = (n * (n - 1)).clip(lower=1)
    return {str(item): float(share) for item, share in (1 - same / pairs).where(n > 1, 0).items()}


def _version(labels: pd.DataFrame) -> int:
    return hash(tuple(labels["event_id"]))
