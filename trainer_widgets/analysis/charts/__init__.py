"""Results as Altair charts that show in JupyterLab, on code hosts and to screen readers.

Importing this module switches its renderer on, see :func:`enable`. Nothing is computed here.
Each chart has the name of the statistic that it draws, and is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from trainer_widgets.analysis.charts.rendering import enable

if TYPE_CHECKING:
    from trainer_widgets.analysis.charts.annotators import annotator_quality
    from trainer_widgets.analysis.charts.calibration import (
        calibration_agreement,
        calibration_items,
    )
    from trainer_widgets.analysis.charts.drift import agreement_drift
    from trainer_widgets.analysis.charts.escalations import escalation_rates
    from trainer_widgets.analysis.charts.estimates import agreement
    from trainer_widgets.analysis.charts.failure_differences import compare_failures
    from trainer_widgets.analysis.charts.failure_icicle import failure_tree
    from trainer_widgets.analysis.charts.failure_pairs import co_occurrence
    from trainer_widgets.analysis.charts.failure_trends import failure_trend
    from trainer_widgets.analysis.charts.failures import failure_map, failure_rates
    from trainer_widgets.analysis.charts.labels import consensus
    from trainer_widgets.analysis.charts.matrix import agreement_matrix
    from trainer_widgets.analysis.charts.moves import calibration_moves
    from trainer_widgets.analysis.charts.planning import power
    from trainer_widgets.analysis.charts.presentation import presentation_bias
    from trainer_widgets.analysis.charts.resolution import time_to_resolution
    from trainer_widgets.analysis.charts.reviews import audit_pass_rate, rework_rate
    from trainer_widgets.analysis.charts.slices import find_slices
    from trainer_widgets.analysis.charts.strengths import model_strengths
    from trainer_widgets.analysis.charts.tags import tag_quality
    from trainer_widgets.analysis.charts.wins import win_rates
    from trainer_widgets.analysis.charts.work import pace, progress

__all__ = [
    "agreement",
    "agreement_drift",
    "agreement_matrix",
    "annotator_quality",
    "audit_pass_rate",
    "calibration_agreement",
    "calibration_items",
    "calibration_moves",
    "co_occurrence",
    "compare_failures",
    "consensus",
    "enable",
    "escalation_rates",
    "failure_map",
    "failure_rates",
    "failure_tree",
    "failure_trend",
    "find_slices",
    "model_strengths",
    "pace",
    "power",
    "presentation_bias",
    "progress",
    "rework_rate",
    "tag_quality",
    "time_to_resolution",
    "win_rates",
]

_HOMES = {
    "agreement": "estimates",
    "agreement_drift": "drift",
    "agreement_matrix": "matrix",
    "annotator_quality": "annotators",
    "audit_pass_rate": "reviews",
    "calibration_agreement": "calibration",
    "calibration_items": "calibration",
    "calibration_moves": "moves",
    "co_occurrence": "failure_pairs",
    "compare_failures": "failure_differences",
    "consensus": "labels",
    "escalation_rates": "escalations",
    "failure_map": "failures",
    "failure_rates": "failures",
    "failure_tree": "failure_icicle",
    "failure_trend": "failure_trends",
    "find_slices": "slices",
    "model_strengths": "strengths",
    "pace": "work",
    "power": "planning",
    "presentation_bias": "presentation",
    "progress": "work",
    "rework_rate": "reviews",
    "tag_quality": "tags",
    "time_to_resolution": "resolution",
    "win_rates": "wins",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - functions
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


enable()
