"""Agreement of marked spans: F1 between annotators."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from tests.analysis.marked_spans import (
    MQM,
    alpha_of_scores,
    by_definition,
    f1,
    labels,
    mark,
    measured,
    only,
    tables,
)
from trainer_widgets.analysis import LabelsError

if TYPE_CHECKING:
    from collections.abc import Sequence

CLOSE = 1e-8


def each(*items: Sequence[Any]) -> list[list[float]]:
    """Give the three F1 of each item."""
    return [f1(found) for found in measured(labels(*items), by="item_id").values()]


def test_by_hand() -> None:
    """Of 2 and 3 spans one is the same; all of the first and two of the second meet."""
    found = only([[mark(0, 4), mark(10, 20)], [mark(0, 4), mark(8, 12), mark(30, 34)]])
    # Precision 2 / 2, recall 2 / 3; 4 + 2 of 14 and 12 characters.
    assert f1(found) == pytest.approx([2 * 1 / 5, 2 * (2 / 3) / (1 + 2 / 3), 2 * 6 / 26])
    assert found["nothing_marked"].estimate == 0


def test_spans_meet_within_one_text_only() -> None:
    """A span of the source meets none of the target, and touching is not meeting."""
    found = each([[mark(0, 4, "source")], [mark(0, 4)]], [[mark(0, 4)], [mark(4, 8)]])
    assert found == [[0, 0, 0], [0, 0, 0]]


def test_omissions() -> None:
    """A mark between two characters meets such a mark at the same place only."""
    here = [mark(3, 3)]
    found = each(
        [here, here], [here, [mark(0, 9)]], [here, [mark(4, 4)]], [[*here, mark(0, 4)], here]
    )
    assert found[:3] == [[1, 1, 1], [0, 0, 0], [0, 0, 0]]
    assert found[3] == pytest.approx([2 / 3, 2 / 3, 2 / 6])


def test_categories() -> None:
    """Asked to, spans match only where their categories do, and the note says so."""
    item = [[mark(0, 4)], [mark(0, 4, category="punctuation")]]
    assert f1(only(item)) == [1, 1, 1]
    found = only(item, match="category")
    assert f1(found) == [0, 0, 0]
    assert "same category" in found["span_f1_exact"].note
    assert f1(only(item, match=["severity", "side"])) == [1, 1, 1]


def test_a_span_that_is_marked_twice() -> None:
    """Equal spans match each once, and their characters count once."""
    found = only([[mark(0, 4), mark(0, 4), mark(2, 4)], [mark(0, 4)]])
    assert f1(found) == pytest.approx([2 / 4, 1, 1])


@settings(max_examples=4)
@given(tables(), st.booleans())
def test_as_by_definition(items: Any, by_category: bool) -> None:
    """What the engine counts is what plain loops count, and alpha is the krippendorff package's."""
    found = only(*items, match="category" if by_category else (), taxonomy=MQM)
    expected = by_definition(items, by_category=by_category)
    assert f1(found) == pytest.approx(expected, abs=CLOSE, nan_ok=True)
    assert found["severity_score_alpha"].estimate == pytest.approx(
        alpha_of_scores(items), abs=CLOSE, nan_ok=True
    )
    two = [lists for lists in items if len(lists) > 1]
    nothing = sum(not any(lists) for lists in two)
    assert found["nothing_marked"].estimate == pytest.approx(
        nothing / len(two) if two else math.nan, nan_ok=True
    )


def test_nothing_marked_is_told_apart() -> None:
    """Items in which nobody marked anything are in no F1; their share has Wilson's interval."""
    items: list[Any] = [[[], []], [[], [], []], [[mark(0, 4)], [mark(0, 4)], [], []], [[]]]
    found = only(*items)
    assert f1(found) == pytest.approx([1 / 5] * 3)
    told = found["span_f1_exact"].note
    assert "2 items in which nobody marked anything left out" in told
    assert "1 pairs of labels without a mark left out of other items" in told
    share = found["nothing_marked"]
    assert share.estimate == pytest.approx(2 / 3)
    assert share[1:3] == pytest.approx(proportion_confint(2, 3, method="wilson"))
    assert "2 of 3 items with two labels or more" in share.note


