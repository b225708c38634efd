"""The values of a feature in which words stand, beyond those that a facet shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer_widgets.analysis import counts
from trainer_widgets.analysis.counts import exploring_items as listing
from trainer_widgets.analysis.exploring import rates
from trainer_widgets.analysis.slices.language.conditions import beside
from trainer_widgets.records.explored import FoundValues
from trainer_widgets.suggestions import nearest

if TYPE_CHECKING:
    from trainer_widgets.analysis.exploring.engine import Wanted
    from trainer_widgets.analysis.exploring.prepared_labels import PreparedLabels
    from trainer_widgets.records.slices import Condition

MOST_VALUES = 50


def values(
    prepared: PreparedLabels, condition: Condition, feature: str, search: str, wanted: Wanted
) -> FoundValues:
    """Return the values of a feature that hold some words, in a slice beside its own condition.

    Raises
    ------
    LabelsError
        When there is no such feature.
    """
    field = prepared.fields.get(feature)
    if field is None or not field.columns:
        message = f"there is no feature {feature!r}: {nearest(feature, prepared.fields)}"
        raise counts.LabelsError(message.rstrip(": "))
    labels = prepared.within(beside(condition, feature))
    query = listing.found_values(labels, field.columns[0], search, MOST_VALUES)
    frame = prepared.engine.run(query, wanted)
    found = [one.item() if hasattr(one, "item") else one for one in frame["value"]]
    found = [one.isoformat() if hasattr(one, "isoformat") else one for one in found]
    n = [int(count) for count in frame["n"]]
    return FoundValues(feature, found, n, rates.shares(frame["y"].tolist(), n))
