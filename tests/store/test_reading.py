"""What readers make of files: torn ones, foreign ones, older and newer ones."""

from __future__ import annotations

import ast
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

import trainer_widgets.store
from tests.store.samples import A_OVER_B, NOON, an_event, event_table, fill, folder_of, parts
from trainer_widgets.records import SCHEMA_VERSION, RankingAnswer, RankingShown
from trainer_widgets.schema import event_schema
from trainer_widgets.store import (
    LabelStore,
    NewerSchemaWarning,
    UnreadablePartWarning,
)
from trainer_widgets.store.parts import SEALED_KEY, VERSION_KEY, encode

VERSIONS = Path(__file__).parent / "versions"
SLOW_TO_IMPORT = {"altair", "duckdb", "ibis", "pandas", "statsmodels", "fsspec", "s3fs"}


def test_an_empty_store_has_no_labels(store: LabelStore) -> None:
    """Where nothing was labeled, tables are empty with all their columns, and nothing is made."""
    assert store.labels("ranking").empty
    assert {"item_id", "choice", "preference", "order"} <= {*store.labels("ranking").columns}
    assert store.events("ranking").columns.tolist() == event_schema("ranking").names
    assert store.table("ranking").count().to_pyarrow().as_py() == 0
    assert store.events_of("ranking", "ana") == []
    assert not Path(store.url).exists()


def test_events_come_in_order_and_labels_with_their_columns(store: LabelStore) -> None:
    """Events are sorted by when they were recorded, labels by item, with plain columns."""
    with store.session("ranking", annotator="ana", guideline="1.2") as session:
        ids = fill(session, 5)
        session.record(item_id="q0", answer=RankingAnswer(order=[], verdict="both_bad"))
    assert store.events("ranking")["event_id"].tolist()[:5] == ids
    labels = store.labels("ranking")
    assert labels["item_id"].tolist() == [f"q{n}" for n in range(5)]
    assert labels["choice"].tolist() == ["both_bad", "b", "b", "a", "b"]
    assert labels["preference"].tolist()[1:] == [1, 1, -2, 1]
    assert labels["preference"].isna().tolist() == [True] + [False] * 4
    assert labels["rationale"].isna().tolist() == [True] + [False] * 4
    assert labels.columns.tolist()[:9] == [
        *("item_id", "annotator", "order", "strength", "scores", "verdict", "points"),
        *("choice", "preference"),
    ]
    assert labels["guideline"].tolist() == ["1.2"] * 5


def test_one_annotators_events_come_as_records(store: LabelStore) -> None:
    """A queue gets back, for one person or for all, exactly the events that were recorded."""
    recorded = []
    for name in ("ana", "ben"):
        with store.session("ranking", annotator=name) as session:
            recorded.append(session.record(item_id="q1", answer=A_OVER_B, submitted_at=NOON))
    assert store.events_of("ranking", "ben") == recorded[1:]
    assert store.events_of("ranking") == recorded
    assert store.events_of("ranking", "eva") == []


def test_bad_files_are_named_and_the_rest_loads(store: LabelStore) -> None:
    """Torn, empty and foreign files are set aside with a warning each, and stay where they are."""
    with store.session("ranking", annotator="ana") as session:
        fill(session, 3)
    folder, (good,) = folder_of(store), parts(store)
    content = good.read_bytes()
    (folder / "empty.parquet").write_bytes(b"")
    (folder / "torn.parquet").write_bytes(content[: len(content) // 2])
    (folder / "garbled.parquet").write_bytes(content[:300] + bytes(800) + content[1100:])
    pq.write_table(pa.table({"x": [1]}), folder / "foreign.parquet")
    wrong = event_table().drop_columns("recorded_at").append_column("recorded_at", pa.array(["?"]))
    pq.write_table(wrong, folder / "wrong.parquet")
    (folder / ".unfinished.parquet.tmp").write_bytes(b"PAR1")
    (folder / "._hidden.parquet").write_bytes(b"of another system")
    (folder / "nested.parquet").mkdir()
    before = sorted(folder.iterdir())
    with pytest.warns(UnreadablePartWarning) as told:
        assert len(store.labels("ranking")) == 3
    named = {Path(str(w.message).split(" is set aside")[0]).name for w in told}
    bad = {"empty", "torn", "garbled", "foreign", "wrong"}
    assert named == {f"{name}.parquet" for name in bad}
    problems = store.verify()
    kinds = dict(
        zip(problems["path"].map(lambda p: Path(p).stem), problems["problem"], strict=True)
    )
    torn = dict.fromkeys(("empty", "torn", "garbled"), "torn")
    assert kinds == torn | {"foreign": "foreign", "wrong": "wrong schema"}
    with pytest.warns(UnreadablePartWarning):
        store.session("ranking", annotator="ana")
    store.compact()
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("*.parquet")), ids=lambda path: path.stem)
def test_every_older_version_loads(store: LabelStore, path: Path) -> None:
    """Files as earlier versions wrote them, kept in this repository, still give their labels."""
    (folder_of(store) / path.name).write_bytes(path.read_bytes())
    (label,) = store.labels("ranking").to_dict("records")
    assert (label["choice"], label["preference"], label["annotator"]) == ("a", -2, "ana")
    assert store.events_of("ranking")[0].answer == an_event().answer
    assert store.verify().empty


