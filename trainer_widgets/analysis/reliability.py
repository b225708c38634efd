"""Agreement between annotators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.coefficients import Estimate, cohen_kappa, percent_agreement
from trainer_widgets.analysis.results import Key, executed, groups, note, result, share_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis
    import pandas as pd

MOST_ANNOTATORS = 60


def agreement(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    value: str = "choice",
    by: str | Sequence[str] | None = None,
    *,
    item: str = "item_id",
    annotator: str = "annotator",
    independent: bool = True,
    models: bool = False,
    resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure how far annotators agree on the items that they share.

    ``percent_agreement`` is the share of agreeing pairs of labels within an item, averaged over
    items with two labels or more [1]_; its interval is the percentile bootstrap over items [2]_.
    ``cohen_kappa`` is Cohen's kappa [3]_, for more than two annotators the mean over their
    pairs [4]_; its interval is the infinitesimal jackknife over items [5]_.

    Parameters
    ----------
    labels
        A DataFrame, an Arrow table, a parquet path or an Ibis table; one row a label.
    value
        The column whose values are compared. Labels without a value are left out.
    by
        Columns to group by, such as ``"guideline"``.
    item, annotator
        The columns that say what was labeled and by whom.
    independent
        Leave out labels given after feedback, reveal or rework, where ``condition`` tells.
    models
        Keep labels by models, where ``annotator_kind`` tells.
    resamples
        Draws of the bootstrap.
    seed
        Seed of the bootstrap.

    Returns
    -------
    pandas.DataFrame
        One row a group and statistic: ``statistic, estimate, low, high, n_items, n_annotators,
        n_labels, note``. What is undefined is NaN, and ``note`` says why.

    Raises
    ------
    LabelsError
        When a column is missing, or somebody has two labels on one item.

    References
    ----------
    .. [1] Fleiss (1971), Measuring nominal scale agreement among many raters, Psychological
       Bulletin 76(5), equation 2 and the mean over items.
    .. [2] Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.
    .. [3] Cohen (1960), A coefficient of agreement for nominal scales, Educational and
       Psychological Measurement 20(1).
    .. [4] Light (1971), Measures of response agreement for qualitative data, Psychological
       Bulletin 76(5).
    .. [5] Efron (1982), The Jackknife, the Bootstrap and Other Resampling Plans, chapter 6.

    Examples
    --------
    >>> import pandas as pd
    >>> labels = pd.DataFrame(
    ...     {
    ...         "item_id": ["q1", "q1", "q2", "q2", "q3", "q3", "q4", "q4"],
    ...         "annotator": ["ana", "ben"] * 4,
    ...         "choice": ["a", "a", "b", "b", "a", "b", "b", "b"],
    ...     }
    ... )
    >>> agreement(labels)[["statistic", "estimate", "n_items"]]
               statistic  estimate  n_items
    0  percent_agreement      0.75        4
    1        cohen_kappa      0.50        4
    """
    keys = counts.by_columns(by)
    table = counts.as_table(labels, [*keys, value, item, annotator], counts.TELLING)
    out = executed(counts.left_out(table)).iloc[0]
    chosen = counts.selected(table, independent=independent, models=models)
    values = _sorted(counts.categories(chosen, value))
    people = _sorted(counts.categories(chosen, annotator))
    if not values:
        return _nothing(keys)
    sizes = _sizes(chosen, keys, value, item, annotator)
    patterns = groups(executed(counts.count_patterns(chosen, keys, value, item, values)), keys)
    raters = {}
    if len(people) <= MOST_ANNOTATORS:
        columns = {"value": value, "item": item, "annotator": annotator}
        by_rater = counts.rater_patterns(chosen, keys, **columns, values=values, annotators=people)
        raters = groups(executed(by_rater), keys)
    said = _said(out, independent=independent, models=models)
    rows = []
    for key, size in sizes.items():
        percent = percent_agreement(patterns[key], resamples, seed)
        kappa = cohen_kappa(raters[key], len(values)) if raters else _TOO_MANY
        for name, found in (("percent_agreement", percent), ("cohen_kappa", kappa)):
            row = dict(zip(keys, key, strict=True)) | size
            row |= {"statistic": name} | found._asdict() | {"note": note(found.note, said)}
            rows.append(row)
    return result(rows, keys)


def _nothing(by: Sequence[str]) -> pd.DataFrame:
    empty = {"n_items": 0, "n_annotators": 0, "n_labels": 0, "note": "undefined: no labels"}
    names = () if by else ("percent_agreement", "cohen_kappa")
    return result([{"statistic": name} | empty for name in names], by)


_TOO_MANY = Estimate(
    note=f"more than {MOST_ANNOTATORS} annotators: give fewer, or group by something they share"
)


def _sizes(
    table: ibis.Table, by: Sequence[str], value: str, item: str, annotator: str
) -> dict[Key, dict[str, int]]:
    sizes = {}
    for key, part in groups(executed(counts.totals(table, by, value, item, annotator)), by).items():
        size = {str(name): int(n) for name, n in part.iloc[0].drop(list(by)).items()}
        if size["n_labels"] != size.pop("n_pairs"):
            message = (
                f"some {annotator} has two labels on one {item}: give project.labels(), which "
                f"holds the label that stands, or group by what tells the two apart"
            )
            raise counts.LabelsError(message)
        sizes[key] = size
    return sizes


def _sorted(values: ibis.Table) -> list[Any]:
    found = values.to_pyarrow().column(0).to_pylist()
    return sorted(found)


def _said(out: pd.Series[Any], *, independent: bool, models: bool) -> str:
    exposed, by_models = int(out["after_exposure"]), int(out["by_models"])
    where = "left out" if independent else "included: not independent"
    return note(
        share_note(exposed, f"labels after feedback or reveal {where}"),
        share_note(by_models, f"labels by models {'included' if models else 'left out'}"),
    )
