"""A slice as tables: its labels, its items, its rates, and what an automatic search found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis
from msgspec.structs import asdict

from trainer_widgets.analysis.counts import exploring_items as listing
from trainer_widgets.analysis.counts.labels import TAKEN
from trainer_widgets.analysis.results import note, result
from trainer_widgets.analysis.selection import ANNOTATOR, ITEM
from trainer_widgets.analysis.slices.slicing import find_slices

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from trainer_widgets.analysis.exploring.facets import Coded
    from trainer_widgets.analysis.exploring.prepared_labels import PreparedLabels
    from trainer_widgets.records.explored import Overview, Rate
    from trainer_widgets.records.slices import Condition

MOST_SEARCHED = 10  # features of suggestions
Y = "y of the label"


def labels(prepared: PreparedLabels, condition: Condition, outcome: str) -> pd.DataFrame:
    """Return the labels in a slice with all of their columns."""
    inside = prepared.within(condition)
    names = {one.held: one.name for one in prepared.columns}
    if outcome not in names.values():
        names["y"] = outcome
    inside = inside.order_by(["item", "annotator"]).select(*names)
    return _called(prepared.engine.run(inside), names)


def _called(frame: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    return frame.set_axis([names[str(held)] for held in frame.columns], axis=1)


def items(prepared: PreparedLabels, condition: Condition) -> pd.DataFrame:
    """Return the items of a slice: how many labels they have in it, their rate, their features."""
    inside = prepared.within(condition)
    columns = [one for one in prepared.columns if one.of_items and one.held != ITEM]
    name = next(one.name for one in prepared.columns if one.held == ITEM)
    each = inside.group_by("item").aggregate(
        item_id=inside[ITEM].min(),
        n_labels=inside.count(),
        rate=inside.y.mean().round(listing.SHOWN),
        **{one.held: inside[one.held].first() for one in columns},
    )
    frame = prepared.engine.run(each.order_by("item").drop("item"))
    names = {ITEM: name, "n_labels": "n_labels", "rate": "rate"}
    return _called(frame, names | {one.held: one.name for one in columns})


def item_ids(prepared: PreparedLabels, condition: Condition) -> list[str]:
    """Return the items of a slice."""
    inside = prepared.within(condition)
    each = inside.group_by("item").aggregate(item_id=inside[ITEM].min())
    found = prepared.engine.run(each.order_by("item"))["item_id"]
    return found.astype("str").tolist()


def rates(prepared: PreparedLabels, condition: Condition, overview: Overview) -> pd.DataFrame:
    """Return the rate of a slice, that of the rest, and their difference, as a result."""
    query = listing.people(prepared.labels, prepared.holds(condition))
    people = prepared.engine.run(query).iloc[0]
    return result(
        [
            _row("rate", overview.rate, people["inside"], prepared.said),
            _row("rate_rest", overview.rest, people["outside"], prepared.said),
            _row("rate_difference", overview.difference, people["inside"], prepared.said),
        ],
        [],
    )


def _row(statistic: str, rate: Rate, people: int, said: str) -> dict[str, Any]:
    row = asdict(rate) | {"statistic": statistic, "n_annotators": people}
    return row | {"note": note(rate.note, said)}


def suggestions(prepared: PreparedLabels, confidence: float) -> pd.DataFrame:
    """Search for slices, see :func:`trainer_widgets.analysis.find_slices`."""
    table = prepared.engine.beside()
    chosen = _searched(prepared)
    # Nobody's labels count as those of different people.
    nobody = ibis.literal("label ") + _place(table)
    columns = {ITEM: table[ITEM], ANNOTATOR: table[ANNOTATOR].cast("string").fill_null(nobody)}
    columns |= {one.facet.feature: table[one.held] for one in chosen} | {Y: table.y}
    names = [one.facet.feature for one in chosen]
    found = find_slices(
        table.select(**columns), Y, names, independent=False, models=True, confidence=confidence
    )
    found.attrs["note"] = note(found.attrs["note"], _not_searched(prepared.coded, chosen))
    return found


def _not_searched(there: Sequence[Coded], chosen: Sequence[Coded]) -> str:
    left = [one.facet for one in there if one not in chosen]
    times = ", ".join(repr(one.feature) for one in left if one.kind == "time")
    others = ", ".join(repr(one.feature) for one in left if one.kind != "time")
    return note(
        f"times not searched: {times}" if times else "",
        f"not searched, being taken names or beyond the first {MOST_SEARCHED}: {others}"
        if others
        else "",
    )


def _place(table: ibis.Table) -> Any:  # noqa: ANN401 - a column
    place = ibis.row_number().over(group_by="item", order_by=table.y)
    return place.cast("string")


def _searched(prepared: PreparedLabels) -> list[Coded]:
    """Return the facets to search: names that are free, and that no engine takes for the same."""
    found: dict[str, Coded] = {}
    for one in prepared.coded:
        name = one.facet.feature
        is_free = name not in (ITEM, ANNOTATOR, *TAKEN) or one.held == name
        if is_free and one.facet.kind != "time":
            found.setdefault(name.casefold(), one)
    return [*found.values()][:MOST_SEARCHED]
