"""Labels in which a combination of two features goes wrong more often than all else."""

from __future__ import annotations

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
import statsmodels.api as sm

from trainer_widgets.analysis.counts import slices as counting

LANGUAGES, MODELS = ("ar", "de", "en"), ("m1", "m2", "m3")
PLANTED = 'language = "ar" and model = "m2"'


def labels(n_items: int = 400, *, planted: float = 0.0, seed: int = 0) -> pd.DataFrame:
    """Give three labels an item, which go wrong in one of ten cases, in the slice more often."""
    rng = np.random.default_rng(seed)
    rows = []
    for item in range(n_items):
        language, model = str(rng.choice(LANGUAGES)), str(rng.choice(MODELS))
        weak = planted if (language, model) == ("ar", "m2") else 0.0
        length, hard = int(rng.integers(20, 400)), float(rng.normal(0, 0.05))
        for who in rng.choice(["ana", "ben", "chen", "dalia"], size=3, replace=False):
            wrong = rng.random() < 0.1 + weak + hard
            rows.append((f"q{item}", str(who), language, model, length, bool(wrong)))
    names = ["item_id", "annotator", "language", "model", "length", "wrong"]
    return pd.DataFrame(rows, columns=names)


def clustered(frame: pd.DataFrame, inside: pd.Series[bool]) -> tuple[float, float]:
    """Give the difference of rates and its standard error, robust to clustering by item."""
    design = sm.add_constant(inside.astype(float).to_numpy())
    items = pd.factorize(frame["item_id"])[0]
    fit = sm.OLS(frame["wrong"].astype(float).to_numpy(), design).fit(
        cov_type="cluster", cov_kwds={"groups": items, "use_correction": False}
    )
    return float(fit.params[1]), float(fit.bse[1])


def other_half(frame: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Give the labels of the items that are kept for the tests."""
    table = pa.Table.from_pandas(frame.assign(y=0.0)[["item_id", "annotator", "y"]])
    split = counting.sides(ibis.memtable(table), {}, seed)
    sides = split.select("item", "is_searched").distinct().to_pyarrow().to_pylist()
    ranks = {item: place for place, item in enumerate(sorted(set(frame["item_id"])))}
    tested = {row["item"] for row in sides if not row["is_searched"]}
    return frame[frame["item_id"].map(ranks).isin(tested)]
