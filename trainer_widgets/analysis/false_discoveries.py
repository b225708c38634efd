"""How many tests were made is taken into account."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from statsmodels.stats.multitest import multipletests

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = dict[str, Any]


def add_q_values(rows: Iterable[Row], family: Iterable[str] = ()) -> None:
    """Add ``q_value`` to rows with a ``p_value``: Benjamini and Hochberg's [1]_.

    Parameters
    ----------
    rows
        Results. Those without a p value count for no test.
    family
        The columns that tell tests apart that have nothing to do with each other.

    References
    ----------
    .. [1] Benjamini and Hochberg (1995), Controlling the false discovery rate, Journal of the
       Royal Statistical Society B 57(1).

    Examples
    --------
    >>> rows = [{"p_value": 0.01}, {"p_value": 0.04}, {"p_value": float("nan")}]
    >>> add_q_values(rows)
    >>> [row["q_value"] for row in rows]
    [0.02, 0.04, nan]
    """
    names = list(family)
    families: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        row["q_value"] = math.nan
        if not math.isnan(row["p_value"]):
            families.setdefault(tuple(row[name] for name in names), []).append(row)
    for tested in families.values():
        found = multipletests([row["p_value"] for row in tested], method="fdr_bh")[1]
        for row, value in zip(tested, found, strict=True):
            row["q_value"] = float(value)
