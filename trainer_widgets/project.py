"""Projects: one folder for one task, opened."""

from __future__ import annotations

import uuid
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pandas as pd

from trainer_widgets import settings as project_settings
from trainer_widgets.guideline import check_unchanged, loose_guideline, read_guideline, versions
from trainer_widgets.items import item_hash, read_items
from trainer_widgets.settings import ProjectError, Settings
from trainer_widgets.store import LabelStore
from trainer_widgets.taxonomy import Taxonomy, read_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import ibis

    from trainer_widgets.guideline import Guideline

NAMESPACE = uuid.UUID("6f0c1d0e-6f1b-5d0b-9a3e-3c1f3f6e9b52")


class Project:
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
        When the folder is no project, or a setting is unknown or wrong.

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
        gold: object = None,
        **overrides: object,
    ) -> None:
        """Open the folder; nothing is read but its settings."""
        folder = Path(folder)
        settings = project_settings.read(folder / "project.toml", overrides)
        beside = settings.labels or "labels"
        own = beside if "://" in beside else folder / beside
        self._set(folder, settings, labels or own, guideline, gold)
        self._items: object = folder / "items.parquet"

    @classmethod
    def from_items(
        cls,
        items: object,
        labels: object,
        *,
        guideline: object = None,
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
        guideline
            A :class:`Guideline`, or the path of a Markdown file, its name the version.
        gold
            Right answers: a DataFrame with ``item_id``, ``choice`` and ``reason``, or the path of
            a parquet file.
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
        store = _store(labels, None)
        own = {"id": str(uuid.uuid5(NAMESPACE, store.url)), "task": "ranking"}
        checked = project_settings.check(own | settings, "the arguments")
        project._set(None, checked, store, guideline, gold)  # noqa: SLF001 - a new one of its own
        project._items = items  # noqa: SLF001 - a new one of its own
        return project

    def replace(
        self,
        *,
        labels: object = None,
        guideline: object = None,
        gold: object = None,
        **settings: object,
    ) -> Project:
        """Return the same project with other settings, for one widget.

        Examples
        --------
        >>> Project("datasets/response_ranking").replace(seed=3).settings.seed
        3
        """
        project = type(self).__new__(type(self))
        values = msgspec.structs.asdict(self.settings) | settings
        checked = project_settings.check(values, "the arguments")
        project._set(  # noqa: SLF001 - a new one of its own
            self.folder,
            checked,
            labels or self.store,
            guideline or self._guideline,
            gold if gold is not None else self._gold,
        )
        project._items = self._items  # noqa: SLF001 - a new one of its own
        if "_table" in self.__dict__:
            project.__dict__["_table"] = self._table
        return project

    def _set(
        self,
        folder: Path | None,
        settings: Settings,
        labels: object,
        guideline: object,
        gold: object,
    ) -> None:
        self.folder = folder
        self.settings = settings
        self.store = _store(labels, folder)
        if folder and guideline in versions(folder / "guideline", ".md"):
            self.settings = msgspec.structs.replace(settings, guideline=guideline)
            guideline = None
        self._guideline = guideline
        self._gold = folder / (settings.gold or "gold.parquet") if gold is None and folder else gold

    def __repr__(self) -> str:
        """Say what it is without reading any data."""
        where = self.folder.name if self.folder else self.store.url
        return f"<Project {self.name!r}: {self.task}, in {where}>"

    @property
    def id(self) -> str:
        """The project's UUID."""
        return self.settings.id

    @property
    def name(self) -> str:
        """The name people see."""
        return self.settings.name or (self.folder.name if self.folder else "labels")

    @property
    def task(self) -> str:
        """The kind of work."""
        return self.settings.task

    @cached_property
    def _table(self) -> tuple[dict[str, Any], pd.DataFrame]:
        if isinstance(self._items, Path) and not self._items.exists():
            message = (
                f"{self._items.name} is not in {self._items.parent}: a project needs its items"
            )
            raise ProjectError(message)
        return read_items(self._items, self.task)

    @property
    def items(self) -> dict[str, Any]:
        """The item records by id, in the order of the table."""
        return self._table[0]

    @property
    def features(self) -> pd.DataFrame:
        """The items' other columns (language, kind ...), indexed by ``item_id``."""
        return self._table[1]

    @cached_property
    def hashes(self) -> dict[str, str]:
        """The fingerprint of what is shown of each item."""
        return {item_id: item_hash(item) for item_id, item in self.items.items()}

    @cached_property
    def gold(self) -> pd.DataFrame:
        """Right answers, indexed by ``item_id``; empty where there are none."""
        if isinstance(self._gold, pd.DataFrame):
            return self._gold.set_index("item_id")
        if self._gold is not None and Path(str(self._gold)).exists():
            return pd.read_parquet(str(self._gold)).set_index("item_id")
        return pd.DataFrame(columns=["choice", "reason"], index=pd.Index([], name="item_id"))

    @cached_property
    def guideline(self) -> Guideline | None:
        """The guideline in force: the version that the settings name, else the newest.

        Raises
        ------
        GuidelineError
            When its text is not the one that labels were made under.
        """
        if self._guideline is not None:
            guideline = loose_guideline(self._guideline)
        elif self.folder is not None:
            guideline = read_guideline(self.folder / "guideline", self.settings.guideline)
        else:
            guideline = None
        return guideline and check_unchanged(guideline, self.store)

    @cached_property
    def taxonomy(self) -> Taxonomy | None:
        """The taxonomy in force: the version that the settings name, else the newest."""
        if self.folder is None:
            return None
        return read_taxonomy(self.folder / "taxonomy", self.settings.taxonomy)

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
            labels = labels.join(self.features, on="item_id", rsuffix="_item")
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
            {
                "path": None,
                "problem": "stale",
                "detail": f"item {item} has changed since {who}'s label",
            }
            for item, who in stale.itertuples(index=False)
        ]
        return pd.concat(
            [problems, pd.DataFrame(rows, columns=problems.columns)], ignore_index=True
        )

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


def _store(target: object, folder: Path | None) -> LabelStore:
    if isinstance(target, LabelStore):
        return target
    return LabelStore(str(target), imported=folder / "imported" if folder else None)
