"""Storing many events at once."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from trainer_widgets.identifiers import uuid7
from trainer_widgets.schema import event_schema, plain
from trainer_widgets.store.known import check_same, normal
from trainer_widgets.store.parts import arrow_rows, encode
from trainer_widgets.store.storage import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trainer_widgets.records import Event
    from trainer_widgets.store.known import KnownEvents
    from trainer_widgets.store.storage import Place

ROWS = 5_000


def write_events(
    place: Place, known: KnownEvents, task: str, events: Iterable[Event[Any, Any]]
) -> int:
    """Store events that are not known yet, in whole parts; return how many those were."""
    known.refresh()
    name, written = str(uuid7()), 0
    stream = iter(events)
    number = 0
    while batch := list(islice(stream, ROWS)):
        new = _new(batch, known, task)
        if new:
            rows = [plain(event) for event in new.values()]
            data = encode(arrow_rows(rows, event_schema(task)), sealed=True)
            part = f"{name}-{number:05d}{SUFFIX}"
            place.write(task, part, data)
            known.add(new, part)
            number += 1
            written += len(new)
    return written


def _new(batch: list[Event[Any, Any]], known: KnownEvents, task: str) -> dict[str, Event[Any, Any]]:
    stored = known.find(event.event_id for event in batch)
    new: dict[str, Event[Any, Any]] = {}
    for event in batch:
        checked = normal(event, task)
        earlier = stored.get(event.event_id) or new.setdefault(event.event_id, checked)
        check_same(earlier, checked)
    return new
