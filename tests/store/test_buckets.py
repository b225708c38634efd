"""The same promises on object storage: an S3 server on this machine."""

from __future__ import annotations

import threading
import uuid
from collections import Counter
from typing import Any

import pytest

from tests.store.samples import A_OVER_B, B_OVER_A, NOON, an_event, fill
from trainer_widgets.store import (
    DuplicateEventError,
    FolderGoneError,
    LabelStore,
    StorageError,
    UnreachableError,
    UnreadablePartWarning,
)
from trainer_widgets.store import parts as parts_module
from trainer_widgets.store.buckets import Bucket

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:(botocore|aiobotocore|moto).*")


def objects(store: LabelStore) -> list[str]:
    """Return the names of all parts."""
    return [part.name for part in store._place.parts("ranking")]


def test_labels_in_a_bucket(bucket: str, s3: dict[str, Any]) -> None:
    """Labels go into a bucket and come back, are recognised when sent again, and verify."""
    store = LabelStore(bucket, storage_options=s3)
    assert store.labels("ranking").empty
    with store.session("ranking", annotator="ana", guideline="1.2") as session:
        event = session.record(item_id="q1", answer=A_OVER_B, event_id="e1", submitted_at=NOON)
        session.record(item_id="q1", answer=B_OVER_A, supersedes="e1")
    again = LabelStore(bucket, storage_options=s3)
    late = again.session("ranking", annotator="ana")
    assert late.record(item_id="q1", answer=A_OVER_B, event_id="e1") == event
    with pytest.raises(DuplicateEventError):
        late.record(item_id="q1", answer=B_OVER_A, event_id="e1")
    assert again.labels("ranking")["choice"].tolist() == ["b"]
    assert again.table("ranking").choice.to_pyarrow().to_pylist() == ["b"]
    assert len(again.events("ranking")) == 2
    assert objects(again) == [f"{session.id}-00000.parquet"]
    again.keep_note("guideline/1.2.md", "Be fair")
    assert store.read_note("guideline/1.2.md") == "Be fair"
    assert store.read_note("guideline/1.3.md") is None
    assert again.verify().empty


def test_many_sessions_in_a_bucket(
    bucket: str, s3: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sessions on several threads, with compactions beside them, lose and double nothing."""
    monkeypatch.setattr(parts_module, "MOST_ROWS", 3)
    told: list[str] = []

    def work(number: int) -> None:
        store = LabelStore(bucket, storage_options=s3)
        with store.session("ranking", annotator=f"ana{number}") as session:
            told.extend(fill(session, 10))

    crew = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in crew:
        thread.start()
    store = LabelStore(bucket, storage_options=s3)
    while any(thread.is_alive() for thread in crew):
        store.compact()
        before = set(told)
        assert before <= set(store.events("ranking")["event_id"])
    store.compact()
    assert Counter(store.events("ranking")["event_id"]) == Counter(told)
    assert len(told) == 40
    assert store.verify().empty
    assert len(objects(store)) < 4 * 4


def test_an_object_that_changed_is_not_removed(bucket: str, s3: dict[str, Any]) -> None:
    """Compaction removes an object only while its ETag is the one that was read."""
    store = LabelStore(bucket, storage_options=s3)
    place = store._place
    assert isinstance(place, Bucket)
    place.write("ranking", "a.parquet", b"one")
    (part,) = place.parts("ranking")
    assert place.retire("ranking", part) == part
    place.write("ranking", "a.parquet", b"two")
    assert place.retire("ranking", part) is None
    assert not place.remove("ranking", part)
    # The server compares as well, in the very request that removes.
    place._scan_one = lambda *_: part.mark  # type: ignore[method-assign]
    assert not place.remove("ranking", part)
    del place._scan_one
    assert objects(store) == ["a.parquet"]
    (changed,) = place.parts("ranking")
    assert place.remove("ranking", changed)
    assert objects(store) == []
    assert place.retire("ranking", changed) is None


def test_bad_objects_are_named(bucket: str, s3: dict[str, Any]) -> None:
    """A torn object is set aside with a warning, and everything else loads."""
    store = LabelStore(bucket, storage_options=s3)
    assert store.write_events("ranking", [an_event()]) == 1
    store._place.write("ranking", "torn.parquet", b"PAR1 and no more")
    with pytest.warns(UnreadablePartWarning, match=r"torn\.parquet"):
        assert len(store.labels("ranking")) == 1
    assert store.verify()["problem"].tolist() == ["torn"]
    with pytest.warns(UnreadablePartWarning, match=r"torn\.parquet"):
        assert LabelStore(bucket, storage_options=s3).write_events("ranking", [an_event()]) == 0


def test_a_bucket_that_is_not_there(s3: dict[str, Any]) -> None:
    """Without the bucket nothing is stored, and the error says so; nor without the server."""
    store = LabelStore("s3://no-such-bucket/labels", storage_options=s3)
    session = store.session("ranking", annotator="ana")
    with pytest.raises(FolderGoneError, match="NOT stored"):
        session.record(item_id="q1", answer=A_OVER_B)
    quick = {"config_kwargs": {"retries": {"max_attempts": 0}, "connect_timeout": 1}}
    nowhere = s3 | quick | {"endpoint_url": "http://127.0.0.1:9"}
    away = LabelStore("s3://labels/x", storage_options=nowhere)
    with pytest.raises(UnreachableError, match="credentials"):
        away.labels("ranking")
    with pytest.raises(StorageError, match="NOT stored"):
        away._place.write("ranking", "a", b"")


def test_any_file_system_will_do() -> None:
    """A store works on any file system of fsspec, here one in memory."""
    store = LabelStore(f"memory://{uuid.uuid4()}/labels")
    for number in range(2):
        with store.session("ranking", annotator=f"ana{number}") as session:
            fill(session, 3)
    assert store.compact()["merged"].tolist() == [2]
    assert len(store.labels("ranking")) == 6
    assert store.verify().empty
