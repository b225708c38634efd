"""Labels to small tables of counts: lazy Ibis expressions that run on any backend.

Nothing here executes a query. Whoever needs the numbers does, and finishes in numpy.
"""

from trainer_widgets.analysis.counts.labels import (
    TELLING,
    TIMES,
    by_columns,
    check_single,
    has,
    is_exposed,
    is_model,
    left_out,
    literal,
    moment,
    newest,
    numbered,
    selected,
)
from trainer_widgets.analysis.counts.others import SEPARATOR, with_codes, with_keys, with_others
from trainer_widgets.analysis.counts.patterns import (
    count_patterns,
    fits_counts,
    fits_raters,
    listed_patterns,
    occasions,
    pair_counts,
    paired,
    rater_bits,
    rater_patterns,
    sizes,
    squared_pulls,
    value_counts,
)
from trainer_widgets.analysis.counts.sources import (
    LabelsError,
    as_table,
    column_names,
    is_readable,
)
from trainer_widgets.analysis.counts.tags import seen_with_tags, tag_counts
from trainer_widgets.analysis.counts.tallies import (
    duration_counts,
    label_counts,
    shown_order,
    side_counts,
)

__all__ = [
    "SEPARATOR",
    "TELLING",
    "TIMES",
    "LabelsError",
    "as_table",
    "by_columns",
    "check_single",
    "column_names",
    "count_patterns",
    "duration_counts",
    "fits_counts",
    "fits_raters",
    "has",
    "is_exposed",
    "is_model",
    "is_readable",
    "label_counts",
    "left_out",
    "listed_patterns",
    "literal",
    "moment",
    "newest",
    "numbered",
    "occasions",
    "pair_counts",
    "paired",
    "rater_bits",
    "rater_patterns",
    "seen_with_tags",
    "selected",
    "shown_order",
    "side_counts",
    "sizes",
    "squared_pulls",
    "tag_counts",
    "value_counts",
    "with_codes",
    "with_keys",
    "with_others",
]
