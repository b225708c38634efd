"""A slice as tables: its labels, its items, its rates, and what an automatic search found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from trainer_widgets.analysis.counts import exploring_items as listing
from trainer_widgets.analysis.counts.labels import TAKEN
from trainer_widgets.analysis.results import note, result
from trainer_widgets.analysis.selection import ANNOTATOR, ITEM
from trainer_widgets.analysis.slices.slicing import find_slices

if TYPE_CHECKING:
    import pandas as pd

    from trainer_widgets.analysis.exploring.facets import Coded
    from trainer_widgets.analysis.exploring.found import Overview, Rate
    from trainer_widgets.analysis.exploring.ground import Ground
    from trainer_widgets.records.slices import Condition

MOST_SEARCHED = 10  # features of suggestions
Y = "y of the label"


def labels(ground: Ground, condition: Condition, outcome: str) -> pd.DataFrame:
    """Return the labels in a slice with all of their columns."""
    inside = ground.within(condition)
    names = {one.held: one.name for one in ground.columns}
    if outcome not in names.values():
        names["y"] = outcome
    inside = inside.order_by(["item", "annotator"]).select(*names)
    return _called(ground.engine.run(inside), names)


def _called(frame: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    return frame.set_axis([names[str(held)] for held in frame.columns], axis=1)


def items(ground: Ground, condition: Condition) -> pd.DataFrame:
    """Return the items of a slice: how many labels they have in it, their rate, their features."""
    inside = ground.within(condition)
    columns = [one for one in ground.columns if one.of_items and one.held != ITEM]
    name = next(one.name for one in ground.columns if one.held == ITEM)
    each = inside.group_by("item").aggregate(
        item_id=inside[ITEM].min(),
        n_labels=inside.count(),
        rate=inside.y.mean().round(listing.SHOWN),
        **{one.held: inside[one.held].first() for one in columns},
    )
    frame = ground.engine.run(each.order_by("item").drop("item"))
    names = {ITEM: name, "n_labels": "n_labels", "rate": "rate"}
    return _called(frame, names | {one.held: one.name for one in columns})


def of_item(ground: Ground, item_id: str, condition: Condition) -> pd.DataFrame:
    """Return the labels of one item: ``annotator, outcome, in_slice``."""
    table = ground.labels.mutate(in_slice=ground.holds(condition))
    table = table.filter(table[ITEM].cast("string") == item_id).order_by(ANNOTATOR)
    return ground.engine.run(table.select(ANNOTATOR, "in_slice", outcome=table.y))


def rates(ground: Ground, condition: Condition, overview: Overview) -> pd.DataFrame:
    """Return the rate of a slice, that of the rest, and their difference, as a result."""
    query = listing.people(ground.labels, ground.holds(condition))
    people = ground.engine.run(query).iloc[0]
    return result(
        [
            _row("rate", overview.rate, people["inside"], ground.said),
            _row("rate_rest", overview.rest, people["outside"], ground.said),
            _row("rate_difference", overview.difference, people["inside"], ground.said),
        ],
        [],
    )


def _row(statistic: str, rate: Rate, people: int, said: str) -> dict[str, Any]:
    row = rate._asdict() | {"statistic": statistic, "n_annotators": people}
    return row | {"note": note(rate.note, said)}


def suggestions(ground: Ground, confidence: float) -> pd.DataFrame:
    """Search for slices, see :func:`trainer_widgets.analysis.find_slices`."""
    table = ground.engine.beside()
    chosen = _searched(ground)
    # Nobody's labels count as those of different people.
    nobody = ibis.literal("label ") + _place(table)
    columns = {ITEM: table[ITEM], ANNOTATOR: table[ANNOTATOR].cast("string").fill_null(nobody)}
    columns |= {one.facet.field: table[one.held] for one in chosen} | {Y: table.y}
    names = [one.facet.field for one in chosen]
    found = find_slices(
        table.select(**columns), Y, names, independent=False, models=True, confidence=confidence
    )
    left = len(ground.coded) - len(chosen)
    if left:
        told = (
            f"{left} facets not searched: times, names that are taken, and those beyond the first "
            f"{MOST_SEARCHED}"
        )
        found.attrs["note"] = note(found.attrs["note"], told)
    return found


def _place(table: ibis.Table) -> Any:  # noqa: ANN401 - a column
    place = ibis.row_number().over(group_by="item", order_by=table.y)
    return place.cast("string")


def _searched(ground: Ground) -> list[Coded]:
    """Return the facets to search: names that are free, and that no engine takes for the same."""
    found: dict[str, Coded] = {}
    for one in ground.coded:
        name = one.facet.field
        is_free = name not in (ITEM, ANNOTATOR, *TAKEN) or one.held == name
        if is_free and one.facet.kind != "time":
            found.setdefault(name.casefold(), one)
    return [*found.values()][:MOST_SEARCHED]
