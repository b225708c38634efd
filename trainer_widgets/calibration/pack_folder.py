"""The folder of a calibration pack: a project of its own, made of what a session decided."""

from __future__ import annotations

import hashlib
import io
import shutil
import uuid
from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from trainer_widgets.calibration.gold import decided_gold, gold_file
from trainer_widgets.calibration.report_markdown import inline
from trainer_widgets.file_locks import naming_folder
from trainer_widgets.images import ImageError
from trainer_widgets.images.files import image_file
from trainer_widgets.items.records import builtin
from trainer_widgets.toml_values import toml_key, toml_value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from trainer_widgets.calibration.sessions import StoredSession
    from trainer_widgets.project import Project
    from trainer_widgets.records import Taxonomy

Files = dict[str, bytes]


class PackError(ValueError):
    """Raised for a calibration pack that cannot be made or opened; says what to do."""


def pack_files(stored: StoredSession, name: str) -> Files:
    """Return what a pack of a session consists of, by its path in the folder.

    The same session gives the same bytes.

    Raises
    ------
    PackError
        When nothing was decided, or an image is missing.
    """
    project = stored.project
    gold = decided_gold(stored)
    if gold.empty:
        message = (
            f"the session {stored.name!r} has decided on no item, as it is now, what is "
            f"right: decide first, since a pack is made of right answers"
        )
        raise PackError(message)
    ids = gold["item_id"].tolist()
    files = {"items.parquet": _items(project, ids), "gold.parquet": gold_file(gold, project.task)}
    files |= _images(project, ids)
    if project.guideline:
        files[f"guideline/{project.guideline.version}.md"] = project.guideline.text.encode()
    if project.taxonomy:
        files[f"taxonomy/{project.taxonomy.version}.toml"] = _taxonomy(project, project.taxonomy)
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(files):
        digest.update(path.encode() + files[path])
    # Other right answers make another pack: what browsers still hold is not for it.
    settings = _settings(stored, name, str(uuid.uuid5(uuid.UUID(stored.id), digest.hexdigest())))
    return files | {"project.toml": settings, "README.md": _card(stored, name, len(ids))}


def write_files(files: Files, folder: Path) -> None:
    """Write a pack's folder, as a whole or not at all; the same one again changes nothing.

    Raises
    ------
    PackError
        When something else is there.
    """
    if folder.exists() and not folder.is_dir():
        message = f"{folder} is a file: name a folder for the pack"
        raise PackError(message)
    if folder.is_dir() and any(folder.iterdir()):
        if _is_there(files, folder):
            return
        message = (
            f"{folder} is there with other content: name another folder, or remove it first "
            f"(with it go the answers in {folder.name}/labels)"
        )
        raise PackError(message)
    made = folder.with_name(f".{folder.name}-{uuid.uuid4().hex}")
    with naming_folder(folder.parent):
        try:
            for path, content in files.items():
                (made / path).parent.mkdir(parents=True, exist_ok=True)
                (made / path).write_bytes(content)
            if folder.is_dir():
                folder.rmdir()  # not every system replaces an empty folder
            made.rename(folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)


def _is_there(files: Mapping[str, bytes], folder: Path) -> bool:
    paths = ((folder / path, content) for path, content in files.items())
    return all(path.is_file() and path.read_bytes() == content for path, content in paths)


def _items(project: Project, ids: list[str]) -> bytes:
    """Return the items' own columns; features, which may name people, stay where they are."""
    rows = []
    for item_id in ids:
        fields = msgspec.structs.asdict(project.items[item_id])
        rows.append({name: _cell(value) for name, value in fields.items()})
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), buffer)
    return buffer.getvalue()


def _cell(value: Any) -> Any:  # noqa: ANN401 - a field of a record
    if isinstance(value, bytes):
        return value
    # A column of empty lists has no type that can be read everywhere.
    return builtin(value) if value != [] else None


def _images(project: Project, ids: list[str]) -> Files:
    images = dict.fromkeys(getattr(project.items[item], "image", b"") for item in ids)
    found: Files = {}
    for path in images:
        if not isinstance(path, str):
            continue  # the bytes of an image stand in its row
        try:
            found[path] = image_file(path, project.images).read_bytes()
        except ImageError as error:
            message = f"{path}: {error} A pack needs all of its images."
            raise PackError(message) from None
    return found


def _taxonomy(project: Project, taxonomy: Taxonomy) -> bytes:
    if project.folder:
        path = project.folder / "taxonomy" / f"{taxonomy.version}.toml"
        if path.is_file():
            return path.read_bytes()
    fields = msgspec.to_builtins(taxonomy)
    lines = [f"{name} = {toml_value(it)}" for name, it in fields.items() if it is not None]
    return "\n".join([*lines, ""]).encode()


def _settings(stored: StoredSession, name: str, own_id: str) -> bytes:
    project = stored.project
    values: dict[str, Any] = {"id": own_id, "name": name, "task": project.task}
    values |= {"seed": project.settings.seed, "feedback": True}
    for part in ("guideline", "taxonomy"):
        if found := getattr(project, part):
            values[part] = found.version
    lines = [f"{key} = {toml_value(value)}" for key, value in values.items()]
    options = {key: it for key, it in project.settings.options.items() if it is not None}
    if options:
        lines += [
            "",
            "[options]",
            *(f"{toml_key(k)} = {toml_value(v)}" for k, v in options.items()),
        ]
    return "\n".join([*lines, ""]).encode()


def _card(stored: StoredSession, name: str, n_items: int) -> bytes:
    project = stored.project
    n_left = len(stored.items) - n_items
    left = (
        (f" {n_left} more of its items are not here: they had no decision, or have changed since.")
        if n_left
        else ""
    )
    guideline = project.guideline.version if project.guideline else "none"
    decided = max(event.recorded_at for event in stored.events())
    rows = {
        "Task": project.task,
        "Items": str(n_items),
        "Guideline": guideline,
        "From": f"the project {project.name}, session {stored.name}",
        "Decided": f"{decided:%Y-%m-%d}",
    }
    table = "\n".join(f"| {key} | {inline(value)} |" for key, value in rows.items())
    text = f"""# {inline(name)}

Items that a calibration session decided on, for a new trainer to work through alone: with the \
guideline, with feedback after each answer, and with a score.{left}

| | |
|---|---|
{table}

## What it is, and what it is not

The right answers in `gold.parquet` are what the people of that session agreed to count as right, \
with their reasons. They are chosen because people differed on them, so a score on them says how \
somebody reads the guideline and not how good their work is on other items. Items and right \
answers are those of the project that they come from, and so are their license and their limits: \
see its own README.

Nobody of the session is named here. Reasons are as they were written.

## How to work through it

    import trainer_widgets as tw

    pack = tw.CalibrationPack("path/to/this/folder")
    pack.widget()
    pack.scores()

First answers count, not those that follow the feedback.
"""
    return text.encode()
