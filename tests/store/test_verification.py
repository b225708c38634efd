"""What verify() finds wrong with what is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.store.samples import NOON, an_event, event_table, fill, folder_of, parts
from trainer_widgets.store import InvalidEventWarning
from trainer_widgets.store.parts import encode

if TYPE_CHECKING:
    from trainer_widgets.store import LabelStore


def test_doubled_events_are_read_once(store: LabelStore) -> None:
    """Of rows with one event id the one recorded first counts, and verify names conflicts."""
    later = NOON.replace(hour=13)
    rows: dict[str, dict[str, Any]] = {
        "1": {"event_id": "same"},
        "2": {"event_id": "same", "recorded_at": later, "session": "other"},
        "3": {"event_id": "differs", "item_id": "q2"},
        "4": {"event_id": "differs", "item_id": "q3", "recorded_at": later},
    }
    for name, fields in rows.items():
        table = event_table(**fields)
        (folder_of(store) / f"{name}.parquet").write_bytes(encode(table, sealed=True))
    assert store.events("ranking")["session"].tolist() == ["import", "import"]
    assert store.labels("ranking")["item_id"].tolist() == ["q1", "q2"]
    for _ in range(2):
        (problem,) = store.verify().to_dict("records")
        assert problem["problem"] == "conflicting id"
        assert problem["detail"].startswith("differs: 2 contents")
        store.compact()
    assert len(parts(store)) == 1
    assert store.labels("ranking")["item_id"].tolist() == ["q1", "q2"]


def test_links_that_do_not_count_are_named(store: LabelStore) -> None:
    """Links to nothing, to somebody else's event or in a circle are ignored, and verify says so."""
    events = [
        an_event(event_id="circle1", supersedes="circle2"),
        an_event(event_id="circle2", supersedes="circle1"),
        an_event(event_id="nothing", supersedes="gone"),
        an_event(event_id="others", annotator="ben", supersedes="nothing"),
        an_event(event_id="fine", annotator="ben", supersedes="others"),
        an_event(
            event_id="undo", annotator="ben", action="retract", refers_to="nothing", answer=None
        ),
        an_event(event_id="odd", action="retract", refers_to="unheard", answer=None),
    ]
    store.write_events("ranking", events)
    problems = store.verify()
    found = {d.split()[0].rstrip(":"): p for p, d in problems[["problem", "detail"]].to_numpy()}
    assert found == {
        **dict.fromkeys(("circle1", "circle2"), "cycle"),
        **dict.fromkeys(("nothing", "odd"), "unknown target"),
        **dict.fromkeys(("others", "undo"), "wrong target"),
    }


def test_rows_that_are_no_events_are_named(store: LabelStore) -> None:
    """A row whose values no record allows loads for readers, and verify says what is wrong."""
    table = event_table().drop_columns("condition").append_column("condition", pa.array(["tired"]))
    pq.write_table(table, folder_of(store) / "odd.parquet")
    (problem,) = store.verify().to_dict("records")
    assert problem["problem"] == "invalid event"
    assert "e1: Invalid enum value 'tired' - at `$.condition`" in problem["detail"]
    assert len(store.labels("ranking")) == 1
    with store.session("ranking", annotator="ana") as session:
        ids = fill(session, 1)
    with pytest.warns(InvalidEventWarning, match="e1: Invalid enum value 'tired'"):
        events = store.events_of("ranking", "ana")
    assert [event.event_id for event in events] == ids
