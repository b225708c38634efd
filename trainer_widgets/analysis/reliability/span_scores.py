"""Agreement on how bad items are: scores from the severities of what was marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from trainer_widgets.analysis.bootstrap import (
    OTHER_ITEMS,
    drawn,
    interval_name,
    percentile_interval,
)
from trainer_widgets.analysis.counts import LabelsError
from trainer_widgets.analysis.counts.label_pairs import group_names
from trainer_widgets.analysis.counts.span_scores import KINDS, mark_kinds, score_items
from trainer_widgets.analysis.reliability.coefficients import Estimate
from trainer_widgets.analysis.reliability.item_means import MOST_DRAWN, mean_over_items
from trainer_widgets.analysis.results import Key, executed, groups, note, z
from trainer_widgets.taxonomy import loose_taxonomy

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from trainer_widgets.analysis.selection import Selection
    from trainer_widgets.records import Taxonomy

    Floats = NDArray[np.float64]

SUMS = ["labels", "total", "squares"]
TINY = 1e-12


def score_estimates(  # noqa: PLR0913 - choices, all named
    selection: Selection,
    value: str,
    taxonomy: Taxonomy | str,
    *,
    confidence: float,
    resamples: int,
    seed: int,
) -> dict[Key, dict[str, Estimate]]:
    """Measure how far annotators agree on a score: the weights of all that somebody marked.

    The score of a label adds up the weights of its marks by category and severity, as MQM does for
    translations (major 5, non-translation 25, minor 1, minor punctuation 0.1 [1]_). A label without
    marks scores 0 and counts.

    ``severity_score_alpha`` is Krippendorff's alpha of the scores at the interval level [2]_:
    scores are differences on a scale with a unit. ``severity_score_difference`` is the mean
    absolute difference between two annotators of an item, in that unit, averaged over pairs and
    then over items: alpha depends on how much the items differ, this does not.

    The engine adds up each item's scores, their squares and their differences (form b of what is
    sufficient); counts of items with equal sums are fetched. Intervals are bootstrapped over items.

    Parameters
    ----------
    selection
        The labels.
    value
        The column of marks, with ``category``, ``severity`` or both.
    taxonomy
        Weights of categories and severities: a taxonomy, or the path of its TOML file.
    confidence
        Of the intervals.
    resamples, seed
        Of the bootstrap.

    Returns
    -------
    dict
        By group, ``severity_score_alpha`` and ``severity_score_difference``.

    Raises
    ------
    LabelsError
        When marks have neither a category nor a severity.
    TaxonomyError
        When the taxonomy is none.

    References
    ----------
    .. [1] Freitag, Foster, Grangier, Ratnakar, Tan and Macherey (2021), Experts, errors, and
       context, Transactions of the ACL 9, table of error weights.
    .. [2] Krippendorff (2011), Computing Krippendorff's alpha-reliability, sections E and F.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets import Taxonomy
    >>> from trainer_widgets.analysis.selection import select
    >>> from trainer_widgets.records import SeverityLevel
    >>> levels = [SeverityLevel("minor", "Minor"), SeverityLevel("major", "Major", weight=5)]
    >>> labels = pd.DataFrame({"item_id": ["q1", "q1", "q2", "q2"]})
    >>> labels["annotator"] = ["ana", "ben"] * 2
    >>> minor, major = ({"start": 0, "end": 4, "severity": one} for one in ("minor", "major"))
    >>> labels["errors"] = [[major], [major, minor], [minor], []]
    >>> chosen, weights = select(labels, ["errors"]), Taxonomy("1.0", "MQM", [], levels)
    >>> found = score_estimates(
    ...     chosen, "errors", weights, confidence=0.95, resamples=1000, seed=0
    ... )[()]
    >>> {name: round(one.estimate, 3) for name, one in found.items()}
    {'severity_score_alpha': 0.942, 'severity_score_difference': 1.0}
    """
    tree = loose_taxonomy(taxonomy)
    weights, unknown = _weights(executed(mark_kinds(selection.table, value)), value, tree)
    frame = executed(score_items(selection.table, selection.by, value, weights))
    choices: dict[str, Any] = {"confidence": confidence, "resamples": resamples, "seed": seed}
    found = {}
    for key, part in groups(frame, group_names(selection.by)).items():
        has_two = part["labels"] > 1
        undefined = "no item has two labels"
        found[key] = {
            "severity_score_alpha": _alpha(part[has_two], unknown, **choices),
            "severity_score_difference": mean_over_items(
                part["apart"], part["items"], undefined=undefined, said=unknown, **choices
            ),
        }
    return found


def _weights(kinds: pd.DataFrame, value: str, tree: Taxonomy) -> tuple[pa.Table, str]:
    """Return what each kind of mark weighs, and which the taxonomy does not know."""
    found = sorted(zip(kinds["category"], kinds["severity"], strict=True))
    if found and not any(category or severity for category, severity in found):
        message = f"the marks in column {value!r} have no category and no severity to weigh"
        raise LabelsError(message)
    levels = {level.id for level in tree.severity}.union(*(one.weights for one in tree.category))
    unknown = {one for one, _ in found if one and one not in tree.by_id}
    unknown |= {one for _, one in found if one and one not in levels}
    weights = [float(tree.weight(one or None, other or None)) for one, other in found]
    columns = [*zip(*found, strict=True)] or [(), ()]
    names = dict(zip(KINDS, (pa.array(one, pa.string()) for one in columns), strict=True))
    table = pa.table({**names, "weight": pa.array(weights, pa.float64())})
    said = f"not in taxonomy {tree.version}: {', '.join(sorted(unknown))}" if unknown else ""
    return table, said


def _alpha(
    part: pd.DataFrame, said: str, *, confidence: float, resamples: int, seed: int
) -> Estimate:
    # Sorted, so that no engine's order moves a draw.
    part = part.sort_values(SUMS)
    m, total, squares = (part[name].to_numpy(dtype=np.float64) for name in SUMS)
    items = part["items"].to_numpy(dtype=np.int64)
    if not len(items):
        return Estimate(note=note("undefined: no item has two labels", said))
    sums = np.column_stack([m, total, squares, 2 * (m * squares - total**2) / (m - 1)])
    estimate = float(_alpha_of(items @ sums))
    said = note(f"{items.sum()} items with two labels or more", said)
    if np.isnan(estimate):
        return Estimate(note=note("undefined: all scores are the same", said))
    if len(items) == 1:
        return Estimate(estimate, note=note(said, "no interval: all items are alike"))
    if len(items) > MOST_DRAWN:
        reach = float(z(confidence) * _alpha_error(sums, items))
        told = interval_name(confidence, OTHER_ITEMS, "jackknife")
        return Estimate(estimate, estimate - reach, min(estimate + reach, 1.0), note(said, told))
    draws = [_alpha_of(draw @ sums) for draw in drawn(items, resamples, seed)]
    found = percentile_interval(estimate, np.concatenate(draws), confidence)
    return found._replace(note=note(said, found.note))


def _alpha_of(sums: Floats) -> Floats:
    """Return alpha from the sums over items of labels, scores, squares and disagreement within."""
    n, total, squares, within = np.moveaxis(sums, -1, 0)
    expected = 2 * (n * squares - total**2)
    observed = (n - 1) * within
    known = expected > TINY * n * squares
    share: Floats = np.full_like(expected, np.nan)
    np.divide(observed, expected, out=share, where=known)
    return 1 - share


def _alpha_error(sums: Floats, items: NDArray[np.int64]) -> float:
    """Return alpha's standard error by the infinitesimal jackknife over items."""
    n, total, squares, within = items @ sums
    expected = 2 * (n * squares - total**2)
    share = (n - 1) * within / expected
    slopes = [within - 2 * share * squares, 4 * share * total, -2 * share * n, n - 1]
    pull = sums @ slopes / expected
    pull -= items @ pull / items.sum()
    return float(np.sqrt(items @ pull**2))
