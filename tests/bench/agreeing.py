"""Agreement, its matrix and its drift on millions of labels, beside what people use instead."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import krippendorff
import numpy as np
import pandas as pd
from sklearn.metrics import cohen_kappa_score

from tests.bench.many_labels import CHOICES, write_labels
from tests.bench.measure import Row, compared, medians
from tests.bench.peaks import mega, peak
from trainer_widgets import analysis

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

MILLION = 1_000_000
SIZES = {"1M": MILLION, "10M": 10 * MILLION}
RESAMPLES = 50  # of the naive bootstrap: a thousand would take minutes
NAIVE_ITEMS = 10_000


def rows() -> list[Row]:
    """Measure all of it on files that are removed afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        files = {name: write_labels(Path(folder) / name, n) for name, n in SIZES.items()}
        few = {name: write_labels(Path(folder) / f"few{name}", n, 3) for name, n in SIZES.items()}
        return [
            *itertools.chain(*(_agreement(f"{name} labels of 3", few[name]) for name in SIZES)),
            *itertools.chain(*(_agreement(f"{name} labels of 50", files[name]) for name in SIZES)),
            *_growth(files),
            *_bootstrap(files["1M"]),
            *_drift(files["10M"]),
            *_matrix(files["1M"]),
            *_memory(files["10M"]),
        ]


def patterns(path: Path) -> object:
    """Count patterns as a query of somebody's own would, and nothing else."""
    vector = ", ".join(
        f"count(*) FILTER (choice = '{choice}') AS c{place}" for place, choice in enumerate(CHOICES)
    )
    names = ", ".join(f"c{place}" for place in range(len(CHOICES)))
    each = f"SELECT item_id, {vector} FROM read_parquet('{path}') GROUP BY item_id"  # noqa: S608 - a path and names of our own
    query = f"SELECT {names}, count(*) FROM ({each}) GROUP BY {names}"  # noqa: S608 - as above
    return duckdb.sql(query).fetchall()


def value_counts(path: Path) -> NDArray[np.int64]:
    """Read labels as the krippendorff package takes them: labels of each value, per item."""
    frame = pd.read_parquet(path, columns=["item_id", "choice"])
    items, choices = (pd.factorize(frame[name])[0] for name in ("item_id", "choice"))
    size = len(CHOICES)
    flat = np.bincount(items * size + choices, minlength=(items.max() + 1) * size)
    return flat.reshape(-1, size)


def _agreement(name: str, path: Path) -> list[Row]:
    ours = f"agreement of {name} annotators, 5 coefficients, 1,000 resamples"
    ways: dict[str, Callable[[], object]] = {
        ours: lambda: analysis.agreement(str(path)),
        "DuckDB counting patterns": lambda: patterns(path),
        "krippendorff, no interval": lambda: krippendorff.alpha(
            value_counts=value_counts(path), level_of_measurement="nominal"
        ),
    }
    return compared(ours, medians(ways, rounds=3))


def _growth(files: dict[str, Path]) -> list[Row]:
    ways: dict[str, Callable[[], object]] = {
        f"agreement of {name} labels": lambda path=path: analysis.agreement(str(path))  # type: ignore[misc]
        for name, path in files.items()
    }
    return compared("agreement of 10M labels", medians(ways, rounds=2))


def _bootstrap(path: Path) -> list[Row]:
    frame = pd.read_parquet(path).head(NAIVE_ITEMS * 3)
    table = value_counts(path)[:NAIVE_ITEMS]
    ours = f"alpha of {NAIVE_ITEMS:,} items, {RESAMPLES} resamples"
    rng = np.random.default_rng(0)

    def naive() -> list[float]:
        draws = (rng.integers(NAIVE_ITEMS, size=NAIVE_ITEMS) for _ in range(RESAMPLES))
        return [
            krippendorff.alpha(value_counts=table[draw], level_of_measurement="nominal")
            for draw in draws
        ]

    ways: dict[str, Callable[[], object]] = {
        ours: lambda: analysis.agreement(frame, resamples=RESAMPLES),
        "krippendorff, resampled items": naive,
    }
    return compared(ours, medians(ways, rounds=2))


def _drift(path: Path) -> list[Row]:
    ours = "agreement_drift of 10M labels, 52 weeks with intervals"

    def weekly() -> list[Any]:
        frame = pd.read_parquet(path, columns=["item_id", "choice", "submitted_at"])
        frame["week"] = frame["submitted_at"].dt.tz_localize(None).dt.to_period("W")
        of_item = frame.groupby(["item_id", "choice"])["week"].transform("size") - 1
        others = frame.groupby("item_id")["week"].transform("size") - 1
        return list((of_item / others).groupby(frame["week"]).mean())

    ways: dict[str, Callable[[], object]] = {
        ours: lambda: analysis.agreement_drift(str(path)),
        "pandas, no intervals": weekly,
    }
    return compared(ours, medians(ways, rounds=1))


def _matrix(path: Path) -> list[Row]:
    ours = "agreement_matrix of 1M labels, 1,225 pairs"

    def loop() -> list[float]:
        frame = pd.read_parquet(path)
        wide = frame.pivot_table(
            index="item_id", columns="annotator", values="choice", aggfunc="first"
        )
        pairs = itertools.combinations(wide.columns, 2)
        both = (wide[[one, other]].dropna() for one, other in pairs)
        return [cohen_kappa_score(*part.to_numpy().T) for part in both if len(part)]

    ways: dict[str, Callable[[], object]] = {
        ours: lambda: analysis.agreement_matrix(str(path)),
        "scikit-learn, pair by pair": loop,
    }
    return compared(ours, medians(ways, rounds=1))


def _memory(path: Path) -> list[Row]:
    calls = {
        "agreement, 10M labels": f"analysis.agreement({str(path)!r})",
        "agreement_drift, 10M labels": f"analysis.agreement_drift({str(path)!r})",
        "agreement_matrix, 10M labels": f"analysis.agreement_matrix({str(path)!r})",
    }
    read = f"pandas.read_parquet({str(path)!r}, columns=['item_id', 'choice'])"
    beside = peak(read)
    found = {name: peak(code) for name, code in calls.items()}
    return [
        Row(
            f"peak memory: {name}",
            mega(size),
            "pandas reads two columns",
            mega(beside),
            f"{size / beside:.2f}",
        )
        for name, size in found.items()
    ]
