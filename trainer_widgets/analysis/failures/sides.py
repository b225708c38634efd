"""What the engine sums up for a comparison of groups, and each pair's two sides."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from trainer_widgets.analysis.counts import failure_pairs as pairing
from trainer_widgets.analysis.counts import failures as counting
from trainer_widgets.analysis.counts.failure_pairs import PAIR
from trainer_widgets.analysis.failures.contrasts import Contrast, Side, contrast, undefined
from trainer_widgets.analysis.failures.intervals import Moments
from trainer_widgets.analysis.failures.rates import STATISTICS, WEIGHTLESS, estimates
from trainer_widgets.analysis.failures.selection import keyed
from trainer_widgets.analysis.results import executed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis

    from trainer_widgets.analysis.failures.nodes import Node
    from trainer_widgets.analysis.failures.selection import Failures

Pair = tuple[Any, Any]
Numbers = dict[str, Any]


class Sides(NamedTuple):
    """The two sides of a comparison.

    Attributes
    ----------
    size
        The numbers of items, annotators and labels of both.
    said
        Whether they are compared within shared items.
    each
        Of each side the numbers of items and labels, and how many are shared.
    sums, shared
        Of each side the sums of each node, over what is compared and over what is shared.
    products
        The sums of products over what is shared, of each node.
    """

    size: Numbers
    said: str
    each: list[Numbers]
    sums: list[dict[int, Numbers]]
    shared: list[dict[int, Numbers]]
    products: dict[int, Numbers]

    def contrasts(self, place: int, node: Node, confidence: float) -> dict[str, Contrast]:
        """Return the differences of a node's statistics."""
        sums = [of_node.get(place, {}) for of_node in self.sums]
        if node.is_weightless and not any(sums):
            return dict.fromkeys(STATISTICS, undefined(math.nan, math.nan, WEIGHTLESS))
        shared = [of_node.get(place, {}) for of_node in self.shared]
        found = [
            estimates(one, size, node, confidence)
            for one, size in zip(sums, self.each, strict=True)
        ]
        products = self.products.get(place, {})
        drawn = {}
        for name, measure in STATISTICS.items():
            one, other = (
                Side(
                    _moments(sums[side], measure, self.each[side]["n_items"]),
                    _moments(shared[side], measure, self.each[side]["n_shared"]),
                    found[side][name],
                )
                for side in (0, 1)
            )
            unit = 1.0 if measure == "share" else 0.0
            said = f"of the two sides: {one.found.note}"
            product = products.get(measure, 0.0)
            drawn[name] = contrast(one, other, product, unit=unit, said=said)
        return drawn


def _moments(sums: Numbers, measure: str, n: int) -> Moments:
    return Moments(int(n), sums.get(measure, 0.0), sums.get(f"{measure}_squares", 0.0))


class Sums(NamedTuple):
    """All that crosses for a comparison.

    Attributes
    ----------
    units, labels, annotators
        How many items and labels each group has, and who gave them.
    shared
        How many items a pair shares, and how many labels each side has there.
    alone
        For each group, the sums of each node.
    within
        For each pair and side, the sums of each node over the shared items.
    products
        For each pair, the sums of each node's products over them.
    """

    units: dict[Any, int]
    labels: dict[Any, int]
    annotators: dict[Any, set[Any]]
    shared: dict[Pair, Numbers]
    alone: dict[Any, dict[int, Numbers]]
    within: list[dict[Pair, dict[int, Numbers]]]
    products: dict[Pair, dict[int, Numbers]]

    def n_shared(self, pair: Pair) -> int:
        """Return how many items a pair shares."""
        return int(self.shared.get(pair, {}).get("n", 0))

    def sides(self, pair: Pair, *, within: bool) -> Sides:
        """Return the two sides of a pair.

        Parameters
        ----------
        pair
            The baseline, and what is compared with it.
        within
            Compare within shared items only.
        """
        shared = self.n_shared(pair)
        of_shared = self.shared.get(pair, {})
        kept = [sums.get(pair, {}) for sums in self.within]
        each = [
            {
                "n_items": shared if within else self.units[group],
                "n_labels": int(of_shared.get(f"{name}_labels", 0))
                if within
                else self.labels[group],
                "n_shared": shared,
            }
            for group, name in zip(pair, PAIR, strict=True)
        ]
        n_items = [one["n_items"] for one in each]
        size = {
            "n_items": shared if within else sum(n_items) - shared,
            "n_annotators": len(self.annotators[pair[0]] | self.annotators[pair[1]]),
            "n_labels": sum(one["n_labels"] for one in each),
        }
        sums = kept if within else [self.alone.get(group, {}) for group in pair]
        said = self._said(pair, shared, within=within)
        return Sides(size, said, each, sums, kept, self.products.get(pair, {}))

    def _said(self, pair: Pair, shared: int, *, within: bool) -> str:
        if within:
            most = max(self.units[group] for group in pair)
            rest = "" if most == shared else ", those of one side left out"
            return f"paired: within {shared} shared items{rest}"
        return f"unpaired: {shared} items are shared" if shared else "unpaired: no items are shared"


def sums_of(found: Failures, pairs: Sequence[Pair]) -> Sums:
    """Sum up what a comparison needs; labels and marks have the columns ``group`` and ``unit``."""
    each = counting.contributions(found.labels, found.marks, found.book, ["group", "unit"])
    book = pairing.group_pairs(pairs, found.labels.schema()["group"])
    units = found.labels.group_by(["group", "unit"]).aggregate(labels=found.labels.count())
    shared = pairing.shared_units(units, book)
    sizes = executed(units.group_by("group").aggregate(n=units.count(), labels=units.labels.sum()))
    who = executed(found.labels.select("group", "annotator").distinct())
    return Sums(
        units=dict(zip(sizes["group"], sizes["n"].astype(int), strict=True)),
        labels=dict(zip(sizes["group"], sizes["labels"].astype(int), strict=True)),
        annotators={group: set(part["annotator"]) for group, part in who.groupby("group")},
        shared=keyed(pairing.shared_sizes(shared), PAIR),
        alone={key[0]: rows for key, rows in _of_nodes(counting.moments(each, ["group", "node"]))},
        within=[dict(_of_nodes(pairing.shared_moments(each, shared, side))) for side in PAIR],
        products=dict(_of_nodes(pairing.products(each, book))),
    )


def _of_nodes(table: ibis.Table) -> list[tuple[Any, dict[int, Numbers]]]:
    keys = [name for name in ("group", *PAIR) if name in table.columns]
    found: dict[Any, dict[int, Numbers]] = {}
    for key, numbers in keyed(table, [*keys, "node"]).items():
        found.setdefault(key[:-1], {})[int(key[-1])] = numbers
    return list(found.items())
