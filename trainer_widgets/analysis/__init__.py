"""Statistics that say whether labels can be trusted, with intervals, as tidy tables.

Each function takes labels as a pandas DataFrame, an Arrow table, a parquet path or glob, an Ibis
table on any backend, a ``LabelStore`` or a ``Project``, and returns a DataFrame with one row a
statistic and group. Nothing is loaded before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trainer_widgets.analysis import charts
    from trainer_widgets.analysis.aggregation import consensus
    from trainer_widgets.analysis.annotators import annotator_quality
    from trainer_widgets.analysis.confusions import confusion
    from trainer_widgets.analysis.counts import LabelsError
    from trainer_widgets.analysis.drifting import agreement_drift
    from trainer_widgets.analysis.escalating import escalation_rates
    from trainer_widgets.analysis.failure_differences import compare_failures
    from trainer_widgets.analysis.failure_pairs import co_occurrence
    from trainer_widgets.analysis.failure_trends import failure_trend
    from trainer_widgets.analysis.failures import failure_rates
    from trainer_widgets.analysis.matrices import agreement_matrix
    from trainer_widgets.analysis.pacing import pace, progress
    from trainer_widgets.analysis.pairwise import comparisons
    from trainer_widgets.analysis.planning import power
    from trainer_widgets.analysis.position import presentation_bias
    from trainer_widgets.analysis.reliability import agreement
    from trainer_widgets.analysis.resolution import time_to_resolution
    from trainer_widgets.analysis.seasons import simulate_season
    from trainer_widgets.analysis.signaling import drift_signals
    from trainer_widgets.analysis.slicing import find_slices
    from trainer_widgets.analysis.strengths import model_strengths
    from trainer_widgets.analysis.tagging import tag_quality
    from trainer_widgets.analysis.winning import win_rates

__all__ = [
    "LabelsError",
    "agreement",
    "agreement_drift",
    "agreement_matrix",
    "annotator_quality",
    "charts",
    "co_occurrence",
    "compare_failures",
    "comparisons",
    "confusion",
    "consensus",
    "drift_signals",
    "escalation_rates",
    "failure_rates",
    "failure_trend",
    "find_slices",
    "model_strengths",
    "pace",
    "power",
    "presentation_bias",
    "progress",
    "simulate_season",
    "tag_quality",
    "time_to_resolution",
    "win_rates",
]

_HOMES = {
    "LabelsError": "counts",
    "agreement": "reliability",
    "agreement_drift": "drifting",
    "agreement_matrix": "matrices",
    "annotator_quality": "annotators",
    "co_occurrence": "failure_pairs",
    "compare_failures": "failure_differences",
    "comparisons": "pairwise",
    "confusion": "confusions",
    "consensus": "aggregation",
    "drift_signals": "signaling",
    "escalation_rates": "escalating",
    "failure_rates": "failures",
    "failure_trend": "failure_trends",
    "find_slices": "slicing",
    "model_strengths": "strengths",
    "pace": "pacing",
    "power": "planning",
    "presentation_bias": "position",
    "progress": "pacing",
    "simulate_season": "seasons",
    "tag_quality": "tagging",
    "time_to_resolution": "resolution",
    "win_rates": "winning",
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
