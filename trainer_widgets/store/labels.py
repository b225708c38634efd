"""From events to labels: one row for each item and annotator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from trainer_widgets.event_arrays import SLIM
from trainer_widgets.heads import heads
from trainer_widgets.store.derived import derived_columns

if TYPE_CHECKING:
    import pandas as pd

COMMON = (
    "annotator_kind",
    "condition",
    "guideline",
    "taxonomy",
    "submitted_at",
    "recorded_at",
    "active_ms",
    "rationale",
    "shown",
    "identity",
    "item_hash",
    "event_id",
    "session",
    "origin",
)
LABEL_COLUMNS = tuple(dict.fromkeys([*SLIM, *COMMON, "answer"]))


def label_table(task: str, events: pa.Table, *, independent: bool) -> pa.Table:
    """Return the labels that stand, sorted by item and annotator.

    Parameters
    ----------
    task
        The task.
    events
        ``LABEL_COLUMNS``, one row an event id.
    independent
        Take the last answer before any exposure.
    """
    table = events.take(heads(events.select(list(SLIM)), independent=independent))
    order = pc.sort_indices(table, sort_keys=[("item_id", "ascending"), ("annotator", "ascending")])
    table = table.take(order)
    return pa.table(
        {name: table[name] for name in ("item_id", "annotator")}
        | answer_columns(task, table)
        | {name: table[name] for name in COMMON}
    )


def answer_columns(task: str, events: pa.Table) -> dict[str, Any]:
    """Return the fields of the answers of events, and the columns that follow from them."""
    answers = events["answer"]
    fields = {field.name: pc.struct_field(answers, field.name) for field in answers.type}
    return fields | derived_columns(task, answers, events["shown"])


def as_frame(table: pa.Table) -> pd.DataFrame:
    """Return a table as pandas has it, whole numbers kept whole."""
    import pandas as pd  # noqa: PLC0415 - recording needs none of it

    # Whole numbers stay whole, whether or not some are missing.
    nullable: Any = {pa.int64(): pd.Int64Dtype()}
    return table.to_pandas(types_mapper=nullable.get)
