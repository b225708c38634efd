"""What counts as an empty cell."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd


def is_missing(value: object) -> bool:
    """Whether a cell holds nothing: None, NaN, or what pandas has in their place.

    Examples
    --------
    >>> [is_missing(value) for value in (None, float("nan"), pd.NaT, "", 0)]
    [True, True, True, False, False]
    """
    if isinstance(value, float | np.floating):
        return math.isnan(value)
    return value is None or value is pd.NA or value is pd.NaT
