"""Taxonomies: versioned trees of categories with severities, read from TOML."""

from __future__ import annotations

import tomllib
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from trainer_widgets.guideline import versions
from trainer_widgets.records import Id, Record

if TYPE_CHECKING:
    from pathlib import Path


class TaxonomyError(ValueError):
    """Raised when a taxonomy file is missing or wrong; the message says where."""


class Category(Record, frozen=True):
    """One category; its place in the tree is its dotted id (``accuracy.factual_error``)."""

    id: Id
    name: str
    definition: str = ""
    examples: list[str] = []
    counterexamples: list[str] = []
    severities: list[str] = []
    action: str = ""

    @property
    def parent(self) -> str | None:
        """The id one level up, or None at the root."""
        head, dot, _ = self.id.rpartition(".")
        return head if dot else None


class Taxonomy(Record, frozen=True, dict=True):
    """One version of a tree of categories.

    Examples
    --------
    >>> tree = Taxonomy(version="1.0", name="Demo", category=[Category(id="tone", name="Tone")])
    >>> tree.by_id["tone"].name
    'Tone'
    """

    version: str
    name: str
    category: list[Category]

    def __post_init__(self) -> None:
        """Refuse repeated ids and children without a parent."""
        ids = [category.id for category in self.category]
        repeated = sorted({one for one in ids if ids.count(one) > 1})
        if repeated:
            message = f"category ids repeat: {repeated}"
            raise ValueError(message)
        orphans = [one.id for one in self.category if one.parent and one.parent not in ids]
        if orphans:
            message = f"categories without their parent: {orphans}"
            raise ValueError(message)

    @cached_property
    def by_id(self) -> dict[str, Category]:
        """The categories by their ids."""
        return {category.id: category for category in self.category}


def read_taxonomy(folder: Path, version: str | None = None) -> Taxonomy | None:
    """Read a version from a folder of ``<version>.toml`` files, by default the newest.

    Raises
    ------
    TaxonomyError
        When the version is not there or the file is wrong; with the path of the mistake.
    """
    there = versions(folder, ".toml")
    if version is None and not there:
        return None
    chosen = version or there[-1]
    path = folder / f"{chosen}.toml"
    if chosen not in there:
        message = f"taxonomy {chosen!r} is not in {folder}: there are {there or 'none'}"
        raise TaxonomyError(message)
    try:
        taxonomy = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Taxonomy)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        message = f"{path.name}: {error}"
        raise TaxonomyError(message) from None
    if taxonomy.version != chosen:
        message = f"{path.name} says version {taxonomy.version!r}: name and version must agree"
        raise TaxonomyError(message)
    return taxonomy
