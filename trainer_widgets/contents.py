"""What lies in a project, read when it is first asked for."""

from __future__ import annotations

import uuid
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from trainer_widgets.gold import read_gold
from trainer_widgets.guideline import check_unchanged, loose_guideline, read_guideline, versions
from trainer_widgets.guideline import keep as keep_guideline
from trainer_widgets.images import Pictures
from trainer_widgets.items import item_hash, read_items
from trainer_widgets.records import SEVERITIES
from trainer_widgets.settings import ProjectError, check_assigned
from trainer_widgets.store import LabelStore
from trainer_widgets.taxonomy import check_unchanged as unchanged_taxonomy
from trainer_widgets.taxonomy import keep as keep_taxonomy
from trainer_widgets.taxonomy import loose_taxonomy, read_taxonomy

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.guideline import Guideline
    from trainer_widgets.records import Taxonomy
    from trainer_widgets.settings import Settings
    from trainer_widgets.store import Session

TOML = ".toml"

NAMESPACE = uuid.UUID("6f0c1d0e-6f1b-5d0b-9a3e-3c1f3f6e9b52")


class Contents:
    """A project's settings, items, right answers, guideline and taxonomy.

    Attributes
    ----------
    folder : pathlib.Path or None
        The project's folder, where it has one.
    settings : Settings
        What ``project.toml`` and the caller say.
    store : LabelStore
        Where labels go.
    """

    def __init__(  # noqa: PLR0913 - a project has six parts
        self,
        folder: Path | None,
        settings: Settings,
        store: LabelStore,
        *,
        items: object,
        guideline: object,
        taxonomy: object,
        gold: object,
    ) -> None:
        if folder and isinstance(guideline, str) and guideline in versions(folder / "guideline"):
            settings, guideline = msgspec.structs.replace(settings, guideline=guideline), None
        if folder and isinstance(taxonomy, str) and taxonomy in versions(folder / "taxonomy", TOML):
            settings, taxonomy = msgspec.structs.replace(settings, taxonomy=taxonomy), None
        self.folder = folder
        self.settings = settings
        self.store = store
        self._items = items
        self._guideline = guideline
        self._taxonomy = taxonomy
        self._gold = _place_of_gold(settings, folder) if gold is None else gold

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
        items, features = read_items(self._items, self.task)
        check_assigned(self.settings, items)
        return items, features

    def take_items(self, other: Contents) -> None:
        """Take over another project's items if they were read already."""
        if "_table" in other.__dict__:
            check_assigned(self.settings, other.items)
            self.__dict__["_table"] = other._table
            if "hashes" in other.__dict__ and self.images == other.images:
                self.__dict__["hashes"] = other.hashes

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
        return {item_id: item_hash(item, self.images) for item_id, item in self.items.items()}

    @property
    def images(self) -> Path | None:
        """The folder in which the paths of images lead, where there is one."""
        if self.settings.images is None:
            return self.folder
        return (self.folder or Path()) / self.settings.images

    @cached_property
    def pictures(self) -> Pictures:
        """The items' images, as they are put on screens."""
        return Pictures(self.items, self.images)

    @cached_property
    def gold(self) -> pd.DataFrame:
        """Right answers (the task's keys, ``reason``) by ``item_id``; empty where there are none.

        Raises
        ------
        GoldError
            When what was named is not there, or does not fit the items.
        """
        categories = self.taxonomy.by_id if self.taxonomy else ()
        return read_gold(self._gold, self.items, self.folder, self.task, categories)

    @cached_property
    def guideline(self) -> Guideline | None:
        """The guideline in force: the version that the settings name, else the newest.

        Raises
        ------
        GuidelineError
            When its text is not the one that labels were made under.
        """
        if self._guideline is not None:
            found: Guideline | None = loose_guideline(self._guideline)
        elif self.folder is not None:
            found = read_guideline(self.folder / "guideline", self.settings.guideline)
        else:
            found = None
        return found and check_unchanged(found, self.store)

    @cached_property
    def taxonomy(self) -> Taxonomy | None:
        """The taxonomy in force: the version that the settings name, else the newest.

        Raises
        ------
        TaxonomyError
            When it is wrong, or not the one that labels were made under.
        """
        # Only safety's severities are a vocabulary of the task.
        severities = SEVERITIES if self.task == "safety" else ()
        if self._taxonomy is not None:
            found: Taxonomy | None = loose_taxonomy(self._taxonomy, severities)
        elif self.folder is not None:
            folder, version = self.folder / "taxonomy", self.settings.taxonomy
            found = read_taxonomy(folder, version, severities)
        else:
            found = None
        return found and unchanged_taxonomy(found, self.store)

    def session(self, *, annotator: str, **known: Any) -> Session:  # noqa: ANN401 - as the store's
        """Open a session under the guideline and the taxonomy in force.

        Each event of it carries their versions and the fingerprint of its item.

        Parameters
        ----------
        annotator
            Who labels.
        **known
            ``identity``, ``annotator_kind`` and ``origin``, see :meth:`LabelStore.session`.

        Examples
        --------
        >>> from trainer_widgets import Project
        >>> project = Project("datasets/safety_flags", labels=getfixture("tmp_path"))
        >>> with project.session(annotator="ana") as session:
        ...     session.record(item_id="sf-001", action="skip").taxonomy
        '1.0'
        """
        self.keep_texts()
        session = self.store.session(
            self.task,
            annotator=annotator,
            guideline=self.guideline.version if self.guideline else None,
            taxonomy=self.taxonomy.version if self.taxonomy else None,
            **known,
        )
        session.hashes = self.hashes
        return session

    def keep_texts(self) -> None:
        """Keep the guideline and the taxonomy beside the labels that are made under them."""
        if self.guideline:
            keep_guideline(self.guideline, self.store)
        if self.taxonomy:
            keep_taxonomy(self.taxonomy, self.store)


def _place_of_gold(settings: Settings, folder: Path | None) -> object:
    if settings.gold is None or folder is None or "://" in settings.gold:
        return settings.gold
    return folder / settings.gold


def open_store(target: object, folder: Path | None) -> LabelStore:
    """Return a store as it is, or open one that reads a project's imported labels along."""
    if isinstance(target, LabelStore):
        return target
    return LabelStore(str(target), imported=folder / "imported" if folder else None)


def loose_id(store: LabelStore, task: object) -> str:
    """Return the id of a project without a folder.

    Browsers keep what is not sent yet by project, so two tasks in one store are two projects.
    """
    return str(uuid.uuid5(NAMESPACE, f"{store.url}/{task}"))
