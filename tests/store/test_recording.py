"""What happens to one label on its way into the store."""

from __future__ import annotations

import datetime as dt
import os
import threading
import time
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.store.samples import A_OVER_B, B_OVER_A, NOON, fill, parts, stored_ids
from trainer_widgets.records import RankingAnswer
from trainer_widgets.schema import event_schema
from trainer_widgets.store import (
    ClosedSessionError,
    DuplicateEventError,
    ForkedSessionError,
    LabelStore,
    NaiveTimeError,
    StoreError,
)
from trainer_widgets.store import parts as parts_module


def test_each_label_is_in_a_complete_file_when_record_returns(store: LabelStore) -> None:
    """After each record, the label is in a parquet file that any program can read."""
    with store.session("ranking", annotator="ana", guideline="1.2") as session:
        for number in range(5):
            event = session.record(item_id=f"q{number}", answer=A_OVER_B)
            assert stored_ids(store)[-1] == event.event_id
            assert event.guideline == "1.2"
    (path,) = parts(store)
    assert pq.read_schema(path).names == event_schema("ranking").names


def test_flush_comes_before_rename_and_the_folder_after(
    store: LabelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is flushed before it gets its name, and the folder after, against power cuts."""
    calls: list[str] = []
    session = store.session("ranking", annotator="ana")
    fill(session, 1)
    flush, rename = os.fsync, os.replace

    def seen_flush(descriptor: int) -> None:
        calls.append("folder" if os.path.isdir(f"/proc/self/fd/{descriptor}") else "file")  # noqa: PTH112
        flush(descriptor)

    def seen_rename(source: str, target: str) -> None:
        calls.append("rename")
        rename(source, target)

    monkeypatch.setattr(os, "fsync", seen_flush)
    monkeypatch.setattr(os, "replace", seen_rename)
    fill(session, 1, 1)
    assert calls == ["file", "rename", "folder"]


def test_a_part_is_full_at_500_rows(store: LabelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session begins a new file when the last one has as many rows as a part may have."""
    assert parts_module.MOST_ROWS == 500
    monkeypatch.setattr(parts_module, "MOST_ROWS", 4)
    with store.session("ranking", annotator="ana") as session:
        fill(session, 10)
    assert [pq.read_metadata(path).num_rows for path in parts(store)] == [4, 4, 2]
    assert [path.name for path in parts(store)] == [
        f"{session.id}-{number:05d}.parquet" for number in range(3)
    ]


def test_a_part_is_full_at_a_megabyte(store: LabelStore) -> None:
    """Labels with long rationales make more files, not slower ones."""
    with store.session("ranking", annotator="ana") as session:
        for number in range(5):
            text = os.urandom(300_000).hex()
            session.record(item_id=f"q{number}", answer=A_OVER_B, rationale=text)
    sizes = [path.stat().st_size for path in parts(store)]
    assert len(sizes) > 1
    assert max(sizes) < parts_module.MOST_BYTES + 700_000
    assert len(store.labels("ranking")) == 5


def test_a_part_is_given_up_after_half_a_day(
    store: LabelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A notebook left open over night never rewrites a file that compaction may take as its own."""
    session = store.session("ranking", annotator="ana")
    fill(session, 2)
    tomorrow = time.time() + parts_module.GIVE_UP_AFTER + 1
    monkeypatch.setattr(time, "time", lambda: tomorrow)
    fill(session, 1, 2)
    assert [pq.read_metadata(path).num_rows for path in parts(store)] == [2, 1]


def test_the_same_event_again_changes_nothing(store: LabelStore) -> None:
    """An event sent again is the one stored first: in its session, another one, after a restart."""
    first = store.session("ranking", annotator="ana", guideline="1.2")
    stored = first.record(item_id="q1", answer=A_OVER_B, event_id="e1", rationale=None)
    again: dict[str, Any] = {"item_id": "q1", "answer": A_OVER_B, "event_id": "e1"}
    assert first.record(**again) == stored
    assert store.session("ranking", annotator="ana").record(**again) == stored
    first.close()
    restarted = LabelStore(store.url).session("ranking", annotator="ana", guideline="1.3")
    assert restarted.record(**again, submitted_at=NOON, condition="revealed") == stored
    store.compact()
    assert LabelStore(store.url).session("ranking", annotator="ana").record(**again) == stored
    assert stored_ids(store) == ["e1"]


def test_an_id_that_moved_in_a_compaction_is_still_known(store: LabelStore) -> None:
    """A store that learned where an event is finds it again after its file was merged."""
    for number in range(2):
        with store.session("ranking", annotator="ana") as session:
            session.record(item_id="q1", answer=A_OVER_B, event_id=f"e{number}")
    late = LabelStore(store.url).session("ranking", annotator="ana")
    assert store.compact()["merged"].tolist() == [2]
    assert late.record(item_id="q1", answer=A_OVER_B, event_id="e1").event_id == "e1"
    assert sorted(stored_ids(store)) == ["e0", "e1"]


@pytest.mark.parametrize(
    "other", [{"answer": B_OVER_A}, {"item_id": "q2"}, {"rationale": "No"}, {"supersedes": "e0"}]
)
def test_one_id_for_two_contents_is_refused(store: LabelStore, other: dict[str, Any]) -> None:
    """An event id that comes again with another content is an error, and nothing is stored."""
    again: dict[str, Any] = {"item_id": "q1", "answer": A_OVER_B, "event_id": "e1"}
    session = store.session("ranking", annotator="ana")
    session.record(**again)
    for later in (session, LabelStore(store.url).session("ranking", annotator="ana")):
        with pytest.raises(DuplicateEventError, match=r"e1.*another.*supersedes"):
            later.record(**again | other)
    with pytest.raises(DuplicateEventError, match="annotator"):
        store.session("ranking", annotator="ben").record(**again)
    assert stored_ids(store) == ["e1"]


def test_one_id_on_many_threads_is_stored_once(store: LabelStore) -> None:
    """Threads that record the same event at the same moment all get the one that is stored."""
    sessions = [store.session("ranking", annotator="ana") for _ in range(6)]
    start, got = threading.Barrier(6), []

    def work(number: int) -> None:
        start.wait()
        got.append(sessions[number].record(item_id="q1", answer=A_OVER_B, event_id="e1"))

    crew = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    assert len(got) == 6
    assert all(event == got[0] for event in got)
    assert stored_ids(store) == ["e1"]


def test_times_are_stored_in_utc(store: LabelStore) -> None:
    """A time of any zone is the same instant in UTC; one without a zone is refused."""
    zone = dt.timezone(dt.timedelta(hours=5, minutes=45))
    with store.session("ranking", annotator="ana") as session:
        session.record(item_id="q1", answer=A_OVER_B, submitted_at=NOON.astimezone(zone))
        with pytest.raises(NaiveTimeError, match=r"started_at.*astimezone"):
            session.record(item_id="q2", answer=A_OVER_B, started_at=NOON.replace(tzinfo=None))
    (label,) = store.labels("ranking").to_dict("records")
    assert label["submitted_at"] == NOON
    assert str(store.events("ranking")["recorded_at"].dtype) == "datetime64[us, UTC]"


def test_recorded_at_never_runs_backwards(store: LabelStore) -> None:
    """Within a session, what is recorded later has a later time, whatever the clock does."""
    session = store.session("ranking", annotator="ana")
    session._last += dt.timedelta(hours=1)  # as if the clock had been set back by an hour
    before = session._last
    times = [session.record(item_id=f"q{n}", answer=A_OVER_B).recorded_at for n in range(3)]
    assert times == [before + dt.timedelta(microseconds=n) for n in (1, 2, 3)]


def test_a_session_ends_once(store: LabelStore) -> None:
    """A closed session refuses more; one that a fork has copied refuses before it overwrites."""
    session = store.session("ranking", annotator="ana")
    fill(session, 1)
    session._process -= 1
    with pytest.raises(ForkedSessionError, match="in this process"):
        session.record(item_id="q9", answer=A_OVER_B)
    session._process += 1
    session.close()
    session.close()
    with pytest.raises(ClosedSessionError, match="open a new one"):
        session.record(item_id="q9", answer=RankingAnswer(order=[["a"]]))
    assert issubclass(ClosedSessionError, StoreError)
