"""Public data sets: fetched from their home, checked, and made into projects."""

from __future__ import annotations

import shutil
import uuid
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import platformdirs

from trainer_widgets.formats.originals import PublicDataError, Source, find_originals, sources
from trainer_widgets.formats.progress import Progress
from trainer_widgets.project import Project
from trainer_widgets.records import SCHEMA_VERSION
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

__all__ = ["Converted", "PublicDataError", "load_public"]

NAMESPACE = uuid.UUID("a3a1a1f2-4d0f-5d6f-8b0c-6a1d5d0a9c77")
_credited: set[str] = set()


class Converted(NamedTuple):
    """What a converter makes of original files: the parts of a project.

    Parameters
    ----------
    items, answers, gold
        Tables of items and right answers, and rows for :meth:`Project.import_answers`.
    card
        What the set is and is not, in Markdown.
    task
        The kind of work.
    settings
        More lines for ``project.toml``, such as an ``[options]`` table.
    texts
        More files by their paths in the project, such as ``"taxonomy/1.0.toml"``.
    """

    items: pd.DataFrame
    answers: Iterable[Mapping[str, Any]]
    gold: pd.DataFrame | None
    card: str
    task: str = "ranking"
    settings: str = ""
    texts: Mapping[str, str] = MappingProxyType({})


def load_public(name: str, *, cache: str | Path | None = None, progress: bool = True) -> Project:
    """Open a public data set as a project; the first time, fetch and convert it.

    The original files come from their home at a pinned commit, or from the folder that the
    environment variable ``TRAINER_WIDGETS_DATA`` names, where they lie as
    ``<owner>/<repository>/<commit>/<path>``. Size and SHA-256 are checked. License and citation
    are told once in a session, and stand in the project's ``README.md``.

    Parameters
    ----------
    name
        ``"pandalm"`` (999 pairs of responses, three raters each), ``"llmbar"`` (419 pairs with
        the right choice as gold, no labels), ``"xstest"`` (900 completions, rated for refusal by
        two people and two programs) or ``"wmt23_mqm_ende"`` (translations from English to German
        with marked errors, three raters each).
    cache
        Where projects made of public data lie; by default the user's cache folder. Labels that
        you add yourself go into ``labels/<name>`` of the user's data folder, since a cache may
        be emptied at any time; with ``cache=`` they go into ``labels/<name>`` there.
    progress
        Show a progress bar while fetching.

    Returns
    -------
    Project
        The items, the imported labels (``project.labels()``) and the gold.

    Raises
    ------
    PublicDataError
        When there is no such set, a file is damaged or cannot be had, or the disk refuses.
        Nothing half made stays behind.

    Examples
    --------
    >>> project = load_public("pandalm")  # doctest: +SKIP
    >>> len(project.items), len(project.labels())  # doctest: +SKIP
    (999, 2997)
    """
    known = sources()
    if name not in known:
        hint = nearest(name, known)
        message = f"no public data set {name!r}: {hint}There are {', '.join(sorted(known))}"
        raise PublicDataError(message)
    source = known[name]
    kept = Path(cache) if cache else platformdirs.user_cache_path("trainer_widgets")
    own = Path(cache) if cache else platformdirs.user_data_path("trainer_widgets")
    stamp = f"{source.commit[:7]}-{source.converter}.{SCHEMA_VERSION}"
    folder = kept / "public" / f"{name}-{stamp}"
    bar = Progress(source.title, enabled=progress)
    try:
        if not folder.is_dir():
            _build(name, source, kept, folder, bar)
    except OSError as error:
        message = f"{source.title} could not be written to {kept}: {error.strerror or error}"
        raise PublicDataError(message) from error
    finally:
        bar.close(None)
    bar.close(None if name in _credited else source.credit)
    _credited.add(name)
    return Project(folder, labels=own / "labels" / name)


def _build(name: str, source: Source, cache: Path, folder: Path, bar: Progress) -> None:
    """Make the project beside its place and move it there at once."""
    files = find_originals(source, cache / "originals", bar.update)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = folder.parent / f".{name}-{uuid.uuid4().hex}"
    try:
        made.mkdir()
        # Each set has a module of its name; only names in public_sources.toml come this far.
        converted: Converted = import_module(f"trainer_widgets.formats.{name}").convert(files)
        _write(name, source, converted, made)
        made.rename(folder)
    except OSError:
        # Another process may have been faster: its project is the same.
        if not folder.is_dir():
            raise
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _write(name: str, source: Source, converted: Converted, folder: Path) -> None:
    own_id = uuid.uuid5(NAMESPACE, name)
    settings = f'id = "{own_id}"\ntask = "{converted.task}"\nname = "{source.title}"\n'
    texts = {"project.toml": settings + converted.settings, **converted.texts}
    for path, text in texts.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "README.md").write_text(_card(source, converted), encoding="utf-8")
    converted.items.to_parquet(folder / "items.parquet", index=False)
    if converted.gold is not None:
        converted.gold.to_parquet(folder / "gold.parquet", index=False)
    Project(folder).import_answers(converted.answers, source=name)


def _card(source: Source, converted: Converted) -> str:
    files = "\n".join(f"- {source.url(file)} (SHA-256 {file.sha256})" for file in source.files)
    return (
        f"# {source.title}\n\n{converted.card}\n\n"
        f"- License: {source.license}\n- Citation: {source.citation}\n"
        f"- Home: https://github.com/{source.repository}\n\n"
        f"Made by trainer_widgets (converter {source.converter}) from\n\n{files}\n"
    )
