"""How much partial agreement counts: the weights of kappas and of AC2, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from trainer_widgets.analysis import coding
from trainer_widgets.analysis.counts import LabelsError
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

UNWEIGHTED = "unweighted"
# The first is what a level takes when nothing is asked for.
WEIGHTS = {
    "nominal": (UNWEIGHTED,),
    "ordinal": ("linear", UNWEIGHTED, "quadratic"),
    "interval": ("quadratic", UNWEIGHTED, "linear"),
    "ratio": ("quadratic", UNWEIGHTED, "linear"),
    "set": ("MASI", UNWEIGHTED),
    "multiset": ("Jaccard", UNWEIGHTED),
}


def chosen_weights(level: str, weights: str | None) -> str:
    """Return the name of the weights that a level of measurement takes.

    Raises
    ------
    LabelsError
        When the level is unknown, or has no such weights.

    Examples
    --------
    >>> chosen_weights("ordinal", None), chosen_weights("set", "masi")
    ('linear', 'MASI')
    """
    if level not in WEIGHTS:
        there = ", ".join(WEIGHTS)
        message = f"level {level!r} is unknown: {nearest(level, WEIGHTS)}There are {there}"
        raise LabelsError(message)
    if weights is None:
        return WEIGHTS[level][0]
    for name in WEIGHTS[level]:
        if str(weights).lower() == name.lower():
            return name
    there = ", ".join(WEIGHTS[level])
    message = (
        f"weights {weights!r} do not go with level {level!r}: "
        f"{nearest(str(weights), WEIGHTS[level])}There are {there}"
    )
    raise LabelsError(message)


def weight_matrix(name: str, level: str, values: Sequence[Any]) -> Floats:
    """Return how much two values agree, V x V, 1 on the diagonal.

    Linear and quadratic weights are 1 less the (squared) distance over the largest one: of
    places in the order for ``ordinal``, of the numbers themselves for ``interval`` and ``ratio``.

    References
    ----------
    Cicchetti and Allison (1971), American Journal of EEG Technology 11(3), linear; Cohen (1968),
    Psychological Bulletin 70(4), quadratic; Passonneau (2006), LREC, MASI.

    Examples
    --------
    >>> weight_matrix("linear", "ordinal", ["low", "middle", "high"])[0]
    array([1. , 0.5, 0. ])
    """
    if name == UNWEIGHTED:
        return np.eye(len(values))
    if name in ("MASI", "Jaccard"):
        return 1 - coding.distances(level, values, ())
    if level == "ordinal":
        values = range(len(values))
    away = np.sqrt(coding.distances("interval", values, ()))
    away = away / away.max() if away.any() else away
    return np.asarray(1 - away ** (1 if name == "linear" else 2), dtype=np.float64)
