"""Agreement of marked spans: F1 between annotators, and how heavily they mark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from statsmodels.stats.proportion import proportion_confint

from trainer_widgets.analysis.counts import LabelsError
from trainer_widgets.analysis.counts.label_pairs import group_names
from trainer_widgets.analysis.counts.spans import F1, span_items
from trainer_widgets.analysis.reliability.coefficients import Estimate
from trainer_widgets.analysis.reliability.item_means import mean_over_items
from trainer_widgets.analysis.reliability.span_scores import score_estimates
from trainer_widgets.analysis.results import Key, executed, groups, note, share_note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from trainer_widgets.analysis.selection import Selection
    from trainer_widgets.records import Taxonomy


def estimates(  # noqa: PLR0913 - choices, all named
    selection: Selection,
    value: str,
    *,
    confidence: float,
    resamples: int,
    seed: int,
    match: str | Sequence[str] | None = None,
    taxonomy: Taxonomy | str | None = None,
) -> dict[Key, dict[str, Estimate]]:
    """Measure how far annotators mark the same stretches of an item's text.

    ``span_f1_exact``, ``span_f1_overlap`` and ``span_f1_characters`` are F1 between two
    annotators [1]_, averaged over the pairs of annotators within an item and then over items:

    - exact: spans with the same start and end match, each once;
    - overlap: precision is the share of one's spans that meet any of the other's, recall the
      share of the other's that meet any of the one's [2]_;
    - characters: code points that somebody marked, however often.

    F1 needs no count of what nobody marked, which spans do not have; it is not corrected for
    chance. Pairs in which nobody marked anything have no F1; they are left out and counted. Items
    in which nobody marked anything are told apart, as ``nothing_marked``: their share of the items
    with two labels or more, with Wilson's interval [3]_.

    Spans match within one text only (``side`` or ``field``, where marks have them), and those that
    mark a place between two characters (an omission) match only such at the same place; they count
    as one character.

    With a ``taxonomy``, ``severity_score_alpha`` and ``severity_score_difference`` tell how far
    annotators agree on how bad an item is, as
    :func:`trainer_widgets.analysis.reliability.span_scores.score_estimates` says.

    The engine matches spans and sums each item's contributions (form b of what is sufficient);
    counts of items with equal contributions are fetched. The intervals are bootstrapped over items.

    Parameters
    ----------
    selection
        The labels.
    value
        The column of marks: lists of structs with ``start`` and ``end`` in code points, such as
        ``errors``; or with one field that holds several of those, such as ``flags`` with their
        ``evidence``. An empty list says that somebody found nothing.
    confidence
        Of the intervals.
    resamples, seed
        Of the bootstrap.
    match
        Fields that two spans must have in common too, such as ``"category"``.
    taxonomy
        Weights of categories and severities: a taxonomy, or the path of its TOML file.

    Returns
    -------
    dict
        By group, the three F1, ``nothing_marked`` and, with a taxonomy, the two of the scores.

    Raises
    ------
    LabelsError
        When the column holds no marks, a span ends before it starts, or marks lack a field.

    References
    ----------
    .. [1] Hripcsak and Rothschild (2005), Agreement, the F-measure, and reliability in information
       retrieval, Journal of the American Medical Informatics Association 12(3).
    .. [2] Wiebe, Wilson and Cardie (2005), Annotating expressions of opinions and emotions in
       language, Language Resources and Evaluation 39(2-3), section 6.
    .. [3] Wilson (1927), Probable inference, the law of succession, and statistical inference,
       Journal of the American Statistical Association 22(158).

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets.analysis.selection import select
    >>> labels = pd.DataFrame({"item_id": ["q1", "q1"], "annotator": ["ana", "ben"]})
    >>> labels["errors"] = [
    ...     [{"start": 0, "end": 4}, {"start": 10, "end": 12}],
    ...     [{"start": 0, "end": 4}, {"start": 11, "end": 15}],
    ... ]
    >>> chosen = select(labels, ["errors"])
    >>> found = estimates(chosen, "errors", confidence=0.95, resamples=1000, seed=0)[()]
    >>> {name: round(one.estimate, 3) for name, one in found.items()}
    ... # doctest: +NORMALIZE_WHITESPACE
    {'span_f1_exact': 0.5, 'span_f1_overlap': 1.0, 'span_f1_characters': 0.714,
     'nothing_marked': 0.0}
    """
    matched = (match,) if isinstance(match, str) else tuple(match or ())
    frame = executed(span_items(selection.table, selection.by, value, matched))
    if (frame["backwards"] > 0).any():
        message = f"a span in column {value!r} ends before it starts"
        raise LabelsError(message)
    choices: dict[str, Any] = {"confidence": confidence, "resamples": resamples, "seed": seed}
    found = {
        key: {f"span_f1_{name}": _f1(part, name, matched, choices) for name in F1}
        | {"nothing_marked": _nothing_marked(part, confidence)}
        for key, part in groups(frame, group_names(selection.by)).items()
    }
    if taxonomy is not None:
        scores = score_estimates(selection, value, taxonomy, **choices)
        found = {key: of_spans | scores[key] for key, of_spans in found.items()}
    return found


def _f1(
    part: pd.DataFrame, name: str, match: Sequence[str], choices: Mapping[str, Any]
) -> Estimate:
    items = part["items"]
    has_two = part["labels"] > 1
    undefined = "nobody marked anything" if has_two.any() else "no item has two labels"
    nothing = int(items[has_two & (part["marked"] == 0)].sum())
    empty = int((items * part["empty_pairs"])[part["marked"] > 0].sum())
    said = note(
        f"same {' and '.join(match)}" if match else "",
        share_note(nothing, "items in which nobody marked anything left out"),
        share_note(empty, "pairs of labels without a mark left out of other items"),
        _unplaced(part),
    )
    return mean_over_items(part[name], items, undefined=undefined, said=said, **choices)


def _nothing_marked(part: pd.DataFrame, confidence: float) -> Estimate:
    has_two = part["labels"] > 1
    total = int(part["items"][has_two].sum())
    if not total:
        return Estimate(note="undefined: no item has two labels")
    nothing = int(part["items"][has_two & (part["marked"] == 0)].sum())
    low, high = proportion_confint(nothing, total, alpha=1 - confidence, method="wilson")
    told = f"{nothing} of {total} items with two labels or more"
    said = note(told, _unplaced(part), f"{100 * confidence:g} % interval: Wilson, over items")
    return Estimate(nothing / total, float(low), float(high), said)


def _unplaced(part: pd.DataFrame) -> str:
    unplaced = int(part["items"].to_numpy() @ part["unplaced"].to_numpy())
    return share_note(unplaced, "spans without a start or an end left out")
