"""The tree of failures as a chart, under the name that the package looks for."""

from trainer_widgets.analysis.charts.failure_icicle import failure_tree

__all__ = ["failure_tree"]
