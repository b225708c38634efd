"""Merging parts: what is touched, and what survives whatever happens meanwhile."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest

from tests.store.samples import A_OVER_B, an_event, event_table, fill, folder_of, parts, stored_ids
from trainer_widgets.store import LabelStore, compaction
from trainer_widgets.store import parts as parts_module
from trainer_widgets.store.parts import encode
from trainer_widgets.store.storage import Folder

if TYPE_CHECKING:
    from trainer_widgets.store.storage import Part


def sessions(store: LabelStore, n: int) -> list[str]:
    """Record two labels in each of n sessions that end."""
    ids = []
    for number in range(n):
        with store.session("ranking", annotator=f"ana{number}") as session:
            ids += fill(session, 2)
    return ids


def names(store: LabelStore) -> list[str]:
    """Return what all files of a store are called."""
    return [path.name for path in parts(store, "")]


def test_ended_sessions_become_one_file(store: LabelStore) -> None:
    """Parts of sessions that have ended become one file with the same events."""
    ids = sessions(store, 5)
    events, labels = store.events("ranking"), store.labels("ranking")
    (report,) = store.compact().to_dict("records")
    assert report == {
        "task": "ranking",
        "merged": 5,
        "made": 1,
        "kept": 0,
        "events": 10,
        "swept": 0,
    }
    (path,) = parts(store)
    assert names(store) == [path.name]
    assert sorted(stored_ids(store)) == sorted(ids)
    again = LabelStore(store.url)
    assert again.events("ranking").astype(str).equals(events.astype(str))
    assert again.labels("ranking").astype(str).equals(labels.astype(str))
    assert store.compact()["merged"].tolist() == [0]


def test_parts_in_use_are_left_alone(store: LabelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a session that goes on, full parts are merged, and the one it is writing is not."""
    monkeypatch.setattr(parts_module, "MOST_ROWS", 2)
    session = store.session("ranking", annotator="ana")
    ids = fill(session, 5)
    assert store.compact()["merged"].tolist() == [2]
    assert f"{session.id}-00002.parquet" in names(store)
    ids += fill(session, 1, 5)
    session.close()
    assert sorted(stored_ids(store)) == sorted(ids)


def test_a_later_part_seals_an_earlier_one(store: LabelStore) -> None:
    """A part that its session has left for the next is merged, whether or not it says so."""
    for number in range(3):
        table = event_table(event_id=f"e{number}")
        path = folder_of(store) / f"some-session-{number:05d}.parquet"
        path.write_bytes(encode(table, sealed=False))
    assert store.compact()["merged"].tolist() == [2]
    assert "some-session-00002.parquet" in names(store)


def test_a_part_untouched_for_a_day_is_merged(store: LabelStore) -> None:
    """What a killed kernel left is merged after a day, and its temporary file is swept."""
    ids = fill(store.session("ranking", annotator="ana"), 2)
    ids += fill(store.session("ranking", annotator="ben"), 2)
    (folder_of(store) / ".some.parquet.tmp").write_bytes(b"PAR1")
    assert store.compact()["merged"].tolist() == [0]
    yesterday = time.time() - compaction.UNTOUCHED - 1
    for path in parts(store, ""):
        os.utime(path, (yesterday, yesterday))
    (report,) = store.compact().to_dict("records")
    assert (report["merged"], report["swept"]) == (2, 1)
    assert sorted(stored_ids(store)) == sorted(ids)
    assert len(names(store)) == 1


