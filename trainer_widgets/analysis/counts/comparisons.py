"""Rankings as pairs of responses, and comparisons of models as small tables of counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.datatypes as dt

from trainer_widgets.analysis.counts.labels import has
from trainer_widgets.analysis.counts.tallies import PAIR, shown_order
from trainer_widgets.items.ranking import LETTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

TIE, BOTH_BAD = "tie", "both_bad"
IDS = "array<string>"
WORDS = r"\s+"
UNKNOWN_PAIR = [None, None]


def response_table(items: ibis.Table, item: str) -> ibis.Table:
    """Return items as one row a response.

    Parameters
    ----------
    items
        With ``response_a``, ``response_b`` ... or ``model_a``, ``model_b`` ..., or with
        ``responses``, a list of structs of ``response_id``, ``text`` and ``model``.
    item
        The column that names the item.

    Returns
    -------
    ibis.Table
        ``item_id, response, model, text``, null where a model or a text is not known.
    """
    if "responses" in items.columns:
        kind = items.schema()["responses"]
        rows = items.select(item_id=items[item], one=items.responses.unnest())
        fields = kind.value_type.names if isinstance(kind, dt.Array) else ()
        of = {
            name: rows.one[name].cast("string") if name in fields else ibis.null("string")
            for name in ("response_id", "model", "text")
        }
        response = of.pop("response_id")
        return rows.select("item_id", response=response, **of)
    there = [one for one in LETTERS if {f"response_{one}", f"model_{one}"} & set(items.columns)]
    return ibis.union(*(_one_response(items, item, letter) for letter in there))


def _one_response(items: ibis.Table, item: str, letter: str) -> ibis.Table:
    text, model = (
        items[name].cast("string") if name in items.columns else ibis.null("string")
        for name in (f"response_{letter}", f"model_{letter}")
    )
    rows = items.select(item_id=items[item], response=ibis.literal(letter), model=model, text=text)
    return rows.filter(rows.text.notnull() | rows.model.notnull())


def response_pairs(labels: ibis.Table, responses: ibis.Table | None = None) -> ibis.Table:
    """Take rankings apart into pairs of responses.

    Parameters
    ----------
    labels
        With ``item_id`` and any of ``order`` (lists of response ids, best first, ids of one list
        tied), ``choice`` and ``shown``.
    responses
        As :func:`response_table` gives them: tells the responses where neither the order on
        screen nor the ranking does.

    Returns
    -------
    ibis.Table
        The labels, each as often as it compares two responses, with ``left``, ``right`` and
        ``winner``: ``left``, ``right``, ``tie`` or ``both_bad``. Left is what was further left on
        screen; where that is not known, the response whose id sorts first.
    """
    labels = labels.mutate(seen=_seen(labels))
    if responses is not None:
        known = responses.group_by("item_id").aggregate(listed=responses.response.collect())
        joined = labels.left_join(known, "item_id")
        labels = joined.select(labels, known.listed)
        labels = labels.mutate(seen=labels.seen.fill_null(labels.listed.sort())).drop("listed")
    is_bad = _choice(labels) == BOTH_BAD
    unknown = ibis.literal(UNKNOWN_PAIR, IDS)
    labels = labels.mutate(seen=labels.seen.fill_null(is_bad.ifelse(unknown, ibis.null(IDS))))
    labels = labels.filter(labels.seen.length() >= PAIR)
    pairs = labels.mutate(place=ibis.range(0, labels.seen.length() - 1).unnest())
    pairs = pairs.mutate(other=ibis.range(pairs.place + 1, pairs.seen.length()).unnest())
    pairs = pairs.mutate(left=pairs.seen[pairs.place], right=pairs.seen[pairs.other])
    pairs = pairs.mutate(winner=_winner(pairs))
    return pairs.filter(pairs.winner.notnull()).drop("seen", "place", "other")


def _seen(labels: ibis.Table) -> Any:  # noqa: ANN401 - a column of lists
    """Return the response ids in the order on screen, else sorted, null where none are known."""
    shown = shown_order(labels).cast(IDS)
    shown = (shown.length() > 0).ifelse(shown, ibis.null(IDS))
    if "order" not in labels.columns:
        return shown
    ranked = _order(labels).flatten().sort()
    return ibis.coalesce(shown, (ranked.length() > 0).ifelse(ranked, ibis.null(IDS)))


def _order(labels: ibis.Table) -> Any:  # noqa: ANN401 - a column of lists
    return labels.order.cast("array<array<string>>")


def _choice(labels: ibis.Table) -> Any:  # noqa: ANN401 - a column
    return labels.choice.cast("string") if "choice" in labels.columns else ibis.null("string")


def _winner(pairs: ibis.Table) -> Any:  # noqa: ANN401 - a column
    """Return which of two responses is better, null where a label does not tell."""
    choice = _choice(pairs)
    is_bad = (choice == BOTH_BAD, ibis.literal(BOTH_BAD))
    if "order" not in pairs.columns:
        is_tie = (choice == TIE) & (pairs.seen.length() == PAIR)
        sides = [(choice == pairs.left, "left"), (choice == pairs.right, "right"), (is_tie, TIE)]
        return ibis.cases(is_bad, *sides)
    left, right = (_rank(pairs, pairs[side]) for side in ("left", "right"))
    is_unranked = ((left < 0) | (right < 0), ibis.null("string"))
    return ibis.cases(
        is_bad, is_unranked, (left < right, "left"), (right < left, "right"), (left == right, TIE)
    )


def _rank(pairs: ibis.Table, response: Any) -> Any:  # noqa: ANN401 - columns
    return _order(pairs).map(lambda tied: tied.contains(response)).index(ibis.literal(value=True))


def with_responses(pairs: ibis.Table, responses: ibis.Table, columns: Sequence[str]) -> ibis.Table:
    """Return pairs with what is known of both responses, such as ``left_model``."""
    for side in ("left", "right"):
        book = responses.select(
            **{f"{side}_item": responses.item_id, f"{side}_response": responses.response},
            **{f"{side}_{name}": responses[name] for name in columns},
        )
        same = (pairs.item_id == book[f"{side}_item"]) & (pairs[side] == book[f"{side}_response"])
        joined = pairs.left_join(book, same)
        pairs = joined.select(pairs, *(book[f"{side}_{name}"] for name in columns))
    return pairs


def outcomes(
    comparisons: ibis.Table, left: str, right: str, winner: str, item: str | None = None
) -> ibis.Table:
    """Return comparisons with canonical columns.

    Returns
    -------
    ibis.Table
        ``left, right, winner`` as text, and ``item_id`` where there is one.
    """
    columns = {"left": left, "right": right, "winner": winner}
    kept = {name: comparisons[column].cast("string") for name, column in columns.items()}
    return comparisons.select(**kept, **({"item_id": comparisons[item]} if item else {}))


def outcome_counts(comparisons: ibis.Table) -> ibis.Table:
    """Count the comparisons of each pair by who won (form c).

    Returns
    -------
    ibis.Table
        ``left, right, winner, n``.
    """
    return comparisons.group_by(["left", "right", "winner"]).aggregate(n=comparisons.count())


def with_cells(comparisons: ibis.Table, cells: pa.Table) -> ibis.Table:
    """Return the comparisons that a table of cells names, with the cell's ``code``.

    Parameters
    ----------
    comparisons
        As :func:`outcomes` gives them.
    cells
        ``left, right, winner`` and ``code``, an int64.
    """
    book = ibis.memtable(cells)
    return comparisons.join(book, ["left", "right", "winner"]).select(comparisons, book.code)


def item_patterns(coded: ibis.Table, by: Sequence[str] = ()) -> ibis.Table:
    """Count the items that show each multiset of codes (form a).

    Parameters
    ----------
    coded
        ``item_id`` and ``code``, an int64; rows without an item are left out.
    by
        Columns to group by.

    Returns
    -------
    ibis.Table
        ``*by, codes, items``: the sorted codes of an item, and how many items show them.
    """
    coded = coded.filter(has(coded, "item_id"))
    each = coded.group_by([*by, "item_id"]).aggregate(codes=coded.code.collect().sort())
    return each.group_by([*by, "codes"]).aggregate(items=each.count())
