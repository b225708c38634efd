"""The features that slices are made of: their values, bins and names."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts import slices as counting
from trainer_widgets.analysis.results import executed, note
from trainer_widgets.analysis.slices.language.spelling import literal, spelt
from trainer_widgets.records import TASKS, Event
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import ibis

MOST_VALUES = 50
MOST_UNBINNED = 10
MOST_FEATURES = 10
QUARTERS = (0.25, 0.5, 0.75)
DERIVED = ("hour", "weekday")
# What of an event tells in which circumstances it was given, and not what was answered.
CIRCUMSTANCES = ("annotator", "annotator_kind", "guideline", "taxonomy", "condition")
ANSWERED = {
    name
    for task in TASKS.values()
    for name in (*task.answer.__struct_fields__, *getattr(task.answer, "columns", ()))
}
# What of an event only ties it to others.
TIES = ("event_id", "item_hash", "session", "supersedes", "refers_to", "schema_version")
OF_EVENTS = {*Event.__struct_fields__, "stale", "identity"} - {*CIRCUMSTANCES}


class Feature(NamedTuple):
    """A feature in code.

    Attributes
    ----------
    name
        What its column is called.
    code
        The expression that gives its codes.
    texts
        The condition that each code stands for.
    said
        What its values leave out.
    """

    name: str
    code: Any
    texts: dict[int, str]
    said: str = ""


def offered(columns: Iterable[str], items: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Return the columns that can be features where none are named.

    Parameters
    ----------
    columns, items
        The columns of the labels, and those of the items where these are known.
    taken
        Columns with another role: items, values, outcome, times.
    """
    others = {*OF_EVENTS, *taken, *counts.TIMES}
    own = [name for name in columns if name not in others | ANSWERED]
    features = [name for name in items if name not in others]
    return list(dict.fromkeys([*own, *features]))


def check(names: Sequence[str], there: Sequence[str], item: str) -> None:
    """Make sure that features are there.

    Raises
    ------
    LabelsError
        When one is not, or is the item itself.
    """
    known = [name for name in dict.fromkeys([*there, *DERIVED]) if name != item]
    for name in names:
        if name == item:
            message = f"{item!r} tells the items apart, so it is no feature that items share"
            raise counts.LabelsError(message)
        if name not in known:
            hint = nearest(name, known)
            message = f"there is no feature {name!r}: {hint}There are {', '.join(known)}"
            raise counts.LabelsError(message)


def coded(
    labels: ibis.Table, names: Sequence[str], columns: Sequence[str], *, chosen: bool
) -> tuple[list[Feature], str]:
    """Return the features that have something to tell apart, in code.

    Parameters
    ----------
    labels
        With the columns of the features.
    names, columns
        What the features are called, and which columns hold them.
    chosen
        Whether somebody named them. Otherwise those with more than fifty values are left out
        unless they are numbers, and after ten the rest.

    Returns
    -------
    features : list of Feature
        Those with two values or more; a missing value is one.
    said : str
        Which were left out, and which values.
    """
    kinds = labels.schema()
    usable = [pair for pair in zip(names, columns, strict=True) if _is_usable(kinds, *pair, chosen)]
    plain = [pair for pair in usable if not kinds[pair[1]].is_array()]
    sizes = executed(counting.varieties(labels, [column for _, column in plain])) if plain else None
    found, alike = [], []
    for name, column in usable:
        values, missing = MOST_VALUES, 1
        if not kinds[column].is_array() and sizes is not None:
            place = plain.index((name, column))
            values, missing = (int(sizes[f"{of}_{place}"].iloc[0]) for of in ("values", "missing"))
        if values + bool(missing) < 2:  # noqa: PLR2004 - two values
            alike.append(name)
        elif chosen or values <= MOST_VALUES or kinds[column].is_numeric():
            found.append((name, column, values))
    taken = found if chosen else found[:MOST_FEATURES]
    features = [_feature(labels, *one) for one in taken]
    rest = ", ".join(name for name, _, _ in found[len(taken) :])
    said = [f"no slices by {', '.join(alike)}: the same everywhere"] if alike and chosen else []
    said += [f"features beyond the first {MOST_FEATURES} not searched: {rest}"] if rest else []
    return features, note(*said, *(one.said for one in features))


def _is_usable(kinds: Any, name: str, column: str, chosen: bool) -> bool:  # noqa: ANN401
    kind = kinds[column]
    inner = kind.value_type if kind.is_array() else kind
    usable = inner.is_string() or inner.is_numeric() or inner.is_boolean() or inner.is_null()
    if not usable and chosen:
        hint = " (features 'hour' and 'weekday' tell when)" if kind.is_temporal() else ""
        message = f"feature {name!r} holds {kind}: give text, numbers or lists of text{hint}"
        raise counts.LabelsError(message)
    return bool(usable)


def _feature(labels: ibis.Table, name: str, column: str, values: int) -> Feature:
    kind = labels[column].type()
    if kind.is_numeric() and not kind.is_boolean() and values > MOST_UNBINNED:
        return _binned(labels, name, column)
    table = executed(counting.frequencies(labels, column, MOST_VALUES + 1))
    ranked = list(zip(table["n"], table["value"], strict=True))[:MOST_VALUES]
    known = sorted(value.item() if hasattr(value, "item") else value for _, value in ranked)
    left = len(table) > MOST_VALUES
    many = f"{values:,}" if left and not kind.is_array() else "more"
    said = f"{name}: the {MOST_VALUES} most frequent of {many} values searched" if left else ""
    word, make = ("=", counting.value_code)
    if kind.is_array():
        word, make = ("has", counting.list_codes)
    texts = {
        place: f"{spelt(name)} {word} {literal(value)}" for place, value in enumerate(known, 1)
    }
    texts |= {counting.MISSING: f"{spelt(name)} is missing"}
    return Feature(name, make(labels, column, known), texts, said)


def _binned(labels: ibis.Table, name: str, column: str) -> Feature:
    found = executed(counting.quantiles(labels, column, QUARTERS)).iloc[0]
    at = [float(one) for one in found]
    if not all(math.isfinite(one) for one in at):
        message = f"feature {name!r} holds numbers without an end: leave these out first"
        raise counts.LabelsError(message)
    edges = sorted({_legible(one, at[-1] - at[0]) for one in at})
    own = spelt(name)
    ends = [literal(edge) for edge in edges]
    texts = [f"{own} < {ends[0]}"]
    texts += [f"{own} >= {a} and {own} < {b}" for a, b in pairwise(ends)]
    texts += [f"{own} >= {ends[-1]}"]
    named = dict(enumerate(texts, 1)) | {counting.MISSING: f"{own} is missing"}
    return Feature(name, counting.bin_code(labels, column, edges), named)


def _legible(edge: float, span: float) -> float:
    """Return an edge with no more digits than it takes to tell it from the others."""
    scale = span or abs(edge) or 1.0
    return round(edge, 2 - math.floor(math.log10(scale))) + 0.0
