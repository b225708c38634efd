"""Models that can be compared with each other, and how sure their strengths are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
from scipy.sparse import coo_array

from trainer_widgets.analysis.counts.comparisons import item_patterns, with_cells
from trainer_widgets.analysis.preferences import davidson
from trainer_widgets.analysis.preferences.davidson import LOSS, TIE, WIN
from trainer_widgets.analysis.results import executed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from trainer_widgets.analysis.preferences.winners import Counted

    Floats = NDArray[np.float64]
    Whole = NDArray[np.int64]

NAMED = 3  # models of a part that a note names at most


class Part(NamedTuple):
    """Models that a chain of wins or ties leads from each to each.

    Attributes
    ----------
    models
        Their places among all models.
    cells
        The places of their comparisons among all cells.
    pair
        The pair of each of these cells, a row of ``table``.
    table
        How often which result occurred, with the models numbered anew.
    """

    models: Whole
    cells: Whole
    pair: Whole
    table: davidson.Table

    @property
    def comparisons(self) -> Floats:
        """How many comparisons each model has with the others."""
        n, size = self.table.counts.sum(axis=1), self.table.size
        first, second = (np.bincount(one, n, size) for one in self.table[:2])
        return np.asarray(first + second, dtype=np.float64)


class Patterns(NamedTuple):
    """How many items show each set of comparisons.

    Attributes
    ----------
    number, cell
        One entry a comparison of a pattern: the pattern's number, and the comparison's cell.
    items
        One entry a pattern: how many items show it.
    """

    number: Whole
    cell: Whole
    items: Whole


def parts_of(found: Counted, ties: str, *, connected: bool) -> Iterator[Part]:
    """Give the parts that hold more than one model, the largest first.

    Parameters
    ----------
    found
        The comparisons.
    ties
        ``"davidson"``, ``"half"`` or ``"drop"``.
    connected
        Whether all models are one part, as a prior makes them.
    """
    used = np.flatnonzero(found.result != TIE) if ties == "drop" else np.arange(len(found.n))
    size = len(found.models)
    whole = _part(found, np.arange(size), used, ties)
    label = np.zeros(size, np.int64) if connected else davidson.components(whole.table)
    groups = [np.flatnonzero(label == one) for one in np.unique(label)]
    for models in sorted(groups, key=lambda group: (-len(group), group[0])):
        if len(models) > 1:
            inside = np.isin(found.first[used], models) & np.isin(found.second[used], models)
            yield _part(found, models, used[inside], ties)


def _part(found: Counted, models: Whole, cells: Whole, ties: str) -> Part:
    size = max(len(models), 1)
    first = np.searchsorted(models, found.first[cells])
    second = np.searchsorted(models, found.second[cells])
    pairs, pair = np.unique(first * size + second, return_inverse=True)
    table = np.zeros((len(pairs), 3))
    np.add.at(table, (pair, found.result[cells]), found.n[cells])
    if ties == "half":
        table[:, [WIN, LOSS]] += table[:, [TIE]] / 2
        table[:, TIE] = 0
    first, second = np.divmod(pairs, size)
    return Part(models, cells, pair, davidson.Table(first, second, table, len(models)))


def patterns_of(found: Counted, cells: Whole) -> Patterns:
    """Return which comparisons the items show, of those that are in these cells (form a)."""
    coded = found.cells.iloc[cells].assign(code=cells.astype(np.int64))
    book = pa.Table.from_pandas(coded, preserve_index=False)
    frame = executed(item_patterns(with_cells(found.table, book)))
    codes = frame["codes"].tolist()
    number = np.repeat(np.arange(len(codes)), [len(one) for one in codes])
    cell = np.concatenate(codes).astype(np.int64)
    return Patterns(number, cell, frame["items"].to_numpy(np.int64))


def clustered(
    found: Counted, part: Part, fitted: davidson.Fit, patterns: Patterns
) -> tuple[Floats, int]:
    """Return the sandwich covariance with items as clusters, and how many items there are.

    The filling is the sum over items of the products of their scores (Liang and Zeger 1986), times
    G / (G - 1) for G items.
    """
    place = np.full(len(found.n), -1)
    place[part.cells] = np.arange(len(part.cells))
    inside = place[patterns.cell] >= 0
    number, cell = patterns.number[inside], place[patterns.cell[inside]]
    items = int(patterns.items[np.unique(number)].sum())
    pull = davidson.scores(part.table, fitted)[part.pair, found.result[part.cells]][cell]
    pair = part.pair[cell]
    ends = [(part.table.first[pair], pull[:, 0]), (part.table.second[pair], -pull[:, 0])]
    if part.table.has_ties:
        ends.append((np.full(len(pair), part.table.size), pull[:, 1]))
    column = np.concatenate([model for model, _ in ends])
    value = np.concatenate([score for _, score in ends])
    shape = (len(patterns.items), len(fitted.inverse))
    scores = coo_array((value, (np.tile(number, len(ends)), column)), shape=shape).tocsr()
    weighted = scores.multiply(patterns.items[:, None]).tocsr()
    filling = np.asarray((scores.T @ weighted).todense())
    filling *= items / max(items - 1, 1)
    return fitted.inverse @ filling @ fitted.inverse, items


def apart(found: Counted, part: Part) -> str:
    """Return which models a part holds, where it does not hold all."""
    if len(part.models) == len(found.models):
        return ""
    names = [found.models[place] for place in part.models]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"comparable among {', '.join(names[:NAMED])}{more} only"


def alone(found: Counted, parts: Sequence[Part], ties: str) -> Iterator[tuple[str, int, str]]:
    """Give the models that are in no part: name, number of comparisons, and why."""
    size = len(found.models)
    won, tied, lost = (
        np.bincount(found.first[found.result == one], found.n[found.result == one], size)
        + np.bincount(found.second[found.result == other], found.n[found.result == other], size)
        for one, other in ((WIN, LOSS), (TIE, TIE), (LOSS, WIN))
    )
    tied = tied * (ties != "drop")
    held = {place for part in parts for place in part.models.tolist()}
    for place in sorted(set(range(size)) - held):
        n = round(won[place] + tied[place] + lost[place])
        if not n:
            why = "all its comparisons are ties, which are left out"
        elif n == won[place]:
            why = "it won every comparison"
        elif n == lost[place]:
            why = "it lost every comparison"
        else:
            why = "no chain of wins leads both to it and from it"
        yield found.models[place], n, why
