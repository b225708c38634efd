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
    from trainer_widgets.analysis.aggregation.confusions import confusion
    from trainer_widgets.analysis.aggregation.deciding import consensus
    from trainer_widgets.analysis.annotators.quality import annotator_quality
    from trainer_widgets.analysis.counts import LabelsError
    from trainer_widgets.analysis.drift.drifting import agreement_drift
    from trainer_widgets.analysis.drift.signaling import drift_signals
    from trainer_widgets.analysis.escalations.escalating import escalation_rates
    from trainer_widgets.analysis.escalations.resolution import time_to_resolution
    from trainer_widgets.analysis.exploring.labels_of_slice import slice_labels
    from trainer_widgets.analysis.failures.differences import compare_failures
    from trainer_widgets.analysis.failures.pairs import co_occurrence
    from trainer_widgets.analysis.failures.rates import failure_rates
    from trainer_widgets.analysis.failures.trends import failure_trend
    from trainer_widgets.analysis.pacing import pace, progress
    from trainer_widgets.analysis.preferences.pairwise import comparisons
    from trainer_widgets.analysis.preferences.position import presentation_bias
    from trainer_widgets.analysis.preferences.strengths import model_strengths
    from trainer_widgets.analysis.preferences.winning import win_rates
    from trainer_widgets.analysis.reliability.agreeing import agreement
    from trainer_widgets.analysis.reliability.matrices import agreement_matrix
    from trainer_widgets.analysis.reviewing.auditing import audit_pass_rate
    from trainer_widgets.analysis.reviewing.reworking import rework_rate
    from trainer_widgets.analysis.simulation.planning import power
    from trainer_widgets.analysis.simulation.seasons import simulate_season
    from trainer_widgets.analysis.slices.slicing import find_slices
    from trainer_widgets.analysis.tagging import tag_quality

__all__ = [
    "LabelsError",
    "agreement",
    "agreement_drift",
    "agreement_matrix",
    "annotator_quality",
    "audit_pass_rate",
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
    "rework_rate",
    "simulate_season",
    "slice_labels",
    "tag_quality",
    "time_to_resolution",
    "win_rates",
]

_HOMES = {
    "LabelsError": "counts",
    "agreement": "reliability.agreeing",
    "agreement_drift": "drift.drifting",
    "agreement_matrix": "reliability.matrices",
    "annotator_quality": "annotators.quality",
    "audit_pass_rate": "reviewing.auditing",
    "co_occurrence": "failures.pairs",
    "compare_failures": "failures.differences",
    "comparisons": "preferences.pairwise",
    "confusion": "aggregation.confusions",
    "consensus": "aggregation.deciding",
    "drift_signals": "drift.signaling",
    "escalation_rates": "escalations.escalating",
    "failure_rates": "failures.rates",
    "failure_trend": "failures.trends",
    "find_slices": "slices.slicing",
    "model_strengths": "preferences.strengths",
    "pace": "pacing",
    "power": "simulation.planning",
    "presentation_bias": "preferences.position",
    "progress": "pacing",
    "rework_rate": "reviewing.reworking",
    "simulate_season": "simulation.seasons",
    "slice_labels": "exploring.labels_of_slice",
    "tag_quality": "tagging",
    "time_to_resolution": "escalations.resolution",
    "win_rates": "preferences.winning",
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
