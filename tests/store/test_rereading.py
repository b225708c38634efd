"""Reading again and again, and reading little."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.samples import A_OVER_B, event_table, fill, parts
from trainer_widgets.store import LabelStore, UnknownColumnError
from trainer_widgets.store.reading import KeptTables
from trainer_widgets.store.storage import Folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa


def test_what_has_not_changed_is_read_once(
    store: LabelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading again reads only the files that are new or have changed."""
    with store.session("ranking", annotator="ana") as session:
        fill(session, 2)
    going_on = store.session("ranking", annotator="ben")
    fill(going_on, 2)
    asked: list[str] = []
    read = Folder.read

    def seen(self: Folder, folder: str, names: Sequence[str]) -> Iterator[pa.Buffer | OSError]:
        asked.extend(names)
        return read(self, folder, names)

    monkeypatch.setattr(Folder, "read", seen)
    labels = store.labels("ranking")
    assert sorted(asked) == [path.name for path in parts(store)]
    asked.clear()
    assert store.labels("ranking").astype(str).equals(labels.astype(str))
    assert asked == []
    fill(going_on, 1, 2)
    assert len(store.labels("ranking")) == 5
    assert asked == [f"{going_on.id}-00000.parquet"]


def test_some_columns_of_the_events(store: LabelStore) -> None:
    """Whoever needs few columns reads few, in the order asked for; unknown ones are refused."""
    with store.session("ranking", annotator="ana") as session:
        fill(session, 2)
    few = store.events("ranking", columns=["item_id", "action"])
    assert few.to_numpy().tolist() == [["q0", "answer"], ["q1", "answer"]]
    with pytest.raises(UnknownColumnError, match=r"no column mood: choose of event_id"):
        store.events("ranking", columns=["mood"])


def test_little_is_kept_in_memory() -> None:
    """Of the tables that were read no more are kept than the given bytes, the oldest go first."""
    table = event_table()
    kept = KeptTables(most_bytes=2 * table.nbytes)
    for key in "abc":
        kept.keep(key, table)
        assert kept.find("a") is table
    assert [key for key in "abc" if kept.find(key)] == ["a", "c"]


def test_an_event_that_two_kernels_stored_is_one(store: LabelStore) -> None:
    """What two writers stored at once, each without seeing the other, is found as one event."""
    twins = [LabelStore(store.url).session("ranking", annotator="ana") for _ in range(2)]
    for session in twins:
        session.record(event_id="same", item_id="q1", answer=A_OVER_B)
    assert store.ids_of("ranking", "q1") == ["same"]
    assert [event.event_id for event in store.events_of("ranking", "ana")] == ["same"]