@pytest.mark.parametrize("moment", ["retire", "remove"])
def test_a_part_that_changes_meanwhile_is_kept(
    store: LabelStore, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """A writer that wakes up between reading and removal has its new label in a file of its own."""
    sessions(store, 2)
    late = store.session("ranking", annotator="late")
    fill(late, 2)
    old = time.time() - compaction.UNTOUCHED - 1
    os.utime(folder_of(store) / f"{late.id}-00000.parquet", (old, old))
    step, written = getattr(Folder, moment), list[str]()

    def wake(self: Folder, folder: str, part: Part) -> object:
        if not written and late.id in part.name:
            written.extend(fill(late, 1, 2))
        return step(self, folder, part)

    monkeypatch.setattr(Folder, moment, wake)
    report = store.compact()
    assert written[0] in stored_ids(store)
    assert store.events("ranking")["event_id"].is_unique
    assert len(store.events("ranking")) == 7
    assert report["kept"].tolist() == [1 if moment == "retire" else 0]
    assert parts(store, ".aside") == []
    assert store.verify().empty


class PowerCutError(BaseException):
    """Ends a compaction where it stands, as nothing that is caught would."""


@pytest.mark.parametrize("moment", ["write", "retire", "remove"])
@pytest.mark.parametrize("which", [0, 1])
def test_a_compaction_cut_off_anywhere(
    store: LabelStore, monkeypatch: pytest.MonkeyPatch, moment: str, which: int
) -> None:
    """Wherever a compaction is cut off, nothing is lost or doubled; the next one finishes it."""
    ids = sorted(sessions(store, 3))
    step, calls = getattr(Folder, moment), []

    def cut(self: Folder, *arguments: object) -> object:
        calls.append(1)
        if len(calls) > which:
            raise PowerCutError
        return step(self, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Folder, moment, cut)
        if moment != "write" or which == 0:
            with pytest.raises(PowerCutError):
                store.compact()
    assert sorted(store.events("ranking")["event_id"]) == ids
    asides = len(parts(store, ".aside"))
    assert asides == (1 if moment == "remove" else 0)
    assert store.verify()["problem"].tolist() == ["unfinished compaction"] * asides
    again = LabelStore(store.url)
    again.compact()
    again.compact()
    assert sorted(stored_ids(again)) == ids
    assert len(names(again)) == 1


def test_what_is_aside_and_nowhere_else_is_read_and_recovered(store: LabelStore) -> None:
    """A part that a crash left aside is seen by readers, and merged by the next compaction."""
    path = folder_of(store) / ".some-session-00000.parquet.0198.aside"
    path.write_bytes(encode(event_table(), sealed=False))
    assert len(store.labels("ranking")) == 1
    assert store.verify()["problem"].tolist() == ["unfinished compaction"]
    store.compact()
    assert stored_ids(store) == ["e1"]
    assert parts(store, ".aside") == []


def test_large_parts_are_not_merged_again(
    store: LabelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Merged parts grow to a limit and are then left, so that compaction never rewrites it all."""
    monkeypatch.setattr(compaction, "MOST_ROWS", 8)
    ids = sessions(store, 9)
    store.compact()
    assert [pq.read_metadata(path).num_rows for path in parts(store)] == [2, 8, 8]
    large = {path: path.stat().st_mtime_ns for path in parts(store)[1:]}
    ids += sessions(store, 1)
    store.compact()
    assert {path: path.stat().st_mtime_ns for path in large} == large
    assert sorted(stored_ids(store)) == sorted(ids)


def test_imports_are_written_in_whole_parts(
    store: LabelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import is stored in large parts, once, and refuses other contents under the same ids."""
    monkeypatch.setattr("trainer_widgets.store.bulk.ROWS", 4)
    events = [an_event(event_id=f"e{number}", item_id=f"q{number}") for number in range(10)]
    assert store.write_events("ranking", iter([*events, events[0]])) == 10
    assert [pq.read_metadata(path).num_rows for path in parts(store)] == [4, 4, 2]
    assert store.write_events("ranking", events) == 0
    assert LabelStore(store.url).write_events("ranking", events) == 0
    more = an_event(event_id="e10", item_id="q10", rationale="new")
    assert LabelStore(store.url).write_events("ranking", [*events, more]) == 1
    assert store.events_of("ranking") == sorted([*events, more], key=lambda e: e.event_id)
    with pytest.raises(ValueError, match=r"rationale|large"):
        store.write_events("ranking", [an_event(event_id="e11", active_ms=2**80)])
    for store_again in (store, LabelStore(store.url)):
        with pytest.raises(Exception, match=r"e10.*another rationale"):
            store_again.write_events("ranking", [an_event(event_id="e10", item_id="q10")])
    assert len(store.events("ranking")) == 11


def test_texts_are_kept_beside_the_labels(store: LabelStore) -> None:
    """A guideline's text is kept once under its name, whatever that is, and never replaced."""
    name = "guideline/../../../1.2 \0.md"
    assert store.read_note(name) is None
    store.keep_note(name, "Be fair: größer ≠ besser\n")
    store.keep_note(name, "Be fair: größer ≠ besser\n")
    assert LabelStore(store.url).read_note(name) == "Be fair: größer ≠ besser\n"
    with pytest.raises(Exception, match="under a new name"):
        store.keep_note(name, "Be quick")
    files = [path for path in Path(store.url).parent.rglob("*") if path.is_file()]
    assert [path.parent.name for path in files] == ["_notes"]
    assert store.verify().empty
    with store.session("ranking", annotator="ana") as session:
        session.record(item_id="q1", answer=A_OVER_B)
    assert len(store.events("ranking")) == 1
