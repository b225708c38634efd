"""The answers of any events, as the columns that labels have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from trainer_widgets.store.labels import answer_columns, as_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from trainer_widgets.store.label_store import LabelStore


def answers(store: LabelStore, task: str, event_ids: Sequence[str | None]) -> pd.DataFrame:
    """Return the answers of events, whether or not they are labels.

    Parameters
    ----------
    store
        Where the events are.
    task
        The task.
    event_ids
        Whose answers; None for nobody's.

    Returns
    -------
    pandas.DataFrame
        One row an id, in their order: ``event_id``, the answer's fields and the columns that
        follow from it, as :meth:`LabelStore.labels` has them; empty for what has no answer.

    Examples
    --------
    >>> from trainer_widgets.store import LabelStore
    >>> answers(LabelStore("nowhere"), "ranking", [None])["choice"].isna().tolist()
    [True]
    """
    events = store._load(task, ("event_id", "answer", "shown"))  # noqa: SLF001 - of this package
    events = events.filter(pc.is_valid(events["answer"]))
    places = pc.index_in(pa.array(event_ids, pa.string()), value_set=events["event_id"])
    rows = events.take(places)
    columns: Any = {"event_id": rows["event_id"]} | answer_columns(task, rows)
    return as_frame(pa.table(columns))
