"""Labels with an outcome, prepared once and asked many times: what an explorer of slices shows."""

from trainer_widgets.analysis.exploring.engine import OvertakenError
from trainer_widgets.analysis.exploring.exploration import Exploration
from trainer_widgets.analysis.exploring.found import (
    Breakdown,
    BreakdownCell,
    ComparedSlices,
    Counted,
    Facet,
    FoundValues,
    ItemPage,
    ItemRow,
    Overview,
    Rate,
    TimeWindow,
)

__all__ = [
    "Breakdown",
    "BreakdownCell",
    "ComparedSlices",
    "Counted",
    "Exploration",
    "Facet",
    "FoundValues",
    "ItemPage",
    "ItemRow",
    "OvertakenError",
    "Overview",
    "Rate",
    "TimeWindow",
]
