"""Presentation bias: whether the place on screen decides which response is preferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from statsmodels.stats.proportion import proportion_confint

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.results import executed, groups, note, result, share_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


def presentation_bias(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    by: str | Sequence[str] | None = None,
    *,
    item: str = "item_id",
    annotator: str = "annotator",
    independent: bool = True,
    models: bool = False,
) -> pd.DataFrame:
    """Measure how often the response on the left is preferred.

    With sides dealt by chance, one half is what no bias would give. Pairs without a preferred
    response are dropped. The interval is Wilson's [1]_, which takes labels as independent.

    Parameters
    ----------
    labels
        A DataFrame, an Arrow table, a parquet path or an Ibis table with the columns ``choice``
        (a response id, ``tie`` or ``both_bad``) and ``shown`` (a struct whose ``order`` holds the
        response ids from left to right).
    by
        Columns to group by, such as ``"annotator"``.
    item, annotator
        The columns that say what was labeled and by whom.
    independent
        Leave out labels given after feedback, reveal or rework, where ``condition`` tells.
    models
        Keep labels by models, where ``annotator_kind`` tells.

    Returns
    -------
    pandas.DataFrame
        One row a group, its ``statistic`` ``left_preferred``; NaN where no order on screen is
        known, as ``note`` says. The numbers of items, annotators and labels are those of the
        decided pairs.

    References
    ----------
    .. [1] Wilson (1927), Probable inference, the law of succession, and statistical inference,
       Journal of the American Statistical Association 22(158).

    Examples
    --------
    >>> import pandas as pd
    >>> labels = pd.DataFrame(
    ...     {
    ...         "item_id": ["q1", "q2", "q3", "q4"],
    ...         "annotator": "ana",
    ...         "choice": ["a", "b", "b", "tie"],
    ...         "shown": [{"order": list(order)} for order in ("ab", "ba", "ab", "ab")],
    ...     }
    ... )
    >>> presentation_bias(labels)[["statistic", "estimate", "n_labels"]].round(3)
            statistic  estimate  n_labels
    0  left_preferred     0.667         3
    """
    keys = counts.by_columns(by)
    columns = [*keys, item, annotator, "choice"]
    table = counts.as_table(labels, columns, ("shown", *counts.TELLING))
    chosen = counts.selected(table, independent=independent, models=models)
    frame = executed(counts.side_counts(chosen, keys, item, annotator))
    rows = []
    for key, part in groups(frame, keys).items():
        cell = part.iloc[0]
        left, right = int(cell["left"]), int(cell["right"])
        row = dict(zip(keys, key, strict=True)) | {"statistic": "left_preferred"}
        row |= {"n_items": cell["n_items"], "n_annotators": cell["n_annotators"]}
        row |= {"n_labels": left + right} | _share(left, left + right)
        row["note"] = note(
            "" if left + right else "undefined: no decided pair with a known order on screen",
            share_note(int(cell["undecided"]), "pairs without a preferred response dropped"),
            share_note(int(cell["unknown"]), "labels without a known order on screen dropped"),
            "95 % interval: Wilson" if left + right else "",
        )
        rows.append(row)
    return result(rows, keys)


def _share(count: int, n: int) -> dict[str, float]:
    if not n:
        return {"estimate": np.nan, "low": np.nan, "high": np.nan}
    low, high = proportion_confint(count, n, method="wilson")
    return {"estimate": count / n, "low": float(low), "high": float(high)}
