"""Labels to small tables of counts: lazy Ibis expressions that run on any backend.

Nothing here executes a query. Whoever needs the numbers does, and finishes in numpy.
"""

from trainer_widgets.analysis.counts.labels import (
    TELLING,
    LabelsError,
    as_table,
    by_columns,
    has,
    is_exposed,
    is_model,
    left_out,
    selected,
)
from trainer_widgets.analysis.counts.patterns import (
    categories,
    count_patterns,
    rater_patterns,
    totals,
)
from trainer_widgets.analysis.counts.tags import seen_with_tags, tag_counts
from trainer_widgets.analysis.counts.tallies import (
    duration_counts,
    label_counts,
    shown_order,
    side_counts,
)

__all__ = [
    "TELLING",
    "LabelsError",
    "as_table",
    "by_columns",
    "categories",
    "count_patterns",
    "duration_counts",
    "has",
    "is_exposed",
    "is_model",
    "label_counts",
    "left_out",
    "rater_patterns",
    "seen_with_tags",
    "selected",
    "shown_order",
    "side_counts",
    "tag_counts",
    "totals",
]
