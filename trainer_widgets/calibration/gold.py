"""What a session decided, as right answers for later."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from trainer_widgets.file_locks import locked, naming_folder
from trainer_widgets.gold import DEFAULT, GoldError, key_types, known_answer, read_gold
from trainer_widgets.missing import is_missing
from trainer_widgets.settings import ProjectError
from trainer_widgets.whole_files import replace as replace_file
from trainer_widgets.whole_files import write_new

if TYPE_CHECKING:
    from trainer_widgets.calibration.sessions import StoredSession
    from trainer_widgets.project import Project
    from trainer_widgets.records import Event

# Two people never write the same better version, so none can be held against another.
FREE_TEXT = frozenset({"rewrite"})


class ChangedItemWarning(UserWarning):
    """Warns of what was decided on an item that has changed since, or has gone."""


def decided_gold(stored: StoredSession) -> pd.DataFrame:
    """Return the decided answers of a session as right answers.

    What was decided on an item that has changed since, or has gone, is left out with a
    :class:`ChangedItemWarning`: it may be wrong of the item as it is now.

    Returns
    -------
    pandas.DataFrame
        ``item_id``, the task's keys that say anything (see :func:`trainer_widgets.gold.read_gold`;
        no rewrites, which are never the same twice) and ``reason``; items in the order of the
        agenda. An item that was left open, or on which nothing was decided, is not among them.
    """
    project, decided = stored.project, stored.decisions()
    keys = [key for key in key_types(project.task) if key not in FREE_TEXT]
    events = [decided[item] for item in stored.items if item in decided]
    if lost := [one for one in events if one.action == "adjudicate" and is_stale(project, one)]:
        warnings.warn(_told(project, stored.name, lost), ChangedItemWarning, stacklevel=2)
    rows = [_row(event, keys) for event in events if event not in lost]
    rows = [row for row in rows if any(row[key] is not None for key in keys)]
    used = [key for key in keys if any(row[key] is not None for row in rows)]
    # With its keys also where nothing was decided.
    columns = ["item_id", *(used or keys), "reason"]
    return pd.DataFrame([{name: row[name] for name in columns} for row in rows], columns=columns)


def is_stale(project: Project, event: Event[Any, Any]) -> bool:
    """Whether an event is about an item that has changed since, or has gone."""
    now = project.hashes.get(event.item_id)
    return now is None or event.item_hash not in {None, now}


def _told(project: Project, name: str, lost: list[Event[Any, Any]]) -> str:
    ids = [event.item_id for event in lost]
    why = {item: "changed since" if item in project.items else "no longer there" for item in ids}
    listed = ", ".join(f"{item!r} ({told})" for item, told in why.items())
    return (
        f"left out of the right answers: what the session {name!r} decided on {listed}. "
        f"A session with another name can decide on the items as they are now"
    )


def _row(event: Event[Any, Any], keys: list[str]) -> dict[str, Any]:
    answer = event.answer if event.action == "adjudicate" else None
    said = {key: msgspec.to_builtins(getattr(answer, key, None)) for key in keys}
    if getattr(answer, "errors", None) and not said.get("categories"):
        said["categories"] = None  # marked without: nobody was asked for any
    reason = event.ruling.reason if event.ruling else event.rationale or ""
    return {"item_id": event.item_id} | said | {"reason": reason}


def add_gold(project: Project, table: pd.DataFrame, *, replace: bool = False) -> pd.DataFrame:
    """Add right answers to a project's ``gold.parquet``.

    Parameters
    ----------
    project
        A project with a folder, whose right answers lie in it.
    table
        As :func:`decided_gold` returns it.
    replace
        Whether a right answer that is there already gives way to another one.

    Returns
    -------
    pandas.DataFrame
        All right answers of the project, as :attr:`trainer_widgets.Project.gold`.

    Raises
    ------
    ProjectError
        When the project has no folder, or its right answers lie elsewhere.
    GoldError
        When an item has another right answer already, or an answer does not fit its item.
    """
    path = _path(project)
    new = _checked(project, table)
    with naming_folder(path.parent), locked(path):
        there = _checked(project, path if path.exists() else [])
        if not replace:
            _refuse_others(project.task, there, new)
        merged = _merged(project, there, new, replace=replace)
        # Read again before it is written: what comes later is to find no file that is wrong.
        found = _checked(project, merged)
        if len(new):
            content = gold_file(found, project.task)
            (replace_file if path.exists() else write_new)(path, content)
    project.__dict__.pop("gold", None)
    return found


def _merged(
    project: Project, there: pd.DataFrame, new: pd.DataFrame, *, replace: bool
) -> list[dict[Any, Any]]:
    """Return the rows of both, in the order of the items."""
    rows = {row["item_id"]: row for row in _records(there.reset_index())}
    for row in _records(new.reset_index()):
        said = {name: value for name, value in row.items() if not is_missing(value)}
        # What is replaced keeps nothing of an answer that is right no more.
        old = {} if replace else rows.get(row["item_id"], {})
        rows[row["item_id"]] = old | {name: it for name, it in said.items() if it != ""}
    return [rows[item] for item in project.items if item in rows]


def gold_file(table: pd.DataFrame, task: str) -> bytes:
    """Return right answers as the content of a parquet file, whatever cells are empty."""
    plain = table.reset_index() if table.index.name == "item_id" else table
    rows = [{name: _plain(value) for name, value in row.items()} for row in _records(plain)]
    types = key_types(task)
    names = list(plain.columns)
    arrays = [pa.array([row[name] for row in rows], _arrow(types.get(name))) for name in names]
    buffer = io.BytesIO()
    pq.write_table(pa.table(dict(zip(names, arrays, strict=True))), buffer)
    return buffer.getvalue()


def _records(table: pd.DataFrame) -> list[dict[Any, Any]]:
    return table.astype("object").to_dict(orient="records")


def _plain(value: Any) -> Any:  # noqa: ANN401 - a cell
    if is_missing(value):
        return None
    is_list = isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping)
    return list(value) if is_list else value


def _arrow(kind: Any) -> pa.DataType | None:  # noqa: ANN401 - an annotation, or None
    # An empty column, and a list without members, do not tell what they hold.
    if kind is not None and getattr(kind, "__origin__", None) is list:
        return pa.list_(pa.string())
    return None


def _checked(project: Project, source: object) -> pd.DataFrame:
    categories = project.taxonomy.by_id if project.taxonomy else ()
    return read_gold(source, project.items, project.folder, project.task, categories)


def _path(project: Project) -> Path:
    if project.folder is None:
        message = (
            "right answers are added to the gold.parquet of a project's folder, and this project "
            "has none: give them as gold=decided_gold(session) when you make it"
        )
        raise ProjectError(message)
    path = project.folder / DEFAULT
    given: Any = project._gold  # noqa: SLF001 - only the project knows where its gold is from
    if given is None or (isinstance(given, str | Path) and Path(given) == path):
        return path
    where = f"in {given}" if isinstance(given, str | Path) else "in a table that it was given"
    message = (
        f"the right answers of this project lie {where}, not in {path}: add them there yourself, "
        f"with pandas.concat([project.gold.reset_index(), decided_gold(session)])"
    )
    raise ProjectError(message)


def _refuse_others(task: str, there: pd.DataFrame, new: pd.DataFrame) -> None:
    for item_id in new.index:
        old = known_answer(there, item_id, task)
        now = known_answer(new, item_id, task)
        differing = [key for key in now if key in old and not _same(old[key], now[key])]
        if differing:
            told = "; ".join(f"{key}: {old[key]!r} there, {now[key]!r} now" for key in differing)
            message = (
                f"{item_id!r} has another right answer already ({told}). "
                f"Nothing was changed; replace=True lets the new one count"
            )
            raise GoldError(DEFAULT, message)


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401 - scalars or lists
    return sorted(one) == sorted(other) if isinstance(one, list) else bool(one == other)
