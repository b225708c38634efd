"""Merging small parts into large ones, beside writers, readers and other compactions.

What makes it safe, without any lock:

1. Only *sealed* parts are merged: marked so by their session when they were full or it ended;
   followed by a later part of the same session; or untouched for a day, while writers give a
   part up after half a day.
2. The merged part is durable, and has been read back, before any source is touched.
3. A source is renamed aside, so that no writer can replace it any more, read again, and removed
   only when all its event ids are in the merged part. Otherwise it gets a name of its own.
   On object storage it is removed only while its ETag is the one that was read.
4. A merged part has a new name, so it is never among the sources of a compaction that began
   earlier: whoever removes a part leaves its rows in a younger one. So two at once lose nothing,
   and what both have merged is stored twice until readers, and the next compaction, keep one row
   an event id.
5. Readers see parts that are aside. What a crash left aside is a source of the next compaction.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from trainer_widgets.identifiers import uuid7
from trainer_widgets.records import SCHEMA_VERSION
from trainer_widgets.schema import event_schema
from trainer_widgets.store.known import CONTENT
from trainer_widgets.store.opening import (
    UnreadableError,
    open_part,
    read_part,
    said,
    schema_version,
)
from trainer_widgets.store.parts import SEALED_KEY, encode
from trainer_widgets.store.storage import SUFFIX, age

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow.parquet as pq

    from trainer_widgets.store.storage import Part, Place

UNTOUCHED = 24 * 3600.0
MOST_ROWS = 100_000
MOST_BYTES = 64_000_000
NUMBERED = re.compile(r"(.+)-(\d{5,})" + re.escape(SUFFIX))


class Compaction(NamedTuple):
    """What a compaction did to one task."""

    task: str
    merged: int
    made: int
    kept: int
    events: int
    swept: int


class Source(NamedTuple):
    """A part that may be merged, and what is in it."""

    part: Part
    table: pa.Table


def compact(place: Place, task: str) -> Compaction:
    """Merge the sealed parts of a task; see the rules of this module."""
    merged = made = kept = events = 0
    for group in _groups(_sources(place, task)):
        table = _distinct(pa.concat_tables([source.table for source in group]))
        name = f"merged-{uuid7()}{SUFFIX}"
        place.write(task, name, encode(table, sealed=True))
        try:
            safe = _ids(place, task, name)
        except UnreadableError:
            continue  # another compaction has merged it already: leave the sources to the next
        removed = sum(_retire(place, task, source.part, safe) for source in group)
        merged, kept = merged + removed, kept + len(group) - removed
        made, events = made + 1, events + len(table)
    swept = place.sweep(task, time.time() - UNTOUCHED)
    return Compaction(task, merged, made, kept, events, swept)


def _sources(place: Place, task: str) -> Iterator[Source]:
    parts = place.parts(task)
    names = {part.name for part in parts}
    small = [part for part in parts if part.size < MOST_BYTES // 2]
    contents = place.read(task, [part.name for part in small])
    for part, content in zip(small, contents, strict=True):
        try:
            file = open_part(content)
            if not _is_sealed(part, names, file):
                continue
            unknown = set(file.schema_arrow.names) - set(event_schema(task).names)
            if unknown or schema_version(file) > SCHEMA_VERSION:
                continue  # merging it would lose what only a newer version knows
            table, _ = read_part(content, event_schema(task))
        except UnreadableError:
            continue  # verify() names it; it stays where it is
        if table is not None and (len(table) < MOST_ROWS // 2 or part.is_aside):
            yield Source(part, table)


def _is_sealed(part: Part, names: set[str], file: pq.ParquetFile) -> bool:
    if part.is_aside or said(file, SEALED_KEY) == "1" or age(part) > UNTOUCHED:
        return True
    numbered = NUMBERED.fullmatch(part.name)
    if numbered is None:
        return False
    following = f"{numbered[1]}-{int(numbered[2]) + 1:05d}{SUFFIX}"
    return following in names


def _groups(sources: Iterator[Source]) -> Iterator[list[Source]]:
    """Give lists of sources that are worth merging, none much larger than a part should be."""
    group: list[Source] = []
    for source in sources:
        group.append(source)
        rows = sum(len(member.table) for member in group)
        if rows >= MOST_ROWS or sum(member.part.size for member in group) >= MOST_BYTES:
            yield group
            group = []
    if len(group) > 1 or any(source.part.is_aside for source in group):
        yield group


def _distinct(table: pa.Table) -> pa.Table:
    """Drop rows that repeat an event; of one id with two contents both stay, for verify()."""
    if pc.count_distinct(table["event_id"]).as_py() == len(table):
        return table.combine_chunks()
    table = table.take(
        pc.sort_indices(table, sort_keys=[("recorded_at", "ascending"), ("session", "ascending")])
    )
    ids: list[Any] = table["event_id"].to_pylist()
    repeated = {event_id for event_id, count in Counter(ids).items() if count > 1}
    seen: set[str] = set()
    kept = []
    for position, event_id in enumerate(ids):
        key = event_id
        if event_id in repeated:
            key = repr([event_id, table.select(CONTENT).slice(position, 1).to_pylist()])
        if key not in seen:
            seen.add(key)
            kept.append(position)
    return table.take(kept).combine_chunks()


def _ids(place: Place, task: str, name: str) -> pa.Array[Any]:
    (content,) = place.read(task, [name])
    ids = open_part(content).read(["event_id"], use_threads=False)["event_id"]
    distinct: pa.Array[Any] = ids.cast(pa.string()).combine_chunks()
    return distinct


def _retire(place: Place, task: str, part: Part, safe: pa.Array[Any]) -> bool:
    """Remove a part whose events are all safe; whether it was removed."""
    retired = place.retire(task, part)
    if retired is None:
        return False  # somebody else has merged it, or its writer has replaced it
    try:
        inside = _ids(place, task, retired.name)
    except UnreadableError:
        return False
    if pc.all(pc.is_in(inside, value_set=safe), min_count=0).as_py():
        return place.remove(task, retired)
    place.restore(task, retired, f"restored-{uuid7()}{SUFFIX}")
    return False
