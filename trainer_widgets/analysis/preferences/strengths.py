"""How strong models are, from who won against whom."""

from __future__ import annotations

from numbers import Real
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

import numpy as np
import pandas as pd
from scipy import stats

from trainer_widgets.analysis.counts import LabelsError
from trainer_widgets.analysis.preferences import davidson
from trainer_widgets.analysis.preferences.comparable import (
    Patterns,
    alone,
    apart,
    clustered,
    parts_of,
    patterns_of,
)
from trainer_widgets.analysis.preferences.davidson import LOSS, WIN
from trainer_widgets.analysis.preferences.winners import counted
from trainer_widgets.analysis.results import note, z
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from trainer_widgets.analysis.preferences.comparable import Part
    from trainer_widgets.analysis.preferences.winners import Counted

Ties = Literal["davidson", "half", "drop"]
COLUMNS = ("model", "estimate", "low", "high", "n", "note")
DIGITS = 12  # what is summed in any order is equal up to here


class _Settings(NamedTuple):
    ties: Ties
    prior: float
    confidence: float
    clustered: bool


def model_strengths(  # noqa: PLR0913, PLR0917 - columns and choices, in the order in which they are told
    comparisons: object,
    left: str = "left",
    right: str = "right",
    winner: str = "winner",
    item: str | None = None,
    ties: Ties = "davidson",
    prior: float | None = None,
    *,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Estimate how strong models are, as log strengths with mean zero.

    Without ties a model of strength s beats one of strength r with probability
    1 / (1 + exp(r - s)) [1]_. Davidson's model gives ties a parameter of their own [2]_, which
    ``note`` tells: the chance of a tie between equals is nu / (2 + nu). Counting a tie as half a
    win for each (``"half"``) pulls strengths together; ``"drop"`` leaves ties out.

    Models are compared where a chain of wins or ties leads from each to the other [2]_ [3]_. Parts
    between which there is no such chain are estimated apart, each with mean zero; a model that is
    a part of its own is NaN. So is a part with ties whose wins form no circle: there the tie
    parameter has no estimate.

    With ``item`` the interval is a sandwich with items as clusters [4]_, since raters of an item
    are no independent witnesses; otherwise it is of the model's own information (of a sandwich
    where ties count half), which takes each comparison as independent.

    What is fetched from the engine is the number of comparisons of each (left, right, winner)
    (form c), and with ``item`` how many items show each set of comparisons, as integers (form a).

    Parameters
    ----------
    comparisons
        What :func:`trainer_widgets.analysis.comparisons` returns, or any table of comparisons: a
        DataFrame, an Arrow table, a parquet path or an Ibis table.
    left, right
        The columns that hold the models, whose names are taken as text.
    winner
        The column that says which is better: ``left``, ``right`` or ``tie``. ``both_bad`` and a
        model's comparisons with itself are left out and counted in ``note``.
    item
        The column that names the item.
    ties
        ``"davidson"``, ``"half"`` or ``"drop"``.
    prior
        How many wins and how many losses each model is given against a model of strength zero.
        Shrinks strengths, and connects all models. None for none.
    confidence
        Of the intervals.

    Returns
    -------
    pandas.DataFrame
        ``model, estimate, low, high, n, note``: the strongest first, the larger part first, ``n``
        the comparisons of the model that its estimate rests on.

    Raises
    ------
    LabelsError
        When a column is missing, a winner is none of the four words, or an argument is wrong.

    References
    ----------
    .. [1] Bradley and Terry (1952), Rank analysis of incomplete block designs, Biometrika 39(3/4).
    .. [2] Davidson (1970), On extending the Bradley-Terry model to accommodate ties in paired
       comparison experiments, Journal of the American Statistical Association 65(329).
    .. [3] Hunter (2004), MM algorithms for generalized Bradley-Terry models, The Annals of
       Statistics 32(1), assumption 1.
    .. [4] Liang and Zeger (1986), Longitudinal data analysis using generalized linear models,
       Biometrika 73(1).

    Examples
    --------
    >>> import pandas as pd
    >>> pairs = pd.DataFrame({"left": ["heron"] * 4, "right": ["crane"] * 4})
    >>> pairs["winner"] = ["left", "left", "left", "right"]
    >>> model_strengths(pairs)[["model", "estimate", "n"]].round(3)
       model  estimate  n
    0  heron     0.549  4
    1  crane    -0.549  4
    """
    _check(ties, prior, confidence)
    found = counted(comparisons, left, right, winner, item)
    parts = list(parts_of(found, ties, connected=prior is not None))
    patterns = _patterns(found, parts, item, ties)
    settings = _Settings(ties, prior or 0.0, confidence, clustered=item is not None)
    rows: list[dict[str, Any]] = []
    for part in parts:
        estimated = _estimated(found, part, patterns, settings)
        others = apart(found, part)
        rows += [row | {"note": note(row["note"], others, found.said)} for row in estimated]
    for model, n, why in alone(found, parts, ties):
        said = note(f"undefined: {why}", "prior= connects all models", found.said)
        rows.append(_row(model, n, note=said))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    numbers = dict.fromkeys(("estimate", "low", "high"), "float64") | {"n": "int64"}
    return frame.astype(numbers | {"model": "str", "note": "str"})


def _check(ties: str, prior: float | None, confidence: float) -> None:
    if ties not in get_args(Ties):
        hint = nearest(ties, get_args(Ties))
        message = f"ties={ties!r} is unknown: {hint}There are {', '.join(get_args(Ties))}"
        raise LabelsError(message)
    if prior is not None and not (isinstance(prior, Real) and 0 < prior < np.inf):
        message = f"prior={prior!r}: give a positive number of comparisons, such as 0.5, or None"
        raise LabelsError(message)
    z(confidence)  # refuses what is none


def _patterns(
    found: Counted, parts: Sequence[Part], item: str | None, ties: Ties
) -> Patterns | None:
    """Return what the sandwich is made of; half ties have no likelihood, so they need one too."""
    if item and parts:
        return patterns_of(found, np.sort(np.concatenate([part.cells for part in parts])))
    cells = np.arange(len(found.n))
    return Patterns(cells, cells, found.n) if ties == "half" else None


def _estimated(
    found: Counted, part: Part, patterns: Patterns | None, settings: _Settings
) -> list[dict[str, Any]]:
    """Return the rows of models that can be compared with each other, the strongest first."""
    names = [found.models[place] for place in part.models]
    n = part.comparisons
    why = _undefined(part.table, settings)
    fitted = None if why else davidson.fit(part.table, settings.prior)
    if fitted is None or not fitted.converged:
        why = why or "undefined: no estimate was found"
        return [_row(name, size, note=why) for name, size in zip(names, n, strict=True)]
    error, quantile, how = _error(found, part, fitted, patterns, settings)
    said = note(_model(fitted, settings), how)
    strengths = np.round(fitted.strengths, DIGITS) + 0.0
    low, high = (np.round(strengths + side * quantile * error, DIGITS) for side in (-1, 1))
    order = np.lexsort((part.models, -strengths))
    return [_row(names[one], n[one], strengths[one], low[one], high[one], said) for one in order]


def _row(  # noqa: PLR0913, PLR0917 - the columns of the result
    model: str,
    n: float,
    estimate: float = np.nan,
    low: float = np.nan,
    high: float = np.nan,
    note: str = "",
) -> dict[str, Any]:
    return dict(zip(COLUMNS, (model, estimate, low, high, round(n), note), strict=True))


def _undefined(table: davidson.Table, settings: _Settings) -> str:
    """Return why the tie parameter has no estimate, or nothing."""
    wins = table.counts[:, [WIN, LOSS]].sum()
    known = wins > 0 if settings.prior else davidson.is_tie_determined(table)
    if known or not table.has_ties:
        return ""
    if not wins:
        return "undefined: all comparisons are ties"
    return (
        "undefined: no circle of results has more wins than ties, so that ties cannot be told "
        "from strengths; "
        "give ties='half' or prior="
    )


def _error(
    found: Counted,
    part: Part,
    fitted: davidson.Fit,
    patterns: Patterns | None,
    settings: _Settings,
) -> tuple[NDArray[np.float64], float, str]:
    """Return standard errors, how many of them the interval is to each side, and how it is made."""
    tail, named = (1 + settings.confidence) / 2, f"{100 * settings.confidence:g} % interval"
    independent = f"{named}: comparisons as independent"
    if patterns is None:
        error = davidson.deviations(fitted.inverse, part.table.size)
        return error, float(stats.norm.ppf(tail)), independent
    units = "items" if settings.clustered else "comparisons"
    covariance, items = clustered(found, part, fitted, patterns)
    if items <= part.table.size:
        few = f"no interval: {items} {units} are too few for {part.table.size} models"
        return np.full(part.table.size, np.nan), np.nan, few
    error = davidson.deviations(covariance, part.table.size)
    how = f"{named}: clustered by {items} items" if settings.clustered else independent
    return error, float(stats.t.ppf(tail, items - 1)), how


def _model(fitted: davidson.Fit, settings: _Settings) -> str:
    given = f"prior of {settings.prior:g} wins and losses each" if settings.prior else ""
    if np.isfinite(fitted.log_tie):
        return note(f"Davidson, tie parameter nu = {np.exp(fitted.log_tie):.4g}", given)
    said = {"davidson": "no ties", "half": "ties as half wins", "drop": "ties left out"}
    return note(f"Bradley-Terry, {said[settings.ties]}", given)
