"""Taxonomies: versioned trees of categories with severities, read from TOML."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import msgspec

from trainer_widgets.guideline import versions
from trainer_widgets.records import Taxonomy

if TYPE_CHECKING:
    from pathlib import Path


class TaxonomyError(ValueError):
    """Raised when a taxonomy file is missing or wrong; the message says where."""


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
