"""How good a tagger is, as people's corrections tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from statsmodels.stats.proportion import proportion_confint

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.results import executed, groups, note, result, share_note, z
from trainer_widgets.analysis.selection import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

DIGITS = 9
TINY = 1e-8


def tag_quality(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    by: str | Sequence[str] | None = None,
    *,
    each_tag: bool = True,
    item: str = "item_id",
    annotator: str = "annotator",
    independent: bool = True,
    models: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Measure a tagger by what people made of its tags.

    Tags are a multiset: of three proposed bananas where people see two, two are right.
    ``precision`` is the share of the proposed tags that people kept, ``recall`` the share of the
    tags that people gave which had been proposed [1]_; their intervals are Wilson's [2]_.
    ``count_error`` is how many more were proposed than given, on average over the images that show
    the tag or are said to (over all tags: over pairs of image and tag); its interval is that of a
    mean. People who labeled the same image are averaged, so that they count as one observation.
    Where to place a tag plays no role.

    Parameters
    ----------
    labels
        A DataFrame, an Arrow table, a parquet path or an Ibis table with the columns
        ``tag_names`` (a list of names, each as often as it is there) and ``shown`` (a struct whose
        ``auto_tags`` hold the ``name`` of each proposal), as ``project.labels()`` gives them.
    by
        Columns to group by, such as ``"tagger"``.
    each_tag
        One result for each tag; otherwise one over all tags.
    item, annotator
        The columns that say what was labeled and by whom.
    independent
        Leave out labels given after feedback, reveal or rework, where ``condition`` tells.
    models
        Keep labels by models, where ``annotator_kind`` tells.
    confidence
        Of the intervals.

    Returns
    -------
    pandas.DataFrame
        One row a group, tag and statistic: ``precision``, ``recall`` and ``count_error``. NaN
        where a tag was never proposed or never given, as ``note`` says. The numbers of items,
        annotators and labels are those in which the tag was proposed or given.

    Raises
    ------
    LabelsError
        When a column is missing, or ``shown`` holds no auto tags.

    References
    ----------
    .. [1] van Rijsbergen (1979), Information Retrieval, second edition, chapter 7.
    .. [2] Wilson (1927), Probable inference, the law of succession, and statistical inference,
       Journal of the American Statistical Association 22(158).

    Examples
    --------
    >>> import pandas as pd
    >>> shown = {"auto_tags": [{"name": "apple"}, {"name": "apple"}, {"name": "pear"}]}
    >>> labels = pd.DataFrame({"item_id": ["s1"], "annotator": ["ana"], "shown": [shown]})
    >>> labels["tag_names"] = [["apple", "peach"]]
    >>> tag_quality(labels, each_tag=False)[["statistic", "estimate"]].round(2)
         statistic  estimate
    0    precision      0.33
    1       recall      0.50
    2  count_error      0.33
    """
    groups_by = counts.by_columns(by)
    keys = [*groups_by, "tag"] if each_tag else groups_by
    columns = [*groups_by, item, annotator, "tag_names", "shown"]
    labels = opened(labels, independent=independent)
    table = counts.as_table(labels, columns, counts.TELLING)
    chosen = counts.selected(table, independent=independent, models=models)
    frame = executed(counts.tag_counts(chosen, keys, item, annotator))
    sizes = {name: int(n) for name, n in executed(counts.seen_with_tags(chosen)).iloc[0].items()}
    said = note(
        share_note(sizes["labels"] - sizes["known"], "labels without known auto tags dropped"),
        share_note(sizes["seen"], "labels given with the auto tags on screen: favors the tagger"),
    )
    rows = []
    for key, part in groups(frame, keys).items():
        cell = part.iloc[0]
        for statistic, found in _statistics(cell, confidence).items():
            row = dict(zip(keys, key, strict=True)) | {"statistic": statistic} | found
            row |= {name: cell[name] for name in ("n_items", "n_annotators", "n_labels")}
            rows.append(row | {"note": note(str(found["note"]), said)})
    return result(rows, keys)


def _statistics(cell: pd.Series[Any], confidence: float) -> dict[str, dict[str, Any]]:
    # Engines add up thirds in any order: what is equal shall be equal to the last digit, and a
    # zero have no sign.
    cell = cell.map(lambda value: round(value, DIGITS) + 0.0 if isinstance(value, float) else value)
    never = "undefined: {} nowhere"
    return {
        "precision": _share(
            cell["matched"], cell["proposed"], never.format("proposed"), confidence
        ),
        "recall": _share(cell["matched"], cell["given"], never.format("given"), confidence),
        "count_error": _mean(cell["surplus"], cell["surplus_squares"], cell["images"], confidence),
    }


def _share(count: float, n: float, undefined: str, confidence: float) -> dict[str, Any]:
    if not n:
        return {"estimate": np.nan, "low": np.nan, "high": np.nan, "note": undefined}
    count = min(count, n)
    share = count / n
    low, high = proportion_confint(count, n, 1 - confidence, method="wilson")
    said = (
        f"{100 * confidence:g} % interval: Wilson, each thing once however many people labeled it"
    )
    return {"estimate": share, "low": float(low), "high": float(high), "note": said}


def _mean(total: float, squares: float, n: float, confidence: float) -> dict[str, Any]:
    if not n:
        undefined = "undefined: no tags"
        return {"estimate": np.nan, "low": np.nan, "high": np.nan, "note": undefined}
    mean = total / n
    spread = max(squares / n - mean * mean, 0.0)
    if round(n) <= 1 or spread < TINY:
        said = "no interval: the error is the same in every image"
        return {"estimate": mean, "low": np.nan, "high": np.nan, "note": said}
    error = float(np.sqrt(spread / (n - 1)))
    low, high = mean - z(confidence) * error, mean + z(confidence) * error
    said = f"{100 * confidence:g} % interval: normal, over images"
    return {"estimate": mean, "low": low, "high": high, "note": said}
