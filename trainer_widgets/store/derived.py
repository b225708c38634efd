"""Columns of labels that follow from the answer, computed for whole tables at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_type_hints

import pyarrow as pa
import pyarrow.compute as pc

from trainer_widgets.records import TASKS
from trainer_widgets.schema import arrow_type
from trainer_widgets.store import derived_lists as lists
from trainer_widgets.store.known import as_record

if TYPE_CHECKING:
    from collections.abc import Callable

    Column = Any  # pa.ChunkedArray, whose stubs do not know most of the functions used here


def derived_columns(task: str, answers: Column, shown: Column) -> dict[str, Column]:
    """Return the columns that an answer's record names in ``columns``.

    Each equals the answer's own property, or its method called with what was shown. Where the
    same is not written for whole tables, the records themselves are asked, row by row.

    Parameters
    ----------
    task
        A task's name.
    answers, shown
        Answers as structs, and what was on screen for them.

    Examples
    --------
    >>> from trainer_widgets.records import RankingAnswer
    >>> from trainer_widgets.schema import plain
    >>> answer = plain(RankingAnswer(order=[["b"], ["a"]], strength=2))
    >>> answers = pa.chunked_array([pa.array([answer], arrow_type(RankingAnswer))])
    >>> columns = derived_columns("ranking", answers, pa.chunked_array([pa.nulls(1)]))
    >>> {name: column.to_pylist() for name, column in columns.items()}
    {'choice': ['b'], 'preference': [2]}
    """
    if task in DERIVED:
        return {name: derive(answers, shown) for name, derive in DERIVED[task].items()}
    return by_row(task, answers, shown)


def by_row(task: str, answers: Column, shown: Column) -> dict[str, Column]:
    """Return the same columns by asking each record, as any task can."""
    _, _, answer_type, shown_type = TASKS[task]
    names: tuple[str, ...] = getattr(answer_type, "columns", ())
    records = [row and as_record(row, answer_type) for row in answers.to_pylist()]
    screens = [row and as_record(row, shown_type) for row in shown.to_pylist()]
    return {name: _column(answer_type, name, records, screens) for name in names}


def _column(answer_type: Any, name: str, answers: list[Any], shown: list[Any]) -> Column:  # noqa: ANN401
    own = getattr(answer_type, name)
    is_property = isinstance(own, property)
    result = get_type_hints(own.fget if is_property else own)["return"]
    values = [
        None
        if answer is None or (screen is None and not is_property)
        else getattr(answer, name)
        if is_property
        else own(answer, screen)
        for answer, screen in zip(answers, shown, strict=True)
    ]
    return pa.chunked_array([pa.array(values, arrow_type(result))])


def ranking_choice(answers: Column, _shown: Column) -> Column:
    """Return the best response's id, ``"tie"``, ``"both_bad"`` or null."""
    best = _places(answers, 1)[0]
    verdict = pc.struct_field(answers, "verdict")
    several = pc.greater(pc.list_value_length(best), pa.scalar(1))
    ranked = pc.if_else(several, pa.scalar("tie"), _first_id(best))
    # Without a ranking there is no best response, so what is left is null.
    return pc.if_else(pc.equal(verdict, pa.scalar("both_bad")), verdict, ranked)


def ranking_preference(answers: Column, _shown: Column) -> Column:
    """Return -3 to 3, where ids are in sorted order; null where there is no pair."""
    best, other = _places(answers, 2)
    strength = pc.struct_field(answers, "strength")
    first: Column = pc.less(_first_id(best), _first_id(other))
    # A tie has one place only, which makes the comparison null, and the strength 0.
    return pc.if_else(first.fill_null(False), pc.negate(strength), strength)  # noqa: FBT003


DERIVED: dict[str, dict[str, Callable[[Column, Column], Column]]] = {
    "ranking": {"choice": ranking_choice, "preference": ranking_preference},
    "image_tags": {
        "tag_names": lists.names("tags", "name"),
        "missed": lists.changed("missed"),
        "spurious": lists.changed("spurious"),
        "miscounted": lists.changed("miscounted"),
    },
    "safety": {
        "categories": lists.names("flags", "category"),
        "severity": lists.worst_severity,
        "false_refusal": lists.false_refusal,
    },
    "correction": {
        "n_errors": lists.number("errors"),
        "categories": lists.names("errors", "category"),
        "is_correct": lists.is_correct,
    },
}


def _places(answers: Column, n: int) -> list[Column]:
    """Return the first, second ... n-th place of each order, null where there is none."""
    order = pc.struct_field(answers, "order")
    padded: Column = pc.list_slice(order, 0, n, return_fixed_size_list=True)
    return [pc.list_element(padded, place) for place in range(n)]


def _first_id(places: Column) -> Column:
    padded: Column = pc.list_slice(places, 0, 1, return_fixed_size_list=True)
    return pc.list_element(padded, 0)
