"""Statistics that say whether labels can be trusted, with intervals, as tidy tables.

Each function takes labels as a pandas DataFrame, an Arrow table, a parquet path or an Ibis table,
and returns a DataFrame with one row a statistic and group. Nothing is loaded before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trainer_widgets.analysis import charts
    from trainer_widgets.analysis.counts import LabelsError
    from trainer_widgets.analysis.pacing import pace, progress
    from trainer_widgets.analysis.position import presentation_bias
    from trainer_widgets.analysis.reliability import agreement
    from trainer_widgets.analysis.tagging import tag_quality

__all__ = [
    "LabelsError",
    "agreement",
    "charts",
    "pace",
    "presentation_bias",
    "progress",
    "tag_quality",
]

_HOMES = {
    "LabelsError": "counts",
    "agreement": "reliability",
    "pace": "pacing",
    "presentation_bias": "position",
    "progress": "pacing",
    "tag_quality": "tagging",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - functions and one module
    if name == "charts":
        return import_module(f"{__name__}.charts")
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
