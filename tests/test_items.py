"""Tables become items, and what is wrong with a table is told by row and column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

if TYPE_CHECKING:
    from pathlib import Path

from trainer_widgets.items import InvalidItemsError, item_hash, read_items
from trainer_widgets.records import Message, RankingItem, Response

HALF = "half of \ud83d"


def table(**columns: object) -> pd.DataFrame:
    """Return two good rows, with columns replaced."""
    good = {
        "item_id": ["q1", "q2"],
        "prompt": ["Say hello.", "Say goodbye."],
        "response_a": ["Hi", "Bye"],
        "response_b": ["Hello!", "Farewell."],
        "language": ["en", "en"],
    }
    return pd.DataFrame(good | columns)


def test_reads_a_frame_with_lettered_columns() -> None:
    """A DataFrame with response_a and response_b gives items with ids a and b."""
    items, features = read_items(table(model_a=["heron", None]), "ranking")
    assert items["q1"] == RankingItem(
        "q1",
        [Message("user", "Say hello.")],
        [Response("a", "Hi", "heron"), Response("b", "Hello!", None)],
    )
    assert items["q2"].responses[0].model is None
    assert features.loc["q2"].to_dict() == {"language": "en"}


def test_reads_conversations_and_list_columns(tmp_path: Path) -> None:
    """Prompts may be messages and responses structs, from a parquet file as from a frame."""
    rows = [
        {
            "item_id": "q1",
            "prompt": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "?"},
            ],
            "responses": [
                {"response_id": "x", "text": "one", "model": "m1"},
                {"response_id": "y", "text": "two", "model": None},
                {"response_id": "z", "text": "three", "model": "m2"},
            ],
        }
    ]
    arrow = pa.Table.from_pylist(rows)
    path = tmp_path / "items.parquet"
    arrow.to_pandas().to_parquet(path)
    for source in (arrow, arrow.to_pandas(), str(path), path, rows):
        items, _ = read_items(source, "ranking")
        assert [m.role for m in items["q1"].prompt] == ["system", "user"]
        assert [r.response_id for r in items["q1"].responses] == ["x", "y", "z"]


def test_accepts_numbers_as_ids_and_missing_third_responses() -> None:
    """Integer ids become text, and an empty cell is a response that is not there."""
    items, features = read_items(table(item_id=[1, 2], response_c=["third", None]), "ranking")
    assert [len(item.responses) for item in items.values()] == [3, 2]
    assert list(features.index) == ["1", "2"]


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (table().head(0), "empty"),
        (table(item_id=["q1", "q1"]), r"row 1, column 'item_id': 'q1' stands there already"),
        (table(item_id=["q1", " "]), r"row 1, column 'item_id'"),
        (table(item_id=["q1", None]), r"row 1, column 'item_id'"),
        (table().drop(columns="prompt"), "column 'prompt' is missing"),
        (table().rename(columns={"prompt": "promt"}), "did you mean 'promt'"),
        (table().rename(columns={"item_id": "itemid"}), "did you mean 'itemid'"),
        (table().drop(columns=["response_a", "response_b"]), "'response_a' is missing"),
        (table().drop(columns="response_b"), "one response only"),
        (table(response_b=["x", None]), r"row 1 \('q2'\): one response only"),
        (table(response_b=["x", 3]), r"row 1, column 'response_b': 3 is int, not text"),
        (table(prompt=["x", 3]), r"row 1, column 'prompt': 3 is neither text"),
        (table(prompt=["x", []]), r"row 1, column 'prompt': the list of messages is empty"),
        (table(prompt=["x", [{"role": "robot", "content": "y"}]]), r"row 1, column 'prompt'.*role"),
        (table(prompt=["x", {"role": "user", "content": "y"}]), r"row 1, column 'prompt'.*neither"),
        (table(responses=[["x", "y"]] * 2), "'responses' and 'response_a' are both there"),
        (table(item_id=["q1", "q" * 600]), r"row 1, column 'item_id': .* <= 512.* has 600"),
        (
            table(prompt=pd.Series([HALF, "x"], dtype="object")),
            "row 0, column 'prompt': holds half",
        ),
        (table(note=["x", [{"y": HALF}]]), "row 1, column 'note': holds half"),
        (table(**{f"response_{one}": "x" for one in "cdefghi"}), "'response_i' is one response"),
        (pd.concat([table(), table()[["response_b"]]], axis=1), "'response_b' is there more than"),
    ],
)
def test_tells_row_and_column_of_what_is_wrong(frame: pd.DataFrame, message: str) -> None:
    """Wrong input gets one clear error that names the row and the column."""
    with pytest.raises(InvalidItemsError, match=message):
        read_items(frame, "ranking")


def test_refuses_what_is_no_table(tmp_path: Path) -> None:
    """A number, a path without a file and a file that is no parquet are told apart."""
    with pytest.raises(InvalidItemsError, match="not int"):
        read_items(3, "ranking")
    with pytest.raises(InvalidItemsError, match=r"'nowhere\.parquet' is not there"):
        read_items("nowhere.parquet", "ranking")
    (tmp_path / "items.csv").write_text("item_id,prompt", encoding="utf-8")
    with pytest.raises(InvalidItemsError, match="could not be read as parquet"):
        read_items(tmp_path / "items.csv", "ranking")


GOOD = {"prompt": "Hi", "response_a": "Yo", "response_b": "Hello"}


def test_rows_need_not_have_the_same_keys() -> None:
    """Of a list of dicts every key counts, and a row without it has an empty cell."""
    rows = [
        {"item_id": "q1", **GOOD, "language": "en"},
        {"item_id": "q2", **GOOD, "response_c": "Hey", "model_c": "heron"},
    ]
    items, features = read_items(rows, "ranking")
    assert [len(item.responses) for item in items.values()] == [2, 3]
    assert items["q2"].responses[2] == Response("c", "Hey", "heron")
    assert list(features.columns) == ["language"]
    assert features["language"].isna().tolist() == [False, True]
    with pytest.raises(InvalidItemsError, match="row 1, column 'item_id': None is no id"):
        read_items([{"item_id": "q1", **GOOD}, GOOD], "ranking")


def test_only_single_letters_name_responses() -> None:
    """Columns such as response_id, response_c2 and model_ver are features, not responses."""
    more = dict.fromkeys(["response_id", "response_c2", "model_ver", "model_c"], "x")
    items, features = read_items(table(**{name: ["x", "x"] for name in more}), "ranking")
    assert [one.response_id for one in items["q1"].responses] == ["a", "b"]
    assert features.loc["q1"].to_dict() == {"language": "en", **more}


def test_reads_whatever_arrow_can_stream() -> None:
    """A DuckDB relation, or anything else with an Arrow stream, is a table of items."""
    frame = table()
    relation = duckdb.connect().from_df(frame)
    assert read_items(relation, "ranking")[0] == read_items(frame, "ranking")[0]


def test_columns_of_one_name_are_refused_in_arrow(tmp_path: Path) -> None:
    """Two columns of the same name are refused, in memory as in a file."""
    cells = [pa.array([cell]) for cell in ("q1", "Hi", "x", "y")]
    arrow = pa.table(cells, ["item_id", "prompt", "response_a", "prompt"])
    pq.write_table(arrow, tmp_path / "items.parquet")
    for source in (arrow, tmp_path / "items.parquet"):
        with pytest.raises(InvalidItemsError, match="prompt"):
            read_items(source, "ranking")


@pytest.mark.parametrize("taken", ["tie", "both_bad"])
def test_no_response_is_called_like_a_choice(taken: str) -> None:
    """The words of `choice` are no response ids, told with the row."""
    responses = [{"response_id": taken, "text": "x"}, {"response_id": "b", "text": "y"}]
    row: dict[str, Any] = {"item_id": "q1", "prompt": "Hi", "responses": responses}
    with pytest.raises(InvalidItemsError, match=rf"row 0 \('q1'\): response id '{taken}'"):
        read_items([row], "ranking")


def test_records_from_python_are_checked_too() -> None:
    """What was made in Python without a check gets one, named by row and column."""
    item = {"item_id": "q1", "prompt": [Message("user", "Hi")]}
    rows = [item | {"responses": [Response("a" * 600, "x"), Response("b", "y")]}]
    with pytest.raises(InvalidItemsError, match=r"row 0, column 'responses': .*512"):
        read_items(rows, "ranking")


def test_texts_and_lists_of_numpy_are_plain() -> None:
    """Arrays and NumPy's texts, as pandas hands them out, end as lists and texts of Python."""
    turns = np.array([{"role": "user", "content": np.str_("Hi"), "name": None}], dtype=object)
    responses = np.array(["x", "y"])
    row = {"item_id": np.str_("q1"), "prompt": turns, "responses": responses}
    plain = {"item_id": "q1", "prompt": "Hi", "responses": ["x", "y"]}
    given = [Response(np.str_("a"), np.str_("x")), Response("b", "y")]
    for source in ([row], [row | {"prompt": np.str_("Hi")}], [row | {"responses": given}]):
        items, _ = read_items(source, "ranking")
        assert item_hash(items["q1"]) == item_hash(read_items([plain], "ranking")[0]["q1"])
        assert type(next(iter(items))) is str
    with pytest.raises(InvalidItemsError, match="row 0, column 'responses': 5 is no list"):
        read_items([plain | {"responses": np.array(5)}], "ranking")


@pytest.mark.parametrize("reviewed", [float("inf"), -1, 1.5, "1", 7])
def test_a_turn_under_review_is_a_place(reviewed: object) -> None:
    """Infinity, a fraction, a text and a place beyond the end are told by row and column."""
    row = {"item_id": "q1", "prompt": "Hi", "response": "Yo", "reviewed": reviewed}
    with pytest.raises(InvalidItemsError, match=r"row 0 \('q1'\), column 'reviewed'"):
        read_items([row], "safety")


def test_hash_covers_what_is_shown() -> None:
    """The fingerprint follows the texts, and does not see the models' names."""
    items, _ = read_items(table(), "ranking")
    same, _ = read_items(table(model_a=["m1", "m2"]), "ranking")
    other, _ = read_items(table(response_a=["Hi!", "Bye"]), "ranking")
    assert item_hash(items["q1"]) == item_hash(same["q1"])
    assert item_hash(items["q1"]) != item_hash(other["q1"])
    assert item_hash(items["q2"]) == item_hash(other["q2"])
