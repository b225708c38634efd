"""Presentation bias: whether the screen decides, and not what is on it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Literal, get_args

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts.presentation import (
    chosen_places,
    cluster_sums,
    with_choice,
)
from trainer_widgets.analysis.preferences.lengths import Unit, length_rows
from trainer_widgets.analysis.preferences.pairwise import RANKED, rankings, responses_of
from trainer_widgets.analysis.preferences.prelabels import has_prelabels, prelabel_rows
from trainer_widgets.analysis.results import Key, executed, groups, note, result, share_note, z
from trainer_widgets.analysis.selection import opened
from trainer_widgets.analysis.shares import share
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from trainer_widgets.analysis.selection import Selection

Kind = Literal["position", "length", "prelabel"]
PAIR = 2


def presentation_bias(  # noqa: PLR0913 - columns and choices, all named
    labels: object,
    by: str | Sequence[str] | None = None,
    *,
    kinds: Kind | Collection[Kind] | None = None,
    items: object = None,
    unit: Unit = "words",
    value: str | None = None,
    prelabel: str | None = None,
    item: str = "item_id",
    annotator: str = "annotator",
    at: str | None = None,
    independent: bool = True,
    models: bool = False,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Measure whether place, length or a prelabel goes with what people answer.

    ``"position"``: ``left_preferred`` is the share of pairs in which the response on the left is
    preferred; with sides dealt by chance, one half is what no bias would give. Of three or more
    responses ``place_1_of_3_preferred`` and so on are the shares in which the response at that
    place, from left to right, is the best; no bias would give one third each.

    ``"length"``: ``longer_preferred`` is the share of decided pairs in which the longer response is
    preferred, and ``length_slope`` how much the log odds of being preferred grow when a response
    becomes twice as long as the other (logistic regression on the binary logarithm of the ratio).
    Both are associations: longer responses may be better, too.

    ``"prelabel"``: ``accepted_with_prelabel`` and ``accepted_without_prelabel`` are the shares of
    answers that agree with the prelabel where it was on screen and where it was not (of image
    tags, the shares of the proposed tags that were kept), and ``prelabel_effect`` is their
    difference. Where chance dealt who saw it, the difference is its effect.

    Labels of one item are alike, so intervals are clustered by item: Wilson's [1]_ where each item
    has one label, and otherwise Wilson's for the effective number of labels [2]_; a sandwich [3]_
    for slope and difference. What is fetched from the engine are sums of each item's contributions
    (form b), and for lengths how many items show each set of lengths, as integers (form a).

    Parameters
    ----------
    labels
        Labels in any form. Position needs ``choice`` or ``order``, and ``shown`` (a struct whose
        ``order`` holds the response ids from left to right); prelabels need ``prelabels`` in
        ``shown``, or ``condition`` (``prelabel`` or ``blind``).
    by
        Columns to group by, such as ``"annotator"``.
    kinds
        Which of ``"position"``, ``"length"`` and ``"prelabel"``; by default all that the labels
        can tell.
    items
        The texts of the responses: a project, or a table with ``response_a``, ``response_b``, ...
        A project given as labels has them.
    unit
        Of lengths: ``"words"`` or ``"characters"``.
    value, prelabel
        The columns that hold the answer and the prelabel; image tags need neither.
    item, annotator, at
        The columns that say what was labeled, by whom and when.
    independent
        Leave out labels given after feedback, reveal or rework, where ``condition`` tells.
    models
        Keep labels by models, where ``annotator_kind`` tells.
    confidence
        Of the intervals.

    Returns
    -------
    pandas.DataFrame
        One row a group and statistic; NaN where the labels cannot tell, as ``note`` says. The
        numbers of items, annotators and labels are those of the decided labels (for lengths,
        pairs).

    Raises
    ------
    LabelsError
        When a column is missing, a kind or the unit is unknown, or only one of ``value`` and
        ``prelabel`` is given.

    References
    ----------
    .. [1] Wilson (1927), Probable inference, the law of succession, and statistical inference,
       Journal of the American Statistical Association 22(158).
    .. [2] Korn and Graubard (1998), Confidence intervals for proportions with small expected
       number of positive counts estimated from survey data, Survey Methodology 24(2).
    .. [3] Liang and Zeger (1986), Longitudinal data analysis using generalized linear models,
       Biometrika 73(1).

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
    z(confidence)  # refuses what is none
    _check(kinds, unit, value, prelabel)
    keys = counts.by_columns(by)
    source = opened(labels, independent=independent)
    wanted = _kinds(labels, source, kinds, items, value)
    columns = {"item": item, "annotator": annotator, "at": at}
    choices: dict[str, Any] = {"independent": independent, "models": models, **columns}
    rows: list[tuple[Key, dict[str, Any]]] = []
    if {"position", "length"} & wanted:
        chosen = rankings(source, by, **choices)
        if "position" in wanted:
            rows += _position(chosen, confidence)
        if "length" in wanted:
            responses = responses_of(labels, items, item)
            rows += length_rows(chosen, responses, unit, confidence)
    if "prelabel" in wanted:
        rows += prelabel_rows(source, by, value, prelabel, items, confidence, choices)
    order = list(dict.fromkeys(key for key, _ in rows))
    rows.sort(key=lambda row: order.index(row[0]))
    return result([dict(zip(keys, key, strict=True)) | row for key, row in rows], keys)


def _check(kinds: object, unit: object, value: object, prelabel: object) -> None:
    known = ", ".join(get_args(Kind))
    asked = [kinds] if isinstance(kinds, str) else kinds
    if asked is not None and not (isinstance(asked, Collection) and asked):
        message = f"kinds={kinds!r}: give one of {known}, or several; None for all that can be told"
        raise counts.LabelsError(message)
    for one in asked or ():
        if one not in get_args(Kind):
            message = f"kind {one!r} is unknown: {nearest(one, get_args(Kind))}There are {known}"
            raise counts.LabelsError(message)
    if unit not in get_args(Unit):
        units = get_args(Unit)
        message = (
            f"unit {unit!r} is unknown: {nearest(str(unit), units)}There are {', '.join(units)}"
        )
        raise counts.LabelsError(message)
    if (value is None) != (prelabel is None):
        message = "give both value=, the column of the answers, and prelabel=, of what was proposed"
        raise counts.LabelsError(message)


def _kinds(
    labels: object,
    source: object,
    kinds: Kind | Collection[Kind] | None,
    items: object,
    value: str | None,
) -> set[str]:
    """Return what is asked for, or what the labels can tell."""
    if kinds is not None:
        return {kinds} if isinstance(kinds, str) else set(kinds)
    there = counts.column_names(source)
    told: set[str] = set()
    if {*RANKED[:PAIR]} & set(there):
        told |= {"position"}
        told |= {"length"} if responses_of(labels, items) is not None else set()
    if value or ("tag_names" in there and has_prelabels(source)):
        told |= {"prelabel"}
    return told or {"position"}


def _position(chosen: Selection, confidence: float) -> Iterator[tuple[Key, dict[str, Any]]]:
    by = chosen.by
    table = with_choice(chosen.table)
    tallies = groups(executed(counts.side_counts(table, by, "item_id", "annotator")), by)
    places = executed(cluster_sums(chosen_places(table), [*by, "responses", "place"]))
    sums = groups(places.sort_values(["responses", "place"]), by)
    for key, tally in tallies.items():
        cell = tally.iloc[0]
        found: list[Any] = sums.get(key, places.iloc[:0]).to_dict(orient="records")
        undecided, unknown = int(cell["undecided"]), int(cell["unknown"])
        dropped = {
            PAIR: share_note(undecided, "pairs without a preferred response dropped"),
            0: share_note(unknown, "labels without a known order on screen dropped"),
        }
        pairs = [one for one in found if one["responses"] == PAIR] or [_NOTHING]
        for one in [*pairs, *(one for one in found if one["responses"] > PAIR)]:
            estimate = share(one, confidence)
            undefined = (
                "" if one["n"] else "undefined: no decided pair with a known order on screen"
            )
            said = note(undefined, dropped.get(one["responses"], ""), dropped[0], estimate.note)
            row = estimate._asdict() | {"statistic": _place_name(one)} | _sizes(one)
            yield key, row | {"note": note(said, chosen.said)}


_NOTHING = dict.fromkeys(("y", "n", "yy", "yn", "nn", "items", "n_annotators", "n_labels"), 0)
_NOTHING |= {"responses": PAIR, "place": 0}


def _place_name(sums: dict[Any, Any]) -> str:
    if sums["responses"] == PAIR:
        return "left_preferred"
    return f"place_{sums['place'] + 1}_of_{sums['responses']}_preferred"


def _sizes(sums: dict[Any, Any]) -> dict[str, int]:
    names = {"n_items": "items", "n_annotators": "n_annotators", "n_labels": "n_labels"}
    return {name: int(sums[column]) for name, column in names.items()}
