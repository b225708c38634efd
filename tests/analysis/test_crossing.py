"""What crosses from the engine into the kernel: counts, and rows only where that is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis.expr.types
import pytest

from tests.analysis.many_forms import OF_EVENTS, OF_LABELS, OF_PAIRS, events, labels, pairs

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    import pyarrow as pa

ITEMS = 1200
# DESIGN names these: estimates that need each label, as numbers.
OF_ROWS = {"consensus", "annotator_quality", "time_to_resolution"}
# Here items hardly ever look alike, or are scored one by one, and times hardly ever occur twice.
OF_ITEMS = {
    *("agreement, interval", "agreement, multiset", "agreement, set"),
    *("agreement, ranking", "agreement, spans", "model_strengths", "pace"),
}
# An item's or annotator's name, once: what the result calls them.
BOOKS = [["item_id", "number"], ["annotator", "number"]]
# Groups of labels, with how many there are.
COUNTS = {"items", "labels", "n"}
CALLS: dict[str, tuple[Callable[..., pa.Table], Callable[[Any], pd.DataFrame]]] = (
    {name: (labels, call) for name, call in OF_LABELS.items()}
    | {name: (events, call) for name, call in OF_EVENTS.items()}
    | {name: (pairs, call) for name, call in OF_PAIRS.items()}
)


@pytest.fixture
def crossed(monkeypatch: pytest.MonkeyPatch) -> list[pa.Table]:
    """Give a list that takes every table which an engine hands over."""
    found: list[pa.Table] = []
    hand_over = ibis.expr.types.Table.to_pyarrow

    def watched(table: ibis.expr.types.Table, **options: Any) -> pa.Table:
        result: pa.Table = hand_over(table, **options)
        found.append(result)
        return result

    monkeypatch.setattr(ibis.expr.types.Table, "to_pyarrow", watched)
    return found


@pytest.mark.parametrize("name", sorted(CALLS.keys() - OF_ROWS - OF_ITEMS))
def test_counts_cross_and_labels_stay(name: str, crossed: list[pa.Table]) -> None:
    """A statistic of counts takes far fewer rows out of the engine than there are labels."""
    make, call = CALLS[name]
    table = make(ITEMS)
    call(table)
    assert crossed
    assert max(len(one) for one in crossed) < len(table) / 8


@pytest.mark.parametrize("name", sorted(OF_ROWS | OF_ITEMS))
def test_rows_cross_as_numbers(name: str, crossed: list[pa.Table]) -> None:
    """What needs each label or item takes numbers, never what somebody wrote."""
    make, call = CALLS[name]
    table = make(ITEMS)
    call(table)
    long = [one for one in crossed if len(one) > len(table) / 8]
    long = [
        one for one in long if one.column_names not in BOOKS and not COUNTS & set(one.column_names)
    ]
    kinds = {str(field.type) for one in long for field in one.schema}
    texts = {kind for kind in kinds if "string" in kind}
    assert texts == set()
