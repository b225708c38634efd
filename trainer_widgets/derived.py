"""Columns of labels that follow from the answer, computed for whole tables at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable


def derived_columns(task: str, answers: pa.ChunkedArray) -> dict[str, pa.ChunkedArray]:
    """Return the derived columns of a task's answers; each equals the answer's own property.

    Parameters
    ----------
    task
        A task's name.
    answers
        Answers as structs.

    Examples
    --------
    >>> from trainer_widgets.records import RankingAnswer
    >>> from trainer_widgets.schema import arrow_type, plain
    >>> answer = plain(RankingAnswer(order=[["b"], ["a"]], strength=2))
    >>> answers = pa.chunked_array([pa.array([answer], arrow_type(RankingAnswer))])
    >>> {name: column.to_pylist() for name, column in derived_columns("ranking", answers).items()}
    {'choice': ['b'], 'preference': [2]}
    """
    return {name: derive(answers) for name, derive in DERIVED.get(task, {}).items()}


def ranking_choice(answers: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the best response's id, ``"tie"``, ``"both_bad"`` or null."""
    best = _places(answers, 1)[0]
    verdict = pc.struct_field(answers, "verdict")
    several = pc.greater(pc.list_value_length(best), 1)
    return pc.case_when(
        pc.make_struct(
            pc.equal(verdict, "both_bad"),
            pc.and_(pc.equal(verdict, "ranked"), several),
            pc.equal(verdict, "ranked"),
        ),
        _constant("both_bad", answers),
        _constant("tie", answers),
        _first_id(best),
    )


def ranking_preference(answers: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return -3 to 3, where ids are in sorted order; null where there is no pair."""
    best, other = _places(answers, 2)
    strength = pc.struct_field(answers, "strength")
    second = pc.coalesce(pc.less(_first_id(other), _first_id(best)), pa.scalar(True))  # noqa: FBT003
    return pc.if_else(second, strength, pc.negate(strength))


DERIVED: dict[str, dict[str, Callable[[pa.ChunkedArray], pa.ChunkedArray]]] = {
    "ranking": {"choice": ranking_choice, "preference": ranking_preference},
}


def _places(answers: pa.ChunkedArray, n: int) -> list[pa.ChunkedArray]:
    """Return the first, second ... n-th place of each order, null where there is none."""
    order = pc.struct_field(answers, "order")
    padded = pc.list_slice(order, 0, n, return_fixed_size_list=True)
    return [pc.list_element(padded, place) for place in range(n)]


def _first_id(places: pa.ChunkedArray) -> pa.ChunkedArray:
    padded = pc.list_slice(places, 0, 1, return_fixed_size_list=True)
    return pc.list_element(padded, 0)


def _constant(text: str, like: pa.ChunkedArray) -> pa.ChunkedArray:
    return pa.chunked_array([pa.repeat(text, len(like))])
