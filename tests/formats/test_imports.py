"""Labels that came with the data."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from trainer_widgets import Project, RankingAnswer, RankingShown
from trainer_widgets.formats.imports import ImportedRowError, imported_events

if TYPE_CHECKING:
    from pathlib import Path

AT = dt.datetime(2026, 3, 4, 5, 6, 7, tzinfo=dt.UTC)
ITEMS = [
    {"item_id": "q1", "prompt": "Hi", "response_a": "Yo", "response_b": "Hello"},
    {"item_id": "q2", "prompt": "Bye", "response_a": "Ciao", "response_b": "Goodbye"},
]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give a project of two items in a folder."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "project.toml").write_text('id = "5e1c"\ntask = "ranking"\n', encoding="utf-8")
    pd.DataFrame(ITEMS).to_parquet(folder / "items.parquet")
    return Project(folder)


def row(item_id: str = "q1", annotator: str = "ana", **more: object) -> dict[str, Any]:
    """Give a row that prefers b."""
    return {"item_id": item_id, "annotator": annotator, "answer": {"order": [["b"], ["a"]]}} | more


def test_importing_twice_changes_nothing(project: Project) -> None:
    """The second import of the same rows adds no event."""
    rows = [row(), row("q2"), row(annotator="ben")]
    assert project.import_answers(rows, source="trial") == 3
    assert project.import_answers(rows, source="trial") == 0
    assert len(project.events()) == 3


def test_the_same_rows_become_the_same_events(project: Project) -> None:
    """Nothing in an event depends on the clock or on chance."""
    rows = [row(), row(), row("q2", submitted_at=AT)]
    assert imported_events(project, rows, "trial") == imported_events(project, rows, "trial")


def test_ids_survive_rows_that_come_between(project: Project) -> None:
    """A row keeps its id when rows of others are added before it."""
    (alone,) = imported_events(project, [row()], "trial")
    between = imported_events(project, [row("q2"), row(annotator="ben"), row()], "trial")
    assert alone.event_id == between[2].event_id
    assert len({event.event_id for event in between}) == 3


def test_ids_differ_between_sources(project: Project) -> None:
    """Two sources with equal rows do not hide each other, nor share a session."""
    (one,), (other,) = (imported_events(project, [row()], name) for name in ("one", "other"))
    assert one.event_id != other.event_id
    assert one.session != other.session


def test_a_later_row_of_the_same_annotator_replaces_the_earlier(project: Project) -> None:
    """Of two answers to an item the second one is the label."""
    project.import_answers([row(), row(answer={"order": [["a"], ["b"]]})], source="trial")
    assert project.labels()["choice"].tolist() == ["a"]
    assert len(project.events()) == 2


def test_events_say_where_they_come_from(project: Project) -> None:
    """An imported event has its origin, the item's hash and a time that is no clock's."""
    (event,) = imported_events(project, [row()], "trial")
    assert (event.origin, event.item_hash) == ("import", project.hashes["q1"])
    assert event.recorded_at == dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    assert event.submitted_at is None


def test_recorded_at_follows_what_is_known(project: Project) -> None:
    """The row's own time wins, then the argument, then when it was submitted."""
    later = AT + dt.timedelta(days=1)
    rows = [row(submitted_at=AT), row("q2", submitted_at=AT, recorded_at=later)]
    times = [event.recorded_at for event in imported_events(project, rows, "trial")]
    assert times == [AT, later]
    (given,) = imported_events(project, [row()], "trial", recorded_at=later)
    assert given.recorded_at == later


def test_other_fields_of_an_event_are_taken_over(project: Project) -> None:
    """Records, pandas times and missing values all come through."""
    frame = pd.DataFrame(
        [
            row(submitted_at=pd.Timestamp(AT), active_ms=900, rationale=float("nan")),
            row("q2", condition="rework", annotator_kind="model"),
        ]
    )
    rows = frame.astype({"active_ms": "Int64"}).to_dict(orient="records")
    rows[0]["answer"] = RankingAnswer(order=[["a", "b"]], strength=0)
    rows[0]["shown"] = RankingShown(order=["b", "a"])
    one, other = imported_events(
        project, ({str(k): v for k, v in each.items()} for each in rows), "trial"
    )
    assert one.answer is not None
    assert one.shown is not None
    assert (one.answer.choice, one.shown.order, one.active_ms) == ("tie", ["b", "a"], 900)
    assert (one.submitted_at, one.rationale) == (AT, None)
    assert (other.condition, other.annotator_kind, other.active_ms) == ("rework", "model", None)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (row("q9"), "the item is not in"),
        (row(annotator=""), "'annotator' has to be a text"),
        (row(colour="red"), "unknown field 'colour'"),
        (row(answer=None), "action 'answer' needs 'answer'"),
        (row(answer={"order": [["b"], ["c"]]}), r"holds \['b', 'c'\], the item \['a', 'b'\]"),
        (row(answer={"order": [["b"]]}), r"holds \['b'\]"),
        (row(active_ms=-1), r"Expected `int` >= 0 - at `\$.active_ms`"),
        (row(submitted_at=AT.replace(tzinfo=None)), "'submitted_at' has no time zone"),
    ],
)
def test_a_bad_row_is_named(project: Project, bad: dict[str, Any], said: str) -> None:
    """The error names the row's number, what is wrong with it, and imports nothing."""
    with pytest.raises(ImportedRowError, match=f"^row 1 .*{said}"):
        project.import_answers([row("q2"), bad], source="trial")
    assert project.events().empty
