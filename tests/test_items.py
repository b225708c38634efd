"""Tables become items, and what is wrong with a table is told by row and column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pytest

if TYPE_CHECKING:
    from pathlib import Path

from trainer_widgets.items import InvalidItemsError, item_hash, read_items
from trainer_widgets.records import Message, RankingItem, Response


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
        (table(response_b=["x", None]), r"row 1 \('q2'\): 1 responses"),
        (table(response_b=["x", 3]), r"row 1, column 'response_b': 3 is int, not text"),
        (table(prompt=["x", 3]), r"row 1, column 'prompt': 3 is neither text"),
        (table(prompt=["x", []]), r"row 1, column 'prompt': the list of messages is empty"),
        (table(prompt=["x", [{"role": "robot", "content": "y"}]]), r"row 1, column 'prompt'.*role"),
    ],
)
def test_tells_row_and_column_of_what_is_wrong(frame: pd.DataFrame, message: str) -> None:
    """Wrong input gets one clear error that names the row and the column."""
    with pytest.raises(InvalidItemsError, match=message):
        read_items(frame, "ranking")


def test_refuses_what_is_no_table() -> None:
    """A number is no table of items."""
    with pytest.raises(InvalidItemsError, match="not as int"):
        read_items(3, "ranking")


def test_hash_covers_what_is_shown() -> None:
    """The fingerprint follows the texts, and does not see the models' names."""
    items, _ = read_items(table(), "ranking")
    same, _ = read_items(table(model_a=["m1", "m2"]), "ranking")
    other, _ = read_items(table(response_a=["Hi!", "Bye"]), "ranking")
    assert item_hash(items["q1"]) == item_hash(same["q1"])
    assert item_hash(items["q1"]) != item_hash(other["q1"])
    assert item_hash(items["q2"]) == item_hash(other["q2"])
