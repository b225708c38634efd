"""Random samples of labels for an audit: seeded, stratified, and steady while labels arrive.

Each label has a number of its own between 0 and 1, which follows from the seed, its item and its
annotator, whatever else is there (permanent random numbers: Ohlsson 1995, "Coordination of samples
using permanent random numbers"). Any kernel, on any day, finds the same sample; a label that is
corrected keeps its number, so that nobody gets out of an audit by answering again. A label that
is there only so that its stratum has one is told apart: only what chance has drawn speaks for all.
"""

from __future__ import annotations

import hashlib
import heapq
from collections import defaultdict
from numbers import Integral
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

Pair = tuple[str, str]
BITS = 48  # all of them fit into a float


class Drawn(NamedTuple):
    """The labels that are audited: by chance, and those that only stand for their stratum."""

    by_chance: set[Pair]
    for_stratum: set[Pair]


def audit_number(item_id: str, annotator: str, seed: int) -> float:
    """Return the number from 0 to 1 by which a label is drawn.

    Examples
    --------
    >>> audit_number("q1", "ana", seed=1) == audit_number("q1", "ana", seed=2)
    False
    """
    parts = ("audit", str(seed), item_id, annotator)
    # With their lengths, no two pairs make the same text.
    text = "".join(f"{len(part)}:{part}" for part in parts).encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(text, digest_size=BITS // 8).digest()
    return float(int.from_bytes(digest) / 2**BITS)


def audit_sample(strata: Mapping[Pair, Hashable], audit: float, seed: int) -> Drawn:
    """Return the labels to audit.

    With a rate, chance draws each label whose number is below it: what is drawn stays drawn,
    however many labels arrive, and every label is drawn as likely. Of a stratum that is owed one
    (it has 1 / rate labels or more) and of which chance has drawn none, the label with the lowest
    number stands for it, until chance draws one or one with a lower number arrives. With a number
    of labels, each stratum gives its share of them, and at least one where there are enough to go
    round; of each stratum those with the lowest numbers. Small strata are then drawn more often
    than large ones: whoever measures weighs them.

    Parameters
    ----------
    strata
        The stratum of each label, by item and annotator.
    audit
        A float is a rate, an int a number of labels.
    seed
        Decides the numbers.

    Examples
    --------
    >>> labels = {("q1", "ana"): "ana", ("q2", "ana"): "ana", ("q1", "ben"): "ben"}
    >>> audit_sample(labels, 1.0, seed=1).by_chance == set(labels)
    True
    >>> sorted(annotator for _, annotator in audit_sample(labels, 2, seed=1).by_chance)
    ['ana', 'ben']
    """
    members: dict[Hashable, list[Pair]] = defaultdict(list)
    numbers = {pair: audit_number(*pair, seed) for pair in strata}
    for pair in sorted(strata, key=lambda one: (numbers[one], one)):
        members[strata[pair]].append(pair)
    if isinstance(audit, Integral):
        # The stratum whose first label comes first is served first, where strata are alike.
        sizes = [len(pairs) for pairs in members.values()]
        shares = zip(members.values(), allocated(sizes, int(audit)), strict=True)
        return Drawn({pair for pairs, n in shares for pair in pairs[:n]}, set())
    below = {pair for pair in strata if numbers[pair] < audit}
    firsts = {pairs[0] for pairs in members.values() if len(pairs) * audit >= 1}
    return Drawn(below, firsts - below)


def allocated(sizes: Sequence[int], n: int) -> list[int]:
    """Return how many of ``n`` each stratum gives: its share, and at least one where it can be.

    Examples
    --------
    >>> allocated([90, 9, 1], 10)
    [8, 1, 1]
    >>> allocated([3, 2], 100), allocated([5, 5, 5], 2)
    ([3, 2], [1, 1, 0])
    """
    total = sum(sizes)
    n = min(n, total)
    by_size = sorted(range(len(sizes)), key=lambda place: -sizes[place])
    served = set(by_size[:n])
    given = [int(place in served) for place in range(len(sizes))]
    # The rest goes, one by one, to whom most is owed; in n-ths of a label, so that none is lost.
    there = [place for place in by_size if given[place] < sizes[place]]
    owed = [(total * given[place] - n * sizes[place], place) for place in there]
    heapq.heapify(owed)
    for _ in range(n - sum(given)):
        missing, place = heapq.heappop(owed)
        given[place] += 1
        if given[place] < sizes[place]:
            heapq.heappush(owed, (missing + total, place))
    return given
