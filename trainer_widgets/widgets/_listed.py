"""An escalation as it stands in the lead's list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer_widgets import wire
from trainer_widgets.widgets._on_screen import excerpt

if TYPE_CHECKING:
    import datetime as dt

    import pandas as pd

    from trainer_widgets.records import Event
    from trainer_widgets.widgets._desk import Desk


def listed(row: pd.Series[Any], event: Event[Any, Any], desk: Desk, item: str) -> wire.Escalated:
    """Return a row of the escalations' table; ``item`` is the item's name in the list."""
    told = {name: row[name] for name in wire.Escalated.__struct_fields__ if name in row}
    times = {name: _utc(row[name]) for name in ("escalated_at", "resolved_at")}
    return wire.Escalated(
        item=item,
        token=desk.tokens[event.item_id],
        excerpt=excerpt(desk.summary(event.item_id)),
        categories=sorted(set(getattr(event.answer, "categories", ()))),
        **told | times,
    )


def _utc(time: pd.Timestamp | None) -> dt.datetime | None:
    return None if time is None else time.to_pydatetime()
