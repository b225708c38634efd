"""Win rates: how often a model wins against each other one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from trainer_widgets.analysis.preferences.comparable import Patterns, patterns_of
from trainer_widgets.analysis.preferences.davidson import TIE, WIN
from trainer_widgets.analysis.preferences.winners import counted
from trainer_widgets.analysis.results import note, z
from trainer_widgets.analysis.shares import Sums, intervals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from trainer_widgets.analysis.preferences.winners import Counted

    Whole = NDArray[np.int64]
    Floats = NDArray[np.float64]

COLUMNS = ("model", "opponent", "estimate", "low", "high", "ties", "n", "note")
ALL = -1
SIDES = 4  # of either model, against the other and against all


class _Views(NamedTuple):
    """Comparisons as each of both models sees them, against the other and against all."""

    model: Whole
    opponent: Whole
    cell: Whole
    won: Floats


def win_rates(  # noqa: PLR0913 - columns, in the order of model_strengths
    comparisons: object,
    left: str = "left",
    right: str = "right",
    winner: str = "winner",
    item: str | None = None,
    *,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Measure how often each model wins against each other one, and against all others.

    A win rate is (wins + ties / 2) / comparisons: ties count half. Its interval is Wilson's
    [1]_ where there are no ties and comparisons are taken as independent, as without ``item``;
    otherwise Wilson's for the effective number of comparisons [2]_, which items tell. A rate
    against all others depends on who they are and how often each was met: for strengths that do
    not, see :func:`trainer_widgets.analysis.model_strengths`.

    What is fetched from the engine is the number of comparisons of each (left, right, winner)
    (form c), and with ``item`` how many items show each set of comparisons, as integers (form a).

    Parameters
    ----------
    comparisons, left, right, winner, item
        As in :func:`trainer_widgets.analysis.model_strengths`.
    confidence
        Of the intervals.

    Returns
    -------
    pandas.DataFrame
        ``model, opponent, estimate, low, high, ties, n, note``: ``ties`` is the share of ties
        and ``n`` the number of comparisons. ``opponent`` is missing in the first row of a model,
        which is against all others. The most winning model comes first.

    Raises
    ------
    LabelsError
        When a column is missing, or a winner is none of ``left``, ``right``, ``tie`` and
        ``both_bad``.

    References
    ----------
    .. [1] Wilson (1927), Probable inference, the law of succession, and statistical inference,
       Journal of the American Statistical Association 22(158).
    .. [2] Korn and Graubard (1998), Confidence intervals for proportions with small expected
       number of positive counts estimated from survey data, Survey Methodology 24(2).

    Examples
    --------
    >>> import pandas as pd
    >>> pairs = pd.DataFrame({"left": ["heron"] * 4, "right": ["crane"] * 4})
    >>> pairs["winner"] = ["left", "left", "tie", "right"]
    >>> win_rates(pairs)[["model", "opponent", "estimate", "ties", "n"]]
       model opponent  estimate  ties  n
    0  heron      NaN     0.625  0.25  4
    1  heron    crane     0.625  0.25  4
    2  crane      NaN     0.375  0.25  4
    3  crane    heron     0.375  0.25  4
    """
    z(confidence)  # refuses what is none
    found = counted(comparisons, left, right, winner, item)
    cells = np.arange(len(found.n))
    if item and len(cells):
        patterns, how = patterns_of(found, cells), "Wilson, clustered by item"
    else:
        patterns, how = Patterns(cells, cells, found.n), "Wilson, comparisons as independent"
    views = _views(found)
    pairs, row = _pairs(found, views)
    sums = _sums(views, patterns, row, len(pairs))
    estimate, low, high = intervals(sums, confidence)
    names = np.array([*found.models, None], dtype=object)
    frame = pd.DataFrame(names[pairs], columns=["model", "opponent"], dtype="str")
    frame = frame.assign(estimate=estimate, low=low, high=high)
    tied = np.bincount(row, (found.n * (found.result == TIE))[views.cell], len(pairs))
    frame = frame.assign(ties=tied / sums.n, n=sums.n.astype(np.int64))
    said = note(f"{100 * confidence:g} % interval: {how}", "ties count half", found.said)
    one = "item" if item else "comparison"
    alone = note(f"no interval: one {one} only", "ties count half", found.said)
    frame["note"] = frame["low"].isna().map({True: alone, False: said}).astype("str")
    order = _order(pairs, estimate, len(found.models))
    return frame.iloc[order].reset_index(drop=True)[list(COLUMNS)]


def _views(found: Counted) -> _Views:
    """Return each cell four times: of either model, against the other and against all."""
    cell = np.arange(len(found.n))
    won = np.select([found.result == WIN, found.result == TIE], [1.0, 0.5], 0.0)
    everybody = np.full_like(cell, ALL)
    return _Views(
        np.concatenate([found.first, found.second] * 2),
        np.concatenate([found.second, found.first, everybody, everybody]),
        np.concatenate([cell] * 4),
        np.concatenate([won, 1 - won] * 2),
    )


def _pairs(found: Counted, views: _Views) -> tuple[Whole, Whole]:
    """Return the pairs of model and opponent, and of each view the row of its pair."""
    wide = len(found.models) + 1
    keys, row = np.unique(views.model * wide + views.opponent + 1, return_inverse=True)
    model, opponent = np.divmod(keys, wide)
    return np.stack([model, opponent - 1], axis=1), row


def _sums(views: _Views, patterns: Patterns, row: Whole, size: int) -> Sums:
    """Return the sums over items of each pair."""
    rows, won = row.reshape(SIDES, -1), views.won.reshape(SIDES, -1)
    group = rows[:, patterns.cell].ravel()
    number = np.tile(patterns.number, SIDES)
    keys, place = np.unique(number * max(size, 1) + group, return_inverse=True)
    y = np.bincount(place, won[:, patterns.cell].ravel())
    n = np.bincount(place).astype(np.float64)
    which, group = np.divmod(keys, max(size, 1))
    weight = patterns.items[which].astype(np.float64)
    columns = (y, n, y * y, y * n, n * n, np.ones(len(keys)))
    summed = (np.bincount(group, one * weight, size).astype(np.float64) for one in columns)
    return Sums(*summed)


def _order(pairs: Whole, estimate: Floats, size: int) -> Whole:
    """Put the most winning model first, its row against all others before the single ones."""
    model, opponent = pairs.T
    overall = np.full(size + 1, np.inf)
    overall[model[opponent == ALL]] = estimate[opponent == ALL]
    return np.lexsort((opponent, -overall[opponent], model, -overall[model]))
