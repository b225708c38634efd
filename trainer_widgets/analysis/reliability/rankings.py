"""Agreement of rankings: Kendall's tau-b and coefficient of concordance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from trainer_widgets.analysis.counts import LabelsError
from trainer_widgets.analysis.counts.label_pairs import group_names
from trainer_widgets.analysis.counts.rankings import (
    MISSING,
    PLACES,
    RANKINGS,
    TIED,
    ranking_patterns,
)
from trainer_widgets.analysis.reliability.item_means import mean_over_items
from trainer_widgets.analysis.reliability.ranking_coefficients import Contribution, scored
from trainer_widgets.analysis.results import Key, executed, groups, note, share_note
from trainer_widgets.analysis.waiting import told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trainer_widgets.analysis.reliability.coefficients import Estimate
    from trainer_widgets.analysis.selection import Selection


def estimates(
    selection: Selection,
    value: str,
    *,
    confidence: float,
    resamples: int,
    seed: int,
    **options: object,
) -> dict[Key, dict[str, Estimate]]:
    """Measure how far annotators order the responses of an item alike.

    ``kendall_tau_b`` is Kendall's rank correlation with its correction for ties [1]_, taken over
    the responses that two annotators both ranked, averaged over the pairs of annotators within an
    item and then over items. Where one of the two tied all of them it is undefined and the pair is
    left out, as ``note`` tells; with two responses each tie is such a case, and
    ``agreement(labels, "choice")`` counts ties as a category of their own.

    ``kendall_w`` is the coefficient of concordance [2]_ with the correction for ties [3]_,
    averaged over the items whose rankings, two or more, are all of the same responses. It is 1
    where all agree; orders by chance give about 1 / annotators, not 0.

    The engine counts the items that show each set of rankings (form a of what is sufficient); at
    most one text an item is fetched. The intervals are bootstrapped over items.

    Parameters
    ----------
    selection
        The labels.
    value
        The column of orders, best first: lists of ids, or of lists of ids that are tied, such as
        ``order``. Labels with an empty order (both bad, cannot judge) are left out and counted.
    confidence
        Of the intervals.
    resamples, seed
        Of the bootstrap.
    options
        Those of other levels, which have to be None.

    Returns
    -------
    dict
        By group, ``kendall_tau_b`` and ``kendall_w``.

    Raises
    ------
    LabelsError
        When the column holds no orders, an order names a response twice or a missing one, or an
        option is given that rankings do not have.

    References
    ----------
    .. [1] Kendall (1945), The treatment of ties in ranking problems, Biometrika 33(3).
    .. [2] Kendall and Babington Smith (1939), The problem of m rankings, Annals of Mathematical
       Statistics 10(3).
    .. [3] Kendall and Gibbons (1990), Rank Correlation Methods, fifth edition, chapter 6.

    Examples
    --------
    >>> import pandas as pd
    >>> from trainer_widgets.analysis.selection import select
    >>> labels = pd.DataFrame(
    ...     {
    ...         "item_id": ["q1", "q1", "q2", "q2"],
    ...         "annotator": ["ana", "ben"] * 2,
    ...         "order": [[["a"], ["b"], ["c"]]] * 3 + [[["b"], ["a"], ["c"]]],
    ...     }
    ... )
    >>> chosen = select(labels, ["order"])
    >>> found = estimates(chosen, "order", confidence=0.95, resamples=1000, seed=0)[()]
    >>> {name: round(one.estimate, 3) for name, one in found.items()}
    {'kendall_tau_b': 0.667, 'kendall_w': 0.875}
    """
    if foreign := sorted(name for name, chosen in options.items() if chosen is not None):
        message = f"level 'ranking' has no option {foreign[0]!r}: leave it out"
        raise LabelsError(message)
    frame = executed(ranking_patterns(selection.table, selection.by, value))
    found = told(frame["rankings"], "Rankings", total=len(frame))
    scored = pd.DataFrame(
        [_contribution(text, value) for text in found], columns=list(Contribution._fields)
    )
    frame = pd.concat([frame, scored], axis=1)
    choices: dict[str, Any] = {"confidence": confidence, "resamples": resamples, "seed": seed}
    return {
        key: {"kendall_tau_b": _mean_tau_b(part, choices), "kendall_w": _mean_w(part, choices)}
        for key, part in groups(frame, group_names(selection.by)).items()
    }


def _contribution(text: str, value: str) -> Contribution:
    orders = [
        [place.split(TIED) for place in order.split(PLACES)] if order else []
        for order in text.split(RANKINGS)
    ]
    named = [[name for place in order for name in place] for order in orders]
    if any(len({*names} - {"", MISSING}) < len(names) for names in named):
        message = f"an order in column {value!r} names a response twice or a missing one"
        raise LabelsError(message)
    codes = {name: code for code, name in enumerate(sorted(set().union(*named)))}
    ranked = [
        tuple(tuple(sorted(codes[name] for name in place)) for place in order)
        for order in orders
        if order
    ]
    # Items that are alike but for the names of their responses are scored once.
    return scored(tuple(sorted(ranked)), len(orders) - len(ranked))


def _mean_tau_b(part: pd.DataFrame, choices: Mapping[str, Any]) -> Estimate:
    items = part["items"]
    tied, few = _total(part, "all_tied"), _total(part, "apart")
    undefined = "no item has two rankings"
    if (part["n"] > 1).any():
        undefined = "no two rankings of an item order two responses that both hold"
    said = note(
        share_note(tied, "pairs of labels left out, in which somebody tied all responses"),
        share_note(few, "pairs of labels left out, which share less than two responses"),
        share_note(_total(part, "unranked"), "labels without an order left out"),
    )
    return mean_over_items(part["tau_b"], items, undefined=undefined, said=said, **choices)


def _mean_w(part: pd.DataFrame, choices: Mapping[str, Any]) -> Estimate:
    met, has_none = part["n"] > 1, part["w"].isna()
    unlike = int(part["items"][met & ~part["is_complete"]].sum())
    alike = int(part["items"][met & part["is_complete"] & has_none].sum())
    undefined = "no item has two rankings"
    if met.any():
        undefined = "no item has two rankings of the same responses with an order among them"
    said = note(
        share_note(unlike, "items left out, whose rankings are not all of the same responses"),
        share_note(alike, "items left out, whose responses were all tied by all"),
        share_note(_total(part, "unranked"), "labels without an order left out"),
    )
    return mean_over_items(part["w"], part["items"], undefined=undefined, said=said, **choices)


def _total(part: pd.DataFrame, column: str) -> int:
    return int(part["items"].to_numpy() @ part[column].to_numpy())
