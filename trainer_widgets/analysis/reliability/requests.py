"""What can be asked of agreement, and how its answers become rows."""

from __future__ import annotations

import math
from importlib import import_module
from typing import TYPE_CHECKING, Any

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.reliability.coefficients import STATISTICS, Estimate
from trainer_widgets.analysis.reliability.evidence import Size, sizes
from trainer_widgets.analysis.results import note, result, whole, z
from trainer_widgets.analysis.selection import ANNOTATOR, AT, Selection
from trainer_widgets.analysis.weighting import UNWEIGHTED, WEIGHTS
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

    from trainer_widgets.analysis.reliability.evidence import Evidence, Survey
    from trainer_widgets.analysis.reliability.group_estimates import Choices
    from trainer_widgets.analysis.results import Key

# The levels whose statistics have modules of their own.
ELSEWHERE = {"ranking": "rankings", "spans": "spans"}
RESAMPLE = ("items", "annotators")
OF_SPANS = ("match", "taxonomy")
NUMBERS = ("interval", "ratio")
PERSON = "person"
NO_ORDER = "no time tells which label came first"


def check(level: str, resample: str, confidence: float, resamples: int, seed: int) -> None:
    """Refuse what cannot be asked.

    Raises
    ------
    LabelsError
        When an option is unknown or out of its bounds.
    """
    z(confidence)
    for name, asked, there in (
        ("level", level, (*WEIGHTS, *ELSEWHERE)),
        ("resample", resample, RESAMPLE),
    ):
        if asked not in there:
            known = f"{nearest(asked, there)}There are {', '.join(there)}"
            message = f"{name} {asked!r} is unknown: {known}"
            raise counts.LabelsError(message)
    whole("resamples", resamples, 1)
    whole("seed", seed, 0)
    if resample != "items" and level in ELSEWHERE:
        message = f"resample={resample!r} does not go with level {level!r}: take 'items'"
        raise counts.LabelsError(message)


def check_options(level: str, **options: object) -> None:
    """Refuse what a level would leave without effect.

    Parameters
    ----------
    level
        One of those that :func:`check` knows.
    options
        Each option that not all levels have; false where it was not asked for.

    Raises
    ------
    LabelsError
        When the level has no such option.
    """
    for name in [name for name, asked in options.items() if asked]:
        if level != "spans" if name in OF_SPANS else level in ELSEWHERE:
            message = f"{name}= does not go with level {level!r}: leave it out"
            raise counts.LabelsError(message)


def is_timed(labels: Any, at: str | None) -> bool:  # noqa: ANN401 - any form that labels have
    """Whether anything tells when labels were given."""
    return at is not None or bool(set(counts.TIMES) & set(counts.column_names(labels)))


def occasions(
    ask: Callable[..., Selection], value: str, *, timed: bool, repeats: bool = True
) -> Selection:
    """Return the labels of people who labeled an item twice, each occasion as another annotator.

    Parameters
    ----------
    ask
        Gives the labels.
    value
        The column that is compared.
    timed
        Whether a time tells which label came first.
    repeats
        Without meaning here: all labels are needed.
    """
    del repeats
    chosen = ask(repeats=True, timed=timed)
    table = counts.occasions(chosen.table, chosen.by, value, AT if timed else None)
    said = note(chosen.said, "" if timed else NO_ORDER)
    return Selection(table, [*chosen.by, PERSON], said)


def elsewhere(
    selection: Selection, value: str, level: str, options: Mapping[str, Any]
) -> pd.DataFrame:
    """Return the result of a level whose statistics have a module of their own."""
    module = import_module(f"trainer_widgets.analysis.reliability.{ELSEWHERE[level]}")
    found = module.estimates(selection, value, **options)
    size = sizes(selection.table, selection.by)
    rows = [
        _row(selection, key, size[key], name, estimate) | {"weights": ""}
        for key, estimates in found.items()
        for name, estimate in estimates.items()
    ]
    return _finished(rows, selection)


def told(
    survey: Survey,
    found: Mapping[Key, Evidence],
    estimates: Mapping[Key, Mapping[str, Estimate]],
    choices: Choices,
) -> pd.DataFrame:
    """Return the result of each group's estimates."""
    rows = []
    for key, each in estimates.items():
        marginals = survey.marginals(key)
        prevalence = float(marginals.max() / marginals.sum())
        for name, estimate in each.items():
            row = _row(survey.selection, key, found[key].size, name, estimate)
            rows.append(row | _named(name, choices) | {"prevalence": prevalence})
    frame = _finished(rows, survey.selection)
    return frame.assign(prevalence=math.nan) if choices.level in NUMBERS else frame


def nothing(selection: Selection, choices: Choices) -> pd.DataFrame:
    """Return the result of no labels."""
    why = "nobody labeled an item twice" if PERSON in selection.by else "no labels"
    estimate = Estimate(note=f"undefined: {why}")
    if selection.by and selection.by != [PERSON]:
        return _finished([], selection)
    key = (None,) * len(selection.by)
    rows = [
        _row(selection, key, Size(0, 0, 0), name, estimate) | _named(name, choices)
        for name in (*STATISTICS, "cohen_kappa")
    ]
    return _finished(rows, selection)


def _row(
    selection: Selection, key: Key, size: Size, statistic: str, estimate: Estimate
) -> dict[str, Any]:
    row = dict(zip(selection.by, key, strict=True)) | size._asdict() | {"statistic": statistic}
    if PERSON in selection.by:
        row["n_annotators"] = min(size.n_annotators, 1)  # the others are occasions
        is_known = not math.isnan(estimate.estimate)
        if is_known and statistic == "cohen_kappa" and NO_ORDER in selection.said:
            estimate = Estimate(note="undefined: without an order")
    return row | estimate._asdict() | {"note": note(estimate.note, selection.said)}


def _named(statistic: str, choices: Choices) -> dict[str, str]:
    """Return a statistic's name, and how partial agreement counts in it."""
    if statistic == "percent_agreement":
        return {"weights": UNWEIGHTED}
    if statistic == "krippendorff_alpha":
        own = {"nominal": UNWEIGHTED, "set": "MASI", "multiset": "Jaccard"}
        return {"weights": own.get(choices.level, choices.level)}
    is_second = statistic == "gwet_ac1" and choices.weights != UNWEIGHTED
    return {"statistic": "gwet_ac2" if is_second else statistic, "weights": choices.weights}


def _finished(rows: Sequence[Mapping[str, Any]], selection: Selection) -> pd.DataFrame:
    by = selection.by
    frame = result(rows, by, ["prevalence"], ["weights"])
    return frame.rename(columns={PERSON: ANNOTATOR}) if PERSON in by else frame
