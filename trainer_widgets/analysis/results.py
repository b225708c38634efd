"""What results have in common: their columns, their groups and how their notes are put."""

from __future__ import annotations

import math
import threading
from contextlib import nullcontext
from numbers import Integral
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets.analysis.counts import LabelsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import ibis

COLUMNS = ("statistic", "estimate", "low", "high", "n_items", "n_annotators", "n_labels", "note")
Key = tuple[Any, ...]
# Tables that are in memory share one connection to DuckDB, on which two threads at once end in
# errors or wait for each other for good: cells and widgets' threads take turns.
TURNS = threading.RLock()


def z(confidence: Any) -> float:  # noqa: ANN401 - what is no number is refused
    """Return the standard normal's point for an interval of this confidence.

    Raises
    ------
    LabelsError
        When the confidence is not between 0 and 1.

    Examples
    --------
    >>> round(z(0.95), 4)
    1.96
    """
    if not isinstance(confidence, int | float) or not 0 < confidence < 1:
        message = f"confidence is a share between 0 and 1, such as 0.95, not {confidence!r}"
        raise LabelsError(message)
    return NormalDist().inv_cdf((1 + confidence) / 2)


def whole(name: str, asked: Any, least: int) -> None:  # noqa: ANN401 - what is no number is refused
    """Refuse what is no whole number from the least on.

    Raises
    ------
    LabelsError
        Which says what to give.
    """
    is_whole = isinstance(asked, Integral) and not isinstance(asked, bool)
    if not is_whole or asked < least:
        message = f"{name} is a whole number from {least} up, not {asked!r}"
        raise LabelsError(message)


def executed(counts: ibis.Table) -> pd.DataFrame:
    """Run a query, on whatever engine holds its tables."""
    with TURNS if counts.get_backend().name == "duckdb" else nullcontext():
        table = counts.to_pyarrow()
    # Ibis's own to_pandas() asks pandas for an option that pandas 3 warns about.
    frame: pd.DataFrame = table.to_pandas()
    return frame


def groups(frame: pd.DataFrame, by: Sequence[str]) -> dict[Key, pd.DataFrame]:
    """Return a table's groups in sorted order; a missing value is a group of its own."""
    if not by:
        return {(): frame}
    parts = frame.groupby(list(by), dropna=False, sort=True)
    return {tuple(_plain(value) for value in key): part for key, part in parts}


def _plain(value: object) -> object:
    return None if isinstance(value, float) and math.isnan(value) else value


def result(
    rows: Iterable[Mapping[str, Any]],
    by: Sequence[str],
    more: Sequence[str] = (),
    words: Sequence[str] = (),
) -> pd.DataFrame:
    """Return rows as a result, one row a group and statistic.

    Parameters
    ----------
    rows
        One mapping a row, with the columns of ``by``, ``COLUMNS`` and ``more``.
    by
        The columns of the groups, which come first.
    more
        Columns of numbers behind ``high`` that this result has beside the common ones.
    words
        Columns of text behind those.
    """
    place = COLUMNS.index("high") + 1
    names = [*by, *COLUMNS[:place], *more, *words, *COLUMNS[place:]]
    frame = pd.DataFrame(list(rows), columns=names)
    whole = dict.fromkeys(("n_items", "n_annotators", "n_labels"), "int64")
    return frame.astype(whole | dict.fromkeys(("estimate", "low", "high", *more), "float64"))


def note(*parts: str) -> str:
    """Return the parts that say something as one note."""
    return "; ".join(part for part in parts if part)


def share_note(count: int, what: str) -> str:
    """Return a part of a note that tells a count, or nothing for none."""
    return f"{count} {what}" if count else ""
