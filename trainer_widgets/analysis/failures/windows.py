"""Shares of items in each window of time, and whether they rise or fall."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from scipy.stats import norm, t

from trainer_widgets.analysis.counts import failures as counting
from trainer_widgets.analysis.failures.intervals import DIGITS, TINY, Moments, percent, share
from trainer_widgets.analysis.failures.selection import keyed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trainer_widgets.analysis.failures.selection import Failures
    from trainer_widgets.analysis.results import Key

SIZES = ["n_items", "n_annotators", "n_labels"]
FEWEST = 3  # items that a trend takes
Row = dict[str, Any]


class Windows:
    """The share of each window's items that have each node.

    Parameters
    ----------
    failures
        Labels and marks with ``number``, that of their window.
    confidence
        Of the intervals.
    """

    def __init__(self, failures: Failures, confidence: float) -> None:
        """Sum up, in the engine."""
        by = [*failures.by, "number"]
        unit = list(dict.fromkeys([*by, "item_id"]))
        each = counting.contributions(failures.labels, failures.marks, failures.book, unit)
        self.sums = keyed(counting.moments(each, [*by, "node"]), [*by, "node"])
        self.sizes = keyed(counting.label_sizes(failures.labels, by), by)
        self.confidence = confidence

    @property
    def groups(self) -> list[Key]:
        """The groups, in order."""
        return list(dict.fromkeys(key[:-1] for key in self.sizes))

    def rows(self, group: Key, place: int) -> Iterator[tuple[int, Row]]:
        """Give each window's number and the share of its items that have a node."""
        for key, size in self.sizes.items():
            if key[:-1] == group:
                sums = self.sums.get((*key, place), {})
                total, squares = sums.get("share", 0.0), sums.get("share_squares", 0.0)
                values = Moments(int(size["n_items"]), total, squares)
                found = share(values, int(size["n_labels"]), self.confidence)
                yield int(key[-1]), {"statistic": "share_of_items"} | size | found._asdict()


class Trends:
    """How the share of items that have each node changes from window to window.

    Parameters
    ----------
    failures
        Labels and marks with ``number``, that of their window.
    confidence
        Of the intervals.
    """

    def __init__(self, failures: Failures, confidence: float) -> None:
        """Sum up, in the engine."""
        by = failures.by
        unit = list(dict.fromkeys([*by, "item_id"]))
        each = counting.contributions(failures.labels, failures.marks, failures.book, unit)
        when = counting.times(failures.labels, by)
        self.sums = keyed(counting.moments(each, [*by, "node"]), [*by, "node"])
        self.products = keyed(counting.time_products(each, when, by), [*by, "node"])
        self.times = keyed(counting.time_moments(when, by), by)
        self.sizes = keyed(counting.label_sizes(failures.labels, by), by)
        self.confidence = confidence

    def row(self, group: Key, place: int) -> Row:
        """Return a node's trend."""
        size, times = self.sizes[group], self.times[group]
        sums = self.sums.get((*group, place), {})
        n = int(size["n_items"])
        when = Moments(n, times["when"], times["when_squares"])
        values = Moments(n, sums.get("share", 0.0), sums.get("share_squares", 0.0))
        product = self.products.get((*group, place), {}).get("product", 0.0)
        return {"statistic": "trend"} | size | trend(when, values, product, self.confidence)


def trend(when: Moments, values: Moments, product: float, confidence: float = 0.95) -> Row:
    """Return how much a value changes in a unit of time, with its interval and test.

    Parameters
    ----------
    when, values
        What the items' times and values sum up to.
    product
        The sum of their products.
    confidence
        Of the interval.

    Examples
    --------
    >>> found = trend(Moments(4, 6, 14), Moments(4, 2, 2), product=5)
    >>> found["estimate"], round(found["p_value"], 3)
    (0.4, 0.121)
    """
    undefined = dict.fromkeys(("estimate", "low", "high", "p_value"), math.nan)
    n = when.n
    if n < FEWEST or when.variance <= TINY:
        why = "fewer than three items" if n < FEWEST else "all items in one window"
        return undefined | {"note": f"undefined: {why}"}
    together = product / n - when.total / n * values.total / n
    slope = round(together / when.variance, DIGITS) + 0.0
    if values.variance <= TINY:
        return undefined | {"estimate": slope, "note": "no interval: the same in every item"}
    rest = max(values.variance - together * together / when.variance, 0.0)
    reach = t.ppf((1 + confidence) / 2, n - 2) * math.sqrt(rest / when.variance / (n - 2))
    score = together / math.sqrt(when.variance * values.variance) * math.sqrt(n - 1)
    return {
        "estimate": slope,
        "low": round(slope - reach, DIGITS) + 0.0,
        "high": round(slope + reach, DIGITS) + 0.0,
        "p_value": float(2 * norm.sf(round(abs(score), DIGITS))),
        "note": f"{percent(confidence)} interval: least squares over items; a window",
    }
