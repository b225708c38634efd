"""Taxonomies: versioned trees of categories with severities, read from TOML."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from trainer_widgets.guideline import VERSION, versions
from trainer_widgets.records import Taxonomy
from trainer_widgets.taxonomy_mistakes import mistakes_in

if TYPE_CHECKING:
    from collections.abc import Collection

    from trainer_widgets.store import LabelStore

AT_LINE = re.compile(r"^(.*) \(at (?:line (\d+), column \d+|end of document)\)$", re.DOTALL)


class TaxonomyError(ValueError):
    """Raised when a taxonomy is missing, wrong or has changed; the message says where."""


def read_taxonomy(
    folder: Path, version: str | None = None, severities: Collection[str] = ()
) -> Taxonomy | None:
    """Read a version from a folder of ``<version>.toml`` files, by default the newest.

    Parameters
    ----------
    folder
        Where the versions lie.
    version
        The version; None means the newest, if there is one.
    severities
        The only severities that the task knows; empty: any will do.

    Raises
    ------
    TaxonomyError
        When the version is not there or the file is wrong; with the line of each mistake.
    """
    there = versions(folder, ".toml")
    if version is None and not there:
        return None
    chosen = version or there[-1]
    if chosen not in there:
        message = f"taxonomy {chosen!r} is not in {folder}: there are {there or 'none'}"
        raise TaxonomyError(message)
    taxonomy = read_taxonomy_file(folder / f"{chosen}.toml", severities)
    if taxonomy.version != chosen:
        message = f"{chosen}.toml says version {taxonomy.version!r}: name and version must agree"
        raise TaxonomyError(message)
    return taxonomy


def read_taxonomy_file(path: Path, severities: Collection[str] = ()) -> Taxonomy:
    """Read a taxonomy from a TOML file.

    Raises
    ------
    TaxonomyError
        When the file is wrong; with the line of each mistake.
    """
    try:
        text = path.read_text(encoding="utf-8")
        found = tomllib.loads(text)
    except UnicodeDecodeError as error:
        message = f"{path.name}: {error}: save it as UTF-8"
        raise TaxonomyError(message) from None
    except RecursionError:
        message = f"{path.name}: its lists or tables are nested too deeply to be read"
        raise TaxonomyError(message) from None
    except tomllib.TOMLDecodeError as error:
        raise TaxonomyError(f"{path.name}, {_syntax(error)}") from None  # noqa: EM102, TRY003
    if mistakes := mistakes_in(text, found, severities):
        told = "\n".join(f"  {mistake}" for mistake in mistakes)
        count = f"{len(mistakes)} mistakes" if len(mistakes) > 1 else "a mistake"
        message = f"{path.name} has {count}:\n{told}"
        raise TaxonomyError(message)
    return msgspec.convert(found, Taxonomy)


def loose_taxonomy(value: object, severities: Collection[str] = ()) -> Taxonomy:
    """Return a taxonomy that is given as such or as a TOML file.

    Raises
    ------
    TaxonomyError
        When it is neither.
    """
    if isinstance(value, Taxonomy):
        return value
    path = Path(str(value))
    if not path.is_file():
        message = f"taxonomy {str(value)!r}: give a version, a TOML file or a tw.Taxonomy"
        raise TaxonomyError(message)
    return read_taxonomy_file(path, severities)


def keep(taxonomy: Taxonomy, store: LabelStore) -> None:
    """Keep a taxonomy beside the labels that are made under it."""
    if store.read_note(_note(taxonomy)) is None:
        store.keep_note(_note(taxonomy), msgspec.json.encode(taxonomy).decode())


def check_unchanged(taxonomy: Taxonomy, store: LabelStore) -> Taxonomy:
    """Return the taxonomy when it is the one that labels were made under, if any.

    Comments and the order of keys may change; what a category is may not.

    Raises
    ------
    TaxonomyError
        When something in it has changed under a version that is in use, or what was kept of
        that version cannot be read.
    """
    kept = store.read_note(_note(taxonomy))
    try:
        is_same = kept is None or msgspec.json.decode(kept, type=Taxonomy) == taxonomy
    except msgspec.DecodeError as error:
        message = (
            f"what was kept of taxonomy {taxonomy.version} beside the labels cannot be read "
            f"({error}): save the taxonomy as a new version"
        )
        raise TaxonomyError(message) from None
    if not is_same:
        message = (
            f"taxonomy {taxonomy.version} has changed since labels were made under it: save it "
            f"as a new version"
        )
        raise TaxonomyError(message)
    return taxonomy


def _syntax(error: tomllib.TOMLDecodeError) -> str:
    told = AT_LINE.match(str(error))
    if told is None:
        return str(error)
    return f"line {told[2]}: {told[1]}" if told[2] else f"at its end: {told[1]}"


def _note(taxonomy: Taxonomy) -> str:
    if not VERSION.fullmatch(taxonomy.version):
        message = f"{taxonomy.version!r} is no version: use letters, digits, dots and dashes"
        raise TaxonomyError(message)
    return f"taxonomy/{taxonomy.version}.toml"
