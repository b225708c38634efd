"""How sure the intervals of a result are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trainer_widgets.analysis.charts.rows import Row

TOLD = re.compile(r"(\d+(?:\.\d+)? %) interval")


def confidence_of(rows: Iterable[Row]) -> str:
    """Return the confidence of a result's intervals, as its notes tell it.

    Examples
    --------
    >>> confidence_of([{"note": "undefined: no labels"}, {"note": "90 % interval: Wilson"}])
    '90 %'
    """
    found = (TOLD.search(str(row["note"])) for row in rows)
    return next((match.group(1) for match in found if match), "95 %")