def test_spans_without_a_place_are_told() -> None:
    """A mark that lacks its start or end is no span, and the notes count it."""
    placeless: Any = [mark(0, 4) | {"end": None}, mark(0, 4) | {"start": None}]
    found = only([[mark(0, 4), *placeless], [mark(0, 4)]], [placeless, []])
    assert f1(found) == [1, 1, 1]
    assert found["nothing_marked"].estimate == 1 / 2
    for name in ("span_f1_exact", "nothing_marked"):
        assert "4 spans without a start or an end left out" in found[name].note


def test_nothing_to_compare() -> None:
    """Without two labels of an item, or a mark, F1 is NaN, and the note says why."""
    alone, empty = only([[mark(0, 4)]]), only([[], []])
    assert all(math.isnan(one.estimate) for one in alone.values())
    assert {one.note for one in alone.values()} == {"undefined: no item has two labels"}
    assert all(math.isnan(value) for value in f1(empty))
    assert empty["span_f1_exact"].note.startswith("undefined: nobody marked anything")
    assert set(measured(labels())) <= {()}


def test_evidence_of_flags() -> None:
    """Marks that hold several stretches are compared by all of them, with the mark's category."""
    first, second = ({"start": 0, "end": 4}, {"start": 8, "end": 9})
    flags: list[Any] = [
        [
            {"category": "privacy", "evidence": [first, second]},
            {"category": "hate", "evidence": []},
        ],
        [{"category": "privacy", "evidence": [first]}, {"category": "hate", "evidence": [second]}],
    ]
    frame = pd.DataFrame({"item_id": "q1", "annotator": ["ana", "ben"], "flags": flags})
    assert f1(measured(frame, "flags")[()]) == [1, 1, 1]
    found = measured(frame, "flags", match="category")[()]
    assert f1(found) == pytest.approx([1 / 2, 1 / 2, 8 / 10])


def test_names_and_rows_do_not_matter() -> None:
    """Other names of annotators and another order of rows change nothing, interval included."""
    random = np.random.default_rng(1)
    items = [
        [[mark(int(at), int(at) + 3) for at in random.integers(0, 9, 2)] for _ in range(3)]
        for _ in range(20)
    ]
    frame = labels(*items).to_pandas()
    other = frame.sample(frac=1, random_state=3)
    other["annotator"] = other["annotator"].map({"rater 0": "z", "rater 1": "a", "rater 2": "m"})
    assert measured(other, taxonomy=MQM) == measured(frame, taxonomy=MQM)


def test_by_group() -> None:
    """Groups are told apart, a missing one too, even when called like a field of a mark."""
    same, other = [[mark(0, 4)], [mark(0, 4)]], [[mark(0, 4)], [mark(6, 9)]]
    first, second = (labels(item).to_pandas() for item in (same, other))
    frame = pd.concat([first.assign(side="de"), second.assign(side=None)], ignore_index=True)
    found = measured(frame, by="side", taxonomy=MQM)
    assert {key: f1(one)[0] for key, one in found.items()} == {("de",): 1, (None,): 0}


def test_wrong_arguments_are_refused() -> None:
    """A field that marks lack, a span that runs backwards and a column without spans are told."""
    with pytest.raises(LabelsError, match="did you mean 'category'"):
        only([[mark(0, 4)], []], match="categroy")
    with pytest.raises(LabelsError, match="ends before it starts"):
        only([[mark(4, 0)], []])
    frame = pd.DataFrame({"item_id": ["q1"], "annotator": ["ana"], "errors": ["0-4"]})
    with pytest.raises(LabelsError, match="lists of structs with start and end"):
        measured(frame)
    bare: list[Any] = [[{"start": 0, "end": 4}]]
    frame = pd.DataFrame({"item_id": ["q1"], "annotator": ["ana"], "errors": bare})
    with pytest.raises(LabelsError, match="no category and no severity"):
        measured(frame, taxonomy=MQM)
    with pytest.raises(LabelsError, match="they have start and end only"):
        measured(frame, match="category")
