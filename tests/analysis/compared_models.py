"""Comparisons of models drawn from Davidson's model, or written down, and what results say."""

from __future__ import annotations

import numpy as np
import pandas as pd


def simulated(  # noqa: PLR0913 - each is a part of the process
    n: int = 120,
    models: int = 4,
    raters: int = 3,
    *,
    ties: float = 0.5,
    seed: int = 0,
    gap: float = 1,
) -> pd.DataFrame:
    """Give comparisons of items that several raters compared, who often say the same."""
    rng = np.random.default_rng(seed)
    left = rng.integers(0, models, n)
    right = (left + rng.integers(1, models, n)) % models
    half = gap * (left - right) / 2
    weights = np.stack([np.exp(half), np.full(n, ties), np.exp(-half)], axis=1)
    upto = (weights / weights.sum(axis=1, keepdims=True)).cumsum(axis=1)
    first, *others = ((rng.random(n)[:, None] > upto).sum(axis=1) for _ in range(raters))
    given_by = [first, *(np.where(rng.random(n) < 0.5, first, one) for one in others)]
    words = np.array(["left", "tie", "right"])
    names = np.array([f"m{number}" for number in range(models)])
    frames = [
        pd.DataFrame({"item_id": np.arange(n), "left": names[left], "right": names[right]})
        for _ in given_by
    ]
    both = pd.concat(frames, ignore_index=True)
    return both.assign(winner=words[np.concatenate(given_by).clip(max=2)])


def pairs(*cells: str) -> pd.DataFrame:
    """Give comparisons from texts such as ``"a>b"``, ``"a<b"``, ``"a=b"`` and ``"a!b"``."""
    words = {">": "left", "<": "right", "=": "tie", "!": "both_bad"}
    rows = [(one[0], one[2], words[one[1]]) for one in cells]
    return pd.DataFrame(rows, columns=["left", "right", "winner"])


def by_model(result: pd.DataFrame) -> pd.DataFrame:
    """Give estimate, low and high by model."""
    return result.set_index("model").sort_index()[["estimate", "low", "high"]]


def errors(result: pd.DataFrame, quantile: float) -> list[float]:
    """Give the standard errors behind a result's intervals."""
    found = by_model(result)
    return ((found["high"] - found["low"]) / 2 / quantile).tolist()
