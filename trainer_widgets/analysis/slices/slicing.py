"""Where things go wrong: combinations of features with an unusually high rate."""

from __future__ import annotations

from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.bootstrap import OTHER_ITEMS, interval_name
from trainer_widgets.analysis.counts import slices as counting
from trainer_widgets.analysis.event_selection import Columns
from trainer_widgets.analysis.results import executed, note, result, whole, z
from trainer_widgets.analysis.slices import features as slice_features
from trainer_widgets.analysis.slices.asked import Asked
from trainer_widgets.analysis.slices.outcomes import outcomes_of
from trainer_widgets.analysis.slices.search import searched
from trainer_widgets.analysis.slices.verdicts import Rules, verdicts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from trainer_widgets.analysis.slices.features import Feature
    from trainer_widgets.analysis.slices.search import Searched, Slice
    from trainer_widgets.analysis.slices.verdicts import Verdict
    from trainer_widgets.records import Taxonomy

STATISTIC = "rate_difference"
MORE = ["rate", "rate_rest", "p_value", "q_value"]
FEATURES = 3


def find_slices(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    outcome: str = "disagreement",
    features: Sequence[str] | str | None = None,
    *,
    value: str = "choice",
    level: str = "nominal",
    items: object = None,
    gold: object = None,
    taxonomy: Taxonomy | str | Path | None = None,
    max_features: int = 3,
    min_items: int = 10,
    q: float = 0.05,
    exploratory: bool = False,
    item: str = "item_id",
    annotator: str = "annotator",
    at: str | None = None,
    independent: bool = True,
    models: bool = False,
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Find combinations of features in which things go wrong unusually often.

    The items are split into two halves at random. In the first, every combination of up to three
    features is looked at; those whose rate is higher than elsewhere (score test, p < .05 one-sided)
    are candidates, at most forty, the clearest first. The second half, in which nobody has looked
    yet, gives the numbers: the rate in the slice less that of all other labels, and a score test,
    robust to clustering by item [1]_. A candidate's p value is the largest of its comparisons, with
    all other labels and with the rest of every larger slice that it is part of (an
    intersection-union test [2]_); Benjamini and Hochberg's procedure [3]_ over all candidates says
    which are confirmed.

    No slice is a mere copy of a larger one: it holds less than 95 % of the larger one's labels, and
    its rate is higher than in the rest of that one. Nor is a larger slice confirmed only for what
    it holds: where a smaller one is confirmed and the larger one's rest is not higher than
    elsewhere, the smaller one stands. Of slices of the very same labels the one with the fewest
    features stands.

    Parameters
    ----------
    labels
        A DataFrame, an Arrow table, a parquet path or glob, an Ibis table, a
        :class:`~trainer_widgets.LabelStore` or a :class:`~trainer_widgets.Project`.
    outcome
        What goes wrong: ``"disagreement"`` of a label with the others' of its item, ``"escalated"``
        (needs events: a project, or its events), ``"failed"`` (labels with any ``errors``,
        ``flags`` or ``categories``), ``"gold_missed"`` (labels that miss the right answer of their
        item; lists count in any order), or a column with yes or no, or numbers from 0 to 1.
    features
        Columns of the labels or of the items. Numbers with more than ten values are cut at their
        quartiles; lists count by each of their members; of more than fifty values the most
        frequent are searched; a missing value is a value. ``"hour"`` (UTC) and ``"weekday"`` come
        from the label's time. By default the items' columns and those that tell who labeled under
        which guideline, taxonomy and condition, and columns of one's own, but not what was
        answered: the first ten that are numbers or have no more than fifty values.
    value, level
        The column and the level of measurement of ``"disagreement"``, as in
        :func:`~trainer_widgets.analysis.agreement`; distances count as shares of the largest one.
    items
        A table with the items' features; a project's own are there without it.
    gold
        Right answers for ``"gold_missed"``: a mapping from item to right ``value``, or a table with
        the items and ``value``. Of a project, which need not be given where the labels are its own,
        all that is known counts, such as verdict and categories.
    taxonomy
        Under which marks of weight 0 are no failures; a project has its own.
    max_features
        Most features of a slice: 1, 2 or 3.
    min_items
        Fewest items of a slice in each half.
    q
        The accepted share of false discoveries among the confirmed slices.
    exploratory
        Return the candidates that were not confirmed, too.
    item, annotator, at
        The columns that say what was labeled, by whom and when.
    independent, models
        As in :func:`~trainer_widgets.analysis.agreement`.
    confidence
        Of the intervals, which are not corrected for many tests.
    seed
        Of the split. Engines that lack md5 are refused by Ibis.

    Returns
    -------
    pandas.DataFrame
        One row a slice, the clearest first: ``slice`` (such as ``language = "ar" and model =
        "m2"``), ``statistic, estimate`` (the rate less that of all other labels), ``low, high,
        rate, rate_rest, p_value, q_value, n_items, n_annotators, n_labels`` (of the slice in the
        tested half), ``confirmed, note``. No rows where nothing was confirmed;
        ``found.attrs["searched"]`` is the number of slices that were looked at, those of
        ``found.attrs["min_items"]`` items or more, ``found.attrs["tested"]`` that of the
        candidates, ``found.attrs["note"]`` tells all three.
        What crosses are sums over items of each slice's contributions and their products (form b).

    Raises
    ------
    LabelsError
        When a column, feature or outcome is unknown or unfit, or an option is out of range.

    References
    ----------
    .. [1] Boos (1992), On generalized score tests, The American Statistician 46(4).
    .. [2] Berger (1982), Multiparameter hypothesis testing and acceptance sampling, Technometrics
       24(4).
    .. [3] Benjamini and Hochberg (1995), Controlling the false discovery rate, Journal of the
       Royal Statistical Society B 57(1).

    Examples
    --------
    >>> import pandas as pd
    >>> labels = pd.DataFrame({"item_id": range(200), "annotator": "ana"})
    >>> labels["language"] = ["ar", "de", "en", "fr"] * 50
    >>> labels["wrong"] = (labels["language"] == "ar") & (labels["item_id"] % 16 > 0)
    >>> found = find_slices(labels, "wrong")
    >>> found[["slice", "rate", "rate_rest"]].round(2)
                 slice  rate  rate_rest
    0  language = "ar"  0.77        0.0
    """
    _check(max_features, min_items, q, confidence)
    named = None if features is None else counts.by_columns(features)
    columns = Columns(item, annotator, at)
    asked = Asked(outcome, named, value, level, items, columns, independent, models, taxonomy, gold)
    table, names, said = outcomes_of(labels, asked)
    numbered = [f"feature_{place}" for place in range(len(names))]
    table = table.filter(counts.has(table, "y")).cache()
    coded, left_out = slice_features.coded(table, names, numbered, chosen=named is not None)
    said = note(said, left_out)
    codes = {f"code_{place}": one.code for place, one in enumerate(coded)}
    halves = counting.sides(table, codes, seed).cache()
    looked = searched(halves.filter(halves["is_searched"]), [*codes], max_features, min_items)
    testing = halves.filter(~halves["is_searched"])
    rules = Rules(min_items, q, confidence)
    found = verdicts(testing, looked.candidates, rules)
    texts = dict(zip(codes, coded, strict=True))
    shown = [one for one in found if one.confirmed or exploratory]
    people = _annotators(testing, [one.tested.conditions for one in shown])
    said = note(_summary(looked, found, min_items), said)
    rows = [
        _row(one, texts, n, note(interval_name(confidence, OTHER_ITEMS, "t"), said))
        for one, n in zip(shown, people, strict=True)
    ]
    rows.sort(key=lambda row: (not row["confirmed"], row["p_value"], row["slice"]))
    frame = result(rows, ["slice"], MORE, ["confirmed"]).astype({"slice": "str", "confirmed": bool})
    sizes = {"searched": looked.slices, "tested": len(found), "min_items": min_items}
    frame.attrs |= sizes | {"note": said}
    return frame


def _check(max_features: int, min_items: int, q: float, confidence: float) -> None:
    z(confidence)
    if not isinstance(max_features, Integral) or not 1 <= max_features <= FEATURES:
        message = f"max_features={max_features!r}: a slice has 1, 2 or {FEATURES} features"
        raise counts.LabelsError(message)
    whole("min_items", min_items, 1)
    if not isinstance(q, Real) or not 0 < q < 1:
        message = f"q is the accepted share of false discoveries, such as 0.05, not {q!r}"
        raise counts.LabelsError(message)


def _annotators(testing: Any, slices: Sequence[Slice]) -> list[int]:  # noqa: ANN401 - a table
    if not slices:
        return []
    conditions = [dict(one) for one in slices]
    return [int(n) for n in executed(counting.annotator_counts(testing, conditions)).iloc[0]]


def _summary(looked: Searched, found: Sequence[Verdict], least: int) -> str:
    confirmed = sum(one.confirmed for one in found)
    few = f"too few items to search: {looked.items} in one half, where it takes {2 * least}"
    return note(
        f"{looked.slices:,} slices of {least:,} items or more searched in one half of the items, "
        f"{len(found)} tested in the other, {confirmed or 'none'} confirmed",
        few if looked.items < 2 * least else "",
    )


def _text(conditions: Slice, features: Mapping[str, Feature]) -> str:
    return " and ".join(features[column].texts[code] for column, code in conditions)


def _row(
    found: Verdict, features: Mapping[str, Feature], annotators: int, said: str
) -> dict[str, Any]:
    tested = found.tested
    row = tested.against_rest._asdict()
    why = ""
    if not found.confirmed:
        beyond = f"beyond {_text(found.instead, features)}" if found.instead else "confirmed"
        why = f"exploratory: not {beyond}"
    row |= {
        "slice": _text(tested.conditions, features),
        "statistic": STATISTIC,
        "p_value": tested.p_value,
        "q_value": found.q_value,
        "n_items": tested.n_items,
        "n_annotators": annotators,
        "n_labels": tested.n_labels,
        "confirmed": found.confirmed,
    }
    return row | {"note": note(why, row["note"], said)}
