"""Labels that came with the data become events: the same rows always become the same events."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec
import pandas as pd

from trainer_widgets.missing import is_missing
from trainer_widgets.records import Event, RankingAnswer, RankingItem, Record
from trainer_widgets.schema import event_type, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from trainer_widgets.project import Project

NAMESPACE = uuid.UUID("0f5c1d7a-2a52-5c39-9c55-0d0b7e5f4a11")
UNKNOWN_TIME = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
FIELDS = frozenset(Event.__struct_fields__) - {"origin", "schema_version"}


class ImportedRowError(ValueError):
    """Raised for a row that cannot become an event; the message names the row."""

    def __init__(self, number: int, row: Mapping[str, Any], problem: str) -> None:
        """Name the row by its place, its item and its annotator."""
        who = f"item {row.get('item_id')!r}, annotator {row.get('annotator')!r}"
        super().__init__(f"row {number} ({who}): {problem}")


def imported_events(
    project: Project,
    rows: Iterable[Mapping[str, Any]],
    source: str,
    *,
    recorded_at: dt.datetime | None = None,
) -> list[Event[Any, Any]]:
    """Turn labels from elsewhere into events.

    Ids are made of the source, the item, the annotator and a running number among the rows of
    that item and annotator. Importing the same rows again therefore adds nothing, also when
    rows of others have come between them. A later answer of the same annotator to the same item
    supersedes the earlier one.

    Parameters
    ----------
    project
        The project whose items the rows are about.
    rows
        Mappings with ``item_id``, ``annotator`` and ``answer`` (a record or a dict), and any
        other field of :class:`trainer_widgets.Event`. None and NaN count as absent. Times need a
        time zone.
    source
        What the rows come from, such as ``"pandalm"``.
    recorded_at
        When the rows were written, for rows that do not say. Without it the row's
        ``submitted_at`` stands in, and where that is missing too 1970-01-01: never the clock,
        since the files of an import have to be equal byte for byte on every machine.

    Returns
    -------
    list of Event
        One event a row, in the order of the rows.

    Raises
    ------
    ImportedRowError
        For an unknown item or field, a missing field, or a value that does not fit.

    Examples
    --------
    >>> import tempfile
    >>> from trainer_widgets import Project
    >>> items = [{"item_id": "q1", "prompt": "Hi", "response_a": "Yo", "response_b": "Hello"}]
    >>> project = Project.from_items(items, tempfile.mkdtemp())
    >>> row = {"item_id": "q1", "annotator": "ana", "answer": {"order": [["b"], ["a"]]}}
    >>> [event.answer.choice for event in imported_events(project, [row], "example")]
    ['b']
    """
    kind = event_type(project.task)
    session = str(uuid.uuid5(NAMESPACE, source))
    places: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], str] = {}
    events = []
    for number, row in enumerate(rows):
        values: dict[str, Any] = {
            name: _plain(value) for name, value in row.items() if not is_missing(value)
        }
        _check_row(project, number, values)
        own = (values["item_id"], values["annotator"])
        event_id = str(uuid.uuid5(NAMESPACE, _name(source, *own, str(places[own]))))
        places[own] += 1
        made: dict[str, Any] = {"event_id": event_id, "session": session, "action": "answer"}
        made |= {"item_hash": project.hashes[own[0]]}
        made |= {"recorded_at": recorded_at or values.get("submitted_at", UNKNOWN_TIME)}
        values = made | values | {"origin": "import"}
        if values["action"] == "answer":
            if own in last:
                values.setdefault("supersedes", last[own])
            last[own] = values["event_id"]
        events.append(_event(project, kind, number, values))
    return events


def _name(*parts: str) -> str:
    # Lengths keep ("a", "bc") and ("ab", "c") apart, whatever the parts hold.
    return "".join(f"{len(part)}:{part}" for part in parts)


def _check_row(project: Project, number: int, row: Mapping[str, Any]) -> None:
    for name in ("item_id", "annotator"):
        if not isinstance(row.get(name), str) or not row[name]:
            raise ImportedRowError(number, row, f"{name!r} has to be a text that is not empty")
    if unknown := sorted(set(row) - FIELDS):
        problem = f"unknown field {unknown[0]!r}: there are {', '.join(sorted(FIELDS))}"
        raise ImportedRowError(number, row, problem)
    if row["item_id"] not in project.hashes:
        raise ImportedRowError(number, row, f"the item is not in {project!r}")


def _event(
    project: Project, kind: type[Event[Any, Any]], number: int, values: dict[str, Any]
) -> Event[Any, Any]:
    try:
        event: Event[Any, Any] = msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        raise ImportedRowError(number, values, str(error)) from None
    for name in ("started_at", "submitted_at", "recorded_at"):
        at = getattr(event, name)
        if at is not None and at.tzinfo is None:
            raise ImportedRowError(number, values, f"{name!r} has no time zone: say which, or UTC")
    item = project.items[event.item_id]
    if isinstance(item, RankingItem) and isinstance(event.answer, RankingAnswer):
        misfit = event.answer.misfit(response.response_id for response in item.responses)
        if misfit:
            raise ImportedRowError(number, values, misfit)
    return event


def _plain(value: object) -> object:
    if isinstance(value, Record):
        return plain(value)
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime(warn=False)
    return value
