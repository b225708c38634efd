"""Projects: one folder for one task, opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pandas as pd

from trainer_widgets import settings as project_settings
from trainer_widgets.contents import Contents, loose_id, open_store
from trainer_widgets.project_calibrations import ProjectCalibrations
from trainer_widgets.settings import ProjectError, project_folder
from trainer_widgets.store import LabelStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import ibis


class Project(ProjectCalibrations):
    """A folder with everything that belongs to one labeling task.

    Parameters
    ----------
    folder
        A folder with a ``project.toml``.
    labels
        Where new labels go: a folder or any fsspec URL. By default ``labels/`` in the folder.
    **overrides
        Settings of ``project.toml`` to replace for this object only, such as ``seed=3``.

    Raises
    ------
    ProjectError
        When the folder is not there or no project, or a setting is unknown or wrong.

    Examples
    --------
    >>> project = Project("datasets/response_ranking")
    >>> project.task
    'ranking'
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        labels: object = None,
        guideline: object = None,
        taxonomy: object = None,
        gold: object = None,
        **overrides: object,
    ) -> None:
        """Open the folder; nothing is read but its settings."""
        folder = project_folder(folder)
        settings = project_settings.read(folder / "project.toml", overrides)
        beside = settings.labels or "labels"
        own = beside if "://" in beside else folder / beside
        store = open_store(labels or own, folder)
        parts = {"guideline": guideline, "taxonomy": taxonomy, "gold": gold}
        super().__init__(folder, settings, store, items=folder / "items.parquet", **parts)

    @classmethod
    def from_items(
        cls,
        items: object,
        labels: object,
        *,
        guideline: object = None,
        taxonomy: object = None,
        gold: object = None,
        **settings: object,
    ) -> Project:
        """Make a project of a table and a store, without a folder of its own.

        Parameters
        ----------
        items
            Whatever :func:`trainer_widgets.items.read_items` reads.
        labels
            Where labels go: a folder, an fsspec URL or a :class:`LabelStore`.
        guideline, taxonomy
            A :class:`Guideline` or a Markdown file, a :class:`Taxonomy` or a TOML file.
        gold
            Right answers: a table, see :func:`trainer_widgets.gold.read_gold`.
        **settings
            As in ``project.toml``.

        Examples
        --------
        >>> import pandas as pd, tempfile
        >>> table = pd.DataFrame(
        ...     {"item_id": ["q1"], "prompt": ["Hi"], "response_a": ["Yo"], "response_b": ["Hello"]}
        ... )
        >>> Project.from_items(table, tempfile.mkdtemp()).items["q1"].prompt[0].content
        'Hi'
        """
        project = cls.__new__(cls)
        store = open_store(labels, None)
        task = settings.get("task", "ranking")
        own = {"id": loose_id(store, task), "task": task}
        checked = project_settings.check(own | settings, "the arguments")
        parts = {"guideline": guideline, "taxonomy": taxonomy, "gold": gold}
        Contents.__init__(project, None, checked, store, items=items, **parts)
        return project

    def replace(
        self,
        *,
        labels: object = None,
        guideline: object = None,
        taxonomy: object = None,
        gold: object = None,
        **settings: object,
    ) -> Project:
        """Return the same project with other settings, for one widget.

        Examples
        --------
        >>> Project("datasets/response_ranking").replace(seed=3).settings.seed
        3
        """
        values = msgspec.structs.asdict(self.settings) | settings
        project = Project.__new__(Project)
        Contents.__init__(
            project,
            self.folder,
            project_settings.check(values, "the arguments"),
            open_store(labels or self.store, self.folder),
            items=self._items,
            guideline=guideline or self._guideline,
            taxonomy=taxonomy or self._taxonomy,
            gold=self._gold if gold is None else gold,
        )
        project.take_items(self)
        return project

    def __repr__(self) -> str:
        """Say what it is without reading any data."""
        where = self.folder.name if self.folder else self.store.url
        return f"<Project {self.name!r}: {self.task}, in {where}>"

    def events(self) -> pd.DataFrame:
        """Every event, imported ones included."""
        return self.store.events(self.task)

    def labels(self, *, features: bool = False, independent: bool = False) -> pd.DataFrame:
        """Return the label that now stands for each item and annotator.

        Parameters
        ----------
        features
            Add the items' own columns.
        independent
            Take the last answer before any exposure to feedback or to others' answers.

        Returns
        -------
        pandas.DataFrame
            One row an item and annotator; ``stale`` where the item has changed since.
        """
        labels = self.store.labels(self.task, independent=independent)
        hashes = labels["item_hash"]
        labels["stale"] = hashes.notna() & (hashes != labels["item_id"].map(self.hashes))
        if features:
            labels = labels.merge(
                self.features,
                how="left",
                left_on="item_id",
                right_index=True,
                suffixes=("", "_item"),
            )
        return labels

    def table(self, *, independent: bool = False) -> ibis.Table:
        """Return the same labels as a lazy Ibis table."""
        return self.store.table(self.task, independent=independent)

    def verify(self) -> pd.DataFrame:
        """Read everything and return what is wrong: one row a problem, none when all is well."""
        problems = self.store.verify(self.task)
        labels = self.labels()
        stale = labels.loc[labels["stale"], ["item_id", "annotator"]]
        rows = [
            (None, "stale", f"item {item} has changed since {who}'s label")
            for item, who in stale.itertuples(index=False)
        ]
        found = pd.DataFrame(rows, columns=["path", "problem", "detail"])
        return pd.concat([problems, found], ignore_index=True)

    def coverage(self) -> pd.DataFrame:
        """Return how many people have labeled each item, against how many should.

        Returns
        -------
        pandas.DataFrame
            ``item_id, n_annotators, wanted`` (0: everybody labels every item) and ``surplus``.
        """
        labels = self.labels()
        people = labels[labels["annotator_kind"] == "person"]
        counts = people.groupby("item_id")["annotator"].nunique()
        table = pd.DataFrame({"item_id": list(self.items)})
        table["n_annotators"] = table["item_id"].map(counts).fillna(0).astype("int64")
        table["wanted"] = self.settings.overlap
        surplus = (table["n_annotators"] - table["wanted"]).clip(lower=0)
        table["surplus"] = surplus if self.settings.overlap else 0
        return table

    def import_answers(self, rows: Iterable[Mapping[str, Any]], *, source: str) -> int:
        """Add labels that came with the data to ``imported/``; twice changes nothing.

        Parameters
        ----------
        rows
            Mappings with ``item_id``, ``annotator``, ``answer`` and any other field of an event.
        source
            What they come from; the event ids are made of it and of the row's place.

        Returns
        -------
        int
            How many events were new.
        """
        from trainer_widgets.formats.imports import imported_events  # noqa: PLC0415 - cycle

        if self.folder is None:
            message = "answers are imported into a project's folder; this project has none"
            raise ProjectError(message)
        events = imported_events(self, rows, source)
        return LabelStore(self.folder / "imported").write_events(self.task, events)

    def export(self, kind: str, path: str | Path, **options: Any) -> Any:  # noqa: ANN401
        """Write the labels in another tool's format; see :mod:`trainer_widgets.formats`.

        Examples
        --------
        >>> report = Project("datasets/response_ranking").export(
        ...     "preferences", getfixture("tmp_path") / "pairs.jsonl"
        ... )
        >>> report.pairs > 0
        True
        """
        from trainer_widgets import formats  # noqa: PLC0415 - loaded only when used

        return formats.export(self, kind, path, **options)
