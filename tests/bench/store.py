"""The store: what one durable label costs, and what reading a hundred thousand costs."""

from __future__ import annotations

import itertools
import os
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pyarrow as pa
import pyarrow.dataset as ds

from tests.bench.measure import Row, compared, medians
from tests.store.samples import B_OVER_A, NOON, an_event
from trainer_widgets.identifiers import uuid7
from trainer_widgets.records import RankingShown
from trainer_widgets.schema import event_schema, plain
from trainer_widgets.store import LabelStore
from trainer_widgets.store.known import normal
from trainer_widgets.store.parts import MOST_ROWS, arrow_rows, encode
from trainer_widgets.store.storage import Folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from trainer_widgets.records import Event

LABELS, SESSIONS = 100_000, 1_000
SCHEMA = event_schema("ranking")
SHOWN = RankingShown(order=["b", "a"])
WHY = "The second one answers the question; the first invents a source ({})."


def rows() -> list[Row]:
    """Measure all of it in a folder that is removed afterwards."""
    # Beside the code and not in /tmp, which may be memory, where nothing is ever durable.
    with tempfile.TemporaryDirectory(dir=Path(__file__).parent) as folder:
        return [*_writing(Path(folder)), *_reading(Path(folder))]


def _made(number: int) -> Event[Any, Any]:
    event = an_event(
        event_id=str(uuid7()),
        item_id=f"q{number}",
        answer=B_OVER_A,
        shown=SHOWN,
        submitted_at=NOON,
        rationale=WHY.format(number),
    )
    return normal(event, "ranking")


def _writing(folder: Path) -> list[Row]:
    numbers = itertools.count()
    session = LabelStore(folder / "ours").session("ranking", annotator="ana", guideline="1.2")

    def ours() -> None:
        number = next(numbers)
        session.record(
            item_id=f"q{number}",
            answer=B_OVER_A,
            shown=SHOWN,
            submitted_at=NOON,
            rationale=WHY.format(number),
        )

    for _ in range(MOST_ROWS - 72):
        ours()
    found = medians(
        {
            "a durable label, 430 to 490 in its part": ours,
            "one tiny parquet file a label": _tiny_files(folder / "tiny"),
            "SQLite, WAL, synchronous=FULL": _sqlite(folder / "labels.sqlite"),
            "a line of JSON, flushed": _lines(folder / "labels.jsonl"),
        },
        rounds=60,
    )
    return compared("a durable label, 430 to 490 in its part", found)


def _tiny_files(folder: Path) -> Callable[[], None]:
    place = Folder(str(folder))

    def write() -> None:
        event = _made(1)
        table = arrow_rows([plain(event)], SCHEMA)
        place.write("ranking", f"{event.event_id}.parquet", encode(table, sealed=False))

    return write


def _sqlite(path: Path) -> Callable[[], None]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE events (event_id TEXT PRIMARY KEY, event TEXT)")

    def write() -> None:
        event = _made(1)
        values = (event.event_id, msgspec.json.encode(event).decode())
        connection.execute("INSERT INTO events VALUES (?, ?)", values)

    return write


def _lines(path: Path) -> Callable[[], None]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def write() -> None:
        os.write(descriptor, msgspec.json.encode(_made(1)) + b"\n")
        os.fsync(descriptor)

    return write


def _reading(folder: Path) -> list[Row]:
    store = LabelStore(folder / "many")
    _fill(Folder(store.url))
    path = Path(store.url) / "ranking"
    ways: dict[str, Callable[[], object]] = {
        # A store of its own each time, since one keeps in memory what it has read.
        f"labels() of {LABELS:,} from {SESSIONS:,} sessions": lambda: _labels(store.url),
        "labels() by a store that has read them": lambda: len(store.labels("ranking")),
        "pyarrow.dataset, to pandas": lambda: _dataset(path),
    }
    ours = next(iter(ways))
    before = medians(ways, 3)
    store.compact()
    after = medians(ways, 3)
    merged = {f"after compact(): {name}": seconds for name, seconds in after.items()}
    first = next(iter(merged))
    gain = {ours: before[ours], first: merged[first]}
    return [*compared(ours, before), *compared(first, merged), *compared(ours, gain)]


def _labels(url: str) -> int:
    return len(LabelStore(url).labels("ranking"))


def _fill(place: Folder) -> None:
    each = LABELS // SESSIONS
    table = arrow_rows([plain(_made(number)) for number in range(LABELS)], SCHEMA)
    for number in range(SESSIONS):
        name = pa.repeat(pa.scalar(f"annotator{number}"), each)
        part = table.slice(number * each, each).set_column(
            SCHEMA.get_field_index("annotator"), SCHEMA.field("annotator"), name
        )
        path = place.root / "ranking" / f"{uuid7()}-00000.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(encode(part.combine_chunks(), sealed=True))


def _dataset(path: Path) -> int:
    return len(ds.dataset(path, format="parquet").to_table().to_pandas())