def test_the_newest_version_is_kept() -> None:
    """A file of today's version is among those that are kept, with today's schema."""
    kept = pq.read_schema(VERSIONS / f"{SCHEMA_VERSION}.parquet")
    assert kept.names == event_schema("ranking").names


def test_what_an_older_version_lacks_is_null(store: LabelStore) -> None:
    """Columns and fields of structs that an older file does not have become null, or defaults."""
    table = event_table(shown={"order": ["a", "b"]})
    answer = [{"order": [["a"], ["b"]], "strength": 2, "verdict": "ranked"}]
    old = (
        table.drop_columns(["answer", "shown", "item_hash", "identity", "ruling", "active_ms"])
        .append_column("answer", pa.array(answer))
        .append_column("shown", pa.array([{"order": ["b", "a"]}]))
    )
    pq.write_table(old, folder_of(store) / "old.parquet")
    with store.session("ranking", annotator="ben") as session:
        fill(session, 1)
    labels = store.labels("ranking").set_index("annotator")
    assert labels.loc["ana", "choice"] == "a"
    assert labels.loc["ana", ["item_hash", "identity", "points", "active_ms"]].isna().all()
    (event,) = store.events_of("ranking", "ana")
    assert event.identity == "given"
    assert event.answer == A_OVER_B
    assert event.shown == RankingShown(order=["b", "a"])
    with store.session("ranking", annotator="ana") as session:
        again = session.record(item_id="q1", answer=event.answer, event_id="e1")
    assert again == event
    assert len(store.events("ranking")) == 2


def test_a_newer_version_loads_as_far_as_it_is_known(store: LabelStore) -> None:
    """Of a newer file what is known loads, with a warning, and compaction leaves it alone."""
    newer = (
        event_table()
        .drop_columns("active_ms")
        .append_column("active_ms", pa.array(["a while"]))
        .append_column("mood", pa.array(["good"]))
    )
    path = folder_of(store) / "newer.parquet"
    facts = {VERSION_KEY: "99", SEALED_KEY: "1"}
    pq.write_table(newer.replace_schema_metadata(facts), path)
    for number in (2, 3):
        ours = encode(event_table(event_id=f"e{number}"), sealed=True)
        (folder_of(store) / f"ours{number}.parquet").write_bytes(ours)
    before = path.read_bytes()
    with pytest.warns(NewerSchemaWarning, match="version 99"):
        events = store.events("ranking")
    assert events["event_id"].tolist() == ["e1", "e2", "e3"]
    assert events["active_ms"].isna().all()
    assert store.verify()["problem"].tolist() == ["newer schema"]
    assert store.compact()["merged"].tolist() == [2]
    assert path.read_bytes() == before


def test_a_second_place_is_read_along(store: LabelStore, tmp_path: Path) -> None:
    """Imported labels lie in a folder of their own, count everywhere, and are never written."""
    events = [an_event(event_id=f"e{n}", item_id=f"q{n}") for n in range(3)]
    imported = LabelStore(tmp_path / "imported")
    assert imported.write_events("ranking", events) == 3
    both = LabelStore(store.url, imported=tmp_path / "imported")
    before = {path: path.read_bytes() for path in parts(imported)}
    with both.session("ranking", annotator="ana") as session:
        again = session.record(item_id="q1", answer=events[1].answer, event_id="e1")
        session.record(item_id="q2", answer=A_OVER_B, supersedes="e2")
    assert again == events[1]
    assert len(both.events("ranking")) == 4
    assert both.labels("ranking")["origin"].tolist() == ["import", "import", "python"]
    both.compact()
    assert both.verify().empty
    assert {path: path.read_bytes() for path in parts(imported)} == before


def test_recording_imports_nothing_slow() -> None:
    """No module of the store imports pandas, Ibis or anything of their kind when it is loaded."""
    found = [
        f"{path.name}:{node.lineno}"
        for path in Path(trainer_widgets.store.__file__).parent.glob("*.py")
        if path.name != "buckets.py"
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None), *(alias.name for alias in node.names)]
        if name and name.split(".")[0] in SLOW_TO_IMPORT
    ]
    assert found == []


def test_other_programs_read_the_folder_as_it_is(store: LabelStore) -> None:
    """The folder of a task is plain parquet to pandas, Arrow and DuckDB, whatever goes on in it."""
    ids = []
    for name in ("ana", "ben"):
        ids += fill(store.session("ranking", annotator=name), 3)
    folder = folder_of(store)
    (folder / f".{parts(store)[0].name}.tmp").write_bytes(b"PAR1 half")
    assert sorted(pd.read_parquet(folder)["event_id"]) == ids
    assert ds.dataset(folder).count_rows() == 6
    query = f"SELECT answer.verdict, shown.order FROM '{folder}/*.parquet'"  # noqa: S608 - ours
    assert duckdb.sql(query).fetchall() == [("ranked", ["b", "a"])] * 6
