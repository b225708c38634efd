"""Columns that follow from an answer are the same for a whole table as for each record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer_widgets.records import (
    SEVERITIES,
    TASKS,
    AutoTag,
    CorrectionAnswer,
    ErrorMark,
    Flag,
    ImageTagAnswer,
    ImageTagShown,
    SafetyAnswer,
    Shown,
    Tag,
)
from trainer_widgets.schema import arrow_type, plain
from trainer_widgets.store.derived import by_row, derived_columns

if TYPE_CHECKING:
    from trainer_widgets.records import Record

NAMES = st.sampled_from(["apple", "banana", "é", "z"])
FLAGS = st.lists(
    st.builds(Flag, NAMES, st.sampled_from(SEVERITIES)), max_size=3, unique_by=lambda f: f.category
)
ANSWERS: dict[str, st.SearchStrategy[tuple[Record, Record | None]]] = {
    "image_tags": st.tuples(
        st.builds(ImageTagAnswer, st.lists(st.builds(Tag, NAMES), max_size=5)),
        st.none()
        | st.builds(ImageTagShown, auto_tags=st.lists(st.builds(AutoTag, NAMES), max_size=5)),
    ),
    "safety": st.tuples(
        st.builds(
            SafetyAnswer,
            st.sampled_from(["safe", None]),
            FLAGS,
            refusal=st.sampled_from([None, "none", "partial", "full"]),
            should_refuse=st.sampled_from([None, True, False]),
        ),
        st.just(Shown()),
    ),
    "correction": st.tuples(
        st.builds(
            CorrectionAnswer,
            st.lists(
                st.builds(ErrorMark, st.just(0), st.just(1), category=st.none() | NAMES),
                max_size=4,
            ),
            st.sampled_from([None, "better"]),
        ),
        st.none(),
    ),
}


@pytest.mark.parametrize("task", ANSWERS)
@settings(max_examples=100)
@given(data=st.data())
def test_whole_tables_say_what_each_record_says(task: str, data: st.DataObject) -> None:
    """Every derived column equals the answer's own property or method, on every row."""
    drawn = data.draw(st.lists(ANSWERS[task], max_size=6))
    answers, shown = (
        pa.chunked_array([pa.array([row and plain(row) for row in column], arrow_type(kind))])
        for column, kind in zip(_columns(drawn), TASKS[task][2:], strict=True)
    )
    whole = derived_columns(task, answers, shown)
    each = by_row(task, answers, shown)
    assert {name: column.to_pylist() for name, column in whole.items()} == {
        name: column.to_pylist() for name, column in each.items()
    }


def _columns(drawn: list[tuple[Any, Any]]) -> tuple[list[Any], list[Any]]:
    return [answer for answer, _ in drawn], [shown for _, shown in drawn]
