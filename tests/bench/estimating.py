"""Model strengths and Dawid-Skene on a million rows, beside what people use instead."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import evalica
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from crowdkit.aggregation import DawidSkene
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from tests.bench.many_labels import draw_comparisons, write_labels
from tests.bench.measure import Row, compared, medians
from tests.bench.peaks import mega, peak
from trainer_widgets import analysis

if TYPE_CHECKING:
    from collections.abc import Callable

MILLION = 1_000_000
MODELS = 200
WINNERS = {"left": evalica.Winner.X, "right": evalica.Winner.Y, "tie": evalica.Winner.Draw}


def rows() -> list[Row]:
    """Measure all of it on files that are removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        pairs, labels = Path(folder) / "pairs.parquet", Path(folder) / "labels.parquet"
        pq.write_table(draw_comparisons(MILLION, MODELS), pairs)
        write_labels(labels, MILLION)
        return [*_strengths(pairs), *_dawid_skene(labels), *_memory(pairs, labels)]


def _strengths(path: Path) -> list[Row]:
    ours = "model_strengths of 1M comparisons, 200 models, with intervals"
    without = "model_strengths, not clustered"
    frame = pd.read_parquet(path)

    def by_evalica() -> object:
        winners = frame["winner"].map(WINNERS)
        return evalica.bradley_terry(frame["left"], frame["right"], winners)

    def by_sklearn() -> object:
        decided = frame[frame["winner"] != "tie"]
        names = pd.Index(sorted({*frame["left"], *frame["right"]}))
        row = np.arange(len(decided))
        ones = np.ones(len(decided))
        columns = [names.get_indexer(decided[side]) for side in ("left", "right")]
        where = (np.tile(row, 2), np.concatenate(columns))
        design = sparse.csr_matrix((np.concatenate([ones, -ones]), where))
        model = LogisticRegression(fit_intercept=False, C=1e6, tol=1e-6, max_iter=1000)
        return model.fit(design, decided["winner"] == "left")

    ways: dict[str, Callable[[], object]] = {
        ours: lambda: analysis.model_strengths(str(path), item="item_id"),
        without: lambda: analysis.model_strengths(str(path)),
        "evalica, no intervals": by_evalica,
        "scikit-learn, no ties, no intervals": by_sklearn,
    }
    return compared(ours, medians(ways, rounds=2))


def _dawid_skene(path: Path) -> list[Row]:
    ours = "consensus by Dawid-Skene, 1M labels"

    def by_crowdkit() -> object:
        frame = pd.read_parquet(path)
        names = {"item_id": "task", "annotator": "worker", "choice": "label"}
        return DawidSkene(n_iter=100, tol=1e-5).fit_predict(frame.rename(columns=names))

    ways: dict[str, Callable[[], object]] = {
        ours: lambda: analysis.consensus(str(path), method="dawid_skene"),
        "crowd-kit": by_crowdkit,
    }
    return compared(ours, medians(ways, rounds=1))


def _memory(pairs: Path, labels: Path) -> list[Row]:
    calls = {
        "model_strengths, 1M comparisons": (
            f"analysis.model_strengths({str(pairs)!r}, item='item_id')",
            f"pandas.read_parquet({str(pairs)!r})",
        ),
        "consensus by Dawid-Skene, 1M labels": (
            f"analysis.consensus({str(labels)!r}, method='dawid_skene')",
            f"pandas.read_parquet({str(labels)!r})",
        ),
    }
    found = {name: (peak(ours), peak(read)) for name, (ours, read) in calls.items()}
    return [
        Row(
            f"peak memory: {name}",
            mega(size),
            "pandas reads them",
            mega(beside),
            f"{size / beside:.2f}",
        )
        for name, (size, beside) in found.items()
    ]
