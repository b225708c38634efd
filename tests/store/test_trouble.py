"""Full disks, folders that may not be written, folders that go away."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.store.crew import Member
from tests.store.samples import A_OVER_B, fill, parts, stored_ids
from trainer_widgets.store import (
    DiskFullError,
    FolderGoneError,
    LabelStore,
    NotWritableError,
    StorageError,
    UnreachableError,
)

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from trainer_widgets.store import Session

LIMIT = 60_000


def record_until_full(session: Session) -> tuple[list[str], str]:
    """Record labels that do not compress until one fails; return the ids and the failed one."""
    acknowledged: list[str] = []
    for number in range(200):
        text = os.urandom(5_000).hex()
        try:
            session.record(
                item_id=f"q{number}", answer=A_OVER_B, event_id=f"e{number}", rationale=text
            )
        except DiskFullError as error:
            assert "NOT stored" in str(error)  # noqa: PT017 - the loop ends with it
            return acknowledged, f"e{number}"
        acknowledged.append(f"e{number}")
    return acknowledged, "none"


def test_a_full_disk_loses_nothing(small_disk: Path) -> None:
    """On a full disk the label is refused, what was stored stays, and it goes on with room."""
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(100_000))
    store = LabelStore(small_disk / "labels")
    session = store.session("ranking", annotator="ana")
    acknowledged, failed = record_until_full(session)
    assert len(acknowledged) > 3
    assert stored_ids(store) == acknowledged
    assert parts(store, ".tmp") == []
    for _ in range(3):
        with pytest.raises(DiskFullError, match="Free some space"):
            session.record(item_id="q", answer=A_OVER_B, rationale=os.urandom(60_000).hex())
    assert stored_ids(store) == acknowledged
    ballast.unlink()
    session.record(item_id="q", answer=A_OVER_B, event_id=failed)
    session.record(item_id="q", answer=A_OVER_B, event_id=failed)
    assert stored_ids(store) == [*acknowledged, failed]
    with pytest.raises(OSError, match="No space left"):
        ballast.write_bytes(bytes(400_000))
    session.close()  # nothing is lost by it, so it says nothing
    assert stored_ids(store) == [*acknowledged, failed]
    assert store.verify().empty


def write_under_a_limit(connection: Connection, url: str) -> None:
    """Record up to the size that this process may write, then beyond it."""
    most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, most))
    session = LabelStore(url).session("ranking", annotator="ana")
    connection.send(record_until_full(session))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    session.record(item_id="q", answer=A_OVER_B, event_id="later")


def test_a_quota_loses_nothing(store: LabelStore) -> None:
    """A file that may not grow fails as a full disk does, and recording goes on afterwards."""
    member = Member(write_under_a_limit, store.url)
    ((acknowledged, failed),) = member.finish()
    assert member.exit_code == 0
    assert len(acknowledged) > 3
    assert failed == f"e{len(acknowledged)}"
    assert stored_ids(store) == [*acknowledged, "later"]


def test_a_disk_that_becomes_read_only(small_disk: Path) -> None:
    """Where nothing may be written the label is refused with what to do, and nothing is lost."""
    store = LabelStore(small_disk / "labels")
    session = store.session("ranking", annotator="ana")
    acknowledged = fill(session, 2)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(NotWritableError, match="Make the place writable"):
        session.record(item_id="q", answer=A_OVER_B, event_id="e1")
    assert len(store.labels("ranking")) == 2
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    session.record(item_id="q", answer=A_OVER_B, event_id="e1")
    assert stored_ids(store) == [*acknowledged, "e1"]


def write_as_nobody(connection: Connection, url: str) -> None:
    """Try to record as a user who may not write there."""
    if os.geteuid() == 0:
        os.setuid(65534)
    session = LabelStore(url).session("ranking", annotator="ana")
    try:
        session.record(item_id="q1", answer=A_OVER_B)
    except NotWritableError as error:
        connection.send(str(error))


def test_a_folder_of_somebody_else(store: LabelStore) -> None:
    """Without the right to write, the error names the file and says what to do."""
    folder = Path(store.url)
    folder.mkdir()
    folder.chmod(0o555)
    ours = Path(tempfile.gettempdir())
    for parent in folder.parents[: len(folder.parts) - len(ours.parts) - 1]:
        parent.chmod(0o755)
    (told,) = Member(write_as_nobody, store.url).finish()
    assert store.url in told
    assert "may not be written (Permission denied)" in told


def test_a_folder_removed_under_way(store: LabelStore) -> None:
    """A removed folder is an error once; then the labels of the current part are written again."""
    session = store.session("ranking", annotator="ana")
    acknowledged = fill(session, 3)
    shutil.rmtree(store.url)
    with pytest.raises(FolderGoneError, match="was removed while"):
        session.record(item_id="q9", answer=A_OVER_B, event_id="e9")
    assert not Path(store.url).exists()
    session.record(item_id="q9", answer=A_OVER_B, event_id="e9")
    assert stored_ids(store) == [*acknowledged, "e9"]
    shutil.rmtree(store.url)
    with pytest.raises(FolderGoneError):
        session.close()
    session.close()
    assert stored_ids(store) == [*acknowledged, "e9"]


def test_a_folder_put_back_under_way(store: LabelStore) -> None:
    """A folder that was moved away and back goes on as if nothing had been."""
    session = store.session("ranking", annotator="ana")
    acknowledged = fill(session, 3)
    elsewhere = Path(store.url).with_name("elsewhere")
    Path(store.url).rename(elsewhere)
    with pytest.raises(FolderGoneError):
        session.record(item_id="q9", answer=A_OVER_B, event_id="e9")
    elsewhere.rename(store.url)
    assert fill(session, 1, 3) == stored_ids(store)[-1:]
    assert stored_ids(store)[:3] == acknowledged


def test_a_file_in_the_way(store: LabelStore) -> None:
    """A file where the folder should be is named, with what the system said."""
    session = store.session("ranking", annotator="ana")
    Path(store.url).write_text("not a folder")
    with pytest.raises(StorageError, match=r"Not a directory|File exists"):
        session.record(item_id="q1", answer=A_OVER_B)
    with pytest.raises(UnreachableError, match="Not a directory"):
        store.labels("ranking")


def test_a_compaction_on_a_full_disk(small_disk: Path) -> None:
    """A compaction without room fails, and leaves every part as it was."""
    store = LabelStore(small_disk / "labels")
    for number in range(2):
        with store.session("ranking", annotator=f"ana{number}") as session:
            text = os.urandom(60_000).hex()
            session.record(item_id="q1", answer=A_OVER_B, rationale=text)
    before = [path.name for path in parts(store)]
    with pytest.raises(DiskFullError):
        store.compact()
    assert [path.name for path in parts(store)] == before
    assert len(store.labels("ranking")) == 2
