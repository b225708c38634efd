"""Kendall's coefficients of an item's rankings, with ties."""

from __future__ import annotations

import itertools
import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

# At each place, best first, the tied responses, as numbers.
Ranking = tuple[tuple[int, ...], ...]
REMEMBERED = 100_000
DIGITS = 12


class Contribution(NamedTuple):
    """What an item contributes.

    Attributes
    ----------
    tau_b
        The mean over its pairs of rankings, NaN where none has one.
    w
        The coefficient of concordance, NaN where undefined.
    n
        How many rankings it has.
    unranked
        How many labels without an order.
    all_tied, apart
        How many pairs have no tau-b, since one ranking ties all that both rank, or since both
        rank less than two responses.
    is_complete
        Whether all rankings are of the same responses.
    """

    tau_b: float
    w: float
    n: int
    unranked: int
    all_tied: int
    apart: int
    is_complete: bool


@lru_cache(REMEMBERED)
def scored(rankings: tuple[Ranking, ...], unranked: int) -> Contribution:
    """Return what an item with these rankings contributes.

    Parameters
    ----------
    rankings
        Of all its labels with an order.
    unranked
        How many labels have none.
    """
    taus = [kendall_tau_b(one, other) for one, other in itertools.combinations(rankings, 2)]
    known = [tau for tau in taus if tau is not None and not math.isnan(tau)]
    responses = {frozenset(itertools.chain(*ranking)) for ranking in rankings}
    is_complete = len(responses) == 1
    return Contribution(
        tau_b=round(math.fsum(known) / len(known), DIGITS) if known else math.nan,
        w=round(kendall_w(rankings), DIGITS) if is_complete else math.nan,
        n=len(rankings),
        unranked=unranked,
        all_tied=len(taus) - len(known) - taus.count(None),
        apart=taus.count(None),
        is_complete=is_complete,
    )


@lru_cache(REMEMBERED)
def kendall_tau_b(one: Ranking, other: Ranking) -> float | None:
    """Return tau-b over the responses that both rank.

    NaN where one of the two ties all of them, None where there are less than two.

    Examples
    --------
    >>> kendall_tau_b(((0,), (1, 2)), ((0, 1), (2,)))
    0.5
    """
    mine, theirs = _places(one), _places(other)
    shared = sorted(mine.keys() & theirs.keys())
    if len(shared) < 2:  # noqa: PLR2004 - one response has no order
        return None
    together = untied = others_untied = 0
    for first, second in itertools.combinations(shared, 2):
        my_sign = (mine[first] > mine[second]) - (mine[first] < mine[second])
        their_sign = (theirs[first] > theirs[second]) - (theirs[first] < theirs[second])
        together += my_sign * their_sign
        untied += abs(my_sign)
        others_untied += abs(their_sign)
    most = math.sqrt(untied * others_untied)
    return together / most if most else math.nan


def _places(ranking: Ranking) -> dict[int, int]:
    return {response: place for place, tied in enumerate(ranking) for response in tied}


def kendall_w(rankings: Sequence[Ranking]) -> float:
    """Return the coefficient of concordance of rankings of the same responses, with ties.

    NaN for a single ranking, and where each ties all responses.

    Examples
    --------
    >>> kendall_w([((0,), (1,), (2,)), ((0,), (2,), (1,)), ((1,), (0,), (2,))])
    0.4444444444444444
    """
    m, n = len(rankings), sum(len(tied) for tied in rankings[0])
    # Twice the mid-ranks are whole numbers, and their squares four times as large.
    sums = [0] * n
    ties = 0
    codes = {code: place for place, code in enumerate(sorted(itertools.chain(*rankings[0])))}
    for ranking in rankings:
        better = 0
        for tied in ranking:
            for response in tied:
                sums[codes[response]] += 2 * better + len(tied) + 1
            better += len(tied)
            ties += len(tied) ** 3 - len(tied)
    spread = sum((twice - m * (n + 1)) ** 2 for twice in sums)
    most = m * m * (n**3 - n) - m * ties
    return 3 * spread / most if most and m > 1 else math.nan
