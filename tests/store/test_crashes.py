"""Nothing that was acknowledged is lost: killed writers, many writers, killed compactions."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.store.crew import (
    Member,
    compact_forever,
    pause,
    write_forever,
    write_some,
)
from tests.store.samples import parts, stored_ids
from trainer_widgets.store import LabelStore


def test_a_kill_loses_nothing(store: LabelStore) -> None:
    """A writer killed at any moment has lost no label that it acknowledged, and doubled none."""
    acknowledged: list[str] = []
    for number in range(40):
        writer = Member(write_forever, store.url, "ana", 20)
        writer.hear()
        pause(number, 0.04)
        acknowledged += writer.kill()
    found = Counter(stored_ids(store))
    assert len(acknowledged) >= 40
    assert set(acknowledged) <= found.keys()
    # The one more is a label that was durable when its writer was killed, not yet acknowledged.
    assert len(found) <= len(acknowledged) + 40
    assert found.most_common(1)[0][1] == 1
    assert store.verify("ranking").empty
    assert set(acknowledged) <= set(store.events("ranking")["event_id"])


def test_many_writers_at_once(store: LabelStore) -> None:
    """Eight processes with four threads each write at once, and every label is there once."""
    crew = [Member(write_some, store.url, f"ana{number}", 4, 12) for number in range(8)]
    told = [event_id for member in crew for ids in member.finish() for event_id in ids]
    assert [member.exit_code for member in crew] == [0] * 8
    assert len(told) == 8 * 4 * 12
    assert Counter(stored_ids(store)) == Counter(told)
    assert len(parts(store)) == 8 * 3
    assert store.verify("ranking").empty


def test_compaction_beside_writers_all_killed_at_random(store: LabelStore) -> None:
    """Compactions beside writers, all killed again and again, lose nothing, for readers neither."""
    acknowledged: list[str] = []
    compactors = [Member(compact_forever, store.url) for _ in range(2)]
    for number in range(10):
        writers = [Member(write_forever, store.url, f"w{n}", 3) for n in range(2)]
        for writer in writers:
            writer.hear()
        pause(number, 0.06)
        compactors.pop(0).kill()
        compactors.append(Member(compact_forever, store.url))
        for writer in writers:
            acknowledged += writer.kill()
        assert set(acknowledged) <= set(store.events("ranking")["event_id"])
    compactors[0].hear()
    for compactor in compactors:
        compactor.kill()
    assert any(path.name.startswith("merged-") for path in parts(store))
    store.compact("ranking")
    assert parts(store, ".aside") == []
    problems = store.verify("ranking")
    assert problems.empty, problems.to_string()
    assert set(acknowledged) <= set(stored_ids(store))
    events = store.events("ranking")["event_id"]
    assert events.is_unique
    assert len(events) <= len(acknowledged) + 20


@pytest.mark.parametrize("seed", range(3))
def test_a_reader_never_sees_less(store: LabelStore, seed: int) -> None:
    """While parts are merged under a reader, every read holds all that was acknowledged before."""
    writer = Member(write_forever, store.url, "ana", 2)
    compactors = [Member(compact_forever, store.url) for _ in range(2)]
    for member in (writer, *compactors):
        member.hear()
    for number in range(12):
        pause(seed * 100 + number, 0.01)
        writer.hear()
        before = set(writer.told)
        missing = before - set(LabelStore(store.url).events("ranking")["event_id"])
        assert missing == set()
    told = [len(member.kill()) for member in (writer, *compactors)]
    assert min(told) > 0
