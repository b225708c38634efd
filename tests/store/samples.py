"""Labels to store, and what is needed to look at a store from outside."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from trainer_widgets.records import Event, RankingAnswer, RankingShown, Score
from trainer_widgets.schema import event_schema, plain
from trainer_widgets.store.parts import arrow_rows

if TYPE_CHECKING:
    import pyarrow as pa

    from trainer_widgets.store import LabelStore, Session

A_OVER_B = RankingAnswer(order=[["a"], ["b"]], strength=2)
B_OVER_A = RankingAnswer(order=[["b"], ["a"]], strength=1)
NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)


def fill(session: Session, n: int, first: int = 0) -> list[str]:
    """Record one label for each of n items, and return the event ids."""
    return [
        session.record(
            item_id=f"q{number}",
            answer=B_OVER_A if number % 3 else A_OVER_B,
            shown=RankingShown(order=["b", "a"]),
            rationale=f"because of reason {number}",
        ).event_id
        for number in range(first, first + n)
    ]


def parts(store: LabelStore, suffix: str = ".parquet") -> list[Path]:
    """Return the files of a store's ranking labels that end in this way."""
    return sorted((Path(store.url) / "ranking").glob(f"*{suffix}"))


def stored_ids(store: LabelStore) -> list[Any]:
    """Return the event ids of all files, as another program would read them."""
    return [
        event_id
        for path in parts(store)
        for event_id in pq.read_table(path, columns=["event_id"])["event_id"].to_pylist()
    ]


def an_event(**fields: Any) -> Event[Any, Any]:
    """Return a complete event, as an importer makes it."""
    defaults: dict[str, Any] = {
        "event_id": "e1",
        "action": "answer",
        "item_id": "q1",
        "annotator": "ana",
        "session": "import",
        "origin": "import",
        "recorded_at": NOON,
        "answer": RankingAnswer(
            order=[["a"], ["b"]],
            strength=2,
            scores=[Score(response_id="a", criterion="Tone", score=4)],
        ),
    }
    return Event(**(defaults | fields))


def folder_of(store: LabelStore) -> Path:
    """Return the folder of a store's ranking parts, made where it is missing."""
    folder = Path(store.url) / "ranking"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def event_table(**fields: Any) -> pa.Table:
    """Return one event as the table that a part holds."""
    return arrow_rows([plain(an_event(**fields))], event_schema("ranking"))
