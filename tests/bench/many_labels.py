"""Tables of labels of any size, drawn in a moment, for the benchmarks of the analysis."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from pathlib import Path

CHOICES = np.array(["a", "b", "tie", "both_bad"])
RATERS, RATERS_OF_ITEM = 50, 3
SKILL = 0.8
SEASON = np.datetime64("2026-01-05T00:00:00", "us")
WEEKS = 52
WEEK_US = 7 * 24 * 3600 * 1_000_000


def write_labels(path: Path, n_labels: int, raters: int = RATERS, seed: int = 0) -> Path:
    """Write labels of so many annotators, three an item, over a year; return where they are."""
    rng = np.random.default_rng(seed)
    n_items = n_labels // RATERS_OF_ITEM
    item = np.repeat(np.arange(n_items), RATERS_OF_ITEM)
    # Three at equal steps, from anywhere: distinct within an item, and every pair meets.
    first = rng.integers(raters, size=n_items)
    step = rng.integers(1, max(raters // 2, 2), size=n_items)
    place = np.tile(np.arange(RATERS_OF_ITEM), n_items)
    rater = (np.repeat(first, RATERS_OF_ITEM) + place * np.repeat(step, RATERS_OF_ITEM)) % raters
    truth = np.repeat(rng.integers(len(CHOICES), size=n_items), RATERS_OF_ITEM)
    is_right = rng.random(len(item)) < SKILL
    choice = np.where(is_right, truth, rng.integers(len(CHOICES), size=len(item)))
    moment = SEASON + rng.integers(WEEKS * WEEK_US, size=len(item)).astype("timedelta64[us]")
    table = pa.table(
        {
            "item_id": pa.array(item).cast(pa.string()),
            "annotator": pa.array(np.char.add("annotator-", rater.astype(str))),
            "choice": pa.array(CHOICES[choice]),
            "submitted_at": pa.array(moment, pa.timestamp("us", "UTC")),
        }
    )
    pq.write_table(table, path)
    return path


def draw_comparisons(n: int, models: int, seed: int = 0) -> pa.Table:
    """Draw comparisons of models whose strengths lie evenly over four log units, with ties."""
    rng = np.random.default_rng(seed)
    left = rng.integers(models, size=n)
    right = (left + rng.integers(1, models, size=n)) % models
    strength = np.linspace(-2, 2, models)
    wins = 1 / (1 + np.exp(strength[right] - strength[left]))
    winner = np.where(rng.random(n) < wins, "left", "right")
    winner[rng.random(n) < 0.1] = "tie"
    names = np.array([f"model-{number:03d}" for number in range(models)])
    return pa.table(
        {
            "item_id": pa.array(np.arange(n) // 2).cast(pa.string()),
            "left": pa.array(names[left]),
            "right": pa.array(names[right]),
            "winner": pa.array(winner),
        }
    )
